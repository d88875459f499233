package plan

import (
	"cmp"
	"io"
	"reflect"
	"slices"
	"strings"

	"asbuilt/discover"
	"asbuilt/finding"
	"asbuilt/finding/plain"
	"asbuilt/model"
)

// Diagnosis says what a snapshot for a model could not see, what that costs,
// and what would cure it.
type Diagnosis struct {
	Accounts []AccountHealth
	// Gaps are the cells that are not OK.
	Gaps []discover.Cell
	// Blind are the parts of the model that cannot be verified, by id.
	Blind []Blindness
	// Allow are the IAM actions whose lack caused gaps, sorted.
	Allow []string
}

// AccountHealth counts the cells of an account.
type AccountHealth struct {
	Account   string
	OK, Cells int
}

// Blindness is a part of the model with what cannot be said about it.
type Blindness struct {
	ID string
	// Existence says that it is not even known whether it exists.
	Existence bool
	// Facts are those of its resource types that cannot be read.
	Facts []string
	// Operations are those that would have to work.
	Operations []string
}

// Diagnose looks at a snapshot that was taken for the model.
func Diagnose(m *model.Model, snap *discover.Snapshot) *Diagnosis {
	d := &Diagnosis{}
	health := map[string]*AccountHealth{}
	allow := map[string]bool{}
	ops := map[string]discover.Operation{}
	for _, op := range scoped(nil) {
		ops[op.Name] = op
	}
	for _, c := range snap.Cells {
		h := health[c.Account]
		if h == nil {
			h = &AccountHealth{Account: c.Account}
			health[c.Account] = h
		}
		h.Cells++
		if c.Status == discover.OK {
			h.OK++
			continue
		}
		d.Gaps = append(d.Gaps, c)
		if c.Status == discover.Denied {
			for _, a := range ops[c.Operation].IAM() {
				allow[a] = true
			}
		}
	}
	for _, h := range health {
		d.Accounts = append(d.Accounts, *h)
	}
	slices.SortFunc(d.Accounts, func(a, b AccountHealth) int { return cmp.Compare(a.Account, b.Account) })
	slices.SortFunc(d.Gaps, func(a, b discover.Cell) int { return cmp.Compare(a.String(), b.String()) })
	d.Allow = sortedKeys(allow)
	d.Blind = blind(m, discover.NewIndex(snap))
	return d
}

// blind goes through the parts of the model that AWS realises.
func blind(m *model.Model, x *discover.Index) []Blindness {
	var all []Blindness
	look := func(id string, kind model.Ref, l model.Lifetime, at *model.Boundary) {
		k := m.Kind(kind.ID)
		if k == nil || len(k.AWS) == 0 || !m.ActiveIn(l, m.CurrentState()) {
			return
		}
		account, region := "", ""
		if at != nil {
			account, region = at.Account(), at.Region()
		}
		if b := blindness(x, id, k.AWS, account, region); b != nil {
			all = append(all, *b)
		}
	}
	for _, b := range m.Boundaries {
		look(b.ID, b.Kind, b.Lifetime, b)
	}
	for _, g := range m.Groups {
		look(g.ID, g.Kind, g.Lifetime, m.Boundary(g.In.ID))
	}
	for _, e := range m.Elements {
		look(e.ID, e.Kind, e.Lifetime, m.Boundary(e.In.ID))
		if m.ActiveIn(e.Lifetime, m.CurrentState()) {
			all = beside(all, x, m, e)
		}
	}
	return all
}

