package match

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"asbuilt/discover"
	"asbuilt/finding"
	"asbuilt/model"
)

// undeclared finds what runs within the model's scope and is not in the model.
// Parts of other resources and what AWS makes by itself are folded away; what another
// that nobody declared has for itself follows from that.
func (r *Result) undeclared() (findings finding.List) {
	scope := r.scope()
	if scope == nil {
		return nil
	}
	for _, res := range r.Undeclared() {
		if f := r.undeclaredAs(res, scope); f != nil {
			findings = append(findings, f)
		}
	}
	return findings
}

// undeclaredAs is the finding about an undeclared resource, nil for one out of scope.
func (r *Result) undeclaredAs(res *discover.Resource, scope func(*discover.Resource) finding.Text) *finding.Finding {
	where := scope(res)
	if where.IsZero() {
		return nil
	}
	name := cmp.Or(res.Name, res.ID)
	owner, elements := r.ownerOf(res)
	var uses *model.Element
	if len(elements) > 0 {
		where = finding.Say("%s, %q uses it", "%s, %q에서 사용", where, elements[0])
		uses = r.Model.Element(elements[0])
	}
	f := &finding.Finding{
		Code: CodeUndeclared, Severity: finding.Note, Verdict: finding.Broken,
		Subject: res.Type + " " + name, Where: r.home(res),
		Cause: finding.Cause{Type: res.Type, Resource: res.Ref()},
		Message: finding.Text{
			En: fmt.Sprintf("%s %q %s, and the model does not have it", res.Type, name, where.En),
			Ko: fmt.Sprintf("모델에 없는 리소스입니다: %s %q(%s)", res.Type, name, where.Ko),
		},
		Hint:     r.declaring(res),
		Evidence: []finding.Evidence{{Fact: res.Type, Value: name, From: res.Ref()}},
		Found:    res.Ref(),
		Account:  res.Account, Region: res.Region,
	}
	if gap := cmp.Or(r.unowned(res), r.unsettled(res)); gap != nil {
		f.Verdict, f.Cause.Fact = finding.Unknown, gap.Fact
		f.Evidence = []finding.Evidence{{Fact: res.Type + " " + gap.Fact, From: gap.String()}}
		f.Message = finding.Say("whether anybody has to declare %s %q could not be verified: %s",
			"%s %q을(를) 선언해야 하는지 확인하지 못했습니다: %s", res.Type, name, gap.Says())
		f.Hint = finding.Say("take another snapshot", "스냅샷을 다시 뜨십시오")
	} else if owner != nil {
		f.Cause = finding.Cause{Type: owner.typ, Resource: owner.ref}
		f.Owned, f.Follows = true, true
	}
	if uses != nil {
		f.Module, f.Owner = uses.Module.ID, r.Model.OwnerOf(uses)
	}
	return f
}

// declaring says how to declare a resource.
func (r *Result) declaring(res *discover.Resource) finding.Text {
	section, line := r.Stanza(res)
	if line == "" {
		return finding.Say("delete it, or declare it", "지우거나 모델에 선언하십시오")
	}
	return finding.Say("delete it, or declare it in %s: %s", "지우거나 %s에 선언하십시오: %s", section, line)
}

// unowned is why it is not known whether res is there to stay and nobody's own;
// nil where that was read.
func (r *Result) unowned(res *discover.Resource) *discover.Gap {
	_, refs := r.Index.Default(res)
	var facts []string
	if f, ok := res.Facts.(discover.Ownable); ok {
		facts = append(facts, f.MadeByAWS(res).Fact)
	}
	facts = append(facts, r.Index.TellsLeaving(res)...)
	if _, ok := res.Facts.(*discover.Volume); ok {
		facts = append(facts, "InstanceIds")
	}
	if _, ok := res.Facts.(*discover.Subnet); ok { // by these it may be one of a tier
		facts = append(facts, "CidrBlock", "AvailabilityZone")
	}
	for _, ref := range append(r.Index.Unread(res, facts...), refs...) {
		gap := r.Index.Missing(ref.Resource, ref.Fact)
		if gap != nil && gap.Fact != "" { // of a listing that failed the cell tells enough
			return gap
		}
	}
	return nil
}

// unsettled is why res may be something that the model has, for want of what would tell it;
// nil where that was read.
func (r *Result) unsettled(res *discover.Resource) *discover.Gap {
	if _, ok := res.Facts.(discover.Sole); !ok {
		return nil
	}
	for _, p := range r.Pairs {
		waits := p.When == Now && p.Gap != nil && p.Gap.Fact != "" && len(p.Resources) == 0
		if waits && slices.Contains(p.Types, res.Type) {
			return p.Gap
		}
	}
	return nil
}

