package model

import "asbuilt/finding"

// referenceRules concern names that refer to something.
func referenceRules() finding.Rules {
	return finding.Rules{
		{Code: CodeUnknownElement},
		{Code: CodeUnknownBoundary},
		{Code: CodeUnknownGroup},
		{Code: CodeUnknownModule},
		{Code: CodeUnknownData},
		{Code: CodeUnknownTemplate},
		{Code: CodeUnknownState},
		{Code: CodeUnknownTrust},
		{Code: CodeUnknownAccess},
		{Code: CodeUnknownKind},
		{Code: CodeUnknownPartition},
		{Code: CodeUnexpectedPart},
		{Code: CodeWrongTarget},
	}
}
