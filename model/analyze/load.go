package analyze

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"asbuilt/model"
	"asbuilt/model/kind"
)

// Measure is what a limit counts.
type Measure string

// The measures.
const (
	Units      Measure = "units"      // what its tasks, instances or nodes can serve, as far as it scales
	Requests   Measure = "requests"   // a quota of requests
	Tokens     Measure = "tokens"     // a quota of a language model's tokens
	Throttling Measure = "throttling" // what a gateway lets through
)

// Limit is what an element can take, beside what is asked of it. All numbers are
// things a second.
type Limit struct {
	Element  *model.Element
	Measure  Measure
	Capacity float64
	// Typical and Peak are asked on a usual day and at the worst time. Of ways
	// that a flow may go, the one counts that asks for most; failures are none.
	Typical, Peak float64
	// Units is how many tasks, instances or nodes the capacity is that of.
	Units int
	// Per is the unit of time in which the model states the capacity.
	Per time.Duration
}

// Headroom is how many times the peak the capacity is: below 1 it gives way.
func (l Limit) Headroom() float64 { return l.Capacity / l.Peak }

// Little is the headroom below which a limit should worry: a peak that is half
// as high again is too much.
const Little = 1.5

// load is what is asked of something, a second.
type load struct{ typical, peak float64 }

func (l load) plus(o load) load { return load{l.typical + o.typical, l.peak + o.peak} }

func (l load) times(n float64) load { return load{l.typical * n, l.peak * n} }

func (l load) atLeast(o load) load { return load{max(l.typical, o.typical), max(l.peak, o.peak)} }

func loadOf(t *model.Traffic) load {
	if t == nil {
		return load{}
	}
	typical := t.Typical.V.PerSecond()
	return load{typical, max(t.Peak.V.PerSecond(), typical)}
}

// asked is a load with the peak that is supposed.
func (a *analysis) asked(l load) load { return load{l.typical, l.peak * a.factor} }

func (a *analysis) limits() []Limit {
	calls, tokens := a.loads()
	var all []Limit
	add := func(e *model.Element, of Measure, stated model.PerTime, asked load, units int) {
		capacity := stated.PerSecond() * float64(max(units, 1))
		if left, narrowed := a.left[e.ID]; narrowed && (of == Units || left == 0) {
			capacity *= left
		}
		if capacity > 0 && asked.peak > 0 {
			all = append(all, Limit{e, of, capacity, asked.typical, asked.peak, units, stated.Per})
		}
	}
	for _, e := range a.elements() {
		if c := e.Capacity; c != nil {
			units := 1 + a.number(e, "replicas", e.Replicas.V)
			if e.Scaling != nil {
				units = a.number(e, "scaling.max", e.Scaling.Max.V)
			}
			add(e, Units, c.PerUnit.V, calls[e.ID], units)
			add(e, Requests, c.Requests.V, calls[e.ID], 0)
			add(e, Tokens, c.Tokens.V, tokens[e.ID], 0)
		}
		if t := e.Throttling; t != nil {
			add(e, Throttling, t.Rate.V, calls[e.ID], 0)
		}
	}
	slices.SortStableFunc(all, func(x, y Limit) int { return cmp.Compare(x.Headroom(), y.Headroom()) })
	return all
}

// loads are the calls and the tokens that are asked of each element. What flows
// say counts, and what a connection says where that is more.
func (a *analysis) loads() (calls, tokens map[string]load) {
	over := map[[2]string]load{}
	calls, tokens = map[string]load{}, map[string]load{}
	for _, f := range a.flows {
		rate := a.asked(loadOf(f.Rate))
		if peak, said := a.peaks[f.ID]; said {
			rate.peak = peak.PerSecond()
		}
		once := a.run(f.Steps)
		if len(once.tokens) == 0 && f.Tokens.V > 0 {
			once.spread(a, float64(f.Tokens.V))
		}
		for arrow, n := range once.calls {
			over[arrow] = over[arrow].plus(rate.times(n))
		}
		for id, n := range once.tokens {
			tokens[id] = tokens[id].plus(rate.times(n))
		}
	}
	for arrow, all := range a.between {
		var stated load
		for _, c := range all {
			stated = stated.plus(a.asked(loadOf(c.Rate)))
		}
		over[arrow] = over[arrow].atLeast(stated)
	}
	ways := slices.SortedFunc(maps.Keys(over), func(x, y [2]string) int { return slices.Compare(x[:], y[:]) })
	for _, arrow := range ways { // in one order: a sum of floating-point numbers depends on it
		calls[arrow[1]] = calls[arrow[1]].plus(over[arrow])
	}
	return calls, tokens
}

// counts are how often one run of steps takes each way, at most, and the tokens
// it asks of each element.
type counts struct {
	calls  map[[2]string]float64
	tokens map[string]float64
}

func (c counts) add(o counts) {
	for arrow, n := range o.calls {
		c.calls[arrow] += n
	}
	for id, n := range o.tokens {
		c.tokens[id] += n
	}
}

func (c counts) atLeast(o counts) {
	for arrow, n := range o.calls {
		c.calls[arrow] = max(c.calls[arrow], n)
	}
	for id, n := range o.tokens {
		c.tokens[id] = max(c.tokens[id], n)
	}
}

// spread gives the tokens of a flow whose steps do not say theirs to the models
// that it calls, in equal shares.
func (c counts) spread(a *analysis, tokens float64) {
	var models []string
	for arrow := range c.calls {
		if e := a.m.Element(arrow[1]); e != nil && a.category(e) == kind.AI && !slices.Contains(models, e.ID) {
			models = append(models, e.ID)
		}
	}
	for _, id := range models {
		c.tokens[id] = tokens / float64(len(models))
	}
}

// run counts one run of steps.
func (a *analysis) run(steps []*model.Step) counts {
	sum := counts{map[[2]string]float64{}, map[string]float64{}}
	for _, s := range steps {
		switch {
		case len(s.Alternatives) > 0:
			most := counts{map[[2]string]float64{}, map[string]float64{}}
			for _, b := range s.Alternatives {
				if !b.Failure.V {
					most.atLeast(a.run(b.Steps))
				}
			}
			sum.add(most)
		case len(s.Parallel) > 0:
			sum.add(a.run(s.Parallel))
		default:
			sum.calls[[2]string{s.Message.From.ID, s.Message.To.ID}]++
			if n := s.Tokens.V; n > 0 {
				sum.tokens[s.Message.To.ID] += float64(n)
			}
		}
	}
	return sum
}
