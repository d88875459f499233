package discover

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"reflect"
	"slices"
	"time"
)

// A snapshot file is one JSON object, or lines of JSON, packed by gzip or not
// (see [Form]). Its seal, "sha256", is the hash of its lines without the last,
// each without space between its parts: of an object, too, which holds the same
// things. So line ends, a byte order mark and indentation do not count, and a
// snapshot has one seal in whatever form it is kept:
//
//	head -n -1 FILE.ndjson | sha256sum
//
// Where somebody wrote the same content with its keys in another order, it is
// the canonical form that is asked. The seal guards against damage and against
// edits by accident; it is no signature.

// maxBytes bounds what is read, unpacked.
const maxBytes = 512 << 20

// ErrSeal is what [Read] wraps when a snapshot does not carry the hash of its
// content.
var ErrSeal = errors.New(
	"its content does not match its sha256; if it was changed on purpose, run: asbuilt snapshot seal")

// Older is why a fact is unknown that AWS was asked for, and of which a snapshot
// has no word: asbuilt learned to read it later.
const Older = "this snapshot is older than the fact"

// file is what stands in a snapshot file.
type file struct {
	*catalogue
	version   int
	taken     time.Time
	cells     []Cell
	resources []*Resource
	// missed are the facts of a resource that have no key.
	missed map[*Resource][]string
	// seal is what the file says that its hash is, lines the hash of its lines.
	seal  string
	lines *lines
	// table is the frozen table of format 1, once it is needed.
	table map[string]bool
	// body is what the seal of format 1 covers; nil when the seal does not stand
	// last.
	body []byte
}

// Read reads a snapshot in any [Form] and verifies it: a format newer than
// [Version], a hash that does not match ([ErrSeal]), a type or fact that is not
// declared and any other departure from the format are errors, which say where.
func Read(r io.Reader) (*Snapshot, error) {
	f, err := parse(r)
	if err != nil {
		return nil, err
	}
	if err := f.verify(); err != nil {
		return nil, err
	}
	return f.snapshot()
}

// Seal reads a snapshot whatever its hash says and writes it in canonical form
// with the right one, in the newest format. What else is wrong with it is still
// an error.
func Seal(w io.Writer, r io.Reader) error { return Whole.Seal(w, r) }

// Seal is like the function of that name, for any form of a file.
func (form Form) Seal(w io.Writer, r io.Reader) error {
	f, err := parse(r)
	if err != nil {
		return err
	}
	s, err := f.snapshot()
	if err != nil {
		return err
	}
	return form.Write(w, s)
}

// parse reads what stands in the file, whatever its hash says.
func parse(r io.Reader) (*file, error) {
	data, err := unpacked(r)
	if err != nil {
		return nil, err
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	f := &file{catalogue: newCatalogue(), missed: map[*Resource][]string{}, lines: newLines()}
	if err := f.read(data); err != nil {
		return nil, err
	}
	return f, nil
}

// unpacked are the bytes of a file, those inside of one that gzip packed.
func unpacked(r io.Reader) ([]byte, error) {
	data, err := bounded(r)
	if err != nil || !bytes.HasPrefix(data, []byte{0x1f, 0x8b}) {
		return data, err
	}
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err == nil {
		data, err = bounded(z)
	}
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return nil, errCutOff
	}
	return data, err
}

// bounded reads all of r. Of a file the room is made once: to grow step by step
// takes more than twice what stands in it.
func bounded(r io.Reader) ([]byte, error) {
	var all bytes.Buffer
	if f, ok := r.(interface{ Stat() (fs.FileInfo, error) }); ok {
		if info, err := f.Stat(); err == nil && info.Mode().IsRegular() && info.Size() <= maxBytes {
			all.Grow(int(info.Size()) + bytes.MinRead)
		}
	}
	_, err := all.ReadFrom(io.LimitReader(r, maxBytes+1))
	if err == nil && all.Len() > maxBytes {
		err = fmt.Errorf("it is larger than %d MiB", maxBytes>>20)
	}
	return all.Bytes(), err
}

