package views

import (
	"slices"
	"strings"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/kind"
)

// leg is one stretch of a connection, from one thing that is shown to another.
type leg struct {
	from, to string
	c        *model.Connection
}

// routes say how a view draws connections.
type routes struct {
	// draw reports whether the view shows such a connection at all.
	draw func(c *model.Connection) bool
	// stops are what a connection is led over, besides what is shown of its
	// ends; nil leads it straight.
	stops func(c *model.Connection) []string
	// anyKind makes one edge of connections that go the same way, whatever
	// their kinds.
	anyKind bool
}

// connect draws every connection whose ends are shown, lifted to what is
// shown. Those of one kind that go the same way become one edge.
func (r *resolver) connect(way routes) {
	for _, e := range r.elements {
		if at := r.lift(e.ID); at != "" && r.category(e) == kind.Network {
			r.passing[at] = true
		}
	}
	for _, c := range r.m.Connections {
		if !r.exists(c) || !way.draw(c) {
			continue
		}
		if c.From.ID == c.To.ID {
			r.loops = append(r.loops, c)
			continue
		}
		for _, l := range r.legs(c, way) {
			r.addLeg(l, way.anyKind)
		}
	}
	for _, open := range r.o.Open {
		r.addOpen(open)
	}
}

// finishEdges gives every edge what its connections say, once no more are merged.
func (r *resolver) finishEdges() {
	r.fold()
	for _, e := range r.d.Edges {
		r.finish(e)
	}
	trunk(r.d.Edges)
	r.addLoops()
}

// addLoops gives what connects to itself, as the nodes of a cluster do to one
// another, a row of its own in its box: a line around the box would say less and
// cross others.
func (r *resolver) addLoops() {
	for _, n := range r.d.Nodes() {
		own := r.within[n.ID]
		for _, c := range r.loops {
			if r.lift(c.From.ID) == n.ID {
				own = append(own, c)
			}
		}
		if len(own) == 0 {
			continue
		}
		loop := &Loop{Label: r.label(own)}
		if len(r.within[n.ID]) > 0 {
			loop.Label = counted("connections inside", len(own))
		}
		if loop.Label.IsZero() {
			loop.Label = texts().Of("to itself")
		}
		for _, c := range own {
			loop.Connections = append(loop.Connections, connectionID(c))
		}
		loop.TLS, loop.Plain = r.transport(own)
		loop.Kind, loop.Marks = own[0].Kind.Or("request"), r.o.of(loop.Connections...)
		n.Loop = loop
	}
}

// exists reports whether the connection and both its ends do in the view's state.
func (r *resolver) exists(c *model.Connection) bool {
	return r.m.ActiveIn(c.Lifetime, r.v.State) && r.active[c.From.ID] && r.active[c.To.ID]
}

func (r *resolver) legs(c *model.Connection, way routes) []leg {
	stops := []string{r.lift(c.From.ID)}
	if way.stops != nil {
		for _, id := range way.stops(c) {
			if at := r.lift(id); at != "" {
				stops = append(stops, at)
			}
		}
	}
	stops = append(stops, r.lift(c.To.ID))
	if stops[0] == "" || stops[len(stops)-1] == "" {
		return nil
	}
	stops = slices.Compact(stops)
	var all []leg
	for i := 1; i < len(stops); i++ {
		all = append(all, leg{stops[i-1], stops[i], c})
	}
	return all
}

// lift is the id under which an element is shown, or "" when it is not.
func (r *resolver) lift(id string) string {
	if r.shown[id] {
		return id
	}
	return r.lifted[id]
}

func (r *resolver) addLeg(l leg, anyKind bool) {
	kind := l.c.Kind.Or("request")
	if r.passing[l.from] || r.passing[l.to] {
		kind = "request"
	}
	key := [3]string{l.from, l.to, kind}
	if anyKind {
		key[2] = ""
	}
	if e := r.byEnds[key]; e != nil {
		if kind == "request" {
			e.Kind = kind
		}
		e.Connections = append(e.Connections, connectionID(l.c))
		return
	}
	e := &Edge{From: l.from, To: l.to, Kind: kind, Connections: []string{connectionID(l.c)}}
	r.byEnds[key] = e
	r.d.Edges = append(r.d.Edges, e)
}

func (r *resolver) addOpen(o Open) {
	from, to := r.lift(o.From), r.lift(o.To)
	if from == "" || to == "" || from == to {
		return
	}
	r.d.Edges = append(r.d.Edges, &Edge{
		ID: from + "->" + to + "/open", From: from, To: to, Kind: "request", Label: o.Label,
		Loose: true, Marks: []Mark{Undeclared},
	})
}

