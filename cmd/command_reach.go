package cmd

import (
	"encoding/json"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"asbuilt/discover"
	"asbuilt/drift"
	"asbuilt/drift/match"
	"asbuilt/drift/reach"
	"asbuilt/finding"
	"asbuilt/finding/plain"
	"asbuilt/model"
	"asbuilt/way"
)

type reachOptions struct {
	env      *environment
	snapshot string
	model    string
	port     string
	format   string
	expect   string
}

func newReach(env *environment) *cobra.Command {
	o := &reachOptions{env: env}
	c := &cobra.Command{
		Use: "reach A B",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 2 {
				return usagef("reach takes two things, but got %d: who opens the connection, and to whom",
					"reach에는 둘이 필요한데 %d개입니다. 연결을 여는 쪽과 받는 쪽을 주십시오", len(args))
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return o.run(args[0], args[1]) },
	}
	c.Flags().StringVar(&o.snapshot, "snapshot", "", "")
	c.Flags().StringVar(&o.model, "model", "", "")
	c.Flags().StringVar(&o.port, "port", "", "")
	c.Flags().StringVar(&o.expect, "expect", "", "")
	c.Flags().StringVar(&o.format, "format", "text", "")
	return c
}

func (o *reachOptions) run(a, b string) error {
	switch {
	case o.format != "text" && o.format != "json":
		return usagef("unknown format %q: --format is text or json",
			"%q 형식은 없습니다. --format은 text 또는 json입니다", o.format)
	case o.expect != "" && o.expect != string(way.Open) && o.expect != string(way.Blocked):
		return usagef("unknown verdict %q: --expect is open or blocked",
			"%q 판정은 없습니다. --expect는 open 또는 blocked입니다", o.expect)
	}
	lang, err := o.env.language()
	if err != nil {
		return err
	}
	var files []string
	if o.model != "" {
		files = []string{o.model}
	}
	m, err := o.env.modelIfAny(files, lang)
	if err != nil {
		return err
	}
	if m == nil {
		m = &model.Model{}
	}
	if o.snapshot, err = o.env.needed(o.snapshot, filepath.Dir(o.model), "reach A B"); err != nil {
		return err
	}
	snap, err := siftSnapshot(o.env, o.snapshot, match.Question(m).Or(reach.Question(a, b)))
	if err != nil {
		return err
	}
	defer snap.Aside.Close()
	if err := ours(m, snap, o.snapshot); err != nil {
		return err
	}
	pairs, err := match.Sifted(m, snap)
	if err != nil {
		return finding.Errorf("read snapshot %q: %v",
			"스냅샷 %q을(를) 읽지 못했습니다: %v", o.snapshot, err)
	}
	ways, err := o.ways(pairs, a, b)
	if err != nil {
		return err
	}
	verdict, out := judged(ways, lang)
	o.repair(&out, pairs, a, b, lang)
	if err := readAll(snap, o.snapshot); err != nil {
		return err
	}
	w := o.env.streams.Out
	if o.format == "json" {
		w = plain.JSON(o.env.raw())
	}
	if err := out.write(w, o.format, lang); err != nil {
		return err
	}
	return silently(o.status(verdict))
}

// status is the exit status of the worst verdict, or what was expected of it.
func (o *reachOptions) status(verdict way.Verdict) Status {
	switch {
	case o.expect != "" && string(verdict) == o.expect:
		return Clean
	case verdict == way.Unknown:
		return Incomplete
	case o.expect == "" && verdict == way.Open:
		return Clean
	}
	return Found
}

// repair adds the proved change for the first connection of the model from a to b that
// does not hold.
func (o *reachOptions) repair(out *reached, pairs *match.Result, a, b string, lang finding.Lang) {
	for _, c := range pairs.Model.Connections {
		now := pairs.Model.ActiveIn(c.Lifetime, pairs.Model.CurrentState())
		if c.Opener().ID != a || c.Answerer().ID != b || !now {
			continue
		}
		if r, ok := drift.Repaired(pairs, c); ok {
			out.Repair = &reachedRepair{
				Connection: c.ID.V, Text: r.Text.In(lang), AWS: r.Command, Terraform: r.Terraform,
			}
			return
		}
	}
}

