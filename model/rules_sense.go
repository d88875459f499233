package model

import "asbuilt/finding"

// semanticRules concern what the words of a model mean together.
func semanticRules() finding.Rules {
	return finding.Rules{
		{
			Code:  CodeBadValue,
			Title: finding.Text{En: "Impossible value", Ko: "있을 수 없는 값"},
			Cause: finding.Text{
				En: "The value has the right form, but there is no such date, address block or port.",
				Ko: "형식은 맞지만 존재할 수 없는 날짜, 주소 블록, 포트입니다.",
			},
			Cure: finding.Text{
				En: "Correct the value.",
				Ko: "값을 바로잡으십시오.",
			},
		},
		{
			Code:  CodeDuplicateID,
			Title: finding.Text{En: "Id taken twice", Ko: "중복된 id"},
			Cause: finding.Text{
				En: "Two things of the same sort have the same id, in one file or across included files.",
				Ko: "같은 종류의 두 항목이 같은 id를 씁니다. 포함된 파일 사이에서도 마찬가지입니다.",
			},
			Cure: finding.Text{
				En: "Rename one of the two, or delete it.",
				Ko: "둘 중 하나의 이름을 바꾸거나 지우십시오.",
			},
		},
		{
			Code:  CodeMisplacedKey,
			Title: finding.Text{En: "Key of the main file", Ko: "기본 파일에 둘 키"},
			Cause: finding.Text{
				En: "An included file sets something that only the main file may set, such as the name or the states.",
				Ko: "포함된 파일이 이름이나 상태처럼 기본 파일에서만 정할 수 있는 것을 정하고 있습니다.",
			},
			Cure: finding.Text{
				En: "Move the key to the main file.",
				Ko: "키를 기본 파일로 옮기십시오.",
			},
		},
		{
			Code:  CodeIncludeCycle,
			Title: finding.Text{En: "Files that include each other", Ko: "서로를 포함하는 파일"},
			Cause: finding.Text{
				En: "A file includes itself, directly or by way of others.",
				Ko: "파일이 직접 또는 다른 파일을 거쳐 자기 자신을 포함합니다.",
			},
			Cure: finding.Text{
				En: "Take one of the `include:` entries out.",
				Ko: "`include:` 항목 하나를 지우십시오.",
			},
		},
		{
			Code:  CodeIncludeNothing,
			Title: finding.Text{En: "Include that finds no file", Ko: "찾을 수 없는 포함 파일"},
			Cause: finding.Text{
				En: "An `include:` entry matches no file in the model's folder.",
				Ko: "`include:` 항목에 맞는 파일이 모델 폴더에 없습니다.",
			},
			Cure: finding.Text{
				En: "Correct the path, relative to the file it stands in, or delete the entry.",
				Ko: "해당 파일을 기준으로 경로를 바로잡거나 항목을 지우십시오.",
			},
		},
		{
			Code:  CodeUnknownElement,
			Title: finding.Text{En: "Unknown element", Ko: "알 수 없는 요소"},
			Cause: finding.Text{
				En: "The model refers to an element that it does not define.",
				Ko: "모델이 정의하지 않은 요소를 가리킵니다.",
			},
			Cure: finding.Text{
				En: "Use the suggested id, or define it under `elements:`.",
				Ko: "제안된 id를 쓰거나 `elements:` 아래에 정의하십시오.",
			},
		},
		{
			Code:  CodeUnknownBoundary,
			Title: finding.Text{En: "Unknown boundary", Ko: "알 수 없는 경계"},
			Cause: finding.Text{
				En: "The model refers to a boundary that it does not define.",
				Ko: "모델이 정의하지 않은 경계를 가리킵니다.",
			},
			Cure: finding.Text{
				En: "Use the suggested id, or define it under `boundaries:`.",
				Ko: "제안된 id를 쓰거나 `boundaries:` 아래에 정의하십시오.",
			},
		},
		{
			Code:  CodeUnknownGroup,
			Title: finding.Text{En: "Unknown group", Ko: "알 수 없는 그룹"},
			Cause: finding.Text{
				En: "The model refers to a group that it does not define.",
				Ko: "모델이 정의하지 않은 그룹를 가리킵니다.",
			},
			Cure: finding.Text{
				En: "Use the suggested id, or define it under `groups:`.",
				Ko: "제안된 id를 쓰거나 `groups:` 아래에 정의하십시오.",
			},
		},
		{
			Code:  CodeUnknownModule,
			Title: finding.Text{En: "Unknown module", Ko: "알 수 없는 모듈"},
			Cause: finding.Text{
				En: "The model refers to a module that it does not define.",
				Ko: "모델이 정의하지 않은 모듈를 가리킵니다.",
			},
			Cure: finding.Text{
				En: "Use the suggested id, or define it under `modules:`.",
				Ko: "제안된 id를 쓰거나 `modules:` 아래에 정의하십시오.",
			},
		},
		{
			Code:  CodeUnknownData,
			Title: finding.Text{En: "Unknown class of data", Ko: "알 수 없는 데이터 종류"},
			Cause: finding.Text{
				En: "The model refers to a class of data that it does not define.",
				Ko: "모델이 정의하지 않은 데이터 종류를 가리킵니다.",
			},
			Cure: finding.Text{
				En: "Use the suggested id, or define it under `data:`.",
				Ko: "제안된 id를 쓰거나 `data:` 아래에 정의하십시오.",
			},
		},
		{
			Code:  CodeUnknownTemplate,
			Title: finding.Text{En: "Unknown template", Ko: "알 수 없는 템플릿"},
			Cause: finding.Text{
				En: "The model refers to a template that it does not define.",
				Ko: "모델이 정의하지 않은 템플릿를 가리킵니다.",
			},
			Cure: finding.Text{
				En: "Use the suggested id, or define it under `templates:`.",
				Ko: "제안된 id를 쓰거나 `templates:` 아래에 정의하십시오.",
			},
		},
		{
			Code:  CodeUnknownState,
			Title: finding.Text{En: "Unknown state", Ko: "알 수 없는 상태"},
			Cause: finding.Text{
				En: "The model refers to a state that it does not define.",
				Ko: "모델이 정의하지 않은 상태를 가리킵니다.",
			},
			Cure: finding.Text{
				En: "Use the suggested id, or define it under `states:`.",
				Ko: "제안된 id를 쓰거나 `states:` 아래에 정의하십시오.",
			},
		},
		{
			Code:  CodeUnknownTrust,
			Title: finding.Text{En: "Unknown zone of trust", Ko: "알 수 없는 신뢰 구역"},
			Cause: finding.Text{
				En: "The model refers to a zone of trust that it does not define.",
				Ko: "모델이 정의하지 않은 신뢰 구역를 가리킵니다.",
			},
			Cure: finding.Text{
				En: "Use the suggested id, or define it under `trust:`.",
				Ko: "제안된 id를 쓰거나 `trust:` 아래에 정의하십시오.",
			},
		},
		{
			Code:  CodeUnknownAccess,
			Title: finding.Text{En: "Unknown access level", Ko: "알 수 없는 접근 권한 레벨"},
			Cause: finding.Text{
				En: "The model refers to an access level that it does not define.",
				Ko: "모델이 정의하지 않은 접근 권한 레벨를 가리킵니다.",
			},
			Cure: finding.Text{
				En: "Use the suggested id, or define it under `access_levels:`.",
				Ko: "제안된 id를 쓰거나 `access_levels:` 아래에 정의하십시오.",
			},
		},
		{
			Code:  CodeUnknownKind,
			Title: finding.Text{En: "Unknown kind", Ko: "알 수 없는 종류"},
			Cause: finding.Text{
				En: "The model refers to a kind that it does not define.",
				Ko: "모델이 정의하지 않은 종류를 가리킵니다.",
			},
			Cure: finding.Text{
				En: "Use the suggested kind; `asbuilt explain kind` lists them all, and `kinds:` adds your own.",
				Ko: "제안된 종류를 쓰십시오. 전체 목록은 `asbuilt explain kind`로 보고, `kinds:`로 추가할 수 있습니다.",
			},
		},
		{
			Code:  CodeUnknownPartition,
			Title: finding.Text{En: "Unknown partition", Ko: "알 수 없는 파티션"},
			Cause: finding.Text{
				En: "A reference such as mariadb/planning names a part that the store does not list.",
				Ko: "mariadb/planning 같은 참조가 저장소에 없는 파티션을 가리킵니다.",
			},
			Cure: finding.Text{
				En: "Add it to the store's `partitions:`, or correct the name.",
				Ko: "저장소의 `partitions:`에 추가하거나 이름을 바로잡으십시오.",
			},
		},
		{
			Code:  CodeUnexpectedPart,
			Title: finding.Text{En: "Part where a whole is meant", Ko: "부분을 쓸 수 없는 자리"},
			Cause: finding.Text{
				En: "A reference with a slash stands where only a whole element makes sense.",
				Ko: "요소 전체만 쓸 수 있는 자리에 빗금이 든 참조가 있습니다.",
			},
			Cure: finding.Text{
				En: "Write the id without the slash.",
				Ko: "빗금 없이 id만 쓰십시오.",
			},
		},
		{
			Code:  CodeUnknownConnection,
			Title: finding.Text{En: "Unknown connection", Ko: "알 수 없는 연결"},
			Cause: finding.Text{
				En: "An overlay changes a connection that the base does not have.",
				Ko: "오버레이가 기본 모델에 없는 연결을 바꾸려 합니다.",
			},
			Cure: finding.Text{
				En: "Use the connection's id: its `id:`, or from->to:port.",
				Ko: "연결의 id, 즉 `id:` 값이나 from->to:port를 쓰십시오.",
			},
		},
		{
			Code:  CodeDuplicateConnection,
			Title: finding.Text{En: "Connection written twice", Ko: "중복된 연결"},
			Cause: finding.Text{
				En: "Two connections have the same ends and port, so nothing tells them apart.",
				Ko: "두 연결의 양 끝과 포트가 같아 구별할 수 없습니다.",
			},
			Cure: finding.Text{
				En: "Delete one, or give one an `id:` of its own.",
				Ko: "하나를 지우거나 하나에 `id:`를 주십시오.",
			},
		},
		{
			Code:  CodeBoundaryCycle,
			Title: finding.Text{En: "Place that lies in itself", Ko: "자기 자신 안에 있는 경계"},
			Cause: finding.Text{
				En: "Following `in:` from a boundary leads back to it.",
				Ko: "경계의 `in:`을 따라가면 자기 자신으로 돌아옵니다.",
			},
			Cure: finding.Text{
				En: "Put one of the boundaries on the way somewhere else.",
				Ko: "중간의 경계 하나를 다른 곳에 두십시오.",
			},
		},
		{
			Code:  CodeBoundaryNesting,
			Title: finding.Text{En: "Places nested the wrong way", Ko: "잘못된 경계 중첩"},
			Cause: finding.Text{
				En: "A boundary lies in one that cannot hold it: subnets lie in a VPC, a VPC in a region, a region in an account.",
				Ko: "담을 수 없는 경계 안에 경계가 있습니다. 서브넷은 VPC, VPC는 리전, 리전은 계정 안에 있습니다.",
			},
			Cure: finding.Text{
				En: "Correct `in:` or `kind:`.",
				Ko: "`in:`이나 `kind:`를 바로잡으십시오.",
			},
		},
		{
			Code:  CodeCIDROutside,
			Title: finding.Text{En: "Subnet outside its VPC", Ko: "VPC 밖의 서브넷"},
			Cause: finding.Text{
				En: "A subnet's address block is not contained in that of its VPC.",
				Ko: "서브넷의 주소 블록이 VPC의 주소 블록에 들어 있지 않습니다.",
			},
			Cure: finding.Text{
				En: "Correct one of the two blocks.",
				Ko: "두 블록 중 하나를 바로잡으십시오.",
			},
		},
		{
			Code:  CodeCIDROverlap,
			Title: finding.Text{En: "Overlapping address blocks", Ko: "겹치는 주소 블록"},
			Cause: finding.Text{
				En: "Two subnets of a VPC, or two VPCs that are joined, share addresses.",
				Ko: "한 VPC의 두 서브넷, 또는 연결된 두 VPC의 주소가 겹칩니다.",
			},
			Cure: finding.Text{
				En: "Give each its own block.",
				Ko: "서로 다른 블록을 주십시오.",
			},
		},
		{
			Code:  CodeUnknownZone,
			Title: finding.Text{En: "Unknown zone", Ko: "알 수 없는 가용 영역"},
			Cause: finding.Text{
				En: "An element names an Availability Zone in which its tier has no subnet.",
				Ko: "요소가 그 계층에 서브넷이 없는 가용 영역을 가리킵니다.",
			},
			Cure: finding.Text{
				En: "Use a letter of the tier's `per_zone:`, or add the subnet there.",
				Ko: "계층의 `per_zone:`에 있는 글자를 쓰거나 서브넷을 추가하십시오.",
			},
		},
		{
			Code:  CodeKindMisused,
			Title: finding.Text{En: "Kind of another sort", Ko: "다른 자리의 종류"},
			Cause: finding.Text{
				En: "A kind of place is used for an element, a kind of element for a group, and so on.",
				Ko: "장소의 종류를 요소에, 요소의 종류를 그룹에 쓰는 등 자리가 맞지 않습니다.",
			},
			Cure: finding.Text{
				En: "Move the entry to the section that the hint names, or use another kind.",
				Ko: "힌트에 나온 섹션으로 옮기거나 다른 종류를 쓰십시오.",
			},
		},
		{
			Code:  CodeFactNotForKind,
			Title: finding.Text{En: "Fact that means nothing here", Ko: "의미가 없는 사실"},
			Cause: finding.Text{
				En: "The element states a fact that its kind does not have, such as Multi-AZ of a user. Nothing would ever check it.",
				Ko: "종류에 없는 사실을 적었습니다(예: 사용자의 다중 AZ). 아무것도 이를 검사하지 않습니다.",
			},
			Cure: finding.Text{
				En: "Delete the fact, or use another kind; `asbuilt explain kind KIND` lists its facts.",
				Ko: "사실을 지우거나 다른 종류를 쓰십시오. `asbuilt explain kind 종류`가 사실 목록을 보여 줍니다.",
			},
		},
		{
			Code:  CodeScalingBand,
			Title: finding.Text{En: "Band upside down", Ko: "뒤집힌 확장 범위"},
			Cause: finding.Text{
				En: "The fewest that may run are more than the most.",
				Ko: "최소값이 최대값보다 큽니다.",
			},
			Cure: finding.Text{
				En: "Exchange or correct `min:` and `max:`.",
				Ko: "`min:`과 `max:`를 바로잡으십시오.",
			},
		},
		{
			Code:  CodeAlarmThreshold,
			Title: finding.Text{En: "Alarm without one threshold", Ko: "임계값이 하나가 아닌 경보"},
			Cause: finding.Text{
				En: "An alarm needs exactly one of `above:`, `below:` and `anomaly:`.",
				Ko: "경보에는 `above:`, `below:`, `anomaly:` 중 정확히 하나가 필요합니다.",
			},
			Cure: finding.Text{
				En: "Keep one of the three.",
				Ko: "셋 중 하나만 남기십시오.",
			},
		},
		{
			Code:  CodeStepShape,
			Title: finding.Text{En: "Step without one meaning", Ko: "뜻이 하나가 아닌 단계"},
			Cause: finding.Text{
				En: "A step is exactly one of a message, `parallel:` and `alternatives:`.",
				Ko: "단계는 메시지, `parallel:`, `alternatives:` 중 정확히 하나여야 합니다.",
			},
			Cure: finding.Text{
				En: "Split it into several steps.",
				Ko: "여러 단계로 나누십시오.",
			},
		},
		{
			Code:  CodeStepNoConnection,
			Title: finding.Text{En: "Step with no connection", Ko: "연결이 없는 단계"},
			Cause: finding.Text{
				En: "A flow or incident goes from one element to another between which no connection is declared, so the picture and the policy would miss it.",
				Ko: "흐름이나 장애 대응이 연결이 선언되지 않은 두 요소 사이를 지나므로 그림과 정책에서 빠집니다.",
			},
			Cure: finding.Text{
				En: "Declare the connection, or go by the elements that are connected.",
				Ko: "연결을 선언하거나 연결된 요소를 거쳐 가십시오.",
			},
		},
		{
			Code:  CodeLifetimeOrder,
			Title: finding.Text{En: "Ends before it begins", Ko: "시작 전에 끝남"},
			Cause: finding.Text{
				En: "`until:` names an earlier state than `since:`.",
				Ko: "`until:`이 `since:`보다 앞선 상태입니다.",
			},
			Cure: finding.Text{
				En: "Exchange or correct the two.",
				Ko: "둘을 바로잡으십시오.",
			},
		},
		{
			Code:  CodeLifetimeEnd,
			Title: finding.Text{En: "Connection outlives its ends", Ko: "양 끝보다 오래 사는 연결"},
			Cause: finding.Text{
				En: "A connection exists in a state in which one of its ends does not.",
				Ko: "연결의 한쪽 끝이 없는 상태에도 연결이 존재합니다.",
			},
			Cure: finding.Text{
				En: "Give the connection a `since:` or `until:` that fits both ends.",
				Ko: "양 끝에 맞는 `since:`나 `until:`을 연결에 주십시오.",
			},
		},
		{
			Code:  CodeMatchBecause,
			Title: finding.Text{En: "Opt-out without a reason", Ko: "이유 없는 대조 제외"},
			Cause: finding.Text{
				En: "`match: none` takes an element out of the comparison with AWS; readers must learn why.",
				Ko: "`match: none`은 요소를 AWS 대조에서 빼므로 읽는 사람이 이유를 알아야 합니다.",
			},
			Cure: finding.Text{
				En: "Add `because:`, or give a selector.",
				Ko: "`because:`를 추가하거나 선택자를 주십시오.",
			},
		},
		{
			Code:  CodeWaiverTarget,
			Title: finding.Text{En: "Waiver of nothing in particular", Ko: "대상이 없는 예외"},
			Cause: finding.Text{
				En: "A waiver names neither a finding with its subject nor a fingerprint.",
				Ko: "예외에 발견 사항과 대상도, 지문도 없습니다.",
			},
			Cure: finding.Text{
				En: "Give `finding:` and `subject:`, or `fingerprint:`.",
				Ko: "`finding:`과 `subject:` 또는 `fingerprint:`를 주십시오.",
			},
		},
		{
			Code: CodeUnprotectedCrossing, Severity: finding.Warning,
			Title: finding.Text{En: "Unprotected way between zones of trust", Ko: "보호되지 않은 신뢰 구역 통과"},
			Cause: finding.Text{
				En: "A connection goes from one zone of trust to another and states no TLS, or no authentication.",
				Ko: "연결이 신뢰 구역을 넘는데 TLS나 인증이 명시되지 않았습니다.",
			},
			Cure: finding.Text{
				En: "State `tls: true` and `auth:`, or waive the finding with a reason.",
				Ko: "`tls: true`와 `auth:`를 적거나 이유를 들어 예외로 두십시오.",
			},
		},
		{
			Code:  CodeRetentionExceeds,
			Title: finding.Text{En: "Kept longer than allowed", Ko: "허용보다 긴 보존"},
			Cause: finding.Text{
				En: "Logs or a lifecycle rule keep data longer than its class allows.",
				Ko: "로그나 수명 주기 규칙이 데이터 종류가 허용하는 것보다 오래 보관합니다.",
			},
			Cure: finding.Text{
				En: "Shorten the retention, or extend that of the class of data with a decision.",
				Ko: "보존 기간을 줄이거나, 의사결정을 거쳐 데이터 종류의 보존 기간을 늘리십시오.",
			},
		},
		{
			Code:  CodeOverBudget,
			Title: finding.Text{En: "Processes need more than the instance has", Ko: "인스턴스보다 많은 자원을 쓰는 프로세스"},
			Cause: finding.Text{
				En: "The budgets of the processes on an instance add up to more CPU, memory or disk than it has.",
				Ko: "인스턴스에 있는 프로세스들의 CPU, 메모리, 디스크 예산 합이 인스턴스를 넘습니다.",
			},
			Cure: finding.Text{
				En: "Lower a budget, or use a larger instance.",
				Ko: "예산을 줄이거나 더 큰 인스턴스를 쓰십시오.",
			},
		},
		{
			Code:  CodeTaskOverBudget,
			Title: finding.Text{En: "Containers need more than the task has", Ko: "태스크보다 많은 자원을 쓰는 컨테이너"},
			Cause: finding.Text{
				En: "The containers of a task reserve more CPU or memory than the task has.",
				Ko: "컨테이너들이 태스크보다 많은 CPU나 메모리를 예약합니다.",
			},
			Cure: finding.Text{
				En: "Lower a reservation, or enlarge the task.",
				Ko: "예약을 줄이거나 태스크를 키우십시오.",
			},
		},
		{
			Code: CodeWildcard, Severity: finding.Warning,
			Title: finding.Text{En: "Wildcard permission", Ko: "와일드카드 권한"},
			Cause: finding.Text{
				En: "A role may do everything of a service, or act on every resource, and no reason is given.",
				Ko: "역할이 한 서비스의 모든 작업이나 모든 리소스에 대한 권한을 이유 없이 가집니다.",
			},
			Cure: finding.Text{
				En: "Name the actions and resources, or give the reason in `because:`.",
				Ko: "작업과 리소스를 구체적으로 적거나 `because:`에 이유를 적으십시오.",
			},
		},
		{
			Code: CodeLogsLost, Severity: finding.Warning,
			Title: finding.Text{En: "Logs that a reboot deletes", Ko: "재부팅하면 사라지는 로그"},
			Cause: finding.Text{
				En: "A process logs under /tmp, which a reboot empties.",
				Ko: "프로세스가 재부팅 때 비워지는 /tmp 아래에 로그를 남깁니다.",
			},
			Cure: finding.Text{
				En: "Log to /var/log, or ship the logs and say so in `only:`; else waive with a reason.",
				Ko: "/var/log에 남기거나 로그를 실어 보내십시오. 아니면 이유를 들어 예외로 두십시오.",
			},
		},
		{
			Code: CodeRootCredentials, Severity: finding.Warning,
			Title: finding.Text{En: "Credentials file wins over the role", Ko: "역할보다 우선하는 자격 증명 파일"},
			Cause: finding.Text{
				En: "A user of the machine finds credentials in a file before the instance role, so the role's limits do not hold.",
				Ko: "기계의 사용자가 인스턴스 역할보다 파일의 자격 증명을 먼저 찾아 역할의 제한이 통하지 않습니다.",
			},
			Cure: finding.Text{
				En: "Delete the file and put instance-role first, or waive with a reason.",
				Ko: "파일을 지우고 instance-role을 먼저 두거나 이유를 들어 예외로 두십시오.",
			},
		},
		{
			Code:  CodeEnvShared,
			Title: finding.Text{En: "Shared between environments", Ko: "환경 사이의 공유"},
			Cause: finding.Text{
				En: "Two environments use the same account, secret, key or role.",
				Ko: "두 환경이 같은 계정, 비밀 값, 키, 역할을 씁니다.",
			},
			Cure: finding.Text{
				En: "Give each environment its own in its overlay.",
				Ko: "오버레이에서 환경마다 따로 두십시오.",
			},
		},
		{
			Code:  CodeZoneSpan,
			Title: finding.Text{En: "Zone is not a letter", Ko: "글자가 아닌 가용 영역"},
			Cause: finding.Text{
				En: "The zones of a tier are written by their last letter: a, c.",
				Ko: "계층의 가용 영역은 a, c처럼 마지막 글자로 씁니다.",
			},
			Cure: finding.Text{
				En: "Write the letter alone.",
				Ko: "글자만 쓰십시오.",
			},
		},
	}
}
