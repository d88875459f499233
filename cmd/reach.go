package cmd

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
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
)

type reachOptions struct {
	env      *environment
	snapshot string
	model    string
	port     string
	format   string
}

func newReach(env *environment) *cobra.Command {
	o := &reachOptions{env: env}
	c := &cobra.Command{
		Use:   "reach A B --snapshot S",
		Short: "Say whether A can open a connection to B, hop by hop, or what is in the way",
		Long: `reach follows the security groups, network ACLs and routes between two things in a
snapshot, and says which rule decides at every hop. A and B are elements of the
model, resources of the snapshot by id, ARN or name, or the word internet. Where
the model connects the two, the way is the one that it names, endpoints and NAT
included; otherwise it is the way inside their VPC.

Exit status: 0 when the connection is open, 1 when something is in its way, 4 when
a fact that decides is not in the snapshot.`,
		Example: `  asbuilt reach planning-api redis --snapshot prod.json
  asbuilt reach i-0abc internet --port 443 --snapshot prod.json`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 2 {
				return usage(fmt.Errorf("reach takes two things, but got %d: who opens the connection, and to whom", len(args)))
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return o.run(args[0], args[1]) },
	}
	c.Flags().StringVar(&o.snapshot, "snapshot", "", "snapshot to look at; - is standard input")
	c.Flags().StringVar(&o.model, "model", "", "model whose elements are named (default ./architecture.yaml, where there is one)")
	c.Flags().StringVar(&o.port, "port", "", "port of B, such as 443, 53/udp (default: the one that the model says)")
	c.Flags().StringVar(&o.format, "format", "text", "form of the result: text or json")
	return c
}

// way is one way from A to B, judged.
type way struct {
	name     string
	passages []*reach.Passage
}

