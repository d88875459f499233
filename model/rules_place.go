package model

import "asbuilt/finding"

// placeRules concern kinds, places and addresses.
func placeRules() finding.Rules {
	return finding.Rules{
		{Code: CodeKindMisused},
		{Code: CodeTraitMisused},
		{Code: CodeFactNotForKind},
		{Code: CodeBoundaryCycle},
		{Code: CodeBoundaryNesting},
		{Code: CodeCIDROutside},
		{Code: CodeCIDROverlap},
		{Code: CodeUnknownZone},
		{Code: CodeZoneSpan},
		{Code: CodeExposure},
		{Code: CodeLifetimeOrder},
		{Code: CodeLifetimeEnd},
		{Code: CodeMatchBecause},
	}
}
