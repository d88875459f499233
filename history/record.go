// Package history is what runs of drift found, one small record a run, and what follows
// from a folder of them: since when each finding stands, what is new, what is mended.
//
// Mended is said only of what a later run looked at and found right. What was not
// looked at keeps its date, and what the first run found stands since then or earlier.
//
// It touches no files and asks no clock: records are handed over as bytes, and what
// they say comes out in the order of their moments, however they were written.
//
//	record, err := history.Parse(name, data)
//	course := history.New(system, records)
//	course.Tell(report, record)
package history

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"asbuilt/finding"
	"asbuilt/pattern"
)

// Version is the form of a record that this program writes, and the newest that it
// reads.
const Version = 1

// MostBytes is the largest record that is read.
const MostBytes = 16 << 20

// Record is what one run found.
type Record struct {
	// AsOf is the moment that the run is about, Written the moment of the run itself:
	// it tells apart runs about one moment.
	AsOf, Written time.Time
	System        System
	// Commit is that of the model; empty where it is not known. Model is the hash of its
	// files, Snapshot the seal.
	Commit, Model, Snapshot string
	Entries                 []Entry
	// Held are the first four bytes of the fingerprints of what was looked at and is
	// right, and of the subjects that were looked at, sorted.
	Held []uint32
	// Listed are the types of AWS that were read as a whole, Places where: an account,
	// a slash and a region.
	Listed, Places []string
}

// System says which system a record is about.
type System struct {
	Name finding.Text `json:"name"`
	// Env is the environment whose overlay lay over the model.
	Env string `json:"env,omitempty"`
	// Accounts are those that the model names.
	Accounts []string `json:"accounts,omitempty"`
}

// Is reports whether two records with these are about one system: of the same
// environment, and with an account in common. Where one of them names no account they
// have a name in common.
func (s System) Is(t System) bool {
	if s.Env != t.Env {
		return false
	}
	if len(s.Accounts) > 0 && len(t.Accounts) > 0 {
		return slices.ContainsFunc(s.Accounts, func(a string) bool { return slices.Contains(t.Accounts, a) })
	}
	return s.Name.Ko != "" && s.Name.Ko == t.Name.Ko || s.Name.En != "" && s.Name.En == t.Name.En
}

// Entry is a finding as a record keeps it.
type Entry struct {
	Fingerprint string          `json:"fingerprint"`
	Code        string          `json:"code"`
	Subject     string          `json:"subject"`
	Fact        string          `json:"fact,omitempty"`
	Severity    string          `json:"severity"`
	Verdict     finding.Verdict `json:"verdict,omitempty"`
	Suspended   bool            `json:"suspended,omitempty"`
	Accepted    bool            `json:"accepted,omitempty"`
	Name        finding.Text    `json:"element_name,omitzero"`
	Module      string          `json:"module,omitempty"`
	Owner       string          `json:"owner,omitempty"`
	Account     string          `json:"account,omitempty"`
	Region      string          `json:"region,omitempty"`
	// Type is set for what nothing but itself tells of: it is gone when everything of the
	// type was read where it lay and it is not there.
	Type string `json:"type,omitempty"`
	// Extra is set for what should not be there: it is gone when its subject was looked at
	// and it is not there.
	Extra bool `json:"extra,omitempty"`
}

// Known reports whether what the entry says was seen, and not merely left open.
func (e *Entry) Known() bool { return e.Verdict != finding.Unknown && !e.Suspended }

// NewRecord is the record of a report. Its moments, system, commit and model are the
// caller's to fill in.
func NewRecord(r *finding.Report) *Record {
	rec := &Record{AsOf: r.AsOf.UTC(), Listed: r.Listed, Places: r.Places}
	if r.Snapshot != nil {
		rec.Snapshot = r.Snapshot.SHA256
	}
	asked, checks := map[string]bool{}, map[string]int{}
	for _, c := range r.Checks {
		fp := fingerprint(c.Code, c.Subject, c.Fact)
		asked[fp] = true
		checks[c.Subject]++
		if c.Verdict == finding.Holds {
			rec.Held = append(rec.Held, short(fp))
		}
	}
	for _, subject := range looked(r.Checks) {
		rec.Held = append(rec.Held, short(fingerprint("", subject, "")))
	}
	slices.Sort(rec.Held)
	for _, f := range r.Findings {
		if f.Code == finding.CodeAcceptedUnused || f.Code == finding.CodeAcceptedExpired {
			continue // they are about the model, and every run says them anew
		}
		e := Entry{
			Fingerprint: f.Fingerprint(), Code: f.Code, Subject: f.Subject, Fact: f.Fact, Severity: f.Severity.String(),
			Verdict: f.Verdict, Suspended: f.Suspended, Accepted: f.Accepted != nil,
			Name: f.ElementName, Module: f.Module, Owner: f.Owner, Account: f.Account, Region: f.Region,
		}
		rule, _ := r.Rules.Lookup(f.Code)
		switch {
		case !asked[e.Fingerprint] || rule.Extra && checks[f.Subject] == 1:
			e.Type = f.Cause.Type
			if f.Owned { // of what it belongs to tells something else
				e.Type, _, _ = strings.Cut(f.Subject, " ")
			}
		case rule.Extra:
			e.Extra = true
		}
		rec.Entries = append(rec.Entries, e)
	}
	slices.SortStableFunc(rec.Entries, func(a, b Entry) int {
		return bytes.Compare([]byte(a.Fingerprint), []byte(b.Fingerprint))
	})
	return rec
}