// finish says of an edge what its connections say.
func (r *resolver) finish(e *Edge) {
	all := r.connectionsOf(e)
	if len(all) == 0 {
		r.finishFact(e)
		return
	}
	e.ID = e.From + "->" + e.To + "/" + e.Kind
	if len(all) == 1 && all[0].From.ID == e.From && all[0].To.ID == e.To && !r.taken(e.Connections[0]) {
		e.ID = e.Connections[0]
	}
	labelled := all
	if e.last != nil {
		labelled = nil
		for _, c := range all {
			if slices.Contains(e.last, connectionID(c)) {
				labelled = append(labelled, c)
			}
		}
	}
	e.TLS, e.Plain = r.transport(all)
	e.Masked = slices.ContainsFunc(all, func(c *model.Connection) bool { return c.Protect != nil })
	e.Marks = r.o.of(e.Connections...)
	if r.roadmap() && len(all) == 1 {
		e.Marks = r.marks(all[0].Lifetime, r.o.of(e.Connections...))
	}
	e.Loose = loose(e.Kind)
	switch r.v.like {
	case asDataflow:
		r.labelData(e, labelled)
	case asSecurity:
		r.labelCrossing(e, all)
	case asScaling:
		r.labelLoad(e, labelled)
	default:
		e.Label = r.label(labelled)
	}
}

// finishFact names an edge that follows from a fact and not from a connection.
func (r *resolver) finishFact(e *Edge) {
	if e.ID == "" {
		e.ID = e.From + "->" + e.To + "/" + e.Kind
	}
	switch e.Kind {
	case "alarm":
		e.Label = counted("alarms", e.facts)
	case "replicate":
		e.Label = counted("backups", e.facts)
	}
}

// transport reports whether all connections are encrypted on the way, and whether
// one is known not to be.
func (r *resolver) transport(all []*model.Connection) (tls, plain bool) {
	tls = true
	for _, c := range all {
		encrypted, known := r.m.Transport(c)
		tls, plain = tls && encrypted, plain || known && !encrypted
	}
	return tls, plain
}

func (r *resolver) connectionsOf(e *Edge) []*model.Connection {
	var all []*model.Connection
	for _, id := range e.Connections {
		all = append(all, r.byID[id]...)
	}
	return all
}

// loose reports whether connections of a kind say nothing about who is above whom.
func loose(kind string) bool {
	switch kind {
	case "deploy", "observe", "replicate", "approve", "admin":
		return true
	}
	return false
}

// connectionID is the connection's own id, or one made from its ends.
func connectionID(c *model.Connection) string {
	if c.ID.V != "" {
		return c.ID.V
	}
	return c.From.String() + "->" + c.To.String()
}

// label says in a word or two what goes over a line: what its connections are
// called, or in the network what is spoken and on which port.
func (r *resolver) label(all []*model.Connection) finding.Text {
	called, spoken := words(all, r.calledWord), words(all, spokenWord)
	if r.v.like == asNetwork && len(spoken) > 0 || r.v.like != asContext && len(called) > 2 && len(spoken) == 1 {
		called = spoken
	}
	switch len(called) {
	case 0:
		return finding.Text{}
	case 1:
		return called[0]
	case 2:
		return finding.Both(twoWords(called, finding.English, ", "), twoWords(called, finding.Korean, " · "))
	}
	return texts().Say("more labels", called[0], len(called)-1)
}

// twoWords are both words in a language, once where they are the same there.
func twoWords(both []finding.Text, lang finding.Lang, between string) string {
	a, b := both[0].In(lang), both[1].In(lang)
	if a == b {
		return a
	}
	return a + between + b
}

// words are the different words that the connections have.
func words(all []*model.Connection, of func(*model.Connection) finding.Text) []finding.Text {
	var different []finding.Text
	told, ends := map[finding.Text]bool{}, map[string]bool{}
	for _, c := range all {
		word := of(c)
		if word.IsZero() || told[word] {
			continue
		}
		told[word] = true
		different = append(different, word)
		for rest, more := word.En, true; more; {
			if _, rest, more = strings.Cut(rest, " "); more {
				ends[rest] = true
			}
		}
	}
	return slices.DeleteFunc(different, func(word finding.Text) bool { // "443" beside "HTTPS 443"
		return ends[word.En]
	})
}

// calledWord is the connection's name, else what it carries, else what it speaks.
func (r *resolver) calledWord(c *model.Connection) finding.Text {
	if !c.Label.IsZero() {
		return c.Label.Text
	}
	for _, ref := range slices.Concat(c.Sends, c.Receives) {
		if d := r.m.DataClass(ref.ID); d != nil {
			return d.Title()
		}
	}
	return spokenWord(c)
}

func spokenWord(c *model.Connection) finding.Text { return finding.Same(spoken(c)) }

// spoken is protocol and port: "HTTPS 443".
func spoken(c *model.Connection) string {
	var words []string
	if p := c.Protocol.V; p != "" {
		words = append(words, protocolName(p))
	}
	if c.Port.IsSet() {
		words = append(words, portName(c.Port.V))
	}
	return strings.Join(words, " ")
}

// trunk lets edges with a common end share a run: those to what many call,
// else those from what calls many. A marked one runs alone, to be seen.
func trunk(edges []*Edge) {
	in, out := map[string]int{}, map[string]int{}
	plain := slices.DeleteFunc(slices.Clone(edges), func(e *Edge) bool { return len(e.Marks) > 0 })
	for _, e := range plain {
		in[e.To+"/"+e.Kind]++
		out[e.From+"/"+e.Kind]++
	}
	for _, e := range plain {
		to, from := e.To+"/"+e.Kind, e.From+"/"+e.Kind
		switch {
		case in[to] > 1 && in[to] >= out[from]:
			e.Trunk = "to " + to
		case out[from] > 1:
			e.Trunk = "from " + from
		}
	}
}