// ways are those of the connections that the model declares from a to b, or the
// one that the network has.
func (o *reachOptions) ways(pairs *match.Result, a, b string) ([]drift.JudgedWay, error) {
	port, given := model.PortRange{}, o.port != ""
	if given {
		var ok bool
		if port, ok = model.ParsePort(o.port); !ok {
			return nil, usagef("%q is no port: write 443, 8000-8100 or 53/udp",
				"%q은(는) 포트가 아닙니다. 443, 8000-8100, 53/udp처럼 쓰십시오", o.port)
		}
	}
	net := reach.NewNetwork(pairs.Index)
	var ways []drift.JudgedWay
	for _, c := range pairs.Model.Connections {
		if c.Opener().ID != a || c.Answerer().ID != b || given && c.Port.IsSet() && c.Port.V != port {
			continue
		}
		ways = append(ways, drift.Ways(pairs, net, c)...)
	}
	if len(ways) > 0 {
		return ways, nil
	}
	if !given {
		var err error
		if port, err = listens(pairs.Model, b); err != nil {
			return nil, err
		}
	}
	froms, err := named(pairs, net, a)
	if err != nil {
		return nil, err
	}
	tos, err := named(pairs, net, b)
	if err != nil {
		return nil, err
	}
	for _, from := range froms {
		for _, to := range tos {
			if r := to.behind(net); r != nil && from.onInternet() { // what has that address is meant
				to = meaning{word: to.word, resource: r}
			}
			if !from.onInternet() || !to.onInternet() {
				for _, w := range between(pairs, net, from, to, port) {
					w.Door = w.Door || from.either || to.either
					ways = append(ways, w)
				}
			}
		}
	}
	if len(ways) == 0 {
		return nil, usagef("from the internet to the internet nothing of the snapshot is on the way",
			"인터넷에서 인터넷으로 가는 길에는 스냅샷의 것이 없습니다")
	}
	return ways, nil
}

// between judges the ways from one meaning to another.
func between(pairs *match.Result, net *reach.Network, from, to meaning, port model.PortRange) []drift.JudgedWay {
	if from.resource != nil && to.resource != nil && !net.Placed(from.resource) {
		if handed, ok := drift.Handed(pairs, net, from.resource, to.resource, port); ok {
			return handed
		}
	}
	w := drift.JudgedWay{Name: from.word + "->" + to.word + ":" + portText(port)}
	if behind := to.behind(net); behind != nil && !from.onInternet() {
		w.Way = drift.OutAndIn(net, from.side(), to.side(), behind, port)
		return []drift.JudgedWay{w}
	}
	w.Way = from.to(net, to, port)
	if !from.onInternet() || to.resource == nil {
		return []drift.JudgedWay{w}
	}
	if stands, ok := drift.Stands(pairs, net, to.resource); ok {
		w.Way = stands
	}
	if !from.anybody {
		return []drift.JudgedWay{w}
	}
	doors := drift.Doors(pairs, net, to.resource, port)
	w.Door = len(doors) > 0
	return append([]drift.JudgedWay{w}, doors...)
}

// listens is the port that an element answers on, when the model says one.
func listens(m *model.Model, id string) (model.PortRange, error) {
	if e := m.Element(id); e != nil && len(e.Listens) == 1 {
		return e.Listens[0].V, nil
	}
	return model.PortRange{}, usagef("which port of %q? say it with --port",
		"%q의 어느 포트입니까? --port로 지정하십시오", id)
}

// internet is the word for what is no resource.
const internet = "internet"

// meaning is what a word means: a resource, or addresses.
type meaning struct {
	word     string
	resource *discover.Resource
	end      way.End
	hosts    []string // that are called there
	// anybody says that it stands for whoever is there, no address in particular.
	anybody bool
	// either says that it is one of several places where the same thing may stand.
	either bool
}

// to judges the way between two meanings.
func (m meaning) to(net *reach.Network, other meaning, port model.PortRange) way.Way {
	return net.Between(m.side(), other.side(), port, other.hosts...)
}

// behind is what has a public address that is meant; nil for everything else.
func (m meaning) behind(net *reach.Network) *discover.Resource {
	if !m.onInternet() {
		return nil
	}
	return net.Behind(m.end.Addresses)
}

// onInternet reports whether addresses of the internet are meant.
func (m meaning) onInternet() bool { return m.resource == nil && m.end.Kind == way.Internet }

func (m meaning) side() reach.Side { return reach.Side{Resource: m.resource, End: m.end} }

