package cmd

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"asbuilt/finding"
	"asbuilt/finding/plain"
	"asbuilt/model"
	"asbuilt/model/decisions"
)

type decisionListOptions struct {
	env      *environment
	file     string
	format   string
	status   []string
	elements []string
}

func newDecisionList(env *environment) *cobra.Command {
	o := &decisionListOptions{env: env}
	c := &cobra.Command{
		Use:  "list [DIR]",
		Args: atMost(1),
		RunE: func(_ *cobra.Command, args []string) error {
			dir := ""
			if len(args) > 0 {
				dir = args[0]
			}
			return o.run(dir)
		},
	}
	f := c.Flags()
	f.StringVar(&o.file, "file", "", "")
	f.StringVar(&o.format, "format", "text", "")
	f.StringSliceVar(&o.status, "status", nil, "")
	f.StringSliceVar(&o.elements, "element", nil, "")
	return c
}

func (o *decisionListOptions) run(dir string) error {
	lang, err := o.env.language()
	if err != nil {
		return err
	}
	if o.format != "text" && o.format != "json" {
		return usagef("unknown format %q: --format is text or json",
			"%q 형식은 없습니다. --format은 text 또는 json입니다", o.format)
	}
	r, err := o.env.records(o.file, dir)
	if err != nil {
		return err
	}
	shown, err := o.chosen(r)
	if err != nil {
		return err
	}
	if o.format == "json" {
		err = writeDecisions(plain.JSON(o.env.raw()), r, shown)
	} else {
		err = o.table(r, shown, lang)
	}
	if err != nil {
		return finding.Errorf("write list: %v",
			"목록을 쓰지 못했습니다: %v", err)
	}
	if r.invalid {
		o.env.say(o.env.streams.Err,
			"asbuilt: %s has errors, so what records govern may be incomplete; asbuilt check "+
				"says which",
			"asbuilt: %s에 오류가 있어 기록이 다루는 대상이 빠질 수 있습니다. 어떤 오류인지는 asbuilt check가 알려 줍니다", r.file)
	}
	if len(r.findings) == 0 {
		return nil
	}
	r.src.place(r.findings)
	return o.env.tell(r.findings, decisions.Rules(), lang)
}

// chosen are the records that the flags ask for.
func (o *decisionListOptions) chosen(r *records) ([]*decisions.Record, error) {
	known := map[string]bool{}
	for _, s := range decisions.Statuses() {
		known[string(s)] = true
	}
	for _, rec := range r.set.Records {
		known[string(rec.Status)] = true
	}
	for i, word := range o.status {
		if o.status[i] = strings.ToLower(word); !known[o.status[i]] {
			hint := meant(word, slices.Sorted(maps.Keys(known)))
			if hint.IsZero() {
				hint = finding.Say(": expected one of %s", ". 다음 중 하나입니다: %s",
					strings.Join(slices.Sorted(maps.Keys(known)), ", "))
			}
			return nil, usagef("no record has the status %q%s",
				"상태가 %q인 기록은 없습니다%s", word, hint)
		}
	}
	governed := map[string]bool{}
	for _, word := range o.elements {
		governed[word] = true // as it is written in records
		if r.m == nil {
			continue
		}
		id, near := decisions.Subject(r.m, word)
		if id == "" {
			return nil, usage(unknownSubject(word, near, r.file))
		}
		governed[id] = true
	}
	var all []*decisions.Record
	for _, rec := range r.set.Records {
		if len(o.status) > 0 && !slices.Contains(o.status, string(rec.Status)) {
			continue
		}
		if len(o.elements) > 0 && !slices.ContainsFunc(rec.Governs, func(id string) bool { return governed[id] }) &&
			!slices.ContainsFunc(rec.Elements, func(c decisions.Citation) bool { return governed[c.ID] }) {
			continue
		}
		all = append(all, rec)
	}
	return all, nil
}

// table writes the records as lines of columns.
func (o *decisionListOptions) table(r *records, shown []*decisions.Record, lang finding.Lang) error {
	w := o.env.streams.Out
	switch {
	case len(r.set.Records)+len(r.set.Unreadable) == 0:
		_, err := plain.Fprintln(w, finding.Say("no decisions in %s; write the first with asbuilt decision new TITLE",
			"%s에 의사결정이 없습니다. asbuilt decision new 제목 으로 첫 기록을 쓰십시오", r.name()).In(lang))
		return err
	case len(shown) == 0 && o.filtered():
		_, err := plain.Fprintln(w, finding.Say("none of %d decisions in %s is like that",
			"%[2]s의 의사결정 %[1]d건 가운데 해당하는 것이 없습니다", len(r.set.Records), r.name()).In(lang))
		return err
	}
	rows := [][]string{{
		finding.Say("NO", "번호").In(lang),
		finding.Say("STATUS", "상태").In(lang),
		finding.Say("DATE", "날짜").In(lang),
		finding.Say("TITLE", "제목").In(lang),
		finding.Say("SUPERSESSION", "대체 관계").In(lang),
		finding.Say("GOVERNS", "적용 대상").In(lang),
	}}
	for _, rec := range shown {
		rows = append(rows, []string{
			rec.ID(), string(rec.Status), dayOf(rec.Date),
			rec.Title, supersession(rec, lang), strconv.Itoa(len(rec.Governs)),
		})
	}
	if !o.filtered() {
		for _, p := range r.set.Unreadable {
			rows = append(rows, []string{"?", finding.Say("unreadable", "읽을 수 없음").In(lang), "", path.Base(p), "", ""})
		}
	}
	if r.m == nil {
		for i := range rows {
			rows[i] = rows[i][:len(rows[i])-1]
		}
	}
	_, err := io.WriteString(w, aligned(rows, 3, terminalWidth(w)))
	return err
}

