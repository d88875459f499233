package match

import (
	"slices"
	"strings"

	"asbuilt/discover"
	"asbuilt/model/kind"
)

// Structure: a gateway of a VPC, an endpoint of a service in it, a NAT gateway of a
// tier and zone mostly have no name, and need none, because there is one of them
// where they stand. Only what is certain is taken: the one resource that fits a
// place in the model, and fits no other. Of what could not be listed, whose tags or
// whereabouts were not read, nothing is certain.

// settle gives targets that no name found what stands in their place. Those that
// say most of themselves come first, and what they take is no longer there for the
// others. The order of targets and resources makes no difference: all that is
// certain is taken at once.
func (r *Result) settle(targets []*target) {
	claimed := r.claimed()
	var open []*target
	for _, t := range targets {
		unfound := len(t.Resources)+len(t.Candidates) == 0
		if t.When == Now && !t.OptedOut && !t.selects() && unfound && r.canSettle(t, claimed) {
			open = append(open, t)
		}
	}
	exact := pickTargets(open, func(t *target) bool { return t.isExact() })
	r.take(exact)
	r.take(open)
}

// take gives those of the targets their resources that are certain: what fits one
// alone, and fits nothing else. Nobody else takes what is given, so once is enough.
func (r *Result) take(targets []*target) {
	claimed := r.claimed()
	fitting, takers := map[*target][]*discover.Resource{}, map[string]int{}
	for _, t := range targets {
		var fits []*discover.Resource
		for _, typ := range t.Types {
			for _, res := range r.Index.Type(typ) {
				if !claimed[res.Ref()] && r.fits(t, res) {
					fits = append(fits, res)
				}
			}
		}
		slices.SortFunc(fits, bySnapshot)
		fitting[t] = oneEachARN(fits)
		for _, res := range fitting[t] {
			takers[res.Ref()]++
		}
	}
	for _, t := range targets {
		if fits := fitting[t]; len(fits) == 1 && takers[fits[0].Ref()] == 1 {
			t.Resources, t.By = fits, r.tells(t, fits[0])
		}
	}
}

// claimed are the resources that pairs have, or could have, by [discover.Resource.Ref]:
// several accounts may tell of the same one.
func (r *Result) claimed() map[string]bool {
	claimed := map[string]bool{}
	for _, p := range r.Pairs {
		for _, res := range slices.Concat(p.Resources, p.Candidates) {
			claimed[res.Ref()] = true
		}
	}
	return claimed
}

// canSettle reports whether structure may tell t at all, and notes a gap where it
// might and what it needs was not read.
func (r *Result) canSettle(t *target, claimed map[string]bool) bool {
	sole := false
	account, region := r.whereabouts(t)
	for _, typ := range t.Types {
		of, ok := discover.Lookup(typ)
		if !ok {
			return false
		}
		if _, ok := of.Facts().(discover.Sole); !ok {
			continue
		}
		sole = true
		if r.Index.Untagged(typ, account, region) != nil {
			return false
		}
	}
	if !sole {
		return false
	}
	if t.Gap == nil {
		t.Gap = r.undecided(t, claimed)
	}
	return t.Gap == nil
}

// undecided is why it is not known what stands in the place of t; nil when it is.
func (r *Result) undecided(t *target, claimed map[string]bool) *discover.Gap {
	if around := t.vpc(); around != nil && around != t.Boundary && r.Of(around.ID).Resource() == nil {
		if p := r.Of(around.ID); p != nil && p.Gap != nil {
			return p.Gap
		}
		return &discover.Gap{Cell: discover.Cell{Reason: "the VPC \"" + around.ID + "\" was not found"}}
	}
	if t.Place != nil && t.Place.Around(kind.Tier) != nil { // which subnets are the tier's
		if gap := r.unreadSubnet(t); gap != nil {
			return gap
		}
	}
	for _, typ := range t.Types {
		for _, res := range r.Index.Type(typ) {
			if claimed[res.Ref()] || !r.inPlace(t, res) {
				continue
			}
			for _, ref := range r.tells(t, res) {
				if ref.Resource == nil || ref.Fact == "" {
					continue
				}
				if gap := r.Index.Missing(ref.Resource, ref.Fact); gap != nil {
					return gap
				}
			}
		}
	}
	return nil
}

// unreadSubnet is why it is not known which subnets where t lies are its tier's.
func (r *Result) unreadSubnet(t *target) *discover.Gap {
	account, region := r.whereabouts(t)
	for _, s := range r.Index.Type("AWS::EC2::Subnet") {
		if account != "" && s.Account != account || region != "" && s.Region != region {
			continue
		}
		for _, ref := range r.Index.Unread(s, "VpcId", "CidrBlock", "AvailabilityZone") {
			return r.Index.Missing(ref.Resource, ref.Fact)
		}
	}
	return nil
}

// tells are the facts by which structure tells that res stands in the place of t.
func (r *Result) tells(t *target, res *discover.Resource) (refs []discover.FactRef) {
	sole := res.Facts.(discover.Sole)
	facts := []string{sole.SoleIn().Fact}
	if f, ok := res.Facts.(discover.Varied); ok && t.kind.Variant != "" {
		facts = append(facts, f.Variant().Fact)
	}
	if _, ok := res.Facts.(*discover.VPCEndpoint); ok && len(t.services()) > 0 {
		facts = append(facts, "ServiceName")
	}
	facts = append(facts, r.Index.TellsLeaving(res)...)
	for _, fact := range facts {
		if fact != "" {
			refs = append(refs, discover.FactRef{Resource: res, Fact: fact})
		}
	}
	if t.Place != nil && t.Place.Around(kind.Tier) != nil {
		refs = append(refs, r.Index.Placement(res).Facts...)
	}
	return refs
}

