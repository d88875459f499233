package drift

import (
	"asbuilt/discover"
	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/way"
)

// copied judges a connection that keeps a copy where AWS does that by itself, over lines of
// its own: a setting of the stores decides, and no security group and no route. ok is false
// where the stores do it, as databases on machines do, over the network.
func (c *comparison) copied(conn *model.Connection, from, to end) (judgement, bool) {
	source, ok := factsOf[discover.Copied](from)
	if !ok || !isA[discover.Copied](to) {
		return judgement{}, false
	}
	if from.resource == to.resource {
		return judgement{outside: finding.Say("both are parts of one store, which AWS keeps alike",
			"둘 다 AWS가 복제하는 한 저장소의 일부입니다")}, true
	}
	s := c.reader()
	is, by := source.CopiedTo(from.resource, to.resource)
	set := setting{holds: is, wrong: finding.Say("AWS does not copy %s to %s", "AWS가 %s을(를) %s(으)로 복제하지 않습니다",
		from.ref.ID, to.ref.ID)}
	for _, ref := range by {
		set.facts = append(set.facts, s.read(ref.Resource, ref.Fact, ""))
	}
	if len(by) == 0 {
		set.facts = append(set.facts, s.lacking(way.Missing{Ignored: true, Text: finding.Say(
			"asbuilt does not follow how AWS copies %s to %s",
			"asbuilt는 AWS가 %s을(를) %s(으)로 복제하는지 따라가지 않습니다", from.name(), to.name())}))
	}
	return judgement{settings: []setting{set}}, true
}
