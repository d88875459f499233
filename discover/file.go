package discover

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"time"
)

// A snapshot file is one JSON object. Its last member, "sha256", is the hash
// of every byte before that key, blanks in front of the key left out; in the
// canonical form that is `head -n -2 FILE | sha256sum`. It guards against
// damage and against edits by accident; it is no signature.

// maxBytes bounds what is read: some 500,000 resources.
const maxBytes = 512 << 20

// ErrSeal is what [Read] wraps when a snapshot does not carry the hash of its
// bytes.
var ErrSeal = errors.New("its content does not match its sha256; if it was changed on purpose, run: asbuilt snapshot seal")

// file is the form of a snapshot in JSON.
type file struct {
	Version   int
	Taken     time.Time
	Cells     []Cell
	Resources []resource
	SHA256    string
	// body is what the hash covers.
	body []byte
}

// resource is the form of a [Resource] in JSON.
type resource struct {
	Type    string            `json:"type"`
	ARN     string            `json:"arn"`
	ID      string            `json:"id"`
	Account string            `json:"account"`
	Region  string            `json:"region"`
	Name    string            `json:"name"`
	Tags    map[string]string `json:"tags"`
	Facts   json.RawMessage   `json:"facts"`
	Unknown map[string]string `json:"unknown"`
}

// Read reads a snapshot and verifies it: a format newer than [Version], a hash
// that does not match ([ErrSeal]), a type or fact that is not declared and any
// other departure from the format are errors.
func Read(r io.Reader) (*Snapshot, error) {
	f, err := parse(r)
	if err != nil {
		return nil, err
	}
	if f.body == nil {
		return nil, fmt.Errorf("its last member is not \"sha256\": %w", ErrSeal)
	}
	if sum := sha256.Sum256(f.body); hex.EncodeToString(sum[:]) != f.SHA256 {
		return nil, ErrSeal
	}
	return f.snapshot()
}

// Seal reads a snapshot whatever its hash says and writes it in canonical form
// with the right one. What else is wrong with it is still an error.
func Seal(w io.Writer, r io.Reader) error {
	f, err := parse(r)
	if err != nil {
		return err
	}
	s, err := f.snapshot()
	if err != nil {
		return err
	}
	return Write(w, s)
}

// Write writes s in canonical form, sealed. The same facts give the same
// bytes, in whatever order they were found.
func Write(w io.Writer, s *Snapshot) error {
	cells := slices.SortedStableFunc(slices.Values(s.Cells), Cell.compare)
	resources := slices.SortedStableFunc(slices.Values(s.Resources), (*Resource).compare)

	b := fmt.Appendf(nil, "{\n  \"version\": %d,\n  \"taken\": %s,\n", Version, flat(reflect.ValueOf(s.Taken)))
	b = append(b, `  "cells": [`...)
	for i, c := range cells {
		b = append(b, separator(i)...)
		b = append(b, flat(reflect.ValueOf(c))...)
	}
	b = append(b, "\n  ],\n  \"resources\": ["...)
	for i, r := range resources {
		b = append(b, separator(i)...)
		b = r.append(b)
	}
	b = append(b, "\n  ],\n"...)
	sum := sha256.Sum256(b)
	b = fmt.Appendf(b, "  \"sha256\": \"%x\"\n}\n", sum)
	_, err := w.Write(b)
	return err
}

func separator(i int) string {
	if i == 0 {
		return "\n    "
	}
	return ",\n    "
}

func (r *Resource) append(b []byte) []byte {
	head := struct {
		Type    string            `json:"type"`
		ARN     string            `json:"arn"`
		ID      string            `json:"id"`
		Account string            `json:"account"`
		Region  string            `json:"region"`
		Name    string            `json:"name"`
		Tags    map[string]string `json:"tags"`
		Unknown map[string]string `json:"unknown"`
	}{r.Type, r.ARN, r.ID, r.Account, r.Region, r.Name, r.Tags, r.Unknown}
	b = appendBroken(b, reflect.ValueOf(head), 2, nil)
	b = append(bytes.TrimSuffix(b, []byte("\n    }")), ",\n      \"facts\": "...)
	b = appendBroken(b, reflect.ValueOf(r.Facts), 3, r.Unknown)
	return append(b, "\n    }"...)
}

// parse reads the members of the file, whatever the hash says.
func parse(r io.Reader) (*file, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxBytes+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxBytes {
		return nil, fmt.Errorf("it is larger than %d MiB", maxBytes>>20)
	}
	members, body, err := split(data)
	if err != nil {
		return nil, err
	}
	f := &file{body: body}
	if err := f.version(members["version"]); err != nil {
		return nil, err
	}
	for _, m := range []struct {
		name string
		into any
	}{
		{"taken", &f.Taken}, {"cells", &f.Cells}, {"resources", &f.Resources}, {"sha256", &f.SHA256}, {"version", &f.Version},
	} {
		raw, ok := members[m.name]
		if !ok && m.name != "sha256" {
			return nil, fmt.Errorf("it has no %q", m.name)
		}
		delete(members, m.name)
		if err := strict(raw, m.into); ok && err != nil {
			return nil, fmt.Errorf("%s: %w", m.name, err)
		}
	}
	for name := range members {
		return nil, fmt.Errorf("unknown member %q", name)
	}
	return f, nil
}

