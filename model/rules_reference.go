package model

import "asbuilt/finding"

// referenceRules concern names that refer to something.
func referenceRules() finding.Rules {
	return finding.Rules{
		{
			Code:  CodeUnknownElement,
			Title: text("Unknown element", "알 수 없는 요소"),
			Cause: text("The model refers to an element that it does not define.", "모델이 정의하지 않은 요소를 가리킵니다."),
			Cure:  text("Use the suggested id, or define it under `elements:`.", "제안된 id를 쓰거나 `elements:` 아래에 정의하십시오."),
		},
		{
			Code:  CodeUnknownBoundary,
			Title: text("Unknown boundary", "알 수 없는 경계"),
			Cause: text("The model refers to a boundary that it does not define.", "모델이 정의하지 않은 경계를 가리킵니다."),
			Cure:  text("Use the suggested id, or define it under `boundaries:`.", "제안된 id를 쓰거나 `boundaries:` 아래에 정의하십시오."),
		},
		{
			Code:  CodeUnknownGroup,
			Title: text("Unknown group", "알 수 없는 그룹"),
			Cause: text("The model refers to a group that it does not define.", "모델이 정의하지 않은 그룹을 가리킵니다."),
			Cure:  text("Use the suggested id, or define it under `groups:`.", "제안된 id를 쓰거나 `groups:` 아래에 정의하십시오."),
		},
		{
			Code:  CodeUnknownModule,
			Title: text("Unknown module", "알 수 없는 모듈"),
			Cause: text("The model refers to a module that it does not define.", "모델이 정의하지 않은 모듈을 가리킵니다."),
			Cure:  text("Use the suggested id, or define it under `modules:`.", "제안된 id를 쓰거나 `modules:` 아래에 정의하십시오."),
		},
		{
			Code:  CodeUnknownData,
			Title: text("Unknown class of data", "알 수 없는 데이터 종류"),
			Cause: text("The model refers to a class of data that it does not define.", "모델이 정의하지 않은 데이터 종류를 가리킵니다."),
			Cure:  text("Use the suggested id, or define it under `data:`.", "제안된 id를 쓰거나 `data:` 아래에 정의하십시오."),
		},
		{
			Code:  CodeUnknownTemplate,
			Title: text("Unknown template", "알 수 없는 템플릿"),
			Cause: text("The model refers to a template that it does not define.", "모델이 정의하지 않은 템플릿을 가리킵니다."),
			Cure:  text("Use the suggested id, or define it under `templates:`.", "제안된 id를 쓰거나 `templates:` 아래에 정의하십시오."),
		},
		{
			Code:  CodeUnknownState,
			Title: text("Unknown state", "알 수 없는 상태"),
			Cause: text("The model refers to a state that it does not define.", "모델이 정의하지 않은 상태를 가리킵니다."),
			Cure:  text("Use the suggested id, or define it under `states:`.", "제안된 id를 쓰거나 `states:` 아래에 정의하십시오."),
		},
		{
			Code:  CodeUnknownTrust,
			Title: text("Unknown zone of trust", "알 수 없는 신뢰 구역"),
			Cause: text("The model refers to a zone of trust that it does not define.", "모델이 정의하지 않은 신뢰 구역을 가리킵니다."),
			Cure:  text("Use the suggested id, or define it under `trust:`.", "제안된 id를 쓰거나 `trust:` 아래에 정의하십시오."),
		},
		{
			Code:  CodeUnknownAccess,
			Title: text("Unknown access level", "알 수 없는 접근 권한 레벨"),
			Cause: text("The model refers to an access level that it does not define.", "모델이 정의하지 않은 접근 권한 레벨을 가리킵니다."),
			Cure:  text("Use the suggested id, or define it under `access_levels:`.", "제안된 id를 쓰거나 `access_levels:` 아래에 정의하십시오."),
		},
		{
			Code:  CodeUnknownKind,
			Title: text("Unknown kind", "알 수 없는 종류"),
			Cause: text("The model refers to a kind that it does not define.", "모델이 정의하지 않은 종류를 가리킵니다."),
			Cure:  text("Use the suggested kind; `asbuilt explain kind` lists them all, and `kinds:` adds your own.", "제안된 종류를 쓰십시오. 전체 목록은 `asbuilt explain kind`로 보고, `kinds:`로 추가할 수 있습니다."),
		},
		{
			Code:  CodeUnknownPartition,
			Title: text("Unknown partition", "알 수 없는 파티션"),
			Cause: text("A reference such as mariadb/planning names a part that the store does not list.", "mariadb/planning 같은 참조가 저장소에 없는 파티션을 가리킵니다."),
			Cure:  text("Add it to the store's `partitions:`, or correct the name.", "저장소의 `partitions:`에 추가하거나 이름을 바로잡으십시오."),
		},
		{
			Code:  CodeUnexpectedPart,
			Title: text("Part where a whole is meant", "부분을 쓸 수 없는 자리"),
			Cause: text("A reference with a slash stands where only a whole element makes sense.", "요소 전체만 쓸 수 있는 자리에 빗금이 든 참조가 있습니다."),
			Cure:  text("Write the id without the slash.", "빗금 없이 id만 쓰십시오."),
		},
		{
			Code:  CodeWrongTarget,
			Title: text("Reference to something of another kind", "다른 종류를 가리키는 참조"),
			Cause: text("What is named exists, but is of a kind that the key cannot mean: a bucket where a key is meant, a user where a role is.", "가리키는 것이 있지만 그 자리에 올 수 없는 종류입니다. 키 자리에 버킷, 역할 자리에 사용자 등입니다."),
			Cure:  text("Name something of the kind that the message tells.", "메시지에 나온 종류의 항목을 가리키십시오."),
		},
	}
}
