package drift

import (
	"fmt"
	"slices"

	"asbuilt/discover"
	"asbuilt/model"
	"asbuilt/model/kind"
)

// What stands open to the internet by its own settings, whatever the network lets
// through.

// publicly reports whether the internet may reach a resource by its own
// settings; the first fact says which. wanted tells what is asked of a bucket:
// that it is guarded, or that it is open.
func (s *subject) publicly(r *discover.Resource, wanted bool) (open bool, facts []fact, ok bool) {
	if f, ok := r.Facts.(*discover.Bucket); ok {
		open, facts = s.bucketOpen(r, f, wanted)
		return open, facts, true
	}
	if f, ok := r.Facts.(*discover.DBCluster); ok {
		open, facts = s.clusterOpen(r, f)
		return open, facts, true
	}
	f, ok := r.Facts.(discover.Opened)
	if !ok {
		return false, nil, false
	}
	setting, open := f.OpenToInternet()
	// A task with a public address is open only behind a rule that lets somebody in.
	_, isService := r.Facts.(*discover.ECSService)
	if setting.Fact == "" || isService && wanted {
		return false, nil, false
	}
	facts = []fact{s.read(r, setting.Fact, setting.Value)}
	if _, isFunction := r.Facts.(*discover.Function); isFunction && open {
		called := s.anybodyCalls(r)
		return !called.refuses(), append(facts, called.facts...), true
	}
	return open, facts, true
}

// clusterOpen asks the cluster and every one of its servers, which have
// addresses of their own. One that is open suffices.
func (s *subject) clusterOpen(r *discover.Resource, f *discover.DBCluster) (open bool, facts []fact) {
	value := func(open bool) string { return fmt.Sprint("PubliclyAccessible ", open) }
	open, facts = f.PubliclyAccessible, []fact{s.read(r, "PubliclyAccessible", value(f.PubliclyAccessible))}
	for _, m := range f.Members {
		server := s.member(r, m)
		if server == nil {
			facts = append(facts, s.lost(m.DBInstanceIdentifier))
			continue
		}
		its := server.Facts.(*discover.DBInstance).PubliclyAccessible
		read := s.read(server, "PubliclyAccessible", value(its))
		if its {
			return true, []fact{read}
		}
		facts = append(facts, read)
	}
	return open, append(facts, s.unread(r, "Members")...)
}

// bucketOpen asks for all four guards of a bucket that must not be public, and
// for a policy that opens one that must.
func (s *subject) bucketOpen(r *discover.Resource, f *discover.Bucket, wanted bool) (open bool, facts []fact) {
	facts = []fact{
		s.read(r, "PublicAccessBlockConfiguration", guardShown(f.PublicAccessBlockConfiguration)),
		s.read(r, "PolicyIsPublic", fmt.Sprint("PolicyIsPublic ", f.PolicyIsPublic)),
	}
	if f.PolicyIsPublic {
		slices.Reverse(facts)
	}
	if open = f.PolicyIsPublic || !wanted && !f.PublicAccessBlockConfiguration.All(); !open {
		return false, facts
	}
	guarded, read := s.accountGuards(r)
	if guarded { // then that decides
		return false, append([]fact{read}, facts...)
	}
	return true, append(facts, read)
}

// guardShown are the four guards of buckets; "none" where nobody set them.
func guardShown(b *discover.PublicAccessBlock) string {
	if b == nil {
		return "none"
	}
	return fmt.Sprintf("BlockPublicAcls %t, BlockPublicPolicy %t, IgnorePublicAcls %t, RestrictPublicBuckets %t",
		b.BlockPublicAcls, b.BlockPublicPolicy, b.IgnorePublicAcls, b.RestrictPublicBuckets)
}

// accountGuards reports whether the account of a bucket guards all its buckets,
// whatever they say themselves.
func (s *subject) accountGuards(of *discover.Resource) (bool, fact) {
	const typ = "AWS::S3::AccountPublicAccessBlock"
	for _, r := range s.at.Type(typ) {
		if f := r.Facts.(*discover.AccountPublicAccessBlock); r.Account == of.Account {
			if f.PublicAccessBlockConfiguration.All() {
				return true, s.read(r, "PublicAccessBlockConfiguration", guardShown(f.PublicAccessBlockConfiguration))
			}
			return false, s.read(r, "PublicAccessBlockConfiguration", guardShown(f.PublicAccessBlockConfiguration))
		}
	}
	return false, s.complete(typ, of)
}

// mustBeClosed reports whether the model says that the internet reaches nothing of an
// element: in so many words, or because its tier is not public.
func (s *subject) mustBeClosed() bool {
	tier := s.element.Boundary.Around(kind.Tier)
	inside := tier != nil && tier.Exposure.IsSet() && tier.Exposure.V != "public"
	closed := s.element.Public.IsSet() && !s.element.Public.V
	return (closed || inside) && !s.element.Public.V
}

// anyMember reports whether something is true of a member of the group that is the
// subject.
func (s *subject) anyMember(is func(*model.Element) bool) bool {
	return slices.ContainsFunc(s.model.Elements, func(e *model.Element) bool {
		in := slices.ContainsFunc(e.Groups, func(r model.Ref) bool { return r.ID == s.id })
		return in && s.model.ActiveIn(e.Lifetime, s.model.CurrentState()) && is(e)
	})
}
