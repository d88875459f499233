package drift

import (
	"slices"

	"asbuilt/discover"
)

// Web ACLs: what stands before a way in, and refuses requests.

// filtered reports whether a web ACL stands before a resource: a distribution and a
// stage name theirs, and for the rest the web ACL does. The last fact says so.
func (s *subject) filtered(acl, r *discover.Resource) (holds bool, facts []fact) {
	associated := acl.Facts.(*discover.WebACL).AssociatedResources
	facts = []fact{s.read(acl, "AssociatedResources", associated)}
	holds = slices.Contains(associated, r.ARN)
	if f, ok := r.Facts.(discover.Filtered); ok {
		its := f.WebACL()
		facts, holds = []fact{told(s, r, its)}, its.Value == acl.ARN
	}
	if api, ok := r.Facts.(*discover.RestAPI); ok { // a web ACL stands before its stages
		in, read := s.stagesBehind(r, api, acl.ARN, associated)
		facts, holds = append(facts, read...), in
	}
	return holds, facts
}

// stages are those of an API.
func (s *subject) stages(of *discover.Resource, api discover.Staged) (stages []*discover.Resource) {
	for _, r := range s.at.Type(api.StageType()) {
		if f, ok := r.Facts.(discover.Stage); ok && f.StageOf().Value == of.ID && sameRegion(r, of) {
			stages = append(stages, r)
		}
	}
	return stages
}

// stageOf are the facts by which stages say whose they are.
func (s *subject) stageOf(api discover.Staged) []string {
	for _, r := range s.at.Type(api.StageType()) {
		if f, ok := r.Facts.(discover.Stage); ok {
			return []string{f.StageOf().Fact}
		}
	}
	return nil
}

// stagesBehind reports whether a web ACL stands before the stages of an API.
func (s *subject) stagesBehind(of *discover.Resource, api discover.Staged, acl string, associated []string) (
	in bool, facts []fact,
) {
	for _, stage := range s.stages(of, api) {
		if f, ok := stage.Facts.(discover.Filtered); ok {
			facts = append(facts, told(s, stage, f.WebACL()))
			in = f.WebACL().Value == acl || slices.Contains(associated, stage.ARN)
		}
	}
	if len(facts) == 0 {
		facts = []fact{s.nothing(api.StageType(), s.id, s.stageOf(api)...)}
	}
	return in, facts
}
