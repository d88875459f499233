// Package sequence turns a flow of a model into a sequence diagram: who takes
// part, what passes between them in which order, what happens at the same time
// and what happens instead; and it says where all of that lies.
//
// It draws nothing and chooses no colours. The same flow always gives the same
// places, in whole user units.
//
//	d := sequence.Of(m, flow)
//	at := sequence.Place(d, finding.Korean)
package sequence

import (
	"strconv"
	"strings"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/kind"
)

// Diagram is a flow with its participants.
type Diagram struct {
	Flow *model.Flow
	// Heads are the participants, in the order in which they first take part.
	Heads []*Head
	Steps []*Step
}

// Head is a participant.
type Head struct {
	// ID is that of the element.
	ID    string
	Kind  *kind.Kind
	Title finding.Text
}

// Step is a message, or a frame around other steps.
type Step struct {
	// Number is the place of the step in the flow: 3, 4.2, 7a.1.
	Number string
	// From and To are indexes of heads; of a frame they are not set.
	From, To int
	// Connection carries the message; nil when none is declared.
	Connection *model.Connection
	// Answer says that the message runs against its connection.
	Answer bool
	// Async says that the sender does not wait.
	Async bool
	// Failure says that the step belongs to a failure path.
	Failure bool
	// Text is what happens, or else what the connection is called; Facts are
	// what else is known, each a few words; Reply is what comes back.
	Text, Reply finding.Text
	Facts       []finding.Text
	// TLS and Masked say how the message is protected.
	TLS, Masked bool
	// Frame is set when the step is one.
	Frame *Frame
	// Change says what became of the step, where two readings of a flow are
	// compared.
	Change Change
}

// Frame is steps that happen at the same time, or of which one branch is taken.
type Frame struct {
	Parallel bool
	Branches []*Branch
}

// Branch is one part of a frame.
type Branch struct {
	// Number is the branch's own, 7a, or that of its only step.
	Number string
	// When is the condition; a parallel branch has none.
	When    finding.Text
	Failure bool
	Steps   []*Step
}

// Of is the flow f of m as a sequence. Steps that mean nothing are left out.
func Of(m *model.Model, f *model.Flow) *Diagram {
	r := &resolver{m: m, d: &Diagram{Flow: f}, at: map[string]int{}, by: map[[2]string]*model.Connection{}}
	for _, c := range m.Connections {
		for _, ends := range [][2]string{{c.From.String(), c.To.String()}, {c.From.ID, c.To.ID}} {
			if r.by[ends] == nil {
				r.by[ends] = c
			}
		}
	}
	r.d.Steps = r.steps(f.Steps, "", false)
	return r.d
}

// Messages are all messages of the diagram, in order.
func (d *Diagram) Messages() []*Step {
	var all []*Step
	var walk func(steps []*Step)
	walk = func(steps []*Step) {
		for _, s := range steps {
			if s.Frame == nil {
				all = append(all, s)
				continue
			}
			for _, b := range s.Frame.Branches {
				walk(b.Steps)
			}
		}
	}
	walk(d.Steps)
	return all
}

type resolver struct {
	m  *model.Model
	d  *Diagram
	at map[string]int
	// by finds connections by their ends, with and without partitions.
	by map[[2]string]*model.Connection
}

// steps resolves all, numbered under prefix.
func (r *resolver) steps(all []*model.Step, prefix string, failure bool) []*Step {
	var out []*Step
	for i, s := range all {
		number := prefix + strconv.Itoa(i+1)
		switch {
		case len(s.Parallel) > 0:
			frame := &Frame{Parallel: true}
			for _, step := range r.steps(s.Parallel, number+".", failure) {
				frame.Branches = append(frame.Branches, &Branch{
					Number: step.Number, Failure: failure, Steps: []*Step{step},
				})
			}
			out = append(out, &Step{Number: number, Failure: failure, Text: s.Note.Text, Frame: frame})
		case len(s.Alternatives) > 0:
			frame := &Frame{}
			for j, b := range s.Alternatives {
				branch := &Branch{Number: number + Letter(j), When: b.When.Text, Failure: failure || b.Failure.V}
				branch.Steps = r.steps(b.Steps, branch.Number+".", branch.Failure)
				frame.Branches = append(frame.Branches, branch)
			}
			out = append(out, &Step{Number: number, Failure: failure, Text: s.Note.Text, Frame: frame})
		case s.Message.From.IsSet() && s.Message.To.IsSet():
			out = append(out, r.message(s, number, failure))
		}
	}
	return out
}