// named are what a word means: what realises an element, a resource of the snapshot,
// addresses, or the internet.
func named(pairs *match.Result, net *reach.Network, word string) ([]meaning, error) {
	if word == internet {
		return []meaning{{word: word, end: reach.Everywhere(), anybody: true}}, nil
	}
	if e := pairs.Model.Element(word); e != nil {
		if pair := pairs.Of(word); pair != nil && pair.Resource() != nil {
			return []meaning{{word: word, resource: pair.Resource()}}, nil
		}
		var all []meaning
		sides := drift.SidesOf(pairs, net, word)
		for _, end := range sides {
			m := meaning{word: word, end: end, anybody: true, either: len(sides) > 1}
			for _, h := range e.Domains {
				m.hosts = append(m.hosts, h.V)
			}
			all = append(all, m)
		}
		if len(all) > 0 {
			return all, nil
		}
		return nil, finding.Errorf("reach %s: nothing in the snapshot realises it; asbuilt drift says more",
			"reach %s: 스냅샷에 해당하는 리소스가 없습니다. asbuilt drift가 더 알려 줍니다", word)
	}
	ends, err := net.At(word)
	if err != nil {
		return nil, err
	}
	if len(ends) > 0 {
		return meanings(word, ends), nil
	}
	var found []*discover.Resource
	for _, r := range pairs.Index.Snapshot.Resources {
		if r.ARN == word || r.ID == word || r.Name == word {
			found = append(found, r)
		}
	}
	if slices.ContainsFunc(found, net.Placed) { // a service and its image are often of one name
		found = slices.DeleteFunc(found, func(r *discover.Resource) bool { return !net.Placed(r) })
	}
	switch len(found) {
	case 0:
		if strings.Trim(word, "0123456789abcdefABCDEF.:/") == "" && strings.ContainsAny(word, ".:/") {
			return nil, finding.Errorf("reach %s: that is no address and no block of addresses",
				"reach %s: 주소도 주소 블록도 아닙니다", word)
		}
		var names []string
		for _, e := range pairs.Model.Elements {
			names = append(names, e.ID)
		}
		for r := range pairs.Index.Snapshot.All() {
			names = append(names, r.Name, r.ID)
		}
		return nil, finding.Errorf(
			"reach %s: no element of the model and no resource of the snapshot is called so%s",
			"reach %s: 모델의 요소에도 스냅샷의 리소스에도 그런 이름이 없습니다%s",
			word, meant(word, names))
	case 1:
		return []meaning{{word: word, resource: found[0]}}, nil
	}
	var refs []string
	for _, r := range found {
		refs = append(refs, r.Type+" "+r.Ref())
	}
	slices.Sort(refs)
	return nil, finding.Errorf("reach %s: several resources are called so; name one by its ARN: %s",
		"reach %s: 그런 이름의 리소스가 여럿입니다. ARN으로 하나를 지정하십시오: %s", word,
		strings.Join(refs, ", "))
}

// meanings are the parts of a block, each by a name of its own where there are several.
func meanings(word string, ends []way.End) (all []meaning) {
	for _, e := range ends {
		m := meaning{word: word, end: e}
		if len(ends) > 1 && e.Kind == way.Internet {
			m.word += " (internet)"
		}
		all = append(all, m)
	}
	return all
}

// reached is what reach prints.
type reached struct {
	Version int          `json:"asbuilt_reach"`
	Ways    []reachedWay `json:"ways"`
	// Repair is the one change after which a connection of the model holds, and nothing
	// else is open; nil where there is none.
	Repair *reachedRepair `json:"repair,omitempty"`
}

type reachedRepair struct {
	Connection string `json:"connection"`
	Text       string `json:"text"`
	AWS        string `json:"aws"`
	Terraform  string `json:"terraform"`
}

type reachedWay struct {
	Name    string           `json:"way"`
	Verdict way.Verdict      `json:"verdict"`
	Open    string           `json:"open,omitempty"`
	Hops    []reachedHop     `json:"hops"`
	Passes  [][]string       `json:"passes"`
	Blocks  []reachedBlock   `json:"blocks"`
	Missing []reachedMissing `json:"missing"`
}

type reachedHop struct {
	Text     string `json:"text"`
	Type     string `json:"type"`
	Resource string `json:"resource"`
	Fact     string `json:"fact"`
	Value    string `json:"value"`
}

type reachedBlock struct {
	Text      string `json:"text"`
	Code      string `json:"code"`
	Resource  string `json:"resource,omitempty"`
	Rule      string `json:"rule,omitempty"`
	Direction string `json:"direction,omitempty"`
	Answer    bool   `json:"answer,omitempty"`
}

