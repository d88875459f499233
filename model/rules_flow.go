package model

import "asbuilt/finding"

// flowRules concern connections and what flows along them.
func flowRules() finding.Rules {
	return finding.Rules{
		{
			Code:  CodeDuplicateConnection,
			Title: text("Connection written twice", "중복된 연결"),
			Cause: text("Two connections have the same ends and port, so nothing tells them apart.", "두 연결의 양 끝과 포트가 같아 구별할 수 없습니다."),
			Cure:  text("Delete one, or give one an `id:` of its own.", "하나를 지우거나 하나에 `id:`를 주십시오."),
		},
		{
			Code: CodeDerivedByHand, Severity: finding.Note,
			Title: text("Connection that follows by itself", "저절로 따라오는 연결"),
			Cause: text("Image pulls, log delivery and the use of secrets and keys follow from facts of the element; a connection that adds nothing need not be written.", "이미지 받기, 로그 전달, 비밀 값과 키 사용은 요소의 사실에서 따라오므로, 더하는 것이 없는 연결은 쓸 필요가 없습니다."),
			Cure:  text("Delete the connection; it is drawn all the same.", "연결을 지우십시오. 지워도 그려집니다."),
		},
		{
			Code:  CodePortClosed,
			Title: text("Port on which nobody listens", "수신하지 않는 포트"),
			Cause: text("A connection goes to a port that the other side does not list under `listens:` or `listeners:`.", "연결이 상대의 `listens:`나 `listeners:`에 없는 포트로 갑니다."),
			Cure:  text("Correct the port, or add it to the other side.", "포트를 바로잡거나 상대에 추가하십시오."),
		},
		{
			Code:  CodeEventCarrier,
			Title: text("Event without a carrier", "전달 수단이 없는 이벤트"),
			Cause: text("A connection of kind event says what carries it (`event: {by: …}`), because nobody opens a connection by hand; other kinds have no carrier.", "이벤트 연결은 스스로 여는 쪽이 없으므로 전달 수단(`event: {by: …}`)을 적어야 하고, 다른 연결에는 전달 수단이 없습니다."),
			Cure:  text("Add `event: {by: …}`, with `opens: consumer` for pollers, or correct `kind:`.", "`event: {by: …}`를 추가하고(폴링이면 `opens: consumer`), 아니면 `kind:`를 바로잡으십시오."),
		},
		{
			Code:  CodePeakBelow,
			Title: text("Peak below the usual", "평소보다 낮은 최대치"),
			Cause: text("The peak rate is lower than the typical one.", "최대 부하가 평소 부하보다 낮습니다."),
			Cure:  text("Exchange or correct `typical:` and `peak:`.", "`typical:`과 `peak:`를 바로잡으십시오."),
		},
		{
			Code: CodeUnprotectedCrossing, Severity: finding.Warning,
			Title: text("Unprotected way between zones of trust", "보호되지 않은 신뢰 구역 통과"),
			Cause: text("A connection goes from one zone of trust to another and states no TLS, or no authentication.", "연결이 신뢰 구역을 넘는데 TLS나 인증이 명시되지 않았습니다."),
			Cure:  text("State `tls: true` and `auth:`, or waive the finding with a reason.", "`tls: true`와 `auth:`를 적거나 이유를 들어 예외로 두십시오."),
		},
		{
			Code:  CodeStepShape,
			Title: text("Step without one meaning", "뜻이 하나가 아닌 단계"),
			Cause: text("A step is exactly one of a message, `parallel:` and `alternatives:`.", "단계는 메시지, `parallel:`, `alternatives:` 중 정확히 하나여야 합니다."),
			Cure:  text("Split it into several steps.", "여러 단계로 나누십시오."),
		},
		{
			Code:  CodeStepNoConnection,
			Title: text("Step with no connection", "연결이 없는 단계"),
			Cause: text("A flow or incident goes from one element to another between which no connection is declared, so the picture and the policy would miss it.", "흐름이나 장애 대응이 연결이 선언되지 않은 두 요소 사이를 지나므로 그림과 정책에서 빠집니다."),
			Cure:  text("Declare the connection, or go by the elements that are connected.", "연결을 선언하거나 연결된 요소를 거쳐 가십시오."),
		},
	}
}
