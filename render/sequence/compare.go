package sequence

import "asbuilt/model/diff"

// Change says what became of a step between two readings of a flow.
type Change int

// What can become of a step; the zero value is nothing.
const (
	Kept Change = iota
	New
	Gone
	Revised
)

// Compare is two sequences of one flow in one: the later one with what is gone
// where it was, each step with its change. What is gone has its old number in
// brackets. One of the two may be nil; then everything is new, or gone.
func Compare(before, after *Diagram) (merged *Diagram, changed bool) {
	c := &comparison{d: &Diagram{}, at: map[string]int{}, heads: map[string]*Head{}}
	var old, now []*Step
	if before != nil {
		c.know(before)
		c.d.Flow, old = before.Flow, before.Steps
	}
	if after != nil {
		c.know(after)
		c.d.Flow, now = after.Flow, after.Steps
	}
	c.before, c.after = before, after
	c.d.Steps = c.steps(old, now)
	return c.d, c.any
}

type comparison struct {
	before, after *Diagram
	d             *Diagram
	at            map[string]int
	heads         map[string]*Head
	any           bool
}

// know remembers the heads of a sequence; those of the later one count.
func (c *comparison) know(d *Diagram) {
	for _, h := range d.Heads {
		c.heads[h.ID] = h
	}
}

// head is the index of a head in the new sequence: the order is that in which
// all take part.
func (c *comparison) head(id string) int {
	at, known := c.at[id]
	if !known {
		at = len(c.d.Heads)
		c.at[id] = at
		c.d.Heads = append(c.d.Heads, c.heads[id])
	}
	return at
}

func (c *comparison) steps(old, now []*Step) []*Step {
	var all []*Step
	for _, p := range diff.Align(len(old), len(now), func(i, j int) int { return c.score(old[i], now[j]) }) {
		switch {
		case p.Before < 0:
			all = append(all, c.lone(now[p.After], c.after, New))
		case p.After < 0:
			all = append(all, c.lone(old[p.Before], c.before, Gone))
		default:
			all = append(all, c.both(old[p.Before], now[p.After]))
		}
	}
	return all
}

// score is how much two steps are one: a message needs the same ends, a frame a
// message in common.
func (c *comparison) score(old, now *Step) int {
	switch {
	case (old.Frame == nil) != (now.Frame == nil):
		return 0
	case old.Frame == nil && c.ends(old, c.before) != c.ends(now, c.after):
		return 0
	case old.Frame == nil && alike(old, now):
		return 4
	case old.Frame == nil:
		return 2
	case old.Frame.Parallel != now.Frame.Parallel:
		return 0
	}
	known := map[[2]string]bool{}
	for _, s := range messages(old) {
		known[c.ends(s, c.before)] = true
	}
	common := 0
	for _, s := range messages(now) {
		if known[c.ends(s, c.after)] {
			common++
		}
	}
	return 2 * common
}

func (c *comparison) ends(s *Step, d *Diagram) [2]string {
	return [2]string{d.Heads[s.From].ID, d.Heads[s.To].ID}
}

func messages(frame *Step) []*Step { return (&Diagram{Steps: []*Step{frame}}).Messages() }

// alike reports whether two messages with the same ends say the same.
func alike(a, b *Step) bool {
	if a.Text != b.Text || a.Reply != b.Reply || a.TLS != b.TLS || a.Masked != b.Masked || a.Answer != b.Answer ||
		a.Async != b.Async ||
		a.Failure != b.Failure || len(a.Facts) != len(b.Facts) {
		return false
	}
	for i := range a.Facts {
		if a.Facts[i] != b.Facts[i] {
			return false
		}
	}
	return true
}

// lone is a step that one side alone has.
func (c *comparison) lone(s *Step, of *Diagram, change Change) *Step {
	c.any = true
	own := *s
	own.Change = change
	if change == Gone {
		own.Number = "(" + s.Number + ")"
	}
	if s.Frame == nil {
		ends := c.ends(s, of)
		own.From, own.To = c.head(ends[0]), c.head(ends[1])
		return &own
	}
	frame := Frame{Parallel: s.Frame.Parallel}
	for _, b := range s.Frame.Branches {
		frame.Branches = append(frame.Branches, c.loneBranch(b, of, change))
	}
	own.Frame = &frame
	return &own
}

func (c *comparison) loneBranch(b *Branch, of *Diagram, change Change) *Branch {
	own := *b
	own.Steps = nil
	if change == Gone {
		own.Number = "(" + b.Number + ")"
	}
	for _, s := range b.Steps {
		own.Steps = append(own.Steps, c.lone(s, of, change))
	}
	return &own
}

// both is a step that both sides have, as the later one has it.
func (c *comparison) both(old, now *Step) *Step {
	own := *now
	if now.Frame == nil {
		ends := c.ends(now, c.after)
		own.From, own.To = c.head(ends[0]), c.head(ends[1])
		if !alike(old, now) {
			own.Change, c.any = Revised, true
		}
		return &own
	}
	was, is := old.Frame.Branches, now.Frame.Branches
	frame := Frame{Parallel: now.Frame.Parallel}
	if old.Text != now.Text {
		c.any = true
	}
	for _, p := range diff.Align(len(was), len(is), func(i, j int) int { return c.scoreBranch(was[i], is[j]) }) {
		switch {
		case p.Before < 0:
			frame.Branches = append(frame.Branches, c.loneBranch(is[p.After], c.after, New))
		case p.After < 0:
			frame.Branches = append(frame.Branches, c.loneBranch(was[p.Before], c.before, Gone))
		default:
			b := *is[p.After]
			c.any = c.any || b.When != was[p.Before].When || b.Failure != was[p.Before].Failure
			b.Steps = c.steps(was[p.Before].Steps, is[p.After].Steps)
			frame.Branches = append(frame.Branches, &b)
		}
	}
	own.Frame = &frame
	return &own
}

// scoreBranch is how much two branches are one: by their condition, else by the
// messages in them.
func (c *comparison) scoreBranch(old, now *Branch) int {
	common := 0
	for _, a := range old.Steps {
		for _, b := range now.Steps {
			if c.score(a, b) > 0 {
				common++
				break
			}
		}
	}
	switch {
	case old.When == now.When && !old.When.IsZero():
		return 8 + common
	case common > 0:
		return common
	}
	return 0
}
