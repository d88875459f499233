package discover

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"errors"
	"io"
	"io/fs"
	"reflect"
	"slices"
	"time"

	"asbuilt/finding"
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
var ErrSeal = finding.Errorf(
	"its content does not match its sha256; if it was changed on purpose, run: asbuilt snapshot seal",
	"내용이 sha256과 맞지 않습니다. 일부러 고쳤다면 asbuilt snapshot seal을 실행하십시오")

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
	s, err := readUnsealed(r)
	if err != nil {
		return err
	}
	return form.Write(w, s.Contents())
}

// readUnsealed is like [Read], whatever the hash of the snapshot says.
func readUnsealed(r io.Reader) (*Snapshot, error) {
	f, err := parse(r)
	if err != nil {
		return nil, err
	}
	return f.snapshot()
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
		err = finding.Errorf("it is larger than %d MiB", "%d MiB보다 큽니다", maxBytes>>20)
	}
	return all.Bytes(), err
}

var errCutOff = finding.Errorf(
	"it was cut off: its last line, with the sha256, is not there",
	"잘린 파일입니다. sha256이 있는 마지막 줄이 없습니다")

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
		return finding.Errorf("it is not a snapshot: no JSON object", "스냅샷이 아닙니다. JSON 객체가 없습니다")
	}
	if isLines(data) {
		f.readLines(d)
	} else {
		f.readWhole(d)
	}
	if d.space(); d.at < len(data) {
		d.fail(d.at, "something follows the snapshot's end", "스냅샷이 끝난 뒤에 무언가 더 있습니다")
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
			d.fail(d.at, "member %q is there twice", "%q 항목이 두 번 있습니다", key)
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
		d.fail(0, `it is not a snapshot: it has no "version"`, `스냅샷이 아닙니다. "version"이 없습니다`)
	} else if strange != "" {
		d.fail(at[strange], "unknown member %q", "모르는 항목 %q", strange)
	}
	end := d.at
	for _, key := range []string{"taken", "cells", "resources"} {
		switch from, there := at[key]; {
		case !there:
			d.fail(end, "it has no %q", "%q 항목이 없습니다", key)
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
			"형식 버전이 %d인데 이 프로그램은 버전 %d까지 읽습니다. 더 새로운 asbuilt가 필요합니다",
			v, Version)
	case v < 1:
		d.fail(at, "there is no format of version %d", "버전 %d 형식은 없습니다", v)
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
			d.fail(at, "unknown member %q of a cell", "셀에 모르는 항목 %q", key)
		}
	})
	if !c.Status.known() {
		d.fail(start, "cell %s: unknown status %q", "셀 %s: 모르는 상태 %q", c.Operation, c.Status)
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
			d.fail(at, "unknown member %q of a resource", "리소스에 모르는 항목 %q", key)
		}
	})
	end := d.at
	if facts < 0 {
		d.fail(start, "it has no facts", "facts가 없습니다")
	}
	if r.Facts == nil {
		d.at = facts
		f.facts(d, r)
		d.at = end
	}
	known := f.shape(r.Type)
	for _, fact := range sortedKeys(r.Unknown) {
		if _, _, ok := known.find(fact); !ok {
			d.fail(unknown, "unknown: there is no fact %q", "unknown: %q 속성은 없습니다", fact)
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
		d.fail(d.at, "unknown type %q", "모르는 유형 %q", r.Type)
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
			return nil, finding.Errorf("cell %s in %s/%s is there twice", "셀 %s(%s/%s)이(가) 두 번 있습니다",
				c.Operation, c.Account, c.Region)
		}
	}
	at := f.catalogue.cells(s.Cells)
	for i, r := range s.Resources {
		if i > 0 && r.compare(s.Resources[i-1]) == 0 {
			return nil, finding.Errorf("resource %s is there twice", "리소스 %s이(가) 두 번 있습니다", r.Ref())
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
	what := m.what
	if m.path != "" {
		what = finding.Say("%s: %s", "%s: %s", m.path, what)
	}
	if m.resource != nil {
		what = finding.Say("resource %s: %s", "리소스 %s: %s", m.resource.Ref(), what)
	}
	return finding.Errorf("line %d: %s", "%d행: %s", line(data, m.at), what)
}
