package aws

import (
	"context"
	"reflect"
	"slices"
	"strings"
	"sync"

	"github.com/aws/aws-sdk-go-v2/aws"

	"asbuilt/discover"
)

// collector reads what belongs together: one kind of thing with what hangs on
// it. Every operation that it may call is named.
type collector struct {
	// global collectors run once an account, in the home region.
	global  bool
	calls   []string
	collect func(context.Context, *scan)
}

// scan is one collector at work in one account and region. Its methods may be
// used by many goroutines.
type scan struct {
	*account
	config aws.Config
	region string // where requests go
	global bool
	calls  []string
	dumps  *dumps

	mu        sync.Mutex
	resources []*discover.Resource
	tallies   map[string]*tally
}

// tally is how the requests of one operation went.
type tally struct {
	ok, unknown int
	// first is the first failure that left facts of single resources unknown.
	first *gap
	// gap is the first failure that concerns the operation as a whole.
	gap *gap
}

func (s *scan) operation(name string) (discover.Operation, bool) {
	op, ok := s.operations[name]
	return op, ok && slices.Contains(s.calls, name)
}

// wants reports whether the scope asks for the operation.
func (s *scan) wants(operation string) bool { return s.wanted == nil || s.wanted[operation] }

// place is the region that resources of this scan are in.
func (s *scan) place() string {
	if s.global {
		return discover.Global
	}
	return s.region
}

func (s *scan) tally(operation string) *tally {
	t := s.tallies[operation]
	if t == nil {
		t = &tally{}
		s.tallies[operation] = t
	}
	return t
}

// count notes a request that was answered.
func (s *scan) count(operation string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tally(operation).ok++
}

// gap notes that an operation as a whole did not give what it should; nil
// notes nothing.
func (s *scan) gap(g *gap) {
	if g == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if t := s.tally(g.operation); t.gap == nil {
		t.gap = g
	}
}

// hopeless marks what an operation tells about r as unknown without asking,
// when it has been denied again and again by a policy that does not depend on
// the resource.
func (s *scan) hopeless(operation string, r *discover.Resource) bool {
	s.mu.Lock()
	t := s.tally(operation)
	g := t.first
	no := t.ok == 0 && t.unknown >= 3 && g.everywhere()
	s.mu.Unlock()
	if no {
		s.unknown(r, g)
	}
	return no
}

// unknown notes that an operation failed for one resource. Where it reads tags,
// which have no place for a reason, the whole operation has a gap.
func (s *scan) unknown(r *discover.Resource, g *gap) {
	facts := factsOf(r, g.operation)
	if len(facts) == 0 {
		s.gap(g)
		return
	}
	for _, fact := range facts {
		markUnknown(r, fact, strings.TrimSpace(string(g.status)+": "+g.reason))
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	t := s.tally(g.operation)
	t.unknown++
	if t.first == nil {
		t.first = g
	}
}

// notAsked begins the reason of a fact that AWS is not asked for.
const notAsked = "not asked of "

func markUnknown(r *discover.Resource, fact, reason string) {
	if r.Unknown == nil {
		r.Unknown = map[string]string{}
	}
	r.Unknown[fact] = reason
}

// factsOf are the facts of r that come from the operation: those that name it,
// or, where it describes the resource itself, those that name none.
func factsOf(r *discover.Resource, operation string) []string {
	typ, _ := discover.Lookup(r.Type)
	struc := reflect.TypeOf(r.Facts).Elem()
	var named, base []string
	for i := range struc.NumField() {
		field := struc.Field(i)
		from := strings.Fields(field.Tag.Get("from"))
		switch {
		case slices.Contains(from, operation):
			named = append(named, field.Name)
		case len(from) == 0:
			base = append(base, field.Name)
		}
	}
	if len(named) == 0 && slices.Contains(typ.Read, operation) {
		return base
	}
	return named
}

// add takes in a resource that was found.
func (s *scan) add(r *discover.Resource) *discover.Resource {
	r.Account = s.id
	if r.Region == "" {
		r.Region = s.place()
	}
	if r.Name == "" {
		r.Name = r.Tags["Name"]
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.resources = append(s.resources, r)
	return r
}

// notReached begins the reason of an operation that was never called.
const notReached = "not reached, because of "

// cells are the cells of the collector's operations. An operation that was
// never called, because one before it failed, was not read either.
func (s *scan) cells() []discover.Cell {
	var cells []discover.Cell
	var before *gap
	for _, op := range s.calls {
		if !s.wants(op) {
			continue
		}
		t := s.tally(op)
		cell := discover.Cell{Account: s.id, Region: s.region, Operation: op, Status: discover.OK}
		if s.operations[op].Global {
			cell.Region = discover.Global
		}
		g := t.gap
		if g == nil && t.ok == 0 {
			g = t.first
		}
		if g != nil {
			cell.Status, cell.Reason = g.status, g.reason
			if before == nil {
				before = g
			}
		} else if t.ok == 0 && before != nil {
			cell.Status, cell.Reason = before.status, notReached+before.operation
		}
		cells = append(cells, cell)
	}
	return cells
}

// fan is how many resources a collector asks about at the same time.
const fan = 8

// forEach calls f for every item, some at the same time, and returns when all
// are done.
func forEach[T any](items []T, f func(T)) {
	var wait sync.WaitGroup
	slots := make(chan struct{}, fan)
	for _, item := range items {
		slots <- struct{}{}
		wait.Go(func() {
			defer func() { <-slots }()
			f(item)
		})
	}
	wait.Wait()
}

// batch is how many resources one call of the operation may name.
func (s *scan) batch(operation string) int { return max(1, s.operations[operation].Batch) }