type reachedMissing struct {
	Text string `json:"text"`
	// Followed is false for what asbuilt does not follow, whatever the snapshot has.
	Followed bool   `json:"followed"`
	Resource string `json:"resource,omitempty"`
	Fact     string `json:"fact,omitempty"`
}

var verdictWords = map[way.Verdict]finding.Text{
	way.Open: finding.Say("open", "열려 있음"), way.Partial: finding.Say("open only in part", "일부만 열려 있음"),
	way.Blocked: finding.Say("blocked", "막혀 있음"), way.Unknown: finding.Say("unknown", "알 수 없음"),
}

// judged is the verdict of all ways together, and what there is to say about each: the
// worst, for all are needed, or the best of those of which one is enough.
func judged(ways []drift.JudgedWay, lang finding.Lang) (way.Verdict, reached) {
	worst, best, out := 0, -1, reached{Version: 2}
	rank := []way.Verdict{way.Open, way.Unknown, way.Partial, way.Blocked}
	for _, w := range ways {
		switch at := slices.Index(rank, w.Verdict); {
		case !w.Door:
			worst = max(worst, at)
		case best < 0 || at < best:
			best = at
		}
		out.Ways = append(out.Ways, shown(w, lang))
	}
	return rank[max(worst, best)], out
}

func shown(w drift.JudgedWay, lang finding.Lang) reachedWay {
	r := reachedWay{
		Name:    w.Name,
		Verdict: w.Verdict,
		Blocks:  []reachedBlock{},
		Missing: []reachedMissing{},
		Hops:    []reachedHop{},
		Passes:  [][]string{},
	}
	if w.Verdict == way.Partial {
		r.Open = w.OpenPart().In(lang)
	}
	for _, b := range w.Blocks {
		r.Blocks = append(r.Blocks, reachedBlock{Text: b.Text.In(lang), Code: b.Code, Resource: b.Fact.Resource,
			Rule: b.Rule, Direction: b.Direction, Answer: b.Answer})
	}
	for _, m := range w.Missing {
		r.Missing = append(r.Missing, reachedMissing{Text: m.Text.In(lang), Followed: !m.Ignored,
			Resource: m.Fact.Resource, Fact: m.Fact.Name})
	}
	for _, h := range w.Hops {
		text := h.Type + " " + h.Name + " = " + h.Value
		r.Hops = append(r.Hops, reachedHop{text, h.Type, h.Resource, h.Name, h.Value})
	}
	for _, t := range w.Trails {
		if !slices.ContainsFunc(r.Passes, func(p []string) bool { return slices.Equal(p, t.Passes) }) &&
			len(t.Passes) > 0 {
			r.Passes = append(r.Passes, t.Passes)
		}
	}
	return r
}

func (r reached) write(w io.Writer, format string, lang finding.Lang) error {
	if format == "json" {
		enc := json.NewEncoder(w)
		enc.SetIndent("", "  ")
		enc.SetEscapeHTML(false)
		return enc.Encode(r)
	}
	var b strings.Builder
	for i, way := range r.Ways {
		if i > 0 {
			b.WriteByte('\n')
		}
		plain.Fprintf(&b, "%s: %s\n", way.Name, verdictWords[way.Verdict].In(lang))
		if way.Open != "" {
			plain.Fprintf(&b, "  ✓ %s\n", way.Open)
		}
		for _, block := range way.Blocks {
			plain.Fprintf(&b, "  ✗ %s\n", block.Text)
		}
		for _, missing := range way.Missing {
			plain.Fprintf(&b, "  ? %s\n", missing.Text)
		}
		for _, h := range way.Hops {
			plain.Fprintf(&b, "  %s (%s)\n", h.Text, h.Resource)
		}
	}
	if r.Repair != nil {
		plain.Fprintf(&b, "\n%s\n", finding.Say(
			"proved repair: %s; then the connection holds, and nothing else opens",
			"검증한 수정: %s. 적용하면 연결이 열리고 다른 것은 열리지 않습니다", r.Repair.Text).In(lang))
		for line := range strings.Lines(r.Repair.AWS + "\n\n" + r.Repair.Terraform + "\n") {
			plain.Fprintf(&b, "  %s\n", strings.TrimRight(line, "\n"))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func portText(p model.PortRange) string { return strings.TrimSuffix(p.String(), "/tcp") }
