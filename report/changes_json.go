package report

import (
	"encoding/json"
	"io"
	"time"

	"asbuilt/finding"
	"asbuilt/finding/plain"
	"asbuilt/model/diff"
)

// The stable form of changes, for programs.
type (
	jsonChanges struct {
		Version int          `json:"asbuilt_diff"`
		Before  jsonRevision `json:"before"`
		After   jsonRevision `json:"after"`
		Summary jsonCount    `json:"summary"`
		Changes []jsonChange `json:"changes"`
		// Consequences follow from the changes.
		Consequences []jsonConsequence `json:"consequences,omitempty"`
		Snapshot     *jsonTaken        `json:"snapshot,omitempty"`
		Views        []jsonViewChange  `json:"views,omitempty"`
	}
	jsonConsequence struct {
		Outcome  diff.Outcome `json:"outcome"`
		Subject  string       `json:"subject"`
		Text     finding.Text `json:"text"`
		Security bool         `json:"security,omitempty"`
	}
	jsonTaken struct {
		Path   string    `json:"path"`
		Taken  time.Time `json:"taken"`
		SHA256 string    `json:"sha256"`
	}
	jsonRevision struct {
		Revision    string `json:"revision,omitempty"`
		Commit      string `json:"commit,omitempty"`
		WorkingTree bool   `json:"working_tree,omitempty"`
		Env         string `json:"env,omitempty"`
		State       string `json:"state,omitempty"`
		// Errors are those of the model; with Unreadable they leave none.
		Errors     []jsonError `json:"errors,omitempty"`
		Unreadable bool        `json:"unreadable,omitempty"`
	}
	jsonError struct {
		Code     string           `json:"code"`
		Message  finding.Text     `json:"message"`
		Position finding.Position `json:"position"`
	}
	jsonCount struct {
		Added    int `json:"added"`
		Removed  int `json:"removed"`
		Changed  int `json:"changed"`
		Security int `json:"security"`
	}
	jsonChange struct {
		Change   diff.Verb        `json:"change"`
		Section  string           `json:"section"`
		ID       string           `json:"id,omitempty"`
		WasID    string           `json:"was_id,omitempty"`
		Title    *finding.Text    `json:"title,omitempty"`
		Kind     *finding.Text    `json:"kind,omitempty"`
		In       string           `json:"in,omitempty"`
		Security bool             `json:"security"`
		Unread   bool             `json:"unread,omitempty"`
		Side     string           `json:"side"`
		Position finding.Position `json:"position"`
		Facts    []jsonFact       `json:"facts"`
	}
	jsonFact struct {
		Path     string           `json:"path"`
		Before   *string          `json:"before"`
		After    *string          `json:"after"`
		Security bool             `json:"security"`
		Unread   bool             `json:"unread,omitempty"`
		Position finding.Position `json:"position"`
	}
	jsonViewChange struct {
		ID      string       `json:"id"`
		Title   finding.Text `json:"title"`
		Before  string       `json:"before,omitempty"`
		Changes string       `json:"changes,omitempty"`
		After   string       `json:"after,omitempty"`
	}
)

func writeChangesJSON(w io.Writer, c *Changes) error {
	n := c.count()
	out := jsonChanges{
		Version: 1,
		Before:  jsonSide(c.Before), After: jsonSide(c.After), Changes: []jsonChange{},
		Summary: jsonCount{n.added, n.removed, n.changed, n.security},
	}
	for _, ch := range c.List {
		out.Changes = append(out.Changes, jsonOf(ch))
	}
	for _, x := range c.Consequences {
		out.Consequences = append(out.Consequences, jsonConsequence{x.Outcome, x.Subject, x.Text, x.Security})
	}
	if s := c.Snapshot; s != nil {
		out.Snapshot = &jsonTaken{s.Path, s.Taken.UTC(), s.SHA256}
	}
	for _, v := range c.Views {
		out.Views = append(out.Views, jsonViewChange(v))
	}
	e := json.NewEncoder(plain.JSON(w))
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(out)
}

func jsonSide(r Revision) jsonRevision {
	out := jsonRevision{
		Revision: r.Name, Commit: r.Commit, WorkingTree: r.Commit == "",
		Env: r.Env, State: r.State, Unreadable: r.Unreadable,
	}
	for _, f := range r.Errors {
		out.Errors = append(out.Errors, jsonError{f.Code, f.Message, f.Position})
	}
	return out
}

func jsonOf(ch *diff.Change) jsonChange {
	out := jsonChange{
		Change:   ch.Verb,
		Section:  ch.Section,
		ID:       ch.ID,
		WasID:    ch.WasID,
		In:       ch.In,
		Security: ch.Security,
		Unread:   ch.Unread,
		Side:     "after",
		Position: ch.Position, Facts: []jsonFact{},
	}
	if ch.Verb == diff.Removed {
		out.Side = "before"
	}
	if !ch.Title.IsZero() {
		out.Title = &ch.Title
	}
	if !ch.Kind.IsZero() {
		out.Kind = &ch.Kind
	}
	for _, f := range ch.Facts {
		fact := jsonFact{Path: f.Path, Security: f.Security, Unread: f.Unread, Position: f.Position}
		if f.Before != "" {
			fact.Before = &f.Before
		}
		if f.After != "" {
			fact.After = &f.After
		}
		out.Facts = append(out.Facts, fact)
	}
	return out
}
