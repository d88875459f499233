package drift

import (
	"fmt"
	"maps"
	"reflect"
	"strings"
	"testing"

	"asbuilt/discover"
	"asbuilt/finding"
)

// lackingOf is what a comparison says without a part of one entry of a list of r.
func (e example) lackingOf(r *discover.Resource, list string, i int, part string) run {
	facts := copied(reflect.ValueOf(r.Facts))
	facts.Elem().FieldByName(list).Index(i).FieldByName(part).SetZero()
	unknown := maps.Clone(r.Unknown)
	if unknown == nil {
		unknown = map[string]string{}
	}
	unknown[list+"."+part] = discover.Older
	r.Lacking = []string{fmt.Sprintf("%s.[%d].%s", list, i, part)}
	defer func() { r.Lacking = nil }()
	return e.with(r, facts.Interface(), unknown)
}

// newlyUnknown reports whether something about a subject is unknown that was not.
func newlyUnknown(before, after map[string]finding.Verdict, subject string) bool {
	for check, verdict := range after {
		if verdict == finding.Unknown && before[check] != finding.Unknown && strings.Contains(check, " "+subject+" ") {
			return true
		}
	}
	return false
}

// A part of one entry of a list that a snapshot does not have makes unknown what rests on
// it: nothing else, and no more than the same part of all entries does. Of containers,
// rules of security groups, machines and targets it is that entry alone.
func TestAPartOfOneEntry(t *testing.T) {
	n, less := 0, map[string]int{}
	for _, e := range examples(t) {
		base := compare(e.model, e.snapshot)
		before, found := base.verdicts(), base.told()
		e.facts(1, func(name string, r *discover.Resource, path string) {
			list, part, deeper := strings.Cut(path, ".")
			entries := reflect.ValueOf(r.Facts).Elem().FieldByName(list)
			if !deeper || strings.Contains(part, ".") || entries.Kind() != reflect.Slice || entries.Len() < 2 || len(r.Unknown) > 0 {
				return
			}
			for i := range entries.Len() {
				if !inSlice(fmt.Sprint(name, i), 60) {
					continue
				}
				n++
				got, whole := e.lackingOf(r, list, i, part), e.lacking(r, path).verdicts()
				unknown := 0
				for _, c := range got.checks {
					was := before[checkKey(c)]
					switch {
					case c.Verdict == was:
					case c.Verdict != finding.Unknown:
						t.Errorf("%s of entry %d: %s is %s, and was %s", name, i, checkKey(c), c.Verdict, was)
					case whole[checkKey(c)] == "" && newlyUnknown(before, whole, c.Subject):
						unknown++ // nobody knows that there is such a part, which is said in its stead
					case whole[checkKey(c)] != finding.Unknown && was != "":
						t.Errorf("%s of entry %d: %s is unknown, and is %s without it in any", name, i, checkKey(c), whole[checkKey(c)])
					default:
						unknown++
					}
				}
				for _, f := range got.findings {
					if f.Verdict != finding.Unknown && !found[f.Fingerprint()] {
						t.Errorf("%s of entry %d: %s", name, i, lines(finding.List{f}))
					}
				}
				for check, verdict := range whole {
					if verdict == finding.Unknown && before[check] != finding.Unknown && got.verdicts()[check] == before[check] {
						less[list]++
					}
				}
			}
		})
	}
	if n < 40 {
		t.Errorf("only %d parts were taken away: the test has lost its object", n)
	}
	for _, list := range []string{"ContainerDefinitions", "SecurityGroupIngress", "SecurityGroupEgress"} {
		if less[list] == 0 {
			t.Errorf("of %s a part of one entry makes as much unknown as that of all", list)
		}
	}
	t.Logf("%d parts; checks that are known still, by list: %v", n, less)
}
