// Package veil stands before the files of a model: whoever reads them through it
// reads no secrets. Where one stands in a model, a record or a runbook, there are
// marks instead, so that no message repeats it, no page shows it and no picture
// names it; and a finding says where it is.
//
// Only text that asbuilt reads for people is veiled. Whoever changes a file reads it
// without the veil.
//
//	fsys := veil.Over(folder)
//	m, findings, err := model.Load(fsys, "architecture.yaml", model.Options{})
//	findings = append(findings, fsys.Findings()...)
package veil

import (
	"bytes"
	_ "embed"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"asbuilt/finding"
	"asbuilt/finding/secret"
	"asbuilt/model/syntax"
)

//go:embed texts.txt
var textsFile string

var texts = finding.Embedded("model/veil/texts.txt", textsFile)

// CodeSecret is the code of findings about what looks like a secret.
const CodeSecret = "looks-like-a-secret"

// Rules are the rules of this package.
func Rules() finding.Rules { return texts().Explain(finding.Rules{{Code: CodeSecret}}) }

// FS is a file system without secrets.
type FS struct {
	fsys fs.FS

	mu    sync.Mutex
	found map[string]finding.List // by file
}

// Over veils fsys.
func Over(fsys fs.FS) *FS { return &FS{fsys: fsys, found: map[string]finding.List{}} }

// Under is what is veiled.
func (v *FS) Under() fs.FS { return v.fsys }

// Findings are the secrets in the files that were read, each with its place.
func (v *FS) Findings() finding.List {
	v.mu.Lock()
	defer v.mu.Unlock()
	var all finding.List
	for _, name := range slices.Sorted(maps.Keys(v.found)) {
		all = append(all, v.found[name]...)
	}
	return all
}

// formOf is how a file is written; ok is false for what is no text that people
// write.
func formOf(name string) (form secret.Form, ok bool) {
	switch strings.ToLower(path.Ext(name)) {
	case ".md", ".markdown":
		return secret.Prose, true
	case ".yaml", ".yml", ".json", "": // standard input has no ending
		return secret.Code, true
	}
	return form, false
}

// ReadFile reads a file, with marks in the place of its secrets.
func (v *FS) ReadFile(name string) ([]byte, error) {
	data, err := fs.ReadFile(v.fsys, name)
	form, ok := formOf(name)
	if err != nil || !ok || !utf8.Valid(data) {
		return data, err
	}
	text := string(data)
	found := secret.Find(text, form)
	if len(found) > 0 {
		masked := secret.Mask(text, found)
		v.tell(name, text, masked, found)
		return []byte(masked), nil
	}
	v.tell(name, "", "", nil)
	return data, nil
}

// tell remembers what was found in a file.
func (v *FS) tell(name, text, masked string, found []secret.Found) {
	var all finding.List
	shown := syntax.NewSource(name, []byte(masked))
	for _, f := range found {
		at := place(name, text, f.From)
		first, _, _ := strings.Cut(text[f.From:f.To], "\n")
		all = append(all, &finding.Finding{
			Code: CodeSecret, Severity: finding.Error, Subject: name, Fact: string(f.Kind),
			Position: at, Source: shown.Line(at.Line), Length: utf8.RuneCountInString(first),
			Message: finding.Say("this looks like %s", "%s(으)로 보입니다", What(f)),
			Hint: finding.Say("take it out, change it where it is used, and name where it is kept instead; "+
				"Git keeps what was committed",
				"지우고, 쓰이는 곳에서 교체한 뒤, 보관 위치만 적으십시오. 커밋된 값은 Git에 남아 있습니다"),
		})
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	v.found[name] = all
}

// What says what a secret looks like.
func What(f secret.Found) finding.Text {
	if of, ok := texts().Lookup(string(f.Kind) + " of"); ok && f.Of != "" {
		return finding.Say(of.En, of.Ko, f.Of)
	}
	return texts().Of(string(f.Kind))
}

// place is where a byte of a text stands, as editors count.
func place(name, text string, at int) finding.Position {
	before := strings.TrimPrefix(text[:at], "\ufeff")
	before = strings.ReplaceAll(strings.ReplaceAll(before, "\r\n", "\n"), "\r", "\n")
	line := before[strings.LastIndex(before, "\n")+1:]
	return finding.Position{File: name, Line: 1 + strings.Count(before, "\n"), Col: 1 + utf8.RuneCountInString(line)}
}

// Open opens a file or folder; the text of a file is veiled.
func (v *FS) Open(name string) (fs.File, error) {
	f, err := v.fsys.Open(name)
	if _, ok := formOf(name); err != nil || !ok {
		return f, err
	}
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return f, err
	}
	defer f.Close()
	data, err := v.ReadFile(name)
	if err != nil {
		return nil, err
	}
	return &opened{info, bytes.NewReader(data)}, nil
}

// opened is a veiled file.
type opened struct {
	info fs.FileInfo
	*bytes.Reader
}

// Stat is what is known of the file.
func (o *opened) Stat() (fs.FileInfo, error) { return o.info, nil }

// Close has nothing to do.
func (o *opened) Close() error { return nil }

// Stat is what is known of a file.
func (v *FS) Stat(name string) (fs.FileInfo, error) { return fs.Stat(v.fsys, name) }

// ReadDir lists a folder.
func (v *FS) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(v.fsys, name) }
