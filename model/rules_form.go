package model

import "asbuilt/finding"

// structuralRules concern the form of a file; the JSON Schema expresses them too.
func structuralRules() finding.Rules {
	return finding.Rules{
		{
			Code: CodeUnknownKey, Structural: true,
			Title: text("Unknown key", "알 수 없는 키"),
			Cause: text("A key is not part of the language at this place; it is probably misspelt or indented wrongly.", "이 자리에서 쓸 수 없는 키입니다. 오타이거나 들여쓰기가 잘못되었을 수 있습니다."),
			Cure:  text("Use the suggested key, or look the place up in docs/language.md.", "제안된 키를 쓰거나 docs/language.md에서 확인하십시오."),
		},
		{
			Code: CodeMissingKey, Structural: true,
			Title: text("Missing key", "빠진 키"),
			Cause: text("A key without which the rest cannot be understood is not there.", "없으면 나머지를 이해할 수 없는 키가 빠졌습니다."),
			Cure:  text("Add the key.", "키를 추가하십시오."),
		},
		{
			Code: CodeWrongType, Structural: true,
			Title: text("Value of the wrong type", "잘못된 형식의 값"),
			Cause: text("A value has another shape than its key needs: text where a number is meant, a list where one value is meant, `yes` where true is meant.", "값의 형태가 키에 맞지 않습니다. 숫자 자리에 텍스트, 값 하나 자리에 목록, true 자리에 `yes` 등이 있습니다."),
			Cure:  text("Write the value as the hint shows; numbers without quotes, text that looks like a number with them.", "힌트대로 쓰십시오. 숫자는 따옴표 없이, 숫자처럼 보이는 텍스트는 따옴표로 묶습니다."),
		},
		{
			Code: CodeEmptyValue, Structural: true,
			Title: text("Key without a value", "값이 없는 키"),
			Cause: text("A key is written with nothing behind it, so that it is open what is meant.", "키만 있고 값이 없어 뜻을 알 수 없습니다."),
			Cure:  text("Write a value, `{}` for an entry that needs no facts, or delete the key.", "값을 쓰거나, 사실이 필요 없는 항목에는 `{}`를 쓰거나, 키를 지우십시오."),
		},
		{
			Code: CodeUnknownValue, Structural: true,
			Title: text("Unknown value", "알 수 없는 값"),
			Cause: text("The key knows only certain words, and this is none of them.", "이 키는 정해진 단어만 받습니다."),
			Cure:  text("Use one of the words that the hint names.", "힌트에 나온 단어 중 하나를 쓰십시오."),
		},
		{
			Code: CodeBadFormat, Structural: true,
			Title: text("Value of the wrong form", "형식에 맞지 않는 값"),
			Cause: text("A quantity, date, address, port or step is not written in a form that can be read; often the unit is missing or unknown.", "수량, 날짜, 주소, 포트, 단계의 형식을 읽을 수 없습니다. 단위가 없거나 잘못된 경우가 많습니다."),
			Cure:  text("Write it as the hint shows. Durations end in ms, s, m, h, d, w, mo or y; sizes in B, KB, MB, GB or TB; rates in /s, /min, /h, /d or /mo.", "힌트대로 쓰십시오. 기간은 ms, s, m, h, d, w, mo, y, 크기는 B, KB, MB, GB, TB, 비율은 /s, /min, /h, /d, /mo로 끝납니다."),
		},
		{
			Code: CodeOutOfRange, Structural: true,
			Title: text("Value out of range", "범위를 벗어난 값"),
			Cause: text("A number lies outside what can be meant, or a text is longer than 10,000 characters.", "숫자가 가능한 범위를 벗어났거나 텍스트가 10,000자를 넘습니다."),
			Cure:  text("Write a value within the bounds that the hint names.", "힌트의 범위 안에서 쓰십시오."),
		},
		{
			Code: CodeBadID, Structural: true,
			Title: text("Id that cannot be used", "쓸 수 없는 id"),
			Cause: text("An id holds a space or another character that references could not be written with.", "id에 공백 등 참조에 쓸 수 없는 문자가 있습니다."),
			Cure:  text("Use letters or digits of any script, `-`, `_` and `.`; put what people read into `name:`.", "글자, 숫자, `-`, `_`, `.`만 쓰고, 사람이 읽을 이름은 `name:`에 쓰십시오."),
		},
	}
}
