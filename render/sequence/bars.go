package sequence

import (
	"cmp"
	"slices"

	"asbuilt/render/layout"
)

// bar is the time in which a participant is busy: from what it receives to the
// end of all that it then waits for.
type bar struct {
	head, from, to int
	// async says that whoever started it does not wait for it.
	async bool
}

// call makes the receiver of s busy, within the time of the sender, and ends
// the time of whoever the sender had called before.
func (p *placer) call(s *Step) {
	if at := p.busy(s.From); at >= 0 {
		p.unwind(at + 1)
	} else {
		p.unwind(0)
		p.push(s.From, false)
	}
	p.touch()
	if s.From == s.To {
		return
	}
	if at := p.busy(s.To); at >= 0 {
		p.unwind(at + 1)
		p.touch()
		return
	}
	p.push(s.To, s.Async)
}

// answer ends the time of the receiver of s with its reply.
func (p *placer) answer(s *Step) {
	p.touch()
	if at := p.busy(s.From); at >= 0 {
		p.unwind(at + 1)
		p.touch()
	}
}

// busy is the place of a head on the stack, or -1.
func (p *placer) busy(head int) int {
	return slices.IndexFunc(p.stack, func(b *bar) bool { return b.head == head })
}

func (p *placer) push(head int, async bool) {
	b := &bar{head: head, from: p.y, to: p.y, async: async}
	p.stack = append(p.stack, b)
	p.bars = append(p.bars, b)
}

// touch keeps the uppermost of the stack busy until now.
func (p *placer) touch() {
	top := p.stack[len(p.stack)-1]
	top.to = max(top.to, p.y)
}

// unwind ends all but the first n of the stack: who waits is busy as long as
// what it waits for.
func (p *placer) unwind(n int) {
	for len(p.stack) > n {
		top := len(p.stack) - 1
		if top > 0 && !p.stack[top].async {
			p.stack[top-1].to = max(p.stack[top-1].to, p.stack[top].to)
		}
		p.stack = p.stack[:top]
	}
}

// closeBars makes boxes of the bars; those of one head that touch become one.
func (p *placer) closeBars() {
	const before, after = 4, 6
	slices.SortStableFunc(p.bars, func(a, b *bar) int {
		return cmp.Or(cmp.Compare(a.head, b.head), cmp.Compare(a.from, b.from))
	})
	var last *bar
	for _, b := range p.bars {
		if last != nil && last.head == b.head && b.from-before <= last.to+after {
			last.to = max(last.to, b.to)
			box := &p.l.Bars[len(p.l.Bars)-1]
			box.H = last.to + after - box.Y
			continue
		}
		last = b
		p.l.Bars = append(p.l.Bars, layout.Box{
			X: p.l.Heads[b.head].X - BarWidth/2, Y: b.from - before, W: BarWidth, H: b.to + after - b.from + before,
		})
	}
}