func (o *reachOptions) run(a, b string) error {
	switch {
	case o.snapshot == "":
		return usage(errors.New("reach needs a snapshot: --snapshot FILE, taken with asbuilt discover"))
	case o.format != "text" && o.format != "json":
		return usage(fmt.Errorf("unknown format %q: --format is text or json", o.format))
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
	snap, err := readSnapshot(o.env, o.snapshot)
	if err != nil {
		return err
	}
	ways, err := o.ways(match.Match(m, snap), a, b)
	if err != nil {
		return err
	}
	verdict, out := judged(discover.NewIndex(snap), ways, lang)
	w := o.env.streams.Out
	if o.format == "json" {
		w = plain.JSON(o.env.raw())
	}
	if err := out.write(w, o.format, lang); err != nil {
		return err
	}
	return silently(verdict)
}

// ways are those of the connections that the model declares from a to b, or the
// one inside their network.
func (o *reachOptions) ways(pairs *match.Result, a, b string) ([]way, error) {
	port, given := model.PortRange{}, o.port != ""
	if given {
		var ok bool
		if port, ok = model.ParsePort(o.port); !ok {
			return nil, usage(fmt.Errorf("%q is no port: write 443, 8000-8100 or 53/udp", o.port))
		}
	}
	var ways []way
	for _, c := range pairs.Model.Connections {
		if c.Opener().ID != a || c.Answerer().ID != b || given && c.Port.IsSet() && c.Port.V != port {
			continue
		}
		if all := drift.Way(pairs, c); len(all) > 0 {
			ways = append(ways, way{c.ID.V, all})
		}
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
	p, err := o.inside(pairs, a, b, port)
	if err != nil {
		return nil, err
	}
	return []way{{a + "->" + b + ":" + portText(port), []*reach.Passage{p}}}, nil
}

// listens is the port that an element answers on, when the model says one.
func listens(m *model.Model, id string) (model.PortRange, error) {
	if e := m.Element(id); e != nil && len(e.Listens) == 1 {
		return e.Listens[0].V, nil
	}
	return model.PortRange{}, usage(fmt.Errorf("which port of %q? say it with --port", id))
}

// inside is the passage inside the network that both are plugged into, or between
// one of them and the internet.
func (o *reachOptions) inside(pairs *match.Result, a, b string, port model.PortRange) (*reach.Passage, error) {
	x := pairs.Index
	from, err := named(pairs, a)
	if err != nil {
		return nil, err
	}
	to, err := named(pairs, b)
	if err != nil {
		return nil, err
	}
	for i, r := range []*discover.Resource{from, to} {
		if r != nil && !reach.Placed(x, r) && !(i == 1 && gateway(r)) {
			return nil, fmt.Errorf("reach %s: %s has no place in a VPC behind security groups; name the endpoint, gateway or load balancer on the way", []string{a, b}[i], r.Type)
		}
	}
	switch {
	case from == nil && to == nil:
		return nil, usage(errors.New("from the internet to the internet nothing of the snapshot is on the way"))
	case from == nil:
		return reach.FromInternet(x, to, port), nil
	case to == nil:
		return reach.Internet(x, from, port), nil
	case gateway(to):
		return reach.Gateway(x, from, to, port), nil
	}
	if p, q := x.Placement(from).VPC, x.Placement(to).VPC; p != "" && q != "" && p != q {
		return nil, fmt.Errorf("reach %s: it is in %s and %s in %s; ways between VPCs are not followed yet", b, q, a, p)
	}
	return reach.Between(x, from, to, port), nil
}

// gateway reports whether r is a gateway endpoint, which routes lead to.
func gateway(r *discover.Resource) bool {
	f, ok := r.Facts.(*discover.VPCEndpoint)
	return ok && f.VpcEndpointType == "Gateway"
}

// internet is the word for what is no resource.
const internet = "internet"

// named is the resource that a word means: what realises an element, or one of
// the snapshot; nil for the internet.
func named(pairs *match.Result, word string) (*discover.Resource, error) {
	if word == internet {
		return nil, nil
	}
	if pairs.Model.Element(word) != nil {
		if pair := pairs.Of(word); pair != nil && pair.Resource() != nil {
			return pair.Resource(), nil
		}
		return nil, fmt.Errorf("reach %s: nothing in the snapshot realises it; asbuilt drift says more", word)
	}
	var found []*discover.Resource
	for _, r := range pairs.Index.Snapshot.Resources {
		if r.ARN == word || r.ID == word || r.Name == word {
			found = append(found, r)
		}
	}
	placed := func(r *discover.Resource) bool { return reach.Placed(pairs.Index, r) || gateway(r) }
	if slices.ContainsFunc(found, placed) { // a service and its image are often of one name
		found = slices.DeleteFunc(found, func(r *discover.Resource) bool { return !placed(r) })
	}
	switch len(found) {
	case 0:
		var names []string
		for _, e := range pairs.Model.Elements {
			names = append(names, e.ID)
		}
		for _, r := range pairs.Index.Snapshot.Resources {
			names = append(names, r.Name, r.ID)
		}
		return nil, fmt.Errorf("reach %s: no element of the model and no resource of the snapshot is called so%s", word, meant(word, names))
	case 1:
		return found[0], nil
	}
	var refs []string
	for _, r := range found {
		refs = append(refs, r.Type+" "+r.Ref())
	}
	slices.Sort(refs)
	return nil, fmt.Errorf("reach %s: several resources are called so; name one by its ARN: %s", word, strings.Join(refs, ", "))
}

// reached is what reach prints.
type reached struct {
	Ways []reachedWay `json:"ways"`
}

type reachedWay struct {
	Name    string       `json:"way"`
	Verdict string       `json:"verdict"`
	Blocks  []string     `json:"blocks"`
	Missing []string     `json:"missing"`
	Hops    []reachedHop `json:"hops"`
}

type reachedHop struct {
	Type     string `json:"type"`
	Resource string `json:"resource"`
	Fact     string `json:"fact"`
	Value    string `json:"value"`
}

var verdictWords = map[string]finding.Text{
	"open": finding.Say("open", "열려 있음"), "partial": finding.Say("open only in part", "일부만 열려 있음"),
	"blocked": finding.Say("blocked", "막혀 있음"), "unknown": finding.Say("unknown", "알 수 없음"),
}

// judged is the worst status of all ways, and what there is to say about each.
func judged(x *discover.Index, ways []way, lang finding.Lang) (Status, reached) {
	status, out := Clean, reached{}
	for _, w := range ways {
		r := reachedWay{Name: w.name, Verdict: "open", Blocks: []string{}, Missing: []string{}, Hops: []reachedHop{}}
		partial := true
		for _, p := range w.passages {
			r.Missing = append(r.Missing, p.Missing(x)...)
			for _, b := range p.Blocks {
				r.Blocks = append(r.Blocks, b.In(lang))
			}
			partial = partial && (p.Open() || p.Partial)
			for _, h := range p.Hops {
				r.Hops = append(r.Hops, reachedHop{h.Resource.Type, h.Resource.Ref(), h.Fact, h.Value})
			}
		}
		switch {
		case len(r.Missing) > 0:
			r.Verdict = "unknown"
			if status == Clean {
				status = Incomplete
			}
		case len(r.Blocks) > 0:
			status, r.Verdict = Found, "blocked"
			if partial {
				r.Verdict = "partial"
			}
		}
		out.Ways = append(out.Ways, r)
	}
	return status, out
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
		for _, block := range way.Blocks {
			plain.Fprintf(&b, "  ✗ %s\n", block)
		}
		for _, missing := range way.Missing {
			plain.Fprintf(&b, "  ? %s\n", missing)
		}
		for _, h := range way.Hops {
			plain.Fprintf(&b, "  %s %s = %s (%s)\n", h.Type, h.Fact, h.Value, h.Resource)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func portText(p model.PortRange) string { return strings.TrimSuffix(p.String(), "/tcp") }
