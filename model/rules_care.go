package model

import "asbuilt/finding"

// careRules concern data, permissions, environments and waivers.
func careRules() finding.Rules {
	return finding.Rules{
		{Code: CodeRetentionExceeds},
		{Code: CodePartitionOwner},
		{Code: CodeWildcard, Severity: finding.Warning},
		{Code: CodeEnvShared},
		{Code: CodeWaiverTarget},
	}
}