// Letter names the i-th branch of a frame: a to z, then aa, ab.
func Letter(i int) string {
	if i < 26 {
		return string(rune('a' + i))
	}
	return Letter(i/26-1) + Letter(i%26)
}

func (r *resolver) message(s *model.Step, number string, failure bool) *Step {
	from, to := s.Message.From, s.Message.To
	step := &Step{
		Number: number, From: r.head(from.ID), To: r.head(to.ID), Failure: failure,
		Text: s.Note.Text, Reply: s.Reply.Text,
	}
	step.Connection = r.find(from, to)
	if step.Connection == nil {
		step.Connection = r.find(to, from)
		step.Answer = step.Connection != nil
	}
	if c := step.Connection; c != nil {
		step.Async = c.Kind.V == "event"
		step.TLS, step.Masked = c.TLS.V, masks(c)
		if step.Text.IsZero() && !step.Answer {
			step.Text = r.called(c)
		}
		if words := spoken(c); words != "" && !step.Answer {
			step.Facts = append(step.Facts, finding.Same(words))
		}
	}
	if to.Part != "" {
		step.Facts = append(step.Facts, finding.Same(to.Part))
	}
	switch s.Cache.V {
	case "hit":
		step.Facts = append(step.Facts, texts().Of("cache hit"))
	case "miss":
		step.Facts = append(step.Facts, texts().Of("cache miss"))
	}
	if s.Tokens.IsSet() {
		step.Facts = append(step.Facts, Tokens(s.Tokens.V))
	}
	return step
}

// find is the connection between the very ends, or else between the elements.
func (r *resolver) find(from, to model.Ref) *model.Connection {
	if c := r.by[[2]string{from.String(), to.String()}]; c != nil {
		return c
	}
	return r.by[[2]string{from.ID, to.ID}]
}

// head is the index of the element's head.
func (r *resolver) head(id string) int {
	if i, ok := r.at[id]; ok {
		return i
	}
	h := &Head{ID: id, Title: finding.Same(id)}
	kindID := ""
	if e := r.m.Element(id); e != nil {
		h.Title, kindID = e.Title(), e.Kind.ID
	}
	if h.Kind = r.m.Kind(kindID); h.Kind == nil {
		h.Kind = kind.Unknown()
	}
	r.at[id] = len(r.d.Heads)
	r.d.Heads = append(r.d.Heads, h)
	return r.at[id]
}

func masks(c *model.Connection) bool {
	return c.Protect != nil
}

// called is the connection's name, else what it sends.
func (r *resolver) called(c *model.Connection) finding.Text {
	if !c.Label.IsZero() {
		return c.Label.Text
	}
	for _, ref := range c.Sends {
		if d := r.m.DataClass(ref.ID); d != nil {
			return d.Title()
		}
	}
	return finding.Text{}
}

// spoken is protocol and port: "HTTPS 443".
func spoken(c *model.Connection) string {
	var words []string
	switch p := c.Protocol.V; p {
	case "":
	case "mysql":
		words = append(words, "MySQL")
	case "redis":
		words = append(words, "Redis")
	case "grpc":
		words = append(words, "gRPC")
	case "postgres":
		words = append(words, "PostgreSQL")
	default:
		words = append(words, strings.ToUpper(p))
	}
	if p := c.Port.V; c.Port.IsSet() && p.First > 0 {
		port := strconv.Itoa(p.First)
		if p.Last != p.First {
			port += "–" + strconv.Itoa(p.Last)
		}
		words = append(words, port)
	}
	return strings.Join(words, " ")
}

// Tokens says about how many tokens something costs.
func Tokens(n int) finding.Text {
	digits := strconv.Itoa(n)
	for at := len(digits) - 3; at > 0; at -= 3 {
		digits = digits[:at] + "," + digits[at:]
	}
	return texts().Say("tokens", digits)
}
