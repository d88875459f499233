package words

import (
	"strconv"
	"strings"
	"time"

	"asbuilt/pattern"
)

// written is a length of time as the model writes it.
var written = pattern.New(`^(\d+)(d|h|m|s)$`)

// Value is a value that a finding compares, in words: 30d as 30 days, true as yes. What is
// no such value stays as it is.
func (w Words) Value(v string) string {
	switch v {
	case "true", "false":
		return w.T("bool-" + v)
	case "on", "off", "open", "records", "never",
		"for ever", "none", "partial", "blocked", "stopped", "not granted", "not selected":
		return w.T("value-" + strings.ReplaceAll(v, " ", "-"))
	case "AWS's own key":
		return w.T("value-own-key")
	}
	if m := written.FindStringSubmatch(strings.TrimPrefix(v, "for ")); m != nil {
		unit := map[string]time.Duration{"d": 24 * time.Hour, "h": time.Hour, "m": time.Minute, "s": time.Second}[m[2]]
		if n, err := strconv.Atoi(m[1]); err == nil && n < 100_000 {
			return w.Duration(time.Duration(n) * unit)
		}
	}
	for _, of := range []string{"above", "below", "version"} {
		if rest, ok := strings.CutPrefix(v, of+" "); ok {
			return w.T("value-"+of, rest)
		}
	}
	if v == "unusual" {
		return w.T("value-unusual")
	}
	if t, ok := enumWords().Lookup("exposure." + v); ok {
		return t.In(w.lang)
	}
	if v == "private" || v == "isolated" {
		return w.Enum(v)
	}
	return v
}
