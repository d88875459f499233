package model

import "asbuilt/finding"

// fileRules concern ids, files and how they are put together.
func fileRules() finding.Rules {
	return finding.Rules{
		{
			Code:  CodeBadValue,
			Title: text("Impossible value", "있을 수 없는 값"),
			Cause: text("The value has the right form, but there is no such date, address block or port.", "형식은 맞지만 존재할 수 없는 날짜, 주소 블록, 포트입니다."),
			Cure:  text("Correct the value.", "값을 바로잡으십시오."),
		},
		{
			Code:  CodeDuplicateID,
			Title: text("Id taken twice", "중복된 id"),
			Cause: text("Two things of the same sort have the same id, in one file or across included files.", "같은 종류의 두 항목이 같은 id를 씁니다. 포함된 파일 사이에서도 마찬가지입니다."),
			Cure:  text("Rename one of the two, or delete it.", "둘 중 하나의 이름을 바꾸거나 지우십시오."),
		},
		{
			Code:  CodeMisplacedKey,
			Title: text("Key of the main file", "기본 파일에 둘 키"),
			Cause: text("An included file sets something that only the main file may set, such as the name or the states.", "포함된 파일이 이름이나 상태처럼 기본 파일에서만 정할 수 있는 것을 정하고 있습니다."),
			Cure:  text("Move the key to the main file.", "키를 기본 파일로 옮기십시오."),
		},
		{
			Code:  CodeIncludeCycle,
			Title: text("Files that include each other", "서로를 포함하는 파일"),
			Cause: text("A file includes itself, directly or by way of others.", "파일이 직접 또는 다른 파일을 거쳐 자기 자신을 포함합니다."),
			Cure:  text("Take one of the `include:` entries out.", "`include:` 항목 하나를 지우십시오."),
		},
		{
			Code:  CodeIncludeNothing,
			Title: text("Include that finds no file", "찾을 수 없는 포함 파일"),
			Cause: text("An `include:` entry matches no file in the model's folder.", "`include:` 항목에 맞는 파일이 모델 폴더에 없습니다."),
			Cure:  text("Correct the path, relative to the file it stands in, or delete the entry.", "해당 파일을 기준으로 경로를 바로잡거나 항목을 지우십시오."),
		},
		{
			Code:  CodeMissingFile,
			Title: text("File that is not there", "없는 파일"),
			Cause: text("A runbook is named that does not exist; whoever needs it in an incident would find nothing.", "런북으로 적은 파일이 없습니다. 장애 때 찾는 사람이 아무것도 보지 못합니다."),
			Cure:  text("Write the file, or correct the path, which is relative to the model.", "파일을 만들거나 경로를 바로잡으십시오. 모델 파일을 기준으로 합니다."),
		},
		{
			Code:  CodeMissingFact,
			Title: text("Fact that the whole lacks", "합쳐도 빠진 사실"),
			Cause: text("A key is missing although the template or the base model was added: an element with `use:`, or what an overlay adds.", "템플릿이나 기본 모델과 합쳐도 필요한 키가 없습니다. `use:`를 쓴 요소나 오버레이가 더한 항목에서 생깁니다."),
			Cure:  text("Add the key here or in the template.", "여기나 템플릿에 키를 추가하십시오."),
		},
		{
			Code:  CodeDeletesNothing,
			Title: text("Deletion of nothing", "지울 것이 없는 삭제"),
			Cause: text("A null in an overlay, or in an element with a template, deletes what it covers; here there is nothing of that name.", "오버레이나 템플릿을 쓴 요소의 null은 덮인 것을 지우는데, 그런 이름의 항목이 없습니다."),
			Cure:  text("Correct the name, or delete the line.", "이름을 바로잡거나 줄을 지우십시오."),
		},
		{
			Code:  CodeTemplateCycle,
			Title: text("Template that uses itself", "자기 자신을 쓰는 템플릿"),
			Cause: text("Following `use:` from a template leads back to it.", "템플릿의 `use:`를 따라가면 자기 자신으로 돌아옵니다."),
			Cure:  text("Take one `use:` out.", "`use:` 하나를 지우십시오."),
		},
		{
			Code:  CodeUnknownConnection,
			Title: text("Unknown connection", "알 수 없는 연결"),
			Cause: text("An overlay changes a connection that the base does not have.", "오버레이가 기본 모델에 없는 연결을 바꾸려 합니다."),
			Cure:  text("Use the connection's id: its `id:`, or from->to:port.", "연결의 id, 즉 `id:` 값이나 from->to:port를 쓰십시오."),
		},
		{
			Code:  CodeTooMany,
			Title: text("Too many findings", "너무 많은 발견 사항"),
			Cause: text("There are more than 10,000 findings; those after that many are not shown. This is most likely no model.", "발견 사항이 10,000개를 넘어 나머지를 보여 주지 않습니다. 모델 파일이 아닐 가능성이 큽니다."),
			Cure:  text("Check that this is the right file; else cure those that are shown and run again.", "올바른 파일인지 확인하십시오. 맞다면 보이는 것부터 고치고 다시 실행하십시오."),
		},
		{
			Code: CodeUnused, Severity: finding.Note,
			Title: text("Definition that nobody uses", "쓰이지 않는 정의"),
			Cause: text("A template, class of data, group or module is defined, and nothing refers to it.", "템플릿, 데이터 종류, 그룹, 모듈이 정의되었지만 아무 데서도 참조하지 않습니다."),
			Cure:  text("Delete it, or refer to it where it belongs.", "지우거나 필요한 곳에서 참조하십시오."),
		},
	}
}
