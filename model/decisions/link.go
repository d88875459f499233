package decisions

import (
	"slices"
	"strings"

	"asbuilt/finding"
	"asbuilt/model"
)

// Link ties the records to what they govern in m, whichever side says so:
// `elements:` in a record, `decisions:` in the model. Afterwards
// [Set.Governing] and [Record.Governs] answer for m.
func (s *Set) Link(m *model.Model) finding.List {
	findings := finding.List{}
	subjects := subjectsOf(m)
	var ids []string
	governs := map[string]map[*Record]bool{}
	for _, sub := range subjects {
		ids = append(ids, sub.id)
		if governs[sub.id] == nil {
			governs[sub.id] = map[*Record]bool{}
		}
	}
	unknown := map[*Record][]unknownName{}
	for _, r := range s.Records {
		for _, c := range r.Elements {
			id, near, f := s.resolve(m, r, c, ids)
			if f != nil {
				unknown[r] = append(unknown[r], unknownName{f, near})
			} else if id != "" {
				governs[id][r] = true
			}
		}
	}
	for _, sub := range subjects {
		for _, n := range sub.cites {
			r, f := s.cited(m, sub.id, n)
			if f != nil {
				findings = append(findings, f)
			}
			if r != nil {
				governs[sub.id][r] = true
			}
		}
	}
	s.keep(ids, governs)
	findings = append(findings, s.unknown(unknown)...)
	findings.Sort()
	return findings
}

// unknown are the findings about names that mean nothing in the model. A folder may
// hold the records of several: one of which the model knows nothing, nor most of it
// by a name that is near, is another's, and all of them are told in one note.
func (s *Set) unknown(of map[*Record][]unknownName) finding.List {
	var mine, others finding.List // of others, the first of each record
	for _, r := range s.Records {
		found := of[r]
		alike := 0
		for _, f := range found {
			if f.near {
				alike++
			}
		}
		if len(found) == 0 || len(r.Governs) > 0 || 2*alike >= len(found) {
			for _, f := range found {
				mine = append(mine, f.Finding)
			}
			continue
		}
		r.OfAnother = true
		others = append(others, found[0].Finding)
	}
	if len(others) == 0 {
		return mine
	}
	first := *others[0]
	first.Code, first.Severity, first.Subject, first.Fact = CodeOfAnother, severityOf(CodeOfAnother), "", ""
	first.Message = finding.Say("records that name nothing of this model, and that it does not cite: %d",
		"이 모델의 것을 하나도 적지 않았고 모델에서 인용하지도 않은 기록: %d개", len(others))
	first.Hint = finding.Say("they may belong to another model; if not, correct the names",
		"다른 모델의 기록일 수 있습니다. 아니라면 이름을 바로잡으십시오")
	for _, f := range others[1:min(len(others), maxOthers+1)] {
		first.Related = append(first.Related,
			finding.Related{Position: f.Position, Source: f.Source, Message: f.Message})
	}
	return append(mine, &first)
}

// unknownName is the finding that a name means nothing, and whether the model has
// one like it.
type unknownName struct {
	*finding.Finding
	near bool
}

// maxOthers is how many further records of another model the note points at.
const maxOthers = 5

// keep writes down who governs what, in the order of the model and of Records.
func (s *Set) keep(ids []string, governs map[string]map[*Record]bool) {
	s.governing = map[string][]*Record{}
	for _, r := range s.Records {
		r.Governs = nil
		for _, id := range ids {
			if governs[id][r] && !slices.Contains(r.Governs, id) {
				r.Governs = append(r.Governs, id)
				s.governing[id] = append(s.governing[id], r)
			}
		}
	}
}

// resolve is the id that c means in m. A record that is no longer in force may
// name what is gone.
func (s *Set) resolve(m *model.Model, r *Record, c Citation, ids []string) (id string, near bool, f *finding.Finding) {
	id, known := lookUp(m, c.ID, ids)
	if id != "" || r.Over() {
		return id, false, nil
	}
	hint := finding.Say("name an element, boundary, group, module, data class or connection of the model",
		"모델의 요소, 경계, 그룹, 모듈, 데이터 분류, 연결 가운데 하나를 적으십시오")
	if word := model.Nearest(c.ID, known); word != "" {
		hint, near = didYouMean(word), true
	}
	if now := m.Renames()[c.ID]; now != "" {
		hint, near = finding.Say("it is called %q now", "이름이 %q(으)로 바뀌었습니다", now), true
	}
	f = c.field.finding(CodeUnknownElement,
		finding.Say("nothing in the model is called %q", "모델에 %q(이)라는 것이 없습니다", c.ID), hint)
	f.Subject, f.Fact = r.ID(), c.ID
	return "", near, f
}