// fits reports whether res surely stands in the place that the model gives t, and
// is of its sort.
func (r *Result) fits(t *target, res *discover.Resource) bool {
	sole, ok := res.Facts.(discover.Sole)
	if !ok || !r.isKept(res) || !r.inPlace(t, res) || r.ids[res.Tags[Tag]] {
		return false
	}
	if f, ok := res.Facts.(discover.Varied); ok && !t.kind.Fits(f.Variant().Value) {
		return false
	}
	if in := sole.SoleIn(); in.Fact != "" && !slices.Contains(r.holders(t), in.Value) {
		return false
	}
	return r.inTier(t, res) && t.answersFor(res) && t.runsFamily(res)
}

// holders are what the model puts t into, and AWS knows: its VPC by id, its groups
// by ARN.
func (r *Result) holders(t *target) (names []string) {
	if vpc := t.vpc(); vpc != nil {
		if res := r.Of(vpc.ID).Resource(); res != nil {
			names = append(names, res.ID)
		}
	}
	if t.Element != nil {
		for _, ref := range t.Element.Groups {
			if res := r.Ref(ref); res != nil && res.ARN != "" {
				names = append(names, res.ARN)
			}
		}
	}
	return names
}

// inTier reports whether res lies in the tier and the zones that the model puts t
// into, where it puts it into any.
func (r *Result) inTier(t *target, res *discover.Resource) bool {
	if t.Place == nil || t.Place.Around(kind.Tier) == nil {
		return true
	}
	subnets := r.Index.Placement(res).Subnets
	tier := r.Of(t.Place.Around(kind.Tier).ID)
	if tier == nil {
		return false
	}
	for _, id := range subnets {
		i := slices.IndexFunc(tier.Resources, func(s *discover.Resource) bool { return s.ID == id })
		if i < 0 || !t.spans(discover.ZoneLetter(tier.Resources[i])) {
			return false
		}
	}
	return len(subnets) > 0
}

// spans reports whether the model lets t be in a zone.
func (t *target) spans(zone string) bool {
	if t.Element == nil || len(t.Element.Zones) == 0 {
		return true
	}
	for _, z := range t.Element.Zones {
		if z.V == zone {
			return true
		}
	}
	return false
}

// isExact reports whether the model tells t from others of its sort in its place.
func (t *target) isExact() bool {
	return len(t.services()) > 0 || t.Element != nil && len(t.Element.Zones) > 0
}

// services are the names of AWS's services that the domains of an endpoint stand
// for, as its ServiceName ends: "ecr.dkr" for *.dkr.ecr.eu-west-1.amazonaws.com.
func (t *target) services() (names []string) {
	if t.Element == nil || !t.kind.Has(kind.Endpoint) {
		return nil
	}
	for _, d := range t.Element.Domains {
		host, ok := strings.CutSuffix(strings.TrimSuffix(d.V, ".cn"), ".amazonaws.com")
		if !ok {
			continue
		}
		var parts []string
		for _, part := range strings.Split(host, ".") {
			if part != "*" && part != t.Place.Region() {
				parts = append(parts, part)
			}
		}
		slices.Reverse(parts)
		names = append(names, strings.Join(parts, "."))
	}
	return names
}

// answersFor reports whether res is the endpoint of a service that the model names;
// true for all else.
func (t *target) answersFor(res *discover.Resource) bool {
	f, ok := res.Facts.(*discover.VPCEndpoint)
	services := t.services()
	if !ok || len(services) == 0 {
		return true
	}
	name := f.ServiceName // com.amazonaws.eu-west-1.ecr.dkr
	for _, s := range services {
		if strings.HasSuffix(name, "."+s) || s == serviceAliases()[name[strings.LastIndex(name, ".")+1:]] {
			return true
		}
	}
	return false
}

// serviceAliases are the services whose host names begin otherwise than the names
// of their endpoints end, by the latter.
func serviceAliases() map[string]string {
	return map[string]string{
		"kinesis-streams": "kinesis", "kinesis-firehose": "firehose", "ecs-agent": "ecs-a", "ecs-telemetry": "ecs-t",
	}
}

// runsFamily reports whether res runs the family of tasks that the model says, if
// it says any.
func (t *target) runsFamily(res *discover.Resource) bool {
	f, ok := res.Facts.(*discover.ECSService)
	if !ok || t.Element == nil || t.Element.Task == nil || !t.Element.Task.Family.IsSet() {
		return true
	}
	_, name, _ := strings.Cut(f.TaskDefinition, "task-definition/")
	family, _, _ := strings.Cut(name, ":")
	return family == "" || family == t.Element.Task.Family.V
}

// inGroups leaves of several that go by a name those that are in the groups which
// the model puts t into: services of one name in two clusters.
func (r *Result) inGroups(t *target, found []*discover.Resource) []*discover.Resource {
	if len(found) < 2 || t.Element == nil {
		return found
	}
	holders := r.holders(t)
	in := pick(found, func(c *discover.Resource) bool {
		f, ok := c.Facts.(discover.Sole)
		return ok && f.SoleIn().Fact != "" && slices.Contains(holders, f.SoleIn().Value)
	})
	if len(in) == 0 {
		return found
	}
	return in
}

func pickTargets(from []*target, keep func(*target) bool) (kept []*target) {
	for _, t := range from {
		if keep(t) {
			kept = append(kept, t)
		}
	}
	return kept
}