// beside adds what an element declares that other resources than its own
// realise: its alarms, logs, scaling, backup and roles.
func beside(all []Blindness, x *discover.Index, m *model.Model, e *model.Element) []Blindness {
	ops := e.Operations
	if ops == nil {
		ops = &model.Operations{}
	}
	var realisedBy []string
	if k := m.Kind(e.Kind.ID); k != nil {
		realisedBy = k.AWS
	}
	service := slices.Contains(realisedBy, "AWS::ECS::Service")
	b := Blindness{ID: e.ID}
	for _, need := range []struct {
		declared bool
		fact     string
		typ      string
	}{
		{len(ops.Alarms) > 0, "operations.alarms", "AWS::CloudWatch::Alarm"},
		{ops.Logs != nil, "operations.logs", "AWS::Logs::LogGroup"},
		{e.Scaling != nil && service, "scaling", "AWS::ApplicationAutoScaling::ScalableTarget"},
		{e.Backup != nil && e.Backup.Plan.IsSet(), "backup.plan", "AWS::Backup::BackupSelection"},
		{e.Task != nil, "task", "AWS::ECS::TaskDefinition"},
		{e.Budget != nil && e.Budget.Anomaly.V, "budget.anomaly_detection", "AWS::CE::AnomalyMonitor"},
	} {
		if !need.declared {
			continue
		}
		if gap := x.Unlisted(need.typ, e.Boundary.Account(), e.Boundary.Region()); gap != nil {
			b.Facts, b.Operations = append(b.Facts, need.fact), append(b.Operations, gap.Cell.Operation)
		}
	}
	if len(b.Facts) == 0 {
		return all
	}
	return append(all, b)
}

func blindness(x *discover.Index, id string, types []string, account, region string) *Blindness {
	b := &Blindness{ID: id}
	operations := map[string]bool{}
	for _, name := range types {
		t, ok := discover.Lookup(name)
		if !ok {
			continue
		}
		if gap := x.Unlisted(name, account, region); gap != nil {
			b.Existence = true
			operations[gap.Cell.Operation] = true
			continue
		}
		facts := reflect.TypeOf(t.Facts()).Elem()
		for i := range facts.NumField() {
			for _, op := range strings.Fields(facts.Field(i).Tag.Get("from")) {
				if !works(x, op, account, region) {
					b.Facts = append(b.Facts, facts.Field(i).Name)
					operations[op] = true
				}
			}
		}
	}
	if len(operations) == 0 {
		return nil
	}
	b.Operations = sortedKeys(operations)
	return b
}

// works reports whether the cells of an operation that concern the place are
// all OK.
func works(x *discover.Index, operation, account, region string) bool {
	found := false
	for _, c := range x.Snapshot.Cells {
		here := account == "" || c.Account == account
		there := region == "" || c.Region == discover.Global || c.Region == region
		if c.Operation == operation && here && there {
			found = true
			if c.Status != discover.OK {
				return false
			}
		}
	}
	return found
}

// Write tells the diagnosis in the language.
func (d *Diagnosis) Write(w io.Writer, lang finding.Lang) error {
	var b strings.Builder
	say := func(en, ko string, args ...any) { plain.Fprintln(&b, finding.Say(en, ko, args...).In(lang)) }
	for _, a := range d.Accounts {
		say("account %s: %d of %d operations can be read", "계정 %s: 작업 %[3]d개 중 %[2]d개를 읽을 수 있습니다",
			a.Account, a.OK, a.Cells)
	}
	for _, c := range d.Gaps {
		plain.Fprintln(&b, "  "+c.String())
	}
	if len(d.Blind) == 0 {
		say("every part of the model can be verified", "모델의 모든 부분을 검증할 수 있습니다")
	}
	for _, x := range d.Blind {
		if x.Existence {
			say("%s: whether it exists cannot be verified (%s)", "%s: 존재 여부를 검증할 수 없습니다(%s)",
				x.ID, strings.Join(x.Operations, ", "))
		} else {
			say("%s: %s cannot be verified (%s)", "%s: %s을(를) 검증할 수 없습니다(%s)",
				x.ID, strings.Join(x.Facts, ", "), strings.Join(x.Operations, ", "))
		}
	}
	if len(d.Allow) > 0 {
		say("allow the role: %s", "역할에 허용하십시오: %s", strings.Join(d.Allow, ", "))
	}
	_, err := io.WriteString(w, b.String())
	return err
}