// lookUp is the id among ids that word means, or "" and the names it could have
// been. A word may name a part of an element: mariadb/planning.
func lookUp(m *model.Model, word string, ids []string) (id string, known []string) {
	id, part, _ := strings.Cut(word, "/")
	if slices.Contains(ids, word) {
		return word, nil
	}
	if !slices.Contains(ids, id) {
		return "", ids
	}
	e := m.Element(id)
	if e == nil {
		return id, nil
	}
	for _, p := range e.Partitions {
		known = append(known, id+"/"+p.ID)
		if p.ID == part {
			return id, nil
		}
	}
	return "", known
}

// Subject is the id of what word names in m that decisions can govern: an
// element, boundary, group, module, data class or connection; for a part of an
// element, mariadb/planning, it is the element's. When there is none it is
// empty, and near is the name most like word, if one is.
func Subject(m *model.Model, word string) (id, near string) {
	var ids []string
	for _, sub := range subjectsOf(m) {
		ids = append(ids, sub.id)
	}
	id, known := lookUp(m, word, ids)
	if id == "" {
		near = model.Nearest(word, known)
	}
	return id, near
}

// cited is the record that the model cites by name for id, with what is wrong
// about citing it.
func (s *Set) cited(m *model.Model, id string, name model.Cited) (*Record, *finding.Finding) {
	at := field{text: name.V.String(), at: name.Position, source: m.SourceLine(name.Position)}
	all := s.numbered(name.V.Number)
	if name.V.Path != "" {
		all = s.atID(name.V.Path)
	}
	if len(all) != 1 {
		f := s.notOne(at, name.V, all)
		f.Subject, f.Fact = id, "decisions"
		return nil, f
	}
	r := all[0]
	if !r.Over() {
		return r, nil
	}
	f := at.finding(CodeNotInForce, finding.Say("decision %s is %s", "의사결정 %s의 상태는 %s입니다", name.V, r.Status),
		finding.Say("cite the decision that holds now", "지금 유효한 의사결정을 인용하십시오"))
	if successors := r.Related(SupersededBy); len(successors) > 0 {
		f.Hint = finding.Say("decision %[1]s took its place: %[2]s", "%[1]s번이 이를 대신합니다: %[2]s", successors[0].ID(),
			successors[0].Title)
	}
	f.Subject, f.Fact = id, "decisions"
	f.Related = []finding.Related{{
		Position: r.Position,
		Source:   r.source,
		Message:  finding.Say("the decision", "해당 의사결정"),
	}}
	return r, f
}

// notOne says that a name means no record, or any of several.
func (s *Set) notOne(at field, name model.RecordName, all []*Record) *finding.Finding {
	if len(all) > 0 {
		f := at.finding(CodeDuplicateNumber,
			finding.Say("decision %s could be any of %d records",
				"의사결정 %s: 기록 %d개 가운데 어느 것인지 알 수 없습니다", name, len(all)),
			finding.Say("name it by its path: %s", "경로로 적으십시오: %s", all[0].ID()))
		for _, one := range all {
			f.Related = append(f.Related,
				finding.Related{Position: one.Position, Source: one.source, Message: finding.Same(one.Title)})
		}
		return f
	}
	hint := finding.Say("correct the number, or write the record", "번호를 바로잡거나 기록을 작성하십시오")
	if name.Path != "" {
		var ids []string
		for _, r := range s.Records {
			ids = append(ids, s.pathID(r))
		}
		hint = finding.Say("write its path below the folder of records, without extension",
			"기록 폴더 아래의 경로를 확장자 없이 쓰십시오")
		if near := model.Nearest(name.Path, ids); near != "" {
			hint = didYouMean(near)
		}
	}
	return at.finding(CodeUnknownDecision, finding.Say("there is no decision %s", "의사결정 %s: 그런 기록이 없습니다", name), hint)
}

// subject is something in a model that decisions can govern, with the
// records it cites.
type subject struct {
	id    string
	cites []model.Cited
}

// subjectsOf are all subjects in the order of the model's sections.
func subjectsOf(m *model.Model) []subject {
	var all []subject
	for _, d := range m.Data {
		all = append(all, subject{d.ID, d.Decisions})
	}
	for _, b := range m.Boundaries {
		all = append(all, subject{b.ID, b.Decisions})
	}
	for _, g := range m.Groups {
		all = append(all, subject{g.ID, g.Decisions})
	}
	for _, mod := range m.Modules {
		all = append(all, subject{mod.ID, mod.Decisions})
	}
	for _, e := range m.Elements {
		all = append(all, subject{e.ID, e.Decisions})
	}
	for _, c := range m.Connections {
		all = append(all, subject{c.ID.V, c.Decision})
	}
	for _, n := range m.Never {
		all = append(all, subject{n.Subject(), n.Decisions})
	}
	for _, b := range slices.Concat(m.Bottlenecks, m.Tuning) {
		all = append(all, subject{b.At.ID, b.Decision})
	}
	return all
}
