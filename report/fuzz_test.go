package report_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"asbuilt/finding"
	"asbuilt/model/diff"
	"asbuilt/report"
)

// filler puts texts, one after another, wherever a value has room for one, so that a
// field that is new is tried too.
type filler struct {
	texts []string
	next  int
	// size is how many items lists get.
	size int
}

func (f *filler) text() string {
	f.next++
	return f.texts[f.next%len(f.texts)]
}

func (f *filler) fill(v reflect.Value, depth int) {
	switch at := v.Addr().Interface().(type) {
	case *time.Time:
		*at = time.Unix(int64(f.next)*86400, 0).UTC()
		return
	case *finding.Severity:
		*at = finding.Severity(f.next % 3)
		return
	case *finding.Harm:
		*at = finding.Harm(f.next % 5)
		return
	case *finding.Verdict:
		*at = []finding.Verdict{finding.Broken, finding.Partial, finding.Unknown, ""}[f.next%4]
		return
	case *diff.Verb:
		*at = []diff.Verb{diff.Added, diff.Removed, diff.Changed, diff.Renamed}[f.next%4]
		return
	case *diff.Outcome:
		*at = []diff.Outcome{diff.Forbidden, diff.Unjudged, diff.AlreadyBroken, diff.Settled}[f.next%4]
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(f.text())
	case reflect.Int:
		f.next++
		v.SetInt(int64(f.next % 7))
	case reflect.Bool:
		f.next++
		v.SetBool(f.next%3 == 0)
	case reflect.Pointer:
		if depth < 8 {
			v.Set(reflect.New(v.Type().Elem()))
			f.fill(v.Elem(), depth+1)
		}
	case reflect.Slice:
		if depth < 8 {
			v.Set(reflect.MakeSlice(v.Type(), f.size, f.size))
		}
		for i := range v.Len() {
			f.fill(v.Index(i), depth+1)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				f.fill(v.Field(i), depth+1)
			}
		}
	}
}

// counted counts the bytes that are written, and refuses more than it may be.
type counted struct {
	bytes.Buffer
	most int
}

var errTooMuch = errors.New("more was written than may follow from so little")

func (c *counted) Write(p []byte) (int, error) {
	if c.Len()+len(p) > c.most {
		return 0, errTooMuch
	}
	return c.Buffer.Write(p)
}

var colours = regexp.MustCompile("\x1b\\[[0-9;]*m")

// harmless fails where a form does something to who reads it, or is none of its kind.
func harmless(t *testing.T, form report.Format, out []byte) {
	t.Helper()
	if !utf8.Valid(out) {
		t.Fatalf("%s is no UTF-8: %q", form, out)
	}
	switch form {
	case report.JSON, report.SARIF, report.CodeQuality:
		if !json.Valid(out) {
			t.Fatalf("%s is no JSON: %q", form, out)
		}
	case report.JUnit:
		d := xml.NewDecoder(bytes.NewReader(out))
		for {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("%s is no XML: %v: %q", form, err, out)
			}
		}
	}
	for _, r := range string(colours.ReplaceAll(out, nil)) {
		if r != '\n' && unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == 0x2028 || r == 0x2029 {
			t.Fatalf("%s has %q: %q", form, r, out)
		}
	}
}

// FuzzWrite writes reports and changes full of texts of others in every form and
// language. Each is whole and of its kind, says nothing that a terminal does, is
// the same twice, and is no larger than what it says with as much again around
// each text.
func FuzzWrite(f *testing.F) {
	for _, seed := range []string{
		"a", "a|\x1b[2J|\u009b31m|b\u202ec|\r\n::error::x", "##vso[x]|##[group]|`|```|<b>|]]>|<!--|-->|&amp;|\\|*_~", "\xff\xfe|\x00|\ufffe|\ud7ff|\U000e0041",
		"https://a.example|www.b.example|@a/b|#1|GH-1|:tada:|$x$", "\t|  |\n\n|가나다|👩‍👩‍👧", "'|\"|{|}|%s|%[1]d|%!",
		strings.Repeat("\u202e##", 800), strings.Repeat("가|", 50) + strings.Repeat("x", 3000), "AWS::S3::Bucket a|/|\\|..|C:\\a|a b|한글 파일.yaml|%zz",
	} {
		f.Add(seed, uint8(1))
		f.Add(seed, uint8(2))
	}
	f.Fuzz(func(t *testing.T, data string, size uint8) {
		if len(data) > 4<<10 {
			return
		}
		fill := func(v any) int {
			f := &filler{texts: strings.Split(data, "|"), size: int(size % 3)}
			f.fill(reflect.ValueOf(v).Elem(), 0)
			return f.next
		}
		var rep finding.Report
		var changes report.Changes
		longest := 0
		for _, text := range strings.Split(data, "|") {
			longest = max(longest, len(text))
		}
		said, changed := fill(&rep), fill(&changes)
		for _, form := range report.Formats() {
			for _, lang := range []finding.Lang{finding.English, finding.Korean} {
				o := report.Options{Format: form, Lang: lang, Color: size%2 == 0, All: size%3 == 0, Incident: size%5 == 0}
				twice(t, o, most(said, longest), func(w io.Writer) error { return report.Write(w, &rep, o) })
				if form == report.Text || form == report.JSON || form == report.Markdown {
					twice(t, o, most(changed, longest), func(w io.Writer) error { return report.WriteChanges(w, &changes, o) })
				}
			}
		}
	})
}

// most is how much may be written of so many texts of at most so many bytes: each
// twice, every byte as an escape of six, and the words around it.
func most(texts, longest int) int { return 64<<10 + texts*(2*6*longest+1<<10) }

// twice writes the same twice, and looks at it.
func twice(t *testing.T, o report.Options, most int, write func(io.Writer) error) {
	t.Helper()
	var before []byte
	for range 2 {
		out := counted{most: most}
		if err := write(&out); err != nil {
			t.Fatalf("%s %s: %v", o.Format, o.Lang, err)
		}
		harmless(t, o.Format, out.Bytes())
		if before != nil && !bytes.Equal(before, out.Bytes()) {
			t.Fatalf("%s %s is not the same twice", o.Format, o.Lang)
		}
		before = out.Bytes()
	}
}
