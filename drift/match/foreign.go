package match

import (
	"slices"
	"strings"

	"asbuilt/discover"
	"asbuilt/finding"
	"asbuilt/model"
)

// place is an account and a region; either may be empty for any.
type place struct{ account, region string }

func (p place) String() string {
	switch {
	case p.account == "":
		return p.region
	case p.region == "":
		return p.account
	}
	return p.account + "/" + p.region
}

// Foreign says that a snapshot is of none of the accounts and regions of the model,
// so that nothing can be said of the one by the other; nil where it is of any of
// them, or where either says nothing.
func Foreign(m *model.Model, s *discover.Snapshot) error {
	declared, seen := declaredPlaces(m), seenPlaces(s)
	if len(declared) == 0 || len(seen) == 0 {
		return nil
	}
	for _, want := range declared {
		if slices.ContainsFunc(seen, func(p place) bool {
			return (want.account == "" || want.account == p.account) && (want.region == "" || want.region == p.region)
		}) {
			return nil
		}
	}
	return finding.Errorf("the snapshot is of %s, and the model of %s", "스냅샷은 %s의 것이고 모델은 %s의 것입니다",
		places(seen), places(declared))
}

// declaredPlaces are those of the model's regions, or of its accounts where it
// names no region.
func declaredPlaces(m *model.Model) (found []place) {
	for _, b := range m.Boundaries {
		p := place{b.Account(), b.Region()}
		if p.region != "" && !slices.Contains(found, p) {
			found = append(found, p)
		}
	}
	for _, b := range m.Boundaries {
		if p := (place{b.Account(), b.Region()}); len(found) == 0 || found[0].region == "" {
			if p.account != "" && !slices.Contains(found, p) {
				found = append(found, p)
			}
		}
	}
	return found
}

// seenPlaces are those that were looked at.
func seenPlaces(s *discover.Snapshot) (found []place) {
	for _, c := range s.Cells {
		p := place{c.Account, c.Region}
		if c.Region != discover.Global && !slices.Contains(found, p) {
			found = append(found, p)
		}
	}
	return found
}

// mostPlaces is how many accounts and regions an error names.
const mostPlaces = 4

func places(all []place) finding.Text {
	var names []string
	for _, p := range all[:min(len(all), mostPlaces)] {
		names = append(names, p.String())
	}
	if more := len(all) - mostPlaces; more > 0 {
		return finding.Say("%s, %d more", "%s 외 %d곳", strings.Join(names, ", "), more)
	}
	return finding.Same(strings.Join(names, ", "))
}
