package model

import "asbuilt/finding"

// placeRules concern kinds, places and addresses.
func placeRules() finding.Rules {
	return finding.Rules{
		{
			Code:  CodeKindMisused,
			Title: text("Kind of another sort", "다른 자리의 종류"),
			Cause: text("A kind of place is used for an element, a kind of element for a group, and so on.", "장소의 종류를 요소에, 요소의 종류를 그룹에 쓰는 등 자리가 맞지 않습니다."),
			Cure:  text("Move the entry to the section that the hint names, or use another kind.", "힌트에 나온 섹션으로 옮기거나 다른 종류를 쓰십시오."),
		},
		{
			Code:  CodeTraitMisused,
			Title: text("Trait that cannot be added", "더할 수 없는 특성"),
			Cause: text("A kind of your own is given a trait of another sort, such as a place's for an element, or one that only comes with what it extends.",
				"사용자 종류에 다른 구분의 특성(예: 요소에 장소의 특성)이나, 확장하는 종류에서만 물려받는 특성을 적었습니다."),
			Cure: text("Leave the trait out, or extend a kind that has it. docs/kinds.md lists the traits.",
				"특성을 빼거나 그 특성을 가진 종류를 확장하십시오. 특성의 목록은 docs/kinds.md에 있습니다."),
		},
		{
			Code:  CodeFactNotForKind,
			Title: text("Fact that means nothing here", "의미가 없는 사실"),
			Cause: text("The element states a fact that its kind does not have, such as Multi-AZ of a user. Nothing would ever check it.", "종류에 없는 사실을 적었습니다(예: 사용자의 다중 AZ). 아무것도 이를 검사하지 않습니다."),
			Cure:  text("Delete the fact, or use another kind; `asbuilt explain kind KIND` lists its facts.", "사실을 지우거나 다른 종류를 쓰십시오. `asbuilt explain kind 종류`가 사실 목록을 보여 줍니다."),
		},
		{
			Code:  CodeBoundaryCycle,
			Title: text("Place that lies in itself", "자기 자신 안에 있는 경계"),
			Cause: text("Following `in:` from a boundary leads back to it.", "경계의 `in:`을 따라가면 자기 자신으로 돌아옵니다."),
			Cure:  text("Put one of the boundaries on the way somewhere else.", "중간의 경계 하나를 다른 곳에 두십시오."),
		},
		{
			Code:  CodeBoundaryNesting,
			Title: text("Places nested the wrong way", "잘못된 경계 중첩"),
			Cause: text("A boundary lies in one that cannot hold it: subnets lie in a VPC, a VPC in a region, a region in an account.", "담을 수 없는 경계 안에 경계가 있습니다. 서브넷은 VPC, VPC는 리전, 리전은 계정 안에 있습니다."),
			Cure:  text("Correct `in:` or `kind:`.", "`in:`이나 `kind:`를 바로잡으십시오."),
		},
		{
			Code:  CodeCIDROutside,
			Title: text("Subnet outside its VPC", "VPC 밖의 서브넷"),
			Cause: text("A subnet's address block is not contained in that of its VPC.", "서브넷의 주소 블록이 VPC의 주소 블록에 들어 있지 않습니다."),
			Cure:  text("Correct one of the two blocks.", "두 블록 중 하나를 바로잡으십시오."),
		},
		{
			Code:  CodeCIDROverlap,
			Title: text("Overlapping address blocks", "겹치는 주소 블록"),
			Cause: text("Two subnets of a VPC, or two networks that an element `joins:`, share addresses.", "한 VPC의 두 서브넷, 또는 `joins:`로 이은 두 네트워크의 주소가 겹칩니다."),
			Cure:  text("Give each its own block.", "서로 다른 블록을 주십시오."),
		},
		{
			Code:  CodeUnknownZone,
			Title: text("Unknown zone", "알 수 없는 가용 영역"),
			Cause: text("An element names an Availability Zone in which its tier has no subnet.", "요소가 그 계층에 서브넷이 없는 가용 영역을 가리킵니다."),
			Cure:  text("Use a letter of the tier's `per_zone:`, or add the subnet there.", "계층의 `per_zone:`에 있는 글자를 쓰거나 서브넷을 추가하십시오."),
		},
		{
			Code:  CodeZoneSpan,
			Title: text("Zone is not a letter", "글자가 아닌 가용 영역"),
			Cause: text("The zones of a tier are written by their last letter: a, c.", "계층의 가용 영역은 a, c처럼 마지막 글자로 씁니다."),
			Cure:  text("Write the letter alone.", "글자만 쓰십시오."),
		},
		{
			Code:  CodeExposure,
			Title: text("Public in a tier without a way in", "들어올 길 없는 계층의 공개 요소"),
			Cause: text("An element is said to be reachable from the internet, but its subnet tier has no route from there.", "인터넷에서 닿는다고 적은 요소가 인터넷 경로가 없는 서브넷 계층에 있습니다."),
			Cure:  text("Move it to a public tier, or write `public: false`.", "공개 계층으로 옮기거나 `public: false`를 쓰십시오."),
		},
		{
			Code:  CodeLifetimeOrder,
			Title: text("Ends before it begins", "시작 전에 끝남"),
			Cause: text("`until:` names an earlier state than `since:`.", "`until:`이 `since:`보다 앞선 상태입니다."),
			Cure:  text("Exchange or correct the two.", "둘을 바로잡으십시오."),
		},
		{
			Code:  CodeLifetimeEnd,
			Title: text("Connection outlives its ends", "양 끝보다 오래 사는 연결"),
			Cause: text("A connection exists in a state in which one of its ends does not.", "연결의 한쪽 끝이 없는 상태에도 연결이 존재합니다."),
			Cure:  text("Give the connection a `since:` or `until:` that fits both ends.", "양 끝에 맞는 `since:`나 `until:`을 연결에 주십시오."),
		},
		{
			Code:  CodeMatchBecause,
			Title: text("Opt-out without a reason", "이유 없는 대조 제외"),
			Cause: text("`match: none` takes an element out of the comparison with AWS; readers must learn why.", "`match: none`은 요소를 AWS 대조에서 빼므로 읽는 사람이 이유를 알아야 합니다."),
			Cure:  text("Add `because:`, or give a selector.", "`because:`를 추가하거나 선택자를 주십시오."),
		},
	}
}
