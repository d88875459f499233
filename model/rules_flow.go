package model

import "asbuilt/finding"

// flowRules concern connections and what flows along them.
func flowRules() finding.Rules {
	return finding.Rules{
		{Code: CodeDuplicateConnection},
		{Code: CodeDerivedByHand, Severity: finding.Note},
		{Code: CodePortClosed},
		{Code: CodeEventCarrier},
		{Code: CodePeakBelow},
		{Code: CodeUnprotectedCrossing, Severity: finding.Warning},
		{Code: CodeStepShape},
		{Code: CodeStepNoConnection},
	}
}
