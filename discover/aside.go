package discover

import (
	"bufio"
	"encoding/binary"
	"errors"
	"io"
	"iter"
	"slices"
)

// Aside is what a snapshot has and [Sift] did not keep in memory. Its resources are read
// anew whenever somebody goes through them, in the order of a snapshot.
type Aside struct {
	file *file
	at   *cells
	d    decoder
	// buffer is what the last resource was made of.
	buffer []byte
	// data are the resources as they stand in the file; hooks for each, in the same
	// order, by what it would matter.
	data, hooks *spool
	entries     []entryAside
	// known are names that matter; twins what those have said already that hang on them.
	known nameSet
	twins map[uint64]bool
	// held are resources of loose types that are in memory, with where they stood in the
	// file.
	held map[*Resource]uint32
	// called are the resources of a type and name: the hash of the one, or 0 for several.
	called map[uint64]uint64
	types  []string
	err    error
}

// entryAside is where a resource lies; size is 0 for one that was fetched since. A twin
// says what another one has said that matters.
type entryAside struct {
	at   int64
	size uint32
	typ  uint16
	// marked says that whoever asked wants to see it once more.
	twin, marked bool
	// ordinal is where it stood in the file.
	ordinal uint32
}

func newAside(f *file, scratch func() (Scratch, error)) *Aside {
	return &Aside{
		file: f, data: &spool{scratch: scratch}, hooks: &spool{scratch: scratch}, known: nameSet{},
		twins: map[uint64]bool{}, called: map[uint64]uint64{}, held: map[*Resource]uint32{},
	}
}

// Len is how many resources it has.
func (a *Aside) Len() int {
	if a == nil {
		return 0
	}
	n := 0
	for _, e := range a.entries {
		if e.size > 0 {
			n++
		}
	}
	return n
}

// Close gives the room back.
func (a *Aside) Close() error {
	if a == nil {
		return nil
	}
	return errors.Join(a.data.close(), a.hooks.close())
}

// Err is why not all of it could be read; nil when it could.
func (a *Aside) Err() error {
	if a == nil {
		return nil
	}
	return a.err
}

// Of are its resources that are wanted, by their types and whether the question marks
// them, each made anew.
func (a *Aside) Of(wanted func(typ string, marked bool) bool) iter.Seq[*Resource] {
	return func(yield func(*Resource) bool) {
		if a == nil {
			return
		}
		want, ifMarked := make([]bool, len(a.types)), make([]bool, len(a.types))
		for i, typ := range a.types {
			want[i], ifMarked[i] = wanted(typ, false), wanted(typ, true)
		}
		for i, e := range a.entries {
			if e.size == 0 || !want[e.typ] && !(e.marked && ifMarked[e.typ]) {
				continue
			}
			r, err := a.read(i)
			if err != nil {
				a.err = errors.Join(a.err, err)
				return
			}
			if !yield(r) {
				return
			}
		}
	}
}

// read makes a resource of what lies there.
func (a *Aside) read(i int) (*Resource, error) {
	size := int(a.entries[i].size)
	a.buffer = slices.Grow(a.buffer[:0], size)[:size]
	if err := a.data.read(a.buffer, a.entries[i].at); err != nil {
		return nil, err
	}
	return a.decode(&a.d, a.buffer), nil
}

// decode makes a resource of the bytes of one.
func (a *Aside) decode(d *decoder, b []byte) *Resource {
	d.data, d.at = b, 0
	a.file.resource(d)
	last := len(a.file.resources) - 1
	r := a.file.resources[last]
	a.file.resources = a.file.resources[:last]
	a.file.explain(a.at, r)
	delete(a.file.missed, r)
	return r
}

// put adds a resource that stands so in its file.
func (a *Aside) put(r *Resource, b []byte, e entryAside) error {
	at, err := a.data.add(b)
	if err != nil {
		return err
	}
	typ := len(a.types) - 1
	if typ < 0 || a.types[typ] != r.Type {
		typ, a.types = typ+1, append(a.types, r.Type)
	}
	e.at, e.size, e.typ = at, uint32(len(b)), uint16(typ)
	a.entries = append(a.entries, e)
	note(a.called, r)
	own, hangs := make([]uint64, 1, 8), make([]uint64, 0, 8)
	if twin := r.twin(); twin != "" {
		own[0] = HashOf(twin)
	}
	for _, name := range r.names() {
		own = append(own, HashOf(name))
	}
	for _, name := range r.Facts.(Loose).HangsOn(r) {
		if name != "" {
			hangs = append(hangs, HashOf(name))
		}
	}
	hook := append(make([]byte, 0, 3+8*(len(own)+len(hangs))), byte(len(own)), 0, 0)
	binary.LittleEndian.PutUint16(hook[1:], uint16(len(hangs)))
	for _, h := range slices.Concat(own, hangs) {
		hook = binary.LittleEndian.AppendUint64(hook, h)
	}
	_, err = a.hooks.add(hook)
	return err
}