func (o *decisionListOptions) filtered() bool { return len(o.status)+len(o.elements) > 0 }

func dayOf(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

// supersession is which records r takes the place of, and which take its.
func supersession(r *decisions.Record, lang finding.Lang) string {
	var parts []string
	for _, v := range []struct {
		verb  decisions.Verb
		words finding.Text
	}{
		{decisions.Supersedes, finding.Text{En: "supersedes %s", Ko: "%s 대체"}},
		{decisions.SupersededBy, finding.Text{En: "superseded by %s", Ko: "%s(으)로 대체됨"}},
	} {
		var ids []string
		for _, to := range r.Related(v.verb) {
			id := to.ID()
			if lang == finding.Korean && to.Number >= 0 {
				id += "번"
			}
			ids = append(ids, id)
		}
		if len(ids) > 0 {
			said := fmt.Sprintf(v.words.In(lang), strings.Join(ids, ", "))
			parts = append(parts, strings.Replace(said, "번(으)로", "번으로", 1))
		}
	}
	return strings.Join(parts, "; ")
}

// The JSON form. Keys are only ever added.

type jsonDecisions struct {
	// Folder is the folder as the user calls it; Model the model, if there is one.
	Folder     string           `json:"folder"`
	Model      string           `json:"model,omitempty"`
	Decisions  []jsonDecision   `json:"decisions"`
	Unreadable []jsonUnreadable `json:"unreadable"`
}

type jsonDecision struct {
	// ID is the number, or the slug of a record without one; Number is then absent.
	ID     string `json:"id"`
	Number *int   `json:"number,omitempty"`
	Slug   string `json:"slug"`
	Title  string `json:"title"`
	// Status is one of the known words, or as written; Stated is what the record says.
	Status         decisions.Status `json:"status"`
	Stated         string           `json:"stated,omitempty"`
	InForce        bool             `json:"in_force"`
	Date           string           `json:"date,omitempty"`
	DecisionMakers []string         `json:"decision_makers,omitempty"`
	Consulted      []string         `json:"consulted,omitempty"`
	Informed       []string         `json:"informed,omitempty"`
	Tags           []string         `json:"tags,omitempty"`
	Relations      []jsonRelation   `json:"relations,omitempty"`
	// Elements are as written in the record; Governs what either side says, of the model.
	Elements []string `json:"elements,omitempty"`
	Governs  []string `json:"governs,omitempty"`
	Path     string   `json:"path"`
	Line     int      `json:"line"`
}

type jsonRelation struct {
	Verb decisions.Verb `json:"verb"`
	// Target is as written; To the id of the record it means, absent when it means none.
	Target  string `json:"target"`
	To      string `json:"to,omitempty"`
	Section string `json:"section,omitempty"`
	// Derived says that only the other record states it.
	Derived bool `json:"derived,omitempty"`
}

type jsonUnreadable struct {
	Path string `json:"path"`
}

func writeDecisions(w io.Writer, r *records, shown []*decisions.Record) error {
	out := jsonDecisions{Folder: r.name(), Model: r.file, Decisions: []jsonDecision{}, Unreadable: []jsonUnreadable{}}
	for _, rec := range shown {
		out.Decisions = append(out.Decisions, toJSON(rec, r.src, r.m))
	}
	for _, p := range r.set.Unreadable {
		out.Unreadable = append(out.Unreadable, jsonUnreadable{r.src.named(p)})
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(out)
}

func toJSON(r *decisions.Record, src source, m *model.Model) jsonDecision {
	j := jsonDecision{
		ID:             r.ID(),
		Slug:           r.Slug,
		Title:          r.Title,
		Status:         r.Status,
		Stated:         r.Stated,
		InForce:        r.InForce(),
		Date:           dayOf(r.Date),
		DecisionMakers: r.DecisionMakers, Consulted: r.Consulted, Informed: r.Informed, Tags: r.Tags,
		Path: src.named(r.Path), Line: r.Position.Line,
	}
	if r.Number >= 0 {
		j.Number = &r.Number
	}
	for _, c := range r.Elements {
		j.Elements = append(j.Elements, c.ID)
	}
	if m != nil {
		j.Governs = r.Governs
	}
	for _, rel := range r.Relations {
		to := ""
		if rel.To != nil {
			to = rel.To.ID()
		}
		j.Relations = append(j.Relations, jsonRelation{rel.Verb, rel.Target, to, rel.Section, rel.Derived})
	}
	return j
}