// version is judged before all else, because what a newer format holds is not
// to be guessed at.
func (f *file) version(raw json.RawMessage) error {
	if raw == nil {
		return errors.New(`it is not a snapshot: it has no "version"`)
	}
	var v int
	if err := json.Unmarshal(raw, &v); err != nil {
		return fmt.Errorf("version: %w", err)
	}
	if v > Version {
		return fmt.Errorf("its format is version %d, and this program reads up to version %d: a newer asbuilt is needed", v, Version)
	}
	if v < 1 {
		return fmt.Errorf("there is no format of version %d", v)
	}
	return nil
}

// split takes the object apart. body is what the hash covers, nil when
// "sha256" is not the last member.
func split(data []byte) (members map[string]json.RawMessage, body []byte, err error) {
	dec := json.NewDecoder(bytes.NewReader(data))
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return nil, nil, errors.New("it is not a snapshot: no JSON object")
	}
	members = map[string]json.RawMessage{}
	for dec.More() {
		t, err := dec.Token()
		if err != nil {
			return nil, nil, syntax(data, err)
		}
		key := t.(string)
		if _, twice := members[key]; twice {
			return nil, nil, fmt.Errorf("member %q is there twice", key)
		}
		body = nil
		if end := int(dec.InputOffset()) - len(`"sha256"`); key == "sha256" && end >= 0 {
			body = bytes.TrimRight(data[:end], " \t")
		}
		var raw json.RawMessage
		if err := dec.Decode(&raw); err != nil {
			return nil, nil, syntax(data, err)
		}
		members[key] = raw
	}
	if _, err := dec.Token(); err != nil {
		return nil, nil, syntax(data, err)
	}
	if _, err := dec.Token(); err != io.EOF {
		return nil, nil, errors.New("something follows the snapshot's end")
	}
	return members, body, nil
}

// syntax adds the line to an error of the JSON parser.
func syntax(data []byte, err error) error {
	at := len(data)
	if s, ok := errors.AsType[*json.SyntaxError](err); ok {
		at = min(int(s.Offset), at)
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = errors.New("it ends in the middle")
	}
	return fmt.Errorf("line %d: %w", 1+bytes.Count(data[:at], []byte("\n")), err)
}

// strict decodes one JSON value and refuses unknown fields.
func strict(raw json.RawMessage, into any) error {
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields()
	return dec.Decode(into)
}

// snapshot types the facts, checks the cells and sorts both.
func (f *file) snapshot() (*Snapshot, error) {
	s := &Snapshot{Taken: f.Taken.UTC(), Cells: f.Cells, SHA256: f.SHA256}
	types := map[string]Type{}
	for _, family := range Families() {
		for _, t := range family.Types {
			types[t.Name] = t
		}
	}
	for i := range f.Resources {
		r, err := f.Resources[i].typed(types)
		if err != nil {
			return nil, err
		}
		s.Resources = append(s.Resources, r)
	}
	slices.SortStableFunc(s.Cells, Cell.compare)
	slices.SortStableFunc(s.Resources, (*Resource).compare)
	for i, c := range s.Cells {
		if !c.Status.known() {
			return nil, fmt.Errorf("cell %s: unknown status %q", c.Operation, c.Status)
		}
		if i > 0 && c.compare(s.Cells[i-1]) == 0 {
			return nil, fmt.Errorf("cell %s in %s/%s is there twice", c.Operation, c.Account, c.Region)
		}
	}
	for i, r := range s.Resources {
		if i > 0 && r.compare(s.Resources[i-1]) == 0 {
			return nil, fmt.Errorf("resource %s is there twice", r.Ref())
		}
	}
	return s, nil
}

func (r *resource) typed(types map[string]Type) (*Resource, error) {
	out := &Resource{
		Type: r.Type, ARN: r.ARN, ID: r.ID, Account: r.Account, Region: r.Region, Name: r.Name, Tags: r.Tags, Unknown: r.Unknown,
	}
	t, ok := types[r.Type]
	if !ok {
		return nil, fmt.Errorf("resource %s: unknown type", out.Ref())
	}
	out.Facts = t.Facts()
	if len(r.Facts) == 0 {
		return nil, fmt.Errorf("resource %s: it has no facts", out.Ref())
	}
	if err := strict(r.Facts, out.Facts); err != nil {
		return nil, fmt.Errorf("resource %s: facts: %w", out.Ref(), err)
	}
	known := reflect.TypeOf(out.Facts).Elem()
	for fact := range r.Unknown {
		if _, ok := known.FieldByName(fact); !ok {
			return nil, fmt.Errorf("resource %s: unknown: there is no fact %q", out.Ref(), fact)
		}
	}
	return out, nil
}