var errCutOff = errors.New("it was cut off: its last line, with the sha256, is not there")

// read reads the file from front to back.
func (f *file) read(data []byte) (err error) {
	d := &decoder{data: data}
	defer func() {
		switch wrong := recover().(type) {
		case nil:
		case *misread:
			if err = wrong.in(data); wrong.at == len(data) && isLines(data) {
				err = errCutOff
			}
		default:
			panic(wrong)
		}
	}()
	if d.space(); d.at == len(data) || data[d.at] != '{' {
		return errors.New("it is not a snapshot: no JSON object")
	}
	if isLines(data) {
		f.readLines(d)
	} else {
		f.readWhole(d)
	}
	if d.space(); d.at < len(data) {
		d.fail(d.at, "something follows the snapshot's end")
	}
	return nil
}

// readWhole reads a snapshot that is one object. What comes before its version
// waits for that.
func (f *file) readWhole(d *decoder) {
	at := map[string]int{}
	strange := ""
	d.members(func(raw []byte) {
		key := string(raw)
		if _, twice := at[key]; twice {
			d.fail(d.at, "member %q is there twice", key)
		}
		f.body, at[key] = nil, d.peekAt()
		switch key {
		case "version":
			f.checkVersion(d)
		case "sha256":
			before := d.data[:bytes.LastIndex(d.data[:d.at], []byte(`"sha256"`))]
			f.body = bytes.TrimRight(before, " \t")
			f.seal = d.text()
		case "taken", "cells", "resources":
			if f.version == 0 {
				d.skip()
			} else {
				f.member(d, key)
				at[key] = -1
			}
		default:
			d.skip()
			strange = cmp.Or(strange, key)
		}
	})
	if f.version == 0 {
		d.fail(0, `it is not a snapshot: it has no "version"`)
	} else if strange != "" {
		d.fail(at[strange], "unknown member %q", strange)
	}
	end := d.at
	for _, key := range []string{"taken", "cells", "resources"} {
		switch from, there := at[key]; {
		case !there:
			d.fail(end, "it has no %q", key)
		case from >= 0:
			d.at = from
			f.member(d, key)
		}
	}
	d.at = end
}

func (f *file) member(d *decoder, key string) {
	switch key {
	case "taken":
		f.taken = d.moment()
		f.lines.header(f.taken)
	case "cells":
		d.elements(func() { f.lines.add("cell", f.cell(d)) })
	case "resources":
		d.elements(func() { f.lines.add("resource", f.resource(d)) })
	}
}

// checkVersion is done before all else, because what a newer format holds is
// not to be guessed at.
func (f *file) checkVersion(d *decoder) {
	at := d.peekAt()
	switch v := d.integer(); {
	case v > Version:
		d.fail(at, "its format is version %d, and this program reads up to version %d: a newer asbuilt is needed",
			v, Version)
	case v < 1:
		d.fail(at, "there is no format of version %d", v)
	default:
		f.version = v
	}
}

// cell reads one cell, and is what it stands in.
func (f *file) cell(d *decoder) []byte {
	var c Cell
	start := d.peekAt()
	d.keys(func(key string, at int) {
		switch key {
		case "account":
			c.Account = d.text()
		case "region":
			c.Region = d.text()
		case "operation":
			c.Operation = d.text()
		case "status":
			c.Status = Status(d.text())
		case "reason":
			c.Reason = d.text()
		default:
			d.fail(at, "unknown member %q of a cell", key)
		}
	})
	if !c.Status.known() {
		d.fail(start, "cell %s: unknown status %q", c.Operation, c.Status)
	}
	f.cells = append(f.cells, c)
	return d.data[start:d.at]
}

