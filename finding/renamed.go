package finding

import "strings"

// Renamed is a subject under other ids, which ids names by those that it has: of an
// element, of a part of one ("db/common") and of a connection ("web->api:443").
func Renamed(subject string, ids map[string]string) string {
	if len(ids) == 0 {
		return subject
	}
	ends := strings.Split(subject, "->")
	for i, end := range ends {
		name, rest := end, ""
		if at := strings.IndexAny(end, "/:"); at >= 0 {
			name, rest = end[:at], end[at:]
		}
		if id, ok := ids[name]; ok {
			ends[i] = id + rest
		}
	}
	return strings.Join(ends, "->")
}
