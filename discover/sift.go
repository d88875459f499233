package discover

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"slices"
)

// Question says what of a snapshot matters to somebody.
type Question struct {
	// Names are what he calls things; texts that name something in them will do.
	Names []string
	// Means reports whether he may mean a resource, whatever it is called.
	Means func(*Resource) bool
	// Marks reports whether he will want to see a resource once more, whatever its type,
	// among those that were put aside.
	Marks func(*Resource) bool
}

// Or is what matters to one of two.
func (q Question) Or(other Question) Question {
	either := func(a, b func(*Resource) bool) func(*Resource) bool {
		return func(r *Resource) bool { return a != nil && a(r) || b != nil && b(r) }
	}
	return Question{
		Names: slices.Concat(q.Names, other.Names),
		Means: either(q.Means, other.Means), Marks: either(q.Marks, other.Marks),
	}
}

// errUnusual is why a file is read as a whole: it departs from the form in which asbuilt
// writes, so that what is wrong with it, if anything is, takes all of it to say.
var errUnusual = errors.New("it is not as asbuilt writes it")

// Sift reads a snapshot as [Read] does and keeps in memory what matters for a question:
// what it names, what that names in turn, and every resource of a type that is not
// [Loose]. The rest is put into a scratch file, and the snapshot says so as its Aside,
// which somebody has to close. Of a resource that is not told whole, or of an account
// and region in which not all of its type was read, nothing can be said, and it is kept.
//
// A file that is otherwise than asbuilt writes it is opened once more and read as a
// whole; so is one that is wrong, which gives the error of [Read].
func Sift(open func() (io.ReadCloser, error), scratch func() (Scratch, error), q Question) (*Snapshot, error) {
	return siftOr(open, newSifter(scratch, q), Read)
}

// Unsealed reads a snapshot as [Sift] does, whatever its hash says; so it can be sealed.
func Unsealed(open func() (io.ReadCloser, error), scratch func() (Scratch, error)) (*Snapshot, error) {
	s := newSifter(scratch, Question{})
	s.anySeal = true
	return siftOr(open, s, readUnsealed)
}

// siftOr is what a sifter reads, or what is read otherwise of a file that is unusual.
func siftOr(open func() (io.ReadCloser, error), by *sifter, whole func(io.Reader) (*Snapshot, error)) (
	*Snapshot, error,
) {
	in, err := open()
	if err != nil {
		return nil, err
	}
	s, err := by.sift(in)
	in.Close()
	if err != errUnusual {
		return s, err
	}
	if in, err = open(); err != nil {
		return nil, err
	}
	defer in.Close()
	return whole(in)
}

func (s *sifter) sift(r io.Reader) (_ *Snapshot, err error) {
	defer func() {
		switch wrong := recover().(type) {
		case nil:
		case *misread:
			err = errUnusual
		default:
			panic(wrong)
		}
		if err != nil {
			s.aside.Close()
		}
	}()
	w := newWindow(r)
	if packed, err := w.in.Peek(2); err == nil && bytes.Equal(packed, []byte{0x1f, 0x8b}) {
		z, err := gzip.NewReader(w.in)
		if err != nil {
			return nil, errUnusual
		}
		w = newWindow(z)
	}
	if err := s.read(w); err != nil {
		return nil, err
	}
	return s.done()
}

// sifter is one run of Sift.
type sifter struct {
	*file
	d        decoder
	question Question
	aside    *Aside
	at       *cells
	last     *Resource
	total    int
	// anySeal says that the hash need not be right.
	anySeal bool
	whole   map[[3]string]bool // type, account and region → everything of the type was read
}

func newSifter(scratch func() (Scratch, error), q Question) *sifter {
	f := &file{catalogue: newCatalogue(), missed: map[*Resource][]string{}, lines: newLines()}
	s := &sifter{file: f, question: q, whole: map[[3]string]bool{}}
	s.aside = newAside(f, scratch)
	for _, name := range q.Names {
		s.aside.known.add(name)
	}
	return s
}

func (s *sifter) read(w *window) error {
	if !w.eat('{') {
		return errUnusual
	}
	first := w.next()
	switch string(first) {
	case `"version"`:
		return s.readWhole(w)
	case `"asbuilt_snapshot"`:
		return s.readLines(w)
	}
	return errUnusual
}

// value reads the next value, all of it.
func (s *sifter) value(w *window, read func(*decoder)) {
	s.d.data, s.d.at = w.next(), 0
	if read(&s.d); s.d.at < len(s.d.data) {
		s.d.fail(s.d.at, "something follows a value", "값 뒤에 무언가 더 있습니다")
	}
}

// member reads a value of the head of a snapshot.
func (s *sifter) member(w *window, key string) {
	s.value(w, func(d *decoder) { s.file.member(d, key) })
}

// ends reads the seal.
func (s *sifter) ends(w *window) {
	s.value(w, func(d *decoder) { s.seal = d.text() })
}

