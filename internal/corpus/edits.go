package corpus

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Edit is a small change of a system, as people make them every day.
type Edit struct {
	// Kind is add, remove, rename or connect; On is what it is done to.
	Kind, On string
	// Text is the model after it.
	Text string
}

// lines is a model taken apart.
type lines struct {
	head, elements, connections []string
}

func parse(text string) lines {
	var l lines
	at := &l.head
	for _, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		switch line {
		case "elements:":
			at = &l.elements
		case "connections:":
			at = &l.connections
		default:
			*at = append(*at, line)
		}
	}
	return l
}

func (l lines) String() string {
	all := slices.Concat(l.head, []string{"elements:"}, l.elements)
	if len(l.connections) > 0 {
		all = slices.Concat(all, []string{"connections:"}, l.connections)
	}
	return strings.Join(all, "\n") + "\n"
}

func idOf(element string) string {
	id, _, _ := strings.Cut(strings.TrimSpace(element), ":")
	return id
}

var ends = regexp.MustCompile(`from: ([^,]+), to: ([^,}]+)`)

func endsOf(connection string) (from, to string) {
	m := ends.FindStringSubmatch(connection)
	return m[1], m[2]
}

// mentions reports whether a line names an id.
func mentions(line, id string) bool {
	return regexp.MustCompile(`(^|[ \[{,])` + regexp.QuoteMeta(id) + `($|[ \]},:])`).MatchString(line)
}

// Edits are up to n edits of each kind, spread over the system.
func (s System) Edits(n int) []Edit {
	l := parse(s.Text)
	if slices.ContainsFunc(l.elements, func(line string) bool { return !strings.HasSuffix(line, "}") }) {
		return nil // it is not written line by line
	}
	var all []Edit
	for _, edit := range []func(lines) []Edit{adding, removing, renaming, connecting} {
		edits := edit(l)
		for i := range min(n, len(edits)) {
			all = append(all, edits[(2*i+1)*len(edits)/(2*n)])
		}
	}
	return all
}

// adding puts one more beside each element that is connected, with a connection
// like the first of that.
func adding(l lines) []Edit {
	var all []Edit
	for i, element := range l.elements {
		id := idOf(element)
		k := slices.IndexFunc(l.connections, func(c string) bool {
			from, to := endsOf(c)
			return from != to && (from == id || to == id)
		})
		if k < 0 {
			continue
		}
		fresh := id + "-more"
		after := lines{l.head, slices.Clone(l.elements), slices.Clone(l.connections)}
		twin := strings.Replace(element, id+":", fresh+":", 1)
		after.elements = slices.Insert(after.elements, i+1, longer(twin))
		from, to := endsOf(l.connections[k])
		c := strings.Replace(l.connections[k], fmt.Sprintf("from: %s, to: %s", from, to),
			fmt.Sprintf("from: %s, to: %s", swap(from, id, fresh), swap(to, id, fresh)), 1)
		after.connections = append(after.connections, c)
		all = append(all, Edit{"add", fresh, after.String()})
	}
	return all
}

func swap(word, old, now string) string {
	if word == old {
		return now
	}
	return word
}

// removing takes away each element that nothing but connections names.
func removing(l lines) []Edit {
	var all []Edit
	if len(l.elements) < 3 {
		return nil
	}
	for i, element := range l.elements {
		id := idOf(element)
		named := func(line string) bool { return mentions(line, id) }
		others := slices.Delete(slices.Clone(l.elements), i, i+1)
		if slices.ContainsFunc(others, named) || slices.ContainsFunc(l.head, named) {
			continue
		}
		after := lines{l.head, others, slices.DeleteFunc(slices.Clone(l.connections), named)}
		all = append(all, Edit{"remove", id, after.String()})
	}
	return all
}

// renaming gives each element a longer name.
func renaming(l lines) []Edit {
	var all []Edit
	for i, element := range l.elements {
		if now := longer(element); now != element {
			after := lines{l.head, slices.Clone(l.elements), l.connections}
			after.elements[i] = now
			all = append(all, Edit{"rename", idOf(element), after.String()})
		}
	}
	return all
}

var (
	both = regexp.MustCompile(`name: \{ko: ([^,}]+), en: ([^}]+)\}`)
	one  = regexp.MustCompile(`name: ([^,{}]+)`)
)

func longer(element string) string {
	if both.MatchString(element) {
		return both.ReplaceAllString(element, "name: {ko: 새 $1, en: New $2}")
	}
	return one.ReplaceAllString(element, "name: New $1")
}

// connecting lets who opens one connection open another one, too.
func connecting(l lines) []Edit {
	known := map[[2]string]bool{}
	for _, c := range l.connections {
		from, to := endsOf(c)
		known[[2]string{from, to}], known[[2]string{to, from}] = true, true
	}
	var all []Edit
	for i, c := range l.connections {
		from, _ := endsOf(c)
		for j := range l.connections {
			other := l.connections[(i+j)%len(l.connections)]
			opener, to := endsOf(other)
			if to == from || known[[2]string{from, to}] || strings.Contains(other, "via:") ||
				strings.Contains(other, "kind:") {
				continue
			}
			after := lines{l.head, l.elements, slices.Clone(l.connections)}
			fresh := strings.Replace(other, "from: "+opener+",", "from: "+from+",", 1)
			after.connections = append(after.connections, fresh)
			all = append(all, Edit{"connect", from + "->" + to, after.String()})
			break
		}
	}
	return all
}
