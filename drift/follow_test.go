package drift

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"asbuilt/discover"
	"asbuilt/drift/match"
	"asbuilt/finding"
	"asbuilt/internal/nightly"
)

// change is one thing done to an account: a resource goes, or one of its facts is
// another.
type change struct {
	name string
	of   *discover.Resource
	// facts are those that it has then; nil when it goes.
	facts any
}

// after is what a comparison says when changes were made.
func (e example) after(changes ...change) run {
	gone, kept := map[*discover.Resource]bool{}, e.snapshot.Resources
	for i, c := range changes {
		if c.facts == nil {
			gone[c.of] = true
		} else {
			changes[i].facts, c.of.Facts = c.of.Facts, c.facts
		}
	}
	e.snapshot.Resources = slices.DeleteFunc(slices.Clone(kept), func(r *discover.Resource) bool { return gone[r] })
	got := compare(e.model, e.snapshot)
	e.snapshot.Resources = kept
	for i, c := range changes {
		if c.facts != nil {
			changes[i].facts, c.of.Facts = c.of.Facts, c.facts
		}
	}
	return got
}

// causes are how many causes a run shows.
func (r run) causes() int { return len(r.findings.Causes()) }

// asked are the facts of resources that checks rest on.
func (e example) asked(checks []finding.Check) (all [][2]string) {
	seen := map[[2]string]bool{}
	for _, c := range checks {
		for _, x := range c.Evidence {
			_, name, _ := strings.Cut(x.Fact, " ")
			at := [2]string{x.From, name}
			if x.From != "" && name != "" && !seen[at] {
				seen[at] = true
				all = append(all, at)
			}
		}
	}
	return all
}

// names are facts that say what a thing is or what it hangs on by name, which nobody
// changes without making another thing.
func names(path string) bool {
	last := path[strings.LastIndex(path, ".")+1:]
	for _, end := range []string{"Id", "Ids", "Arn", "ARN", "Name", "Names", "Type", "Uri", "Version", "VersionNumber", "Zone", "Cluster"} {
		if strings.HasSuffix(last, end) {
			return true
		}
	}
	return false
}

// random is a change that somebody could make, which a comparison tells.
func (e example) random(rng *rand.Rand, asked [][2]string, pairs *match.Result) (change, bool) {
	if rng.IntN(6) == 0 {
		p := pairs.Pairs[rng.IntN(len(pairs.Pairs))]
		if len(p.Resources) == 0 || p.When != match.Now || p.OptedOut {
			return change{}, false
		}
		r := p.Resources[rng.IntN(len(p.Resources))]
		return change{name: "without " + r.Ref(), of: r}, true
	}
	at := asked[rng.IntN(len(asked))]
	r := pairs.Index.ARN(at[0])
	if r == nil || names(at[1]) {
		return change{}, false
	}
	var values []reflect.Value
	var paths []string
	typ, _ := discover.Lookup(r.Type)
	for _, path := range typ.FactPaths() {
		if path == at[1] || strings.HasPrefix(path, at[1]+".") && !names(path) {
			paths = append(paths, path)
		}
	}
	if len(paths) == 0 {
		return change{}, false
	}
	path := paths[rng.IntN(len(paths))]
	n, which := 0, 0
	each(reflect.ValueOf(r.Facts), path, func(reflect.Value) { n++ })
	if n == 0 {
		return change{}, false
	}
	which, n = rng.IntN(n), 0
	each(reflect.ValueOf(r.Facts), path, func(v reflect.Value) {
		if n == which {
			values = otherwise(v)
		}
		n++
	})
	if len(values) == 0 {
		return change{}, false
	}
	value := values[rng.IntN(len(values))]
	facts := copied(reflect.ValueOf(r.Facts))
	n = 0
	each(facts, path, func(v reflect.Value) {
		if n == which {
			v.Set(value)
		}
		n++
	})
	return change{fmt.Sprintf("%s %s = %.60v", r.Ref(), path, value.Interface()), r, facts.Interface()}, true
}

// otherwise are values that somebody could have set a fact to.
func otherwise(v reflect.Value) (all []reflect.Value) {
	add := func(set func(reflect.Value)) {
		other := copied(v)
		if set(other); !reflect.DeepEqual(other.Interface(), v.Interface()) {
			all = append(all, other)
		}
	}
	switch v.Kind() {
	case reflect.Bool:
		add(func(v reflect.Value) { v.SetBool(!v.Bool()) })
	case reflect.Int, reflect.Int64:
		add(func(v reflect.Value) { v.SetInt(v.Int() / 2) })
	case reflect.Float64:
		add(func(v reflect.Value) { v.SetFloat(v.Float() / 2) })
	case reflect.String:
		add(func(v reflect.Value) { v.SetString("failed") })
	case reflect.Slice:
		for i := range v.Len() {
			add(func(v reflect.Value) { v.Set(reflect.AppendSlice(v.Slice3(0, i, i), v.Slice(i+1, v.Len()))) })
		}
	}
	return all
}

// onceWrong are runs of each system that showed another number of causes: an image
// repository that is gone leaves a role with more than is declared, an internet gateway
// that is gone refuses what comes in, a trail that is stopped leads nowhere, a database in
// no group is not reached.
func onceWrong() map[string][]int {
	return map[string][]int{"A": {14, 46, 97}, "B": {23, 43, 66, 77}}
}

// As many causes are shown as changes were made, nearly always: one to four at random
// in each of the systems that are as declared.
func TestAChangeIsACause(t *testing.T) {
	runs := 16
	if nightly.All() {
		runs = 200
	}
	right, all := 0, 0
	for _, e := range examples(t) {
		if strings.Contains(e.name, "drifted") {
			continue
		}
		pairs := match.Match(e.model, e.snapshot)
		clean := compare(e.model, e.snapshot)
		asked := e.asked(clean.checks)
		seeds := onceWrong()[e.name]
		for seed := range runs / 2 {
			seeds = append(seeds, seed)
		}
		for i, seed := range seeds {
			rng := rand.New(rand.NewPCG(uint64(seed), 15))
			var made []change
			touched := map[*discover.Resource]bool{}
			for want := 1 + rng.IntN(4); len(made) < want; {
				c, ok := e.random(rng, asked, pairs)
				if ok && !touched[c.of] && e.after(c).causes() > 0 {
					made, touched[c.of] = append(made, c), true
				}
			}
			got := e.after(made...)
			if all++; got.causes() == len(made) {
				right++
				continue
			}
			var said strings.Builder
			for _, c := range made {
				fmt.Fprintln(&said, "   changed", c.name)
			}
			for _, o := range got.findings.Causes() {
				fmt.Fprintln(&said, "   cause", o.ID(), "|", len(o.Findings), o.Findings[0].Message.En)
			}
			t.Logf("%s, seed %d: %d changes, %d causes\n%s", e.name, seed, len(made), got.causes(), said.String())
			if i < len(onceWrong()[e.name]) {
				t.Errorf("%s, seed %d was right before", e.name, seed)
			}
		}
	}
	if wrong := all - right; wrong > max(1, all/20) {
		t.Errorf("as many causes as changes in %d of %d runs", right, all)
	}
	t.Logf("%d of %d", right, all)
}