// namesake reports whether it has, or had, another resource than r of its type and name.
func (a *Aside) namesake(r *Resource) bool {
	if a == nil {
		return false
	}
	ref, ok := a.called[HashOf(r.Type, r.Name)]
	return ok && ref != HashOf(r.Ref())
}

// Fetch brings into memory what matters by further names, and everything of some types.
func (s *Snapshot) Fetch(types, more []string) error {
	a := s.Aside
	if a == nil {
		return nil
	}
	for _, name := range more {
		a.known.add(name)
	}
	for i, e := range a.entries {
		if e.size == 0 || !slices.Contains(types, a.types[e.typ]) {
			continue
		}
		if err := s.bring(i); err != nil {
			return err
		}
	}
	return s.fetch()
}

// fetch brings into memory whatever matters by the names that are known, and by those of
// what it brings.
func (s *Snapshot) fetch() error {
	for {
		found, err := s.Aside.mattering()
		if err != nil || len(found) == 0 {
			slices.SortStableFunc(s.Resources, (*Resource).compare)
			return err
		}
		for _, i := range found {
			if err := s.bring(i); err != nil {
				return err
			}
		}
	}
}

// bring takes a resource from aside into the snapshot.
func (s *Snapshot) bring(i int) error {
	r, err := s.Aside.read(i)
	if err != nil {
		return err
	}
	s.Aside.entries[i].size = 0
	s.Resources = append(s.Resources, r)
	s.Aside.hold(r, s.Aside.entries[i].ordinal)
	return nil
}

// hold notes that a resource is in memory, and what it names.
func (a *Aside) hold(r *Resource, ordinal uint32) {
	if _, loose := r.Facts.(Loose); loose {
		a.held[r] = ordinal
	}
	a.known.addResource(r)
}

// mattering are the resources that matter by the names that are known now.
func (a *Aside) mattering() (found []int, err error) {
	in := bufio.NewReader(&spoolReader{spool: a.hooks})
	var head [3]byte
	var hashes []byte
	for i := range a.entries {
		if _, err := io.ReadFull(in, head[:]); err != nil {
			return nil, err
		}
		own, hangs := int(head[0]), int(binary.LittleEndian.Uint16(head[1:]))
		hashes = slices.Grow(hashes[:0], 8*(own+hangs))[:8*(own+hangs)]
		if _, err := io.ReadFull(in, hashes); err != nil {
			return nil, err
		}
		if a.entries[i].size == 0 {
			continue
		}
		named, hung := a.knows(hashes[8:8*own]), a.knows(hashes[8*own:])
		if hung = hung && !a.entries[i].twin; hung && !named {
			hung = a.isFirst(binary.LittleEndian.Uint64(hashes))
			a.entries[i].twin = !hung
		}
		if named || hung {
			found = append(found, i)
		}
	}
	return found, nil
}

func (a *Aside) knows(hashes []byte) bool {
	for ; len(hashes) > 0; hashes = hashes[8:] {
		if a.known.has(binary.LittleEndian.Uint64(hashes)) {
			return true
		}
	}
	return false
}

// isFirst reports whether a resource is the first that says what it says.
func (a *Aside) isFirst(twin uint64) bool {
	first := twin == 0 || !a.twins[twin]
	a.twins[twin] = true
	return first
}

// Handle is a resource that may be in memory, or has to be made.
type Handle struct {
	r       *Resource
	aside   *Aside
	at      int
	ordinal uint32
}

// In is the handle of a resource in memory.
func In(r *Resource) Handle { return Handle{r: r} }

// Resource is the resource; nil where it could not be read.
func (h Handle) Resource() *Resource {
	if h.r != nil {
		return h.r
	}
	r, err := h.aside.read(h.at)
	if err != nil {
		h.aside.err = errors.Join(h.aside.err, err)
	}
	return r
}

func (a *Aside) handles(typ string) (all []Handle) {
	if a == nil {
		return nil
	}
	for i, e := range a.entries {
		if e.size > 0 && a.types[e.typ] == typ {
			all = append(all, Handle{aside: a, at: i, ordinal: e.ordinal})
		}
	}
	return all
}