// looked are the subjects that were looked at: something is known of them, and they are
// there.
func looked(checks []finding.Check) []string {
	known, lost := map[string]bool{}, map[string]bool{}
	for _, c := range checks {
		known[c.Subject] = known[c.Subject] || c.Verdict != finding.Unknown
		lost[c.Subject] = lost[c.Subject] || c.Fact == "" && c.Verdict != finding.Holds
	}
	var all []string
	for subject := range known {
		if known[subject] && !lost[subject] {
			all = append(all, subject)
		}
	}
	return all
}

// short is the part of a fingerprint that is kept of what holds.
func short(fingerprint string) uint32 {
	b, err := hex.DecodeString(fingerprint)
	if err != nil || len(b) < 4 {
		return 0
	}
	return binary.BigEndian.Uint32(b)
}

// holds reports whether something was looked at and is right.
func (r *Record) holds(code, subject, fact string) bool {
	_, found := slices.BinarySearch(r.Held, short(fingerprint(code, subject, fact)))
	return found
}

// Name is the name of the record's file, which is the same for the same model and
// snapshot.
func (r *Record) Name() string {
	sum := sha256.Sum256([]byte(r.Model + "\x00" + r.Snapshot + "\x00" + r.System.Env))
	return r.AsOf.UTC().Format("20060102T150405Z") + "-" + hex.EncodeToString(sum[:6]) + ".json"
}

var nameOf = pattern.New(`^[0-9]{8}T[0-9]{6}Z-[0-9a-f]{12}\.json$`)

// IsName reports whether a file has the name of a record.
func IsName(name string) bool { return nameOf.MatchString(name) }

// head is a record without its findings, as JSON has it.
type head struct {
	Version  int       `json:"asbuilt_history"`
	AsOf     time.Time `json:"as_of"`
	Written  time.Time `json:"written"`
	System   System    `json:"system"`
	Commit   string    `json:"commit,omitempty"`
	Model    string    `json:"model"`
	Snapshot string    `json:"snapshot"`
	Places   []string  `json:"places,omitempty"`
	Listed   []string  `json:"listed,omitempty"`
	Held     string    `json:"held,omitempty"`
}

// Encode is the record as a file: one line for each finding, so that Git keeps apart
// what changed.
func (r *Record) Encode() ([]byte, error) {
	held := make([]byte, 0, 4*len(r.Held))
	for _, h := range r.Held {
		held = binary.BigEndian.AppendUint32(held, h)
	}
	first, err := line(head{
		Version: Version, AsOf: r.AsOf, Written: r.Written, System: r.System, Commit: r.Commit, Model: r.Model,
		Snapshot: r.Snapshot, Places: r.Places, Listed: r.Listed, Held: base64.RawStdEncoding.EncodeToString(held),
	})
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	out.Write(first[:len(first)-1])
	out.WriteString(",\n\"findings\":[")
	for i := range r.Entries {
		text, err := line(r.Entries[i])
		if err != nil {
			return nil, err
		}
		if i > 0 {
			out.WriteByte(',')
		}
		out.WriteByte('\n')
		out.Write(text)
	}
	out.WriteString("\n]}\n")
	return out.Bytes(), nil
}

// line is a value as one line of JSON.
func line(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

// What a file of a history may be besides a record that can be read.
var (
	// ErrBroken is what is no record, or is cut off.
	ErrBroken = errors.New("is no whole record of a run")
	// ErrNewer is a record of a later form.
	ErrNewer = errors.New("is of a newer asbuilt")
)

// Parse reads a record. Its error is [ErrBroken] or [ErrNewer].
func Parse(data []byte) (*Record, error) {
	var v struct {
		Version int `json:"asbuilt_history"`
	}
	if json.Unmarshal(data, &v) != nil || v.Version < 1 {
		return nil, ErrBroken
	}
	if v.Version > Version {
		return nil, ErrNewer
	}
	var all struct {
		head
		Entries *[]Entry `json:"findings"`
	}
	if err := json.Unmarshal(data, &all); err != nil || all.Entries == nil || all.AsOf.IsZero() {
		return nil, ErrBroken
	}
	held, err := base64.RawStdEncoding.DecodeString(all.Held)
	if err != nil || len(held)%4 != 0 {
		return nil, ErrBroken
	}
	r := &Record{
		AsOf: all.AsOf.UTC(), Written: all.Written, System: all.System, Commit: all.Commit, Model: all.Model,
		Snapshot: all.Snapshot, Entries: *all.Entries, Listed: all.Listed, Places: all.Places,
	}
	for i := 0; i < len(held); i += 4 {
		r.Held = append(r.Held, binary.BigEndian.Uint32(held[i:]))
	}
	slices.Sort(r.Held)
	for _, e := range r.Entries {
		if _, known := finding.ParseSeverity(e.Severity); !known {
			return nil, fmt.Errorf("%w: %q is no severity", ErrBroken, e.Severity)
		}
	}
	return r, nil
}
