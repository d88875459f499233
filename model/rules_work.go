package model

import "asbuilt/finding"

// workRules concern workloads and their operation.
func workRules() finding.Rules {
	return finding.Rules{
		{
			Code:  CodeScalingBand,
			Title: text("Band upside down", "뒤집힌 확장 범위"),
			Cause: text("The fewest that may run are more than the most.", "최소값이 최대값보다 큽니다."),
			Cure:  text("Exchange or correct `min:` and `max:`.", "`min:`과 `max:`를 바로잡으십시오."),
		},
		{
			Code:  CodeBadSchedule,
			Title: text("Schedule that AWS would refuse", "AWS가 거부할 일정"),
			Cause: text("A cron, rate or at expression is not one that EventBridge Scheduler and Auto Scaling understand.", "EventBridge Scheduler와 Auto Scaling이 알아볼 수 없는 cron, rate, at 식입니다."),
			Cure:  text("Write six cron fields with a question mark for day or weekday, `rate(5 minutes)`, or `at(2027-01-31T09:00:00)`.", "일이나 요일에 물음표를 둔 여섯 필드의 cron, `rate(5 minutes)`, `at(2027-01-31T09:00:00)` 중 하나로 쓰십시오."),
		},
		{
			Code:  CodeFargateSize,
			Title: text("Task size that Fargate does not offer", "Fargate에 없는 태스크 크기"),
			Cause: text("Fargate offers fixed pairs of CPU and memory only; ECS would refuse the task definition.", "Fargate는 정해진 CPU와 메모리 조합만 제공하므로 ECS가 태스크 정의를 거부합니다."),
			Cure:  text("Choose a size that the hint names.", "힌트에 나온 크기를 고르십시오."),
		},
		{
			Code:  CodeTaskOverBudget,
			Title: text("Containers need more than the task has", "태스크보다 많은 자원을 쓰는 컨테이너"),
			Cause: text("The containers of a task reserve more CPU or memory than the task has.", "컨테이너들이 태스크보다 많은 CPU나 메모리를 예약합니다."),
			Cure:  text("Lower a reservation, or enlarge the task.", "예약을 줄이거나 태스크를 키우십시오."),
		},
		{
			Code:  CodeOverBudget,
			Title: text("Processes need more than the instance has", "인스턴스보다 많은 자원을 쓰는 프로세스"),
			Cause: text("The budgets of the processes on an instance add up to more CPU, memory or disk than it has.", "인스턴스에 있는 프로세스들의 CPU, 메모리, 디스크 예산 합이 인스턴스를 넘습니다."),
			Cure:  text("Lower a budget, or use a larger instance.", "예산을 줄이거나 더 큰 인스턴스를 쓰십시오."),
		},
		{
			Code:  CodeAlarmThreshold,
			Title: text("Alarm without one threshold", "임계값이 하나가 아닌 경보"),
			Cause: text("An alarm needs exactly one of `above:`, `below:` and `anomaly:`.", "경보에는 `above:`, `below:`, `anomaly:` 중 정확히 하나가 필요합니다."),
			Cure:  text("Keep one of the three.", "셋 중 하나만 남기십시오."),
		},
		{
			Code: CodeLogsLost, Severity: finding.Warning,
			Title: text("Logs that a reboot deletes", "재부팅하면 사라지는 로그"),
			Cause: text("A process logs under /tmp, which a reboot empties.", "프로세스가 재부팅 때 비워지는 /tmp 아래에 로그를 남깁니다."),
			Cure:  text("Log to /var/log; if it only runs in tests, say so in `only:`; else waive the finding with a reason.", "/var/log에 남기십시오. 시험 때만 돈다면 `only:`에 적고, 아니면 이유를 들어 예외로 두십시오."),
		},
		{
			Code: CodeRootCredentials, Severity: finding.Warning,
			Title: text("Credentials file wins over the role", "역할보다 우선하는 자격 증명 파일"),
			Cause: text("A user of the machine finds credentials in a file before the instance role, so the role's limits do not hold.", "기계의 사용자가 인스턴스 역할보다 파일의 자격 증명을 먼저 찾아 역할의 제한이 통하지 않습니다."),
			Cure:  text("Delete the file and put instance-role first, or waive with a reason.", "파일을 지우고 instance-role을 먼저 두거나 이유를 들어 예외로 두십시오."),
		},
	}
}
