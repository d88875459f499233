package model

import "asbuilt/finding"

// workRules concern workloads and their operation.
func workRules() finding.Rules {
	return finding.Rules{
		{Code: CodeScalingBand},
		{Code: CodeBadSchedule},
		{Code: CodeFargateSize},
		{Code: CodeTaskOverBudget},
		{Code: CodeOverBudget},
		{Code: CodeAlarmThreshold},
		{Code: CodeLogsLost, Severity: finding.Warning},
		{Code: CodeRootCredentials, Severity: finding.Warning},
	}
}
