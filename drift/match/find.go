package match

import (
	"slices"
	"strings"
	"unicode/utf8"

	"asbuilt/discover"
	"asbuilt/model"
	"asbuilt/model/kind"
)

// find looks for what realises t among the resources of its types and place.
func (r *Result) find(t *target) {
	var candidates, leaving []*discover.Resource
	for _, typ := range t.Types {
		for _, res := range r.Index.Type(typ) {
			switch {
			case !r.inPlace(t, res):
			case r.isKept(res):
				candidates = append(candidates, res)
			default:
				leaving = append(leaving, res)
			}
		}
	}
	found := r.choose(t, candidates)
	if len(found) == 0 {
		t.Leaving = r.choose(t, leaving)
	}
	slices.SortFunc(found, bySnapshot)
	found = r.inGroups(t, oneEachARN(found))
	if t.isTier() {
		r.oneEachZone(t, found)
	} else if len(found) > 1 {
		t.Candidates = found
	} else {
		t.Resources = found
	}
	t.Gap = r.gap(t)
}

// choose applies the ways of finding in order; the first that finds anything
// decides.
func (r *Result) choose(t *target, candidates []*discover.Resource) (found []*discover.Resource) {
	ways := []func(*discover.Resource) bool{t.tagged, t.named, t.wasTagged, t.wasNamed, t.hasBlock}
	if t.selects() {
		ways = []func(*discover.Resource) bool{t.selected}
	}
	for _, way := range ways {
		if found = pick(candidates, way); len(found) > 0 {
			return found
		}
		candidates = pick(candidates, func(c *discover.Resource) bool { return !r.ids[c.Tags[Tag]] })
	}
	return nil
}

// byTag reports whether a tag is among what it may be found by.
func (t *target) byTag() bool { return !t.selects() || len(t.match.Tags) > 0 }

// tagged reports whether c says itself what it is in the model.
func (t *target) tagged(c *discover.Resource) bool { return c.Tags[Tag] == t.ID() }

// wasTagged and wasNamed are tagged and named by the id that t had before, where
// the model says that it had one.
func (t *target) wasTagged(c *discover.Resource) bool {
	return t.was() != "" && c.Tags[Tag] == t.was()
}

func (t *target) wasNamed(c *discover.Resource) bool { return t.was() != "" && c.Name == t.was() }

// was is the former id, empty for none and for partitions, which have their own.
func (t *target) was() string {
	if t.Element == nil || t.Partition != nil {
		return ""
	}
	return t.Element.Was.V
}

// oneEachARN leaves one of what several accounts tell of the same thing, that of
// its owner if it is among them: both ends list a peering connection, and who
// shares a transit gateway lists it like its owner.
func oneEachARN(found []*discover.Resource) []*discover.Resource {
	at := map[string]int{}
	var kept []*discover.Resource
	for _, r := range found {
		i, twice := at[r.ARN]
		switch {
		case r.ARN == "" || !twice:
			at[r.ARN] = len(kept)
			kept = append(kept, r)
		case kept[i].Type != r.Type || kept[i].Account == r.Account:
			kept = append(kept, r)
		case discover.OwnerOf(r.ARN) == r.Account:
			kept[i] = r
		}
	}
	return kept
}

// isKept leaves out what AWS still lists although it is gone or going.
func (r *Result) isKept(res *discover.Resource) bool {
	_, leaves := r.Index.Leaving(res)
	return !leaves
}

func pick(from []*discover.Resource, keep func(*discover.Resource) bool) []*discover.Resource {
	var kept []*discover.Resource
	for _, r := range from {
		if keep(r) {
			kept = append(kept, r)
		}
	}
	return kept
}

// ownID is the last part of the id: the name a partition goes by.
func (t *target) ownID() string {
	if t.Partition != nil {
		return t.Partition.ID
	}
	return t.ID()
}

func (t *target) isTier() bool { return t.Boundary != nil && t.Boundary.Has(kind.Tier) }

// selects reports whether the model says how to find it.
func (t *target) selects() bool {
	m := t.match
	return m != nil && (m.ARN.IsSet() || m.AWS.IsSet() || m.Name.IsSet() || len(m.Tags) > 0)
}

// selected reports whether c is what `match:` asks for, in every respect.
func (t *target) selected(c *discover.Resource) bool {
	m := t.match
	if m.ARN.IsSet() && m.ARN.V != c.ARN || m.AWS.IsSet() && m.AWS.V != c.ID {
		return false
	}
	if m.Name.IsSet() && !glob(m.Name.V, c.Name) {
		return false
	}
	for _, tag := range m.Tags {
		if v, ok := c.Tags[tag.ID]; !ok || v != tag.Value.V {
			return false
		}
	}
	return true
}

// named reports whether c goes by the id. The subnets of a tier go by the id
// and the letter of their zone: app-a, app-c.
func (t *target) named(c *discover.Resource) bool {
	id := t.ownID()
	if c.Name == id {
		return true
	}
	return t.isTier() && c.Name == id+"-"+discover.ZoneLetter(c)
}