// resource reads one resource, and is what it stands in. Its facts wait for its
// type, wherever that stands.
func (f *file) resource(d *decoder) []byte {
	r := &Resource{}
	start, unknown, facts := d.peekAt(), -1, -1
	d.resource = r
	d.keys(func(key string, at int) {
		switch key {
		case "type":
			r.Type = d.text()
		case "arn":
			r.ARN = d.text()
		case "id":
			r.ID = d.text()
		case "account":
			r.Account = d.text()
		case "region":
			r.Region = d.text()
		case "name":
			r.Name = d.text()
		case "tags":
			r.Tags = d.pairs()
		case "unknown":
			unknown = d.peekAt()
			r.Unknown = d.pairs()
		case "facts":
			if facts = d.peekAt(); r.Type == "" {
				d.skip()
				return
			}
			f.facts(d, r)
		default:
			d.fail(at, "unknown member %q of a resource", key)
		}
	})
	end := d.at
	if facts < 0 {
		d.fail(start, "it has no facts")
	}
	if r.Facts == nil {
		d.at = facts
		f.facts(d, r)
		d.at = end
	}
	known := f.shape(r.Type)
	for _, fact := range sortedKeys(r.Unknown) {
		if _, _, ok := known.find(fact); !ok {
			d.fail(unknown, "unknown: there is no fact %q", fact)
		}
	}
	r.hideTags()
	f.resources = append(f.resources, r)
	d.resource = nil
	return d.data[start:end]
}

// facts reads the facts of r, whose type is known by now.
func (f *file) facts(d *decoder, r *Resource) {
	t, ok := f.types[r.Type]
	if !ok {
		d.fail(d.at, "unknown type %q", r.Type)
	}
	r.Facts = t.Facts()
	d.missed = func(field *shapeField) {
		at := append(d.path, step{name: field.name, item: -1})
		path := names(at)
		if f.version == 1 && f.empty1(r.Type, path) {
			return
		}
		if slices.ContainsFunc(d.path, func(s step) bool { return s.item >= 0 }) {
			r.Lacking = append(r.Lacking, place(at))
		}
		if slices.Contains(f.missed[r], path) {
			return
		}
		f.missed[r] = append(f.missed[r], path)
	}
	d.object(f.shape(r.Type), reflect.ValueOf(r.Facts).Elem())
}

// snapshot checks that nothing is there twice, says why facts are not there that
// have no key, and sorts.
func (f *file) snapshot() (*Snapshot, error) {
	s := &Snapshot{Taken: f.taken, Format: f.version, Cells: f.cells, Resources: f.resources, SHA256: f.seal}
	slices.SortStableFunc(s.Cells, Cell.compare)
	slices.SortStableFunc(s.Resources, (*Resource).compare)
	for i, c := range s.Cells {
		if i > 0 && c.compare(s.Cells[i-1]) == 0 {
			return nil, fmt.Errorf("cell %s in %s/%s is there twice", c.Operation, c.Account, c.Region)
		}
	}
	at := f.catalogue.cells(s.Cells)
	for i, r := range s.Resources {
		if i > 0 && r.compare(s.Resources[i-1]) == 0 {
			return nil, fmt.Errorf("resource %s is there twice", r.Ref())
		}
		f.explain(at, r)
	}
	return s, nil
}

// explain says why facts of r are not there that have no key.
func (f *file) explain(at *cells, r *Resource) {
	for _, fact := range f.missed[r] {
		if _, said := r.Unknown[fact]; said {
			continue
		}
		if r.Unknown == nil {
			r.Unknown = map[string]string{}
		}
		r.Unknown[fact] = at.whyMissed(r, fact)
	}
}

// whyMissed is why a fact of r has no key in a file.
func (c *cells) whyMissed(r *Resource, fact string) string {
	_, from, _ := c.shape(r.Type).find(fact)
	cell, ok := c.hiding(r, from)
	switch {
	case !ok:
		return Older
	case cell.Reason == "":
		return string(cell.Status)
	}
	return string(cell.Status) + ": " + cell.Reason
}

// in is the error that says where in the file something is wrong.
func (m *misread) in(data []byte) error {
	b := fmt.Appendf(nil, "line %d: ", line(data, m.at))
	if m.resource != nil {
		b = fmt.Appendf(b, "resource %s: ", m.resource.Ref())
	}
	if m.path != "" {
		b = fmt.Appendf(b, "%s: ", m.path)
	}
	return errors.New(string(b) + m.what)
}