// readWhole reads an object whose members come in their usual order.
func (s *sifter) readWhole(w *window) error {
	if !w.eat(':') {
		return errUnusual
	}
	if s.value(w, s.checkVersion); s.version < 2 {
		return errUnusual
	}
	for _, key := range []string{`"taken"`, `"cells"`} {
		if !w.eat(',') || string(w.next()) != key || !w.eat(':') {
			return errUnusual
		}
		s.member(w, key[1:len(key)-1])
	}
	s.begin()
	if !w.eat(',') || string(w.next()) != `"resources"` || !w.eat(':') || !w.eat('[') {
		return errUnusual
	}
	for first := true; !w.eat(']'); first = false {
		if !first && !w.eat(',') {
			return errUnusual
		}
		b := w.next()
		if b == nil {
			return errUnusual
		}
		if err := s.take(b); err != nil {
			return err
		}
	}
	if !w.eat(',') || string(w.next()) != `"sha256"` || !w.eat(':') {
		return errUnusual
	}
	s.ends(w)
	if !w.eat('}') || w.peek() != 0 || w.err != io.EOF {
		return errUnusual
	}
	return nil
}

// readLines reads lines: first the cells, then the resources.
func (s *sifter) readLines(w *window) error {
	if !w.eat(':') {
		return errUnusual
	}
	if s.value(w, s.checkVersion); s.version < 2 {
		return errUnusual
	}
	if !w.eat(',') || string(w.next()) != `"taken"` || !w.eat(':') {
		return errUnusual
	}
	s.member(w, "taken")
	if !w.eat('}') {
		return errUnusual
	}
	for s.seal == "" {
		if err := s.readLine(w); err != nil {
			return err
		}
	}
	if w.peek() != 0 || w.err != io.EOF {
		return errUnusual
	}
	return nil
}

func (s *sifter) readLine(w *window) error {
	if !w.eat('{') {
		return errUnusual
	}
	key := string(w.next())
	if !w.eat(':') {
		return errUnusual
	}
	switch key {
	case `"cell"`:
		if s.at != nil {
			return errUnusual
		}
		s.value(w, func(d *decoder) { s.lines.add("cell", s.cell(d)) })
	case `"resource"`:
		if s.at == nil {
			s.begin()
		}
		b := w.next()
		if b == nil {
			return errUnusual
		}
		if err := s.take(b); err != nil {
			return err
		}
	case `"sha256"`:
		s.ends(w)
		if !w.eat(',') || string(w.next()) != `"resources"` || !w.eat(':') {
			return errUnusual
		}
		n := 0
		if s.value(w, func(d *decoder) { n = d.integer() }); n != s.total {
			return errUnusual
		}
	default:
		return errUnusual
	}
	if !w.eat('}') {
		return errUnusual
	}
	return nil
}

// begin is called once the cells are known.
func (s *sifter) begin() {
	s.at = s.catalogue.cells(s.cells)
	s.aside.at = s.at
}

// take keeps a resource, or puts it aside; b has no space between its parts.
func (s *sifter) take(b []byte) error {
	s.lines.addDense("resource", b)
	r := s.aside.decode(&s.d, b)
	s.total++
	if s.last != nil && s.last.compare(r) >= 0 {
		return errUnusual
	}
	s.last = r
	if !s.isLoose(r) || s.question.Means != nil && s.question.Means(r) {
		s.resources = append(s.resources, r)
		s.aside.hold(r, uint32(s.total))
		return nil
	}
	marked := s.question.Marks != nil && s.question.Marks(r)
	return s.aside.put(r, b, entryAside{ordinal: uint32(s.total), marked: marked})
}

// mostHooks is how many names a resource hangs on that is put aside.
const mostHooks = 1 << 12

// isLoose reports whether r is of a loose type, and everything of it and of its type was
// read.
func (s *sifter) isLoose(r *Resource) bool {
	f, loose := r.Facts.(Loose)
	if !loose || len(r.Unknown)+len(r.Lacking) > 0 || len(f.HangsOn(r)) > mostHooks {
		return false
	}
	key := [3]string{r.Type, r.Account, r.Region}
	whole, known := s.whole[key]
	if !known {
		t := s.types[r.Type]
		whole = true
		for _, op := range slices.Concat(t.Read, t.Tagged, s.shape(r.Type).operations()) {
			whole = whole && s.at.of(op, r.Account, r.Region).Status == OK
		}
		s.whole[key] = whole
	}
	return whole
}

// operations are those of all facts of a struct, and of their parts.
func (s *shape) operations() (all []string) {
	for i := range s.fields {
		f := &s.fields[i]
		all = append(all, f.from...)
		if f.inner != nil {
			all = append(all, f.inner.operations()...)
		}
	}
	return all
}

// done is the snapshot, if it carries its seal.
func (s *sifter) done() (*Snapshot, error) {
	if s.seal == "" || !s.anySeal && s.lines.hex() != s.seal {
		return nil, errUnusual
	}
	out := &Snapshot{Taken: s.taken, Format: s.version, Cells: s.cells, Resources: s.resources, SHA256: s.seal}
	if !slices.IsSortedFunc(out.Cells, func(a, b Cell) int {
		if a.compare(b) == 0 {
			return 1
		}
		return a.compare(b)
	}) {
		return nil, errUnusual
	}
	s.resources, s.cells = nil, nil
	if s.aside.Len() == 0 {
		return out, s.aside.Close()
	}
	out.Aside = s.aside
	return out, out.fetch()
}
