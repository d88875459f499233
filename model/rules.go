package model

import (
	"slices"

	"asbuilt/finding"
	"asbuilt/model/syntax"
)

// Rules are the rules of this package and of the text of its files.
func Rules() finding.Rules { return slices.Concat(syntax.Rules(), texts().Explain(rules())) }

// rules are those of this package, without their texts. Each table stands in
// the file that reports what it lists.
func rules() finding.Rules {
	return slices.Concat(
		fileRules(), boundRules(), mergeRules(), decodeRules(), linkRules(), deriveRules(), reportRules(),
		kindRules(), boundaryRules(), lifetimeRules(), flowRules(), neverRules(), workRules(), scheduleRules(),
		timezoneRules(),
		careRules(), environmentRules(), runbookRules(), unusedRules())
}