// home is the innermost boundary that a resource lies in, in the form of
// finding.Finding.Where: that of its subnets, or of its VPC.
func (r *Result) home(res *discover.Resource) string {
	p := r.Index.Placement(res)
	vpc := ""
	for _, b := range r.Model.Boundaries {
		pair := r.Of(b.ID)
		if pair == nil {
			continue
		}
		var zones []string
		for _, found := range pair.Resources {
			if slices.Contains(p.Subnets, found.ID) {
				zones = append(zones, discover.ZoneLetter(found))
			}
			if found.ID == p.VPC && vpc == "" {
				vpc = b.ID
			}
		}
		switch {
		case len(zones) == 1 && len(pair.Resources) > 1:
			return b.ID + "/" + zones[0]
		case len(zones) > 0:
			return b.ID
		}
	}
	return vpc
}

// scope says for a resource what makes it part of the system, a VPC or tags;
// the zero text for others. It is nil when the model has no scope.
func (r *Result) scope() func(*discover.Resource) finding.Text {
	s := r.Model.Scope
	if s == nil || len(s.VPCs) == 0 && len(s.Tags) == 0 {
		return nil
	}
	vpcs := map[string]string{}
	for _, ref := range s.VPCs {
		if vpc := r.Ref(ref); vpc != nil {
			vpcs[vpc.ID] = ref.ID
		}
	}
	return func(res *discover.Resource) finding.Text {
		if id, ok := vpcs[r.Index.Placement(res).VPC]; ok {
			return finding.Say("lies in %q", "%q 안", id)
		}
		if f, ok := res.Facts.(discover.Leading); ok { // a peering connection lies in neither of its VPCs
			for _, into := range f.LeadsInto() {
				for _, end := range into.Value {
					if id, ok := vpcs[end]; ok {
						return finding.Say("leads into %q", "%q(으)로 이어짐", id)
					}
				}
			}
		}
		if len(s.Tags) == 0 || !carries(res, s.Tags) {
			return finding.Text{}
		}
		var tags []string
		for _, tag := range s.Tags {
			tags = append(tags, tag.ID+"="+tag.Value.V)
		}
		return finding.Say("carries the tag %s", "태그 %s", strings.Join(tags, ", "))
	}
}

// carries reports whether a resource has all of some tags.
func carries(res *discover.Resource, tags []*model.KeyValue) bool {
	return !slices.ContainsFunc(tags, func(t *model.KeyValue) bool { return res.Tags[t.ID] != t.Value.V })
}

// declared are the resources that the model speaks of: those of its pairs, at
// any time, candidates included, and the log groups it names.
func (r *Result) declared() map[*discover.Resource]bool {
	declared, arns := map[*discover.Resource]bool{}, map[string]bool{}
	for _, p := range r.Pairs {
		for _, res := range slices.Concat(p.Resources, p.Candidates) {
			declared[res] = true
			arns[res.ARN] = res.ARN != ""
		}
	}
	for _, res := range r.Index.Snapshot.Resources { // other accounts may tell of the same things
		declared[res] = declared[res] || arns[res.ARN]
	}
	groups := map[string]bool{}
	for _, e := range r.Model.Elements {
		if e.Operations != nil && e.Operations.Logs != nil {
			groups[e.Operations.Logs.Group.V] = true
		}
	}
	for _, res := range r.Index.Type("AWS::Logs::LogGroup") {
		declared[res] = declared[res] || groups[res.Name]
	}
	return declared
}

// isByAWS reports whether AWS or one of its services made res by itself.
func (r *Result) isByAWS(res *discover.Resource) bool {
	for tag := range res.Tags {
		if tag == "aws:autoscaling:groupName" || tag == "AmazonECSCreated" {
			return true
		}
	}
	if d, _ := r.Index.Default(res); d != nil {
		return true
	}
	if f, ok := res.Facts.(discover.Ownable); ok {
		return f.MadeByAWS(res).Value
	}
	f, ok := res.Facts.(*discover.Volume)
	return ok && slices.ContainsFunc(f.InstanceIds, func(id string) bool { // a disk is a part of its machine
		at := r.Index.Near(res, "AWS::EC2::Instance", id)
		return at == nil || r.isByAWS(at) // a machine that was not read may be of a group
	})
}
