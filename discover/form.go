package discover

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"time"
)

// Form is how a snapshot lies in a file. The zero value is one JSON object.
type Form int

// The forms of a file. Lines begin with what the file is, go on with a line for
// each cell and each resource, and end with the seal:
//
//	{"asbuilt_snapshot":2,"taken":"2026-11-20T03:00:00Z"}
//	{"cell":{"account":"210987654321", …}}
//	{"resource":{"type":"AWS::EC2::VPC", …}}
//	{"sha256":"…","resources":1}
const (
	Whole Form = iota
	Lines
	PackedLines // by gzip
)

// FormOf is the form that a file of that name has: lines for .ndjson, packed
// lines for .ndjson.gz, one object for any other.
func FormOf(name string) Form {
	switch {
	case strings.HasSuffix(name, ".ndjson"):
		return Lines
	case strings.HasSuffix(name, ".ndjson.gz"):
		return PackedLines
	}
	return Whole
}

// Contents are what is written into a file: those of a snapshot, or of several that were
// merged.
type Contents struct {
	Taken time.Time
	Cells []Cell
	// Resources are all of them, in the order of a snapshot.
	Resources iter.Seq[*Resource]
	// Err is why some could not be read, once Resources were gone through.
	Err func() error
}

// Contents are those of s, what was put aside among them.
func (s *Snapshot) Contents() Contents { return Contents{s.Taken, s.Cells, s.All(), s.Aside.Err} }

// Write writes s as one object, in canonical form and sealed. The same facts
// give the same bytes, in whatever order they were found. What s does not know
// is left out: facts that are unknown, and those of operations whose cell is not
// OK.
func Write(w io.Writer, s *Snapshot) error { return Whole.Write(w, s.Contents()) }

// Write is like the function of that name, for any form of a file and whatever is to
// stand in it. It holds one resource at a time.
func (form Form) Write(w io.Writer, c Contents) error {
	if form == PackedLines {
		z := gzip.NewWriter(w)
		if err := Lines.Write(z, c); err != nil {
			return err
		}
		return z.Close()
	}
	out := bufio.NewWriter(w)
	known := newCatalogue().cells(c.Cells)
	cells := slices.SortedStableFunc(slices.Values(c.Cells), Cell.compare)
	l, e, n := newLines(), encoder{}, 0
	l.header(c.Taken)
	if form == Whole {
		e.head(Version, c.Taken, cells)
		out.Write(e.b) // what goes wrong with one write, Flush says
	} else {
		out.Write(l.scratch)
	}
	for _, cell := range cells {
		l.add("cell", cell.append(nil))
		if form == Lines {
			out.Write(l.scratch)
		}
	}
	for r := range c.Resources {
		if e.b = e.b[:0]; form == Whole {
			e.separate(n)
		}
		from := len(e.b)
		unknown, without := known.untold(r)
		e.resource(known.shape(r.Type), r, unknown, without)
		l.add("resource", e.b[from:])
		if n++; form == Whole {
			out.Write(e.b)
		} else if _, err := out.Write(l.scratch); err != nil {
			return err
		}
	}
	if err := c.Err(); err != nil {
		return err
	}
	if form == Whole {
		fmt.Fprintf(out, "\n  ],\n  \"sha256\": \"%s\"\n}\n", l.hex())
	} else {
		fmt.Fprintf(out, "{\"sha256\":\"%s\",\"resources\":%d}\n", l.hex(), n)
	}
	return out.Flush()
}

// untold are the facts of r that are left out when it is written, and those
// among them whose reason no cell gives.
func (c *cells) untold(r *Resource) (unknown map[string]string, without *hidden) {
	s := c.shape(r.Type)
	for i := range s.fields {
		f := &s.fields[i]
		if _, yes := c.hiding(r, f.from); yes {
			if without == nil {
				without = &hidden{}
			}
			without.hide(f.name)
		}
	}
	lacks := r.lacks()
	for fact, reason := range r.Unknown {
		name, _, _ := strings.Cut(fact, ".")
		if without.of(name).all() || lacks[fact] && reason == Older {
			continue
		}
		if unknown == nil {
			unknown = map[string]string{}
		}
		unknown[fact] = reason
	}
	for fact := range unknown {
		if lacks[fact] { // where it is not there alone
			continue
		}
		if without == nil {
			without = &hidden{}
		}
		without.hide(fact)
	}
	for _, fact := range r.Lacking {
		if without == nil {
			without = &hidden{}
		}
		without.hide(fact)
	}
	return unknown, without
}

// isLines reports whether a file consists of lines.
func isLines(data []byte) bool {
	const space = " \t\r\n"
	first := bytes.TrimLeft(bytes.TrimPrefix(bytes.TrimLeft(data, space), []byte("{")), space)
	return bytes.HasPrefix(first, []byte(`"asbuilt_snapshot"`))
}

// readLines reads a snapshot that consists of lines.
func (f *file) readLines(d *decoder) {
	d.keys(func(key string, at int) {
		switch {
		case key == "asbuilt_snapshot":
			if f.checkVersion(d); f.version < 2 {
				d.fail(at, "there are no lines in format %d", "형식 %d에는 줄 단위 표기가 없습니다", f.version)
			}
		case key == "taken":
			f.taken = d.moment()
			f.lines.header(f.taken)
		default:
			d.fail(at, "unknown member %q", "모르는 항목 %q", key)
		}
	})
	if !f.lines.begun {
		d.fail(d.at, `it has no "taken"`, `"taken"이 없습니다`)
	}
	for f.seal == "" {
		f.line(d)
	}
}

// line reads one line after the first.
func (f *file) line(d *decoder) {
	resources := -1
	d.keys(func(key string, at int) {
		switch key {
		case "cell":
			f.lines.add("cell", f.cell(d))
		case "resource":
			f.lines.add("resource", f.resource(d))
		case "sha256":
			f.seal = d.text()
		case "resources":
			resources = d.integer()
		default:
			d.fail(at, "unknown member %q", "모르는 항목 %q", key)
		}
	})
	if f.seal != "" && resources != len(f.resources) {
		d.fail(d.at, "its last line counts %d resources, and there are %d",
			"마지막 줄은 리소스를 %d개로 세는데 실제로는 %d개입니다",
			resources, len(f.resources))
	}
}
