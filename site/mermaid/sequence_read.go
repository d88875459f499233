package mermaid

import (
	"slices"
	"strconv"
	"strings"

	"asbuilt/pattern"
)

// series is a sequence as it was read.
type series struct {
	title    []string
	actors   []*actor
	events   []event
	numbered bool
	open     []string // of what stands open: "alt", "loop", "box"
}

type actor struct {
	id     string
	label  []string
	person bool
}

// event is one thing that happens, in order: a message, a note, or where a frame
// begins, divides or ends.
type event struct {
	what     string // "message", "note", "begin", "divide", "end"
	from, to int
	label    []string
	word     string // of a frame: "alt", "loop"
	dashed   bool
	mark     string
	number   string
	side     string // of a note: "left", "right", "over"
}

var (
	participant = pattern.New(`^(?:create\s+)?(participant|actor)\s+(.+?)(?:\s+as\s+(.+))?$`)
	message     = pattern.New(
		`^([^-<>:+]+?(?:-[^-<>:+)x]+?)*)\s*(<<-->>|<<->>|-->>|->>|-->|->|--x|-x|--\)|-\))\s*[+-]?\s*([^:]+?)\s*(?::\s*(.*))?$`)
	note   = pattern.New(`^(?i:note)\s+(?i:(left of|right of|over))\s+([^:]+?)\s*:\s*(.*)$`)
	frames = pattern.New(`^(loop|alt|opt|par|critical|break|rect|par_over)\b\s*(.*)$`)
	divide = pattern.New(`^(else|and|option)\b\s*(.*)$`)
	silent = pattern.New(`^(?:activate|deactivate|destroy|links?|properties|details)\b`)
	rename = pattern.New(`@\{[^{}]*\}`)
)

// readSequence reads the statements of a sequence; ok is false at the first that
// is not understood.
func readSequence(lines []string) (s *series, ok bool) {
	s = &series{}
	for _, text := range lines {
		if !s.statement(rename.ReplaceAllString(text, "")) {
			return nil, false
		}
	}
	return s, len(s.open) == 0
}

func (s *series) statement(text string) bool {
	switch {
	case silent.MatchString(text):
		return true
	case text == "autonumber" || strings.HasPrefix(text, "autonumber "):
		s.numbered = !strings.HasSuffix(text, "off")
		return true
	case text == "end":
		return s.close()
	}
	if m := participant.FindStringSubmatch(text); m != nil {
		a := s.actor(m[2])
		s.actors[a].person = m[1] == "actor"
		if m[3] != "" {
			s.actors[a].label = texts(m[3])
		}
		return true
	}
	if rest, ok := strings.CutPrefix(text, "title"); ok && strings.ContainsAny(rest[:min(1, len(rest))], ": ") {
		s.title = texts(strings.TrimLeft(rest, ": "))
		return true
	}
	if rest, ok := strings.CutPrefix(text, "box"); ok && (rest == "" || rest[0] == ' ') {
		s.open = append(s.open, "box")
		return true
	}
	if m := note.FindStringSubmatch(text); m != nil {
		return s.note(m)
	}
	if m := frames.FindStringSubmatch(text); m != nil {
		return s.frame(m[1], m[2])
	}
	if m := divide.FindStringSubmatch(text); m != nil && len(s.open) > 0 {
		s.events = append(s.events, event{what: "divide", label: texts(m[2])})
		return true
	}
	m := message.FindStringSubmatch(text)
	if m == nil {
		return false
	}
	s.message(m)
	return true
}

func (s *series) frame(word, label string) bool {
	if len(s.open) >= MostDeep {
		return false
	}
	s.open = append(s.open, word)
	switch word {
	case "rect": // a colour behind a part, which says nothing
		return true
	case "par_over":
		word = "par"
	}
	s.events = append(s.events, event{what: "begin", word: word, label: texts(label)})
	return true
}

func (s *series) close() bool {
	if len(s.open) == 0 {
		return false
	}
	word := s.open[len(s.open)-1]
	s.open = s.open[:len(s.open)-1]
	if word != "box" && word != "rect" {
		s.events = append(s.events, event{what: "end"})
	}
	return true
}

// actor is the place of the actor called id, who may be new.
func (s *series) actor(id string) int {
	id = strings.TrimSpace(id)
	at := slices.IndexFunc(s.actors, func(a *actor) bool { return a.id == id })
	if at < 0 {
		at = len(s.actors)
		s.actors = append(s.actors, &actor{id: id, label: texts(id)})
	}
	return at
}

func (s *series) note(m []string) bool {
	names := strings.Split(m[2], ",")
	e := event{what: "note", side: strings.Fields(strings.ToLower(m[1]))[0], label: texts(m[3])}
	e.from, e.to = s.actor(names[0]), s.actor(names[len(names)-1])
	e.from, e.to = min(e.from, e.to), max(e.from, e.to)
	s.events = append(s.events, e)
	return len(names) <= 2
}

func (s *series) message(m []string) {
	e := event{
		what: "message", from: s.actor(m[1]), to: s.actor(m[3]), label: texts(m[4]),
		dashed: strings.Contains(m[2], "--"), mark: "arrow",
	}
	switch {
	case strings.HasSuffix(m[2], "x"):
		e.mark = "cross"
	case strings.HasSuffix(m[2], ")"):
		e.mark = "open"
	case !strings.HasSuffix(m[2], ">>"):
		e.mark = ""
	}
	if s.numbered {
		n := 1
		for _, before := range s.events {
			if before.number != "" {
				n++
			}
		}
		e.number = strconv.Itoa(n)
	}
	s.events = append(s.events, e)
}
