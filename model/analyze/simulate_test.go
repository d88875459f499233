package analyze_test

import (
	"container/heap"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/fstest"

	"asbuilt/internal/nightly"
	"asbuilt/model/analyze"
)

// A shop is a random system in which one flow visits stations, each of some units.
// It is written as a model, and simulated by code that knows nothing of the analysis.
type shop struct {
	units  []int     // by station
	rates  []float64 // what one unit serves a second
	visits []int     // the stations of one run, in order
}

func randomShop(r *rand.Rand) shop {
	n := 2 + r.IntN(4)
	s := shop{}
	for range n {
		s.units = append(s.units, 1+r.IntN(6))
		s.rates = append(s.rates, float64(1+r.IntN(40)))
	}
	at := -1
	for range n + r.IntN(6) {
		next := r.IntN(n)
		for next == at {
			next = r.IntN(n)
		}
		s.visits, at = append(s.visits, next), next
	}
	return s
}

// model is the shop in the language.
func (s shop) model() string {
	var elements, connections, steps strings.Builder
	fmt.Fprintln(&elements, "  caller: {kind: user}")
	seen := map[string]bool{}
	from := "caller"
	for i := range s.units {
		fmt.Fprintf(&elements, "  s%d: {kind: ecs-service, scaling: {min: 1, max: %d}, capacity: {per_unit: %g/s}}\n", i, s.units[i], s.rates[i])
	}
	for _, v := range s.visits {
		to := fmt.Sprintf("s%d", v)
		if !seen[from+to] {
			seen[from+to] = true
			fmt.Fprintf(&connections, "  - %s -> %s\n", from, to)
		}
		fmt.Fprintf(&steps, "      - %s -> %s\n", from, to)
		from = to
	}
	return "asbuilt: 1\nname: t\nelements:\n" + elements.String() + "connections:\n" + connections.String() +
		"flows:\n  f:\n    name: f\n    rate: {peak: 1/s}\n    steps:\n" + steps.String()
}

// event is a run that is done with one visit.
type event struct {
	at         float64
	job, visit int
}

type events []event

func (e events) Len() int           { return len(e) }
func (e events) Less(i, j int) bool { return e[i].at < e[j].at }
func (e events) Swap(i, j int)      { e[i], e[j] = e[j], e[i] }
func (e *events) Push(x any)        { *e = append(*e, x.(event)) }
func (e *events) Pop() any {
	last := (*e)[len(*e)-1]
	*e = (*e)[:len(*e)-1]
	return last
}

// saturated is how many runs a second the shop finishes when there is always one more
// waiting: each unit of a station serves one run at a time, for a random time.
func (s shop) saturated(r *rand.Rand) float64 {
	const jobs, warm, counted = 300, 3_000, 20_000
	var clock events
	busy := make([]int, len(s.units))
	waiting := make([][]event, len(s.units))
	now, done, since := 0.0, 0, 0.0
	start := func(job, visit int) {
		station := s.visits[visit]
		busy[station]++
		mean := 1 / s.rates[station]
		heap.Push(&clock, event{now + mean*(0.5+r.Float64()), job, visit})
	}
	arrive := func(job, visit int) {
		if station := s.visits[visit]; busy[station] < s.units[station] {
			start(job, visit)
		} else {
			waiting[station] = append(waiting[station], event{job: job, visit: visit})
		}
	}
	for job := range jobs {
		arrive(job, 0)
	}
	for done < warm+counted {
		e := heap.Pop(&clock).(event)
		now = e.at
		station := s.visits[e.visit]
		busy[station]--
		if queue := waiting[station]; len(queue) > 0 {
			waiting[station] = queue[1:]
			start(queue[0].job, queue[0].visit)
		}
		next := e.visit + 1
		if next == len(s.visits) {
			next = 0
			if done++; done == warm {
				since = now
			}
		}
		arrive(e.job, next)
	}
	return counted / (now - since)
}

// TestSimulated holds the rate at which a system saturates to a simulation of it.
func TestSimulated(t *testing.T) {
	for _, seed := range nightly.Seeds(20, 6) {
		r := rand.New(rand.NewPCG(seed, 3))
		s := randomShop(r)
		m := load(t, fstest.MapFS{"architecture.yaml": {Data: []byte(s.model())}})
		a := analyze.Of(m)
		if len(a.Limits) == 0 {
			t.Fatalf("seed %d: no limits\n%s", seed, s.model())
		}
		computed := a.Limits[0].Headroom() // of a peak of one run a second
		measured := s.saturated(r)
		if math.Abs(computed-measured) > 0.05*measured {
			t.Errorf("seed %d: computed %.3f/s, simulated %.3f/s\n%s", seed, computed, measured, s.model())
		}
	}
}
