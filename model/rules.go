package model

import (
	"slices"

	"asbuilt/finding"
	"asbuilt/model/syntax"
)

// Codes of findings about a model.
const (
	CodeUnknownKey          = "unknown-key"
	CodeMissingKey          = "missing-key"
	CodeWrongType           = "wrong-type"
	CodeEmptyValue          = "empty-value"
	CodeUnknownValue        = "unknown-value"
	CodeBadFormat           = "bad-format"
	CodeOutOfRange          = "out-of-range"
	CodeBadID               = "bad-id"
	CodeBadValue            = "bad-value"
	CodeDuplicateID         = "duplicate-id"
	CodeMisplacedKey        = "misplaced-key"
	CodeIncludeCycle        = "include-cycle"
	CodeIncludeNothing      = "include-nothing"
	CodeUnknownElement      = "unknown-element"
	CodeUnknownBoundary     = "unknown-boundary"
	CodeUnknownGroup        = "unknown-group"
	CodeUnknownModule       = "unknown-module"
	CodeUnknownData         = "unknown-data"
	CodeUnknownTemplate     = "unknown-template"
	CodeUnknownState        = "unknown-state"
	CodeUnknownTrust        = "unknown-trust"
	CodeUnknownAccess       = "unknown-access"
	CodeUnknownKind         = "unknown-kind"
	CodeUnknownPartition    = "unknown-partition"
	CodeUnexpectedPart      = "unexpected-part"
	CodeUnknownConnection   = "unknown-connection"
	CodeDuplicateConnection = "duplicate-connection"
	CodeBoundaryCycle       = "boundary-cycle"
	CodeBoundaryNesting     = "boundary-nesting"
	CodeCIDROutside         = "cidr-outside"
	CodeCIDROverlap         = "cidr-overlap"
	CodeUnknownZone         = "unknown-zone"
	CodeKindMisused         = "kind-misused"
	CodeTraitMisused        = "trait-misused"
	CodeFactNotForKind      = "fact-not-for-kind"
	CodeScalingBand         = "scaling-band"
	CodeAlarmThreshold      = "alarm-threshold"
	CodeStepShape           = "step-shape"
	CodeStepNoConnection    = "step-without-connection"
	CodeLifetimeOrder       = "lifetime-order"
	CodeLifetimeEnd         = "lifetime-mismatch"
	CodeMatchBecause        = "match-without-reason"
	CodeWaiverTarget        = "waiver-target"
	CodeUnprotectedCrossing = "unprotected-crossing"
	CodeRetentionExceeds    = "retention-exceeds"
	CodeOverBudget          = "processes-exceed-instance"
	CodeTaskOverBudget      = "containers-exceed-task"
	CodeWildcard            = "wildcard-permission"
	CodeLogsLost            = "logs-lost-on-reboot"
	CodeRootCredentials     = "root-credentials-first"
	CodeEnvShared           = "shared-between-environments"
	CodeZoneSpan            = "zone-not-letter"
	CodeMissingFact         = "missing-fact"
	CodeDeletesNothing      = "deletes-nothing"
	CodeTemplateCycle       = "template-cycle"
	CodeMissingFile         = "missing-file"
	CodeUnreadableFile      = "unreadable-file"
	CodeWrongTarget         = "wrong-target"
	CodeBadSchedule         = "bad-schedule"
	CodeFargateSize         = "fargate-size"
	CodePortClosed          = "port-not-open"
	CodeEventCarrier        = "event-carrier"
	CodePeakBelow           = "peak-below-typical"
	CodePartitionOwner      = "partition-owner"
	CodeExposure            = "exposure-contradiction"
	CodeDerivedByHand       = "derived-by-hand"
	CodeUnused              = "unused-definition"
	CodeTooMany             = "too-many-findings"
)

// Rules are the rules of this package and of the text of its files.
func Rules() finding.Rules {
	return slices.Concat(syntax.Rules(), texts().Explain(rules()))
}

// rules are those of this package, without their texts.
func rules() finding.Rules {
	return slices.Concat(
		structuralRules(), fileRules(), referenceRules(), placeRules(), flowRules(), workRules(), careRules())
}
