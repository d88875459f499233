// Package syntax reads one YAML file into nodes that know exactly where they
// were written, and reports what is wrong with the file as text.
//
// It is the only home of gopkg.in/yaml.v3. It reads a subset of YAML: UTF-8, one
// document, no merge keys, no tags of one's own, bounded depth and aliases. It
// knows nothing of the model's keys.
package syntax

import (
	"slices"
	"strings"
	"sync"

	"asbuilt/finding"
)

// Kind is the shape of a node.
type Kind int

// The shapes. Scalars that are written plain are told apart as YAML 1.2's core
// schema does: yes, no, on and off are text, and 010 is the number ten.
const (
	Null Kind = iota
	Text
	Int
	Float
	Bool
	List
	Map
)

// String is the English name of the shape: "a list".
func (k Kind) String() string { return k.Name().En }

// Name names the shape as messages do.
func (k Kind) Name() finding.Text {
	return [...]finding.Text{
		Null:  finding.Both("nothing", "빈 값"),
		Text:  finding.Both("text", "텍스트"),
		Int:   finding.Both("a whole number", "정수"),
		Float: finding.Both("a number", "숫자"),
		Bool:  finding.Both("true or false", "true/false"),
		List:  finding.Both("a list", "목록"),
		Map:   finding.Both("a mapping", "매핑"),
	}[k]
}

// Node is a value with its place. Nodes are never changed once made, so that
// templates and overlays can share them.
type Node struct {
	Kind     Kind
	Position finding.Position
	// Value is the text of a scalar, without quotes.
	Value string
	// Quoted says that a Text was written in quotes or as a block.
	Quoted bool
	// Entries are the keys of a Map in the order of the file, without duplicates.
	Entries []Entry
	// Items are the values of a List.
	Items []*Node
	// Patched says that the node was put together from several places, such as
	// an element and its template.
	Patched bool
}

// Entry is one key of a map with its value.
type Entry struct {
	Key      string
	Position finding.Position
	Value    *Node
}

// Get is the value at key, or nil.
func (n *Node) Get(key string) *Node {
	if n == nil {
		return nil
	}
	for i := range n.Entries {
		if n.Entries[i].Key == key {
			return n.Entries[i].Value
		}
	}
	return nil
}

// With is n with value at key, which n has already.
func (n *Node) With(key string, value *Node) *Node {
	out := *n
	out.Entries = slices.Clone(n.Entries)
	for i := range out.Entries {
		if out.Entries[i].Key == key {
			out.Entries[i].Value = value
		}
	}
	return &out
}

// Source is the text of a file, for showing its lines.
type Source struct {
	Name string
	text string
	// lines are those of the text: most files have nothing to be shown.
	lines func() []string
}

// NewSource is the text of a file in lines as editors have them.
func NewSource(name string, data []byte) *Source {
	s := &Source{Name: name, text: string(data)}
	s.lines = sync.OnceValue(func() []string {
		text := strings.TrimPrefix(s.text, "\ufeff")
		text = strings.ReplaceAll(text, "\r\n", "\n")
		return strings.Split(strings.ReplaceAll(text, "\r", "\n"), "\n")
	})
	return s
}

// Line is the text of line n, 1-based, or "" outside the file.
func (s *Source) Line(n int) string {
	if s == nil || n < 1 || n > len(s.lines()) {
		return ""
	}
	return s.lines()[n-1]
}

// Lines is the number of lines.
func (s *Source) Lines() int { return len(s.lines()) }

// Span is how many characters the key or scalar that begins at p takes on its
// line: what a caret underlines. It is 1 for what is no word, and in lines that
// no person reads: a file of one line with a thousand mistakes is to be refused
// in no time.
func (s *Source) Span(p finding.Position) int {
	text := s.Line(p.Line)
	if len(text) > maxSpanned {
		return 1
	}
	line := []rune(text)
	if p.Col < 1 || p.Col > len(line) {
		return 1
	}
	word := line[p.Col-1:]
	if quote := word[0]; quote == '"' || quote == '\'' {
		for i := 1; i < len(word); i++ {
			if word[i] == quote && word[i-1] != '\\' {
				return i + 1
			}
		}
	}
	end := 1
	for i := 1; i < len(word) && !endsWord(word, i); i++ {
		if word[i] != ' ' {
			end = i + 1
		}
	}
	if strings.ContainsRune("[{:#\t", word[0]) || word[0] == '-' && len(word) > 1 && word[1] == ' ' {
		return 1
	}
	return end
}

// maxSpanned is the longest line, in bytes, in which words are measured.
const maxSpanned = 64 << 10

// endsWord reports whether a plain word ends before its i-th character.
func endsWord(word []rune, i int) bool {
	blankNext := i+1 == len(word) || word[i+1] == ' '
	switch word[i] {
	case ':', ',':
		return blankNext
	case ']', '}':
		return true
	case '#':
		return word[i-1] == ' '
	case ' ':
		return strings.ContainsRune("&*!", word[0])
	}
	return false
}
