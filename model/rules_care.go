package model

import "asbuilt/finding"

// careRules concern data, permissions, environments and waivers.
func careRules() finding.Rules {
	return finding.Rules{
		{
			Code:  CodeRetentionExceeds,
			Title: text("Kept longer than allowed", "허용보다 긴 보존"),
			Cause: text("Logs or a lifecycle rule keep data longer than its class allows.", "로그나 수명 주기 규칙이 데이터 종류가 허용하는 것보다 오래 보관합니다."),
			Cure:  text("Shorten the retention, or extend that of the class of data with a decision.", "보존 기간을 줄이거나, 의사결정을 거쳐 데이터 종류의 보존 기간을 늘리십시오."),
		},
		{
			Code:  CodePartitionOwner,
			Title: text("Partition with two kinds of owner", "주인이 둘인 파티션"),
			Cause: text("A part of a store belongs to one module and is shared at the same time.", "저장소의 한 부분이 한 모듈에 속하면서 동시에 공유됩니다."),
			Cure:  text("Keep one of `module:` and `shared:`.", "`module:`과 `shared:` 중 하나만 남기십시오."),
		},
		{
			Code: CodeWildcard, Severity: finding.Warning,
			Title: text("Wildcard permission", "와일드카드 권한"),
			Cause: text("A role may do everything of a service, or act on every resource, and no reason is given.", "역할이 한 서비스의 모든 작업이나 모든 리소스에 대한 권한을 이유 없이 가집니다."),
			Cure:  text("Name the actions and resources, or give the reason in `because:`.", "작업과 리소스를 구체적으로 적거나 `because:`에 이유를 적으십시오."),
		},
		{
			Code:  CodeEnvShared,
			Title: text("Shared between environments", "환경 사이의 공유"),
			Cause: text("Two environments use the same account, secret, key or role.", "두 환경이 같은 계정, 비밀 값, 키, 역할을 씁니다."),
			Cure:  text("Give each environment its own in its overlay.", "오버레이에서 환경마다 따로 두십시오."),
		},
		{
			Code:  CodeWaiverTarget,
			Title: text("Waiver of nothing in particular", "대상이 없는 예외"),
			Cause: text("A waiver names neither a finding with its subject nor a fingerprint.", "예외에 발견 사항과 대상도, 지문도 없습니다."),
			Cure:  text("Give `finding:` and `subject:`, or `fingerprint:`.", "`finding:`과 `subject:` 또는 `fingerprint:`를 주십시오."),
		},
	}
}