// hasBlock reports whether c has the address block that the model declares:
// within a VPC that tells subnets apart as surely as a name.
func (t *target) hasBlock(c *discover.Resource) bool {
	block := t.cidrs[discover.ZoneLetter(c)] // a VPC has no letter
	f, ok := c.Facts.(discover.Blocked)
	return ok && block != "" && block == f.Blocks().Value[0]
}

// oneEachZone gives a tier its subnets, unless a zone has several.
func (r *Result) oneEachZone(t *target, found []*discover.Resource) {
	zones := map[string]bool{}
	for _, c := range found {
		z := discover.ZoneLetter(c)
		if zones[z] {
			t.Candidates = found
			return
		}
		zones[z] = true
	}
	slices.SortFunc(found, func(a, b *discover.Resource) int {
		return strings.Compare(discover.ZoneLetter(a), discover.ZoneLetter(b))
	})
	t.Resources = found
}

// inPlace reports whether res lies where the model says, as far as both are
// known: the account, the region and the VPC around t.
func (r *Result) inPlace(t *target, res *discover.Resource) bool {
	account, region := r.whereabouts(t)
	if account != "" && res.Account != account {
		return false
	}
	if region != "" && res.Region != discover.Global && res.Region != region {
		return false
	}
	around := t.Place.Around(kind.VPC)
	if around == nil || t.Boundary == around {
		return true
	}
	vpc := r.Of(around.ID).Resource()
	in := r.placed(res)
	return vpc == nil && !r.inAnother(around, res, in) || in == "" || vpc != nil && in == vpc.ID
}

// placed is the VPC that res lies in, looked up once; empty for none.
func (r *Result) placed(res *discover.Resource) string {
	in, ok := r.vpcs[res]
	if !ok {
		in = r.Index.Placement(res).VPC
		r.vpcs[res] = in
	}
	return in
}

// inAnother reports whether a resource surely lies in another VPC than the one
// around it in the model, which was not found.
func (r *Result) inAnother(around *model.Boundary, res *discover.Resource, vpc string) bool {
	return r.lost(around) && r.Index.Near(res, "AWS::EC2::VPC", vpc) != nil
}

// lost reports whether a place was looked for everywhere and not found.
func (r *Result) lost(place *model.Boundary) bool {
	p := r.Of(place.ID)
	return p != nil && !p.OptedOut && p.When == Now && p.Gap == nil && len(p.Resources)+len(p.Candidates) == 0
}

// whereabouts are the account and region to look in; empty for any. What lies
// in a shared VPC's network belongs to the VPC's owner, what runs there does
// not.
func (r *Result) whereabouts(t *target) (account, region string) {
	account, region = t.Place.Account(), t.Place.Region()
	if t.Boundary != nil {
		if vpc := t.Place.Around(kind.VPC); vpc != nil && vpc.Owner.IsSet() {
			account = vpc.Owner.V
		}
	}
	return account, region
}

// gap is why what was found may not be all: a listing that failed, or, where
// nothing was found, tags that were not read.
func (r *Result) gap(t *target) *discover.Gap {
	account, region := r.whereabouts(t)
	byTag := t.byTag() && len(t.Resources) == 0 && len(t.Candidates) == 0
	for _, typ := range t.Types {
		gap := r.Index.Unlisted(typ, account, region)
		if gap == nil && byTag {
			gap = r.Index.Untagged(typ, account, region)
		}
		if gap != nil {
			return gap
		}
	}
	return r.hidden(t)
}

// hidden is why a resource may be the one that t means although it does not look
// it: what tells it from others was not read. Names and tags tell all but the
// zone of a tier's subnets.
func (r *Result) hidden(t *target) *discover.Gap {
	if !t.isTier() && (t.selects() || len(t.cidrs) == 0 || len(t.Resources) > 0) {
		return nil
	}
	for _, typ := range t.Types {
		for _, res := range r.Index.Type(typ) {
			if !r.inPlace(t, res) || !r.isKept(res) || t.selects() && !t.selected(res) {
				continue
			}
			for _, fact := range toldBy(res) {
				if gap := r.Index.Missing(res, fact); fact != "" && gap != nil {
					return gap
				}
			}
		}
	}
	return nil
}

// toldBy are the facts by which networks are told apart.
func toldBy(r *discover.Resource) []string {
	var facts []string
	if f, ok := r.Facts.(discover.Blocked); ok {
		facts = append(facts, f.Blocks().Fact)
	}
	if f, ok := r.Facts.(discover.Zoned); ok {
		facts = append(facts, f.Zone().Fact)
	}
	return facts
}

// glob matches a name against a pattern in which * stands for any run of
// characters and ? for one.
func glob(pattern, name string) bool {
	star, after := -1, 0 // the last asterisk, and where the name goes on behind what it stands for
	p, n := 0, 0
	for n < len(name) {
		_, width := utf8.DecodeRuneInString(name[n:])
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, after = p, n
			p++
			continue
		case p < len(pattern) && pattern[p] == '?':
			p, n = p+1, n+width
			continue
		case strings.HasPrefix(pattern[p:], name[n:n+width]):
			p, n = p+width, n+width
			continue
		case star < 0:
			return false
		}
		_, width = utf8.DecodeRuneInString(name[after:])
		after += width
		p, n = star+1, after
	}
	return strings.Trim(pattern[p:], "*") == ""
}
