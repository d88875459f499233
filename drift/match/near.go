package match

import (
	"cmp"
	"slices"
	"strings"

	"asbuilt/discover"
	"asbuilt/finding"
)

// MostNear is how many resources a list of [Near] has at most.
const MostNear = 50

// Near is what comes close to something that was not found, what is likest first.
// Nothing in it is taken by anything else. A list of [MostNear] may be cut short.
type Near struct {
	// Elsewhere are resources that go by the name, or by what `match:` says, and lie
	// in another place.
	Elsewhere []*discover.Resource
	// Here are resources of its sort in its place, under other names.
	Here []*discover.Resource
	// Away are those in other places.
	Away []*discover.Resource
}

// lookNear says of what was not found what comes near.
func (r *Result) lookNear(targets []*target) {
	spare := r.spare()
	for _, t := range targets {
		if t.When != Now || t.OptedOut || len(t.Candidates) > 0 || !t.isIncomplete() {
			continue
		}
		for _, typ := range t.Types {
			for _, res := range spare[typ] {
				r.near(t, res)
			}
		}
		for _, list := range []*[]*discover.Resource{&t.Near.Elsewhere, &t.Near.Here, &t.Near.Away} {
			slices.SortFunc(*list, func(a, b *discover.Resource) int {
				return cmp.Or(cmp.Compare(t.unlike(a), t.unlike(b)), bySnapshot(a, b))
			})
			*list = oneEachARN(*list)
		}
	}
}

// isIncomplete reports whether t was not found, or a tier not in all its zones.
func (t *target) isIncomplete() bool {
	if !t.isTier() {
		return len(t.Resources) == 0
	}
	return len(t.Resources) < max(len(t.Boundary.PerZone), 1)
}

// InZone is what comes near in one zone.
func (n Near) InZone(letter string) Near {
	in := func(r *discover.Resource) bool { return discover.ZoneLetter(r) == letter }
	return Near{pick(n.Elsewhere, in), pick(n.Here, in), pick(n.Away, in)}
}

// spare are the resources that nothing realises and that people declare, by type.
func (r *Result) spare() map[string][]*discover.Resource {
	claimed, spare := r.claimed(), map[string][]*discover.Resource{}
	for _, res := range r.Index.Snapshot.Resources {
		if !claimed[res.Ref()] && r.isKept(res) && !r.isByAWS(res) {
			spare[res.Type] = append(spare[res.Type], res)
		}
	}
	return spare
}

func (r *Result) near(t *target, res *discover.Resource) {
	list, here := &t.Near.Away, r.inPlace(t, res)
	if here {
		list = &t.Near.Here
	}
	f, varied := res.Facts.(discover.Varied)
	switch {
	case !here && t.goesBy(res):
		list = &t.Near.Elsewhere
	case varied && !t.kind.Fits(f.Variant().Value):
		return
	}
	if len(*list) < MostNear {
		*list = append(*list, res)
	} else if t.unlike(res) == 0 {
		(*list)[MostNear-1] = res
	}
}

// unlike is 0 for what has the id of t in its name, as names that CloudFormation
// makes have it, else 1.
func (t *target) unlike(res *discover.Resource) int {
	if strings.Contains(strings.ToLower(res.Name), strings.ToLower(t.ownID())) {
		return 0
	}
	return 1
}

// goesBy reports whether res has the name of t, wherever it lies.
func (t *target) goesBy(res *discover.Resource) bool {
	if t.selects() {
		return t.selected(res)
	}
	return t.tagged(res) || t.named(res) || t.wasTagged(res) || t.wasNamed(res)
}

// Where says in a few words where a resource lies, as far as that tells it from a
// place of the model: its VPC, else its account and region.
func (r *Result) Where(p *Pair, res *discover.Resource) finding.Text {
	account, region := r.whereabouts(&target{Pair: *p})
	switch vpc := r.Index.Placement(res).VPC; {
	case account != "" && res.Account != account:
		return finding.Say("account %s", "계정 %s", res.Account)
	case region != "" && res.Region != discover.Global && res.Region != region:
		return finding.Say("region %s", "리전 %s", res.Region)
	case vpc != "":
		return finding.Same(vpc)
	}
	return finding.Say("account %s, region %s", "계정 %s, 리전 %s", res.Account, res.Region)
}
