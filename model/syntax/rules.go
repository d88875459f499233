package syntax

import "asbuilt/finding"

// Codes of findings about a file as text.
const (
	CodeSyntax     = "yaml-syntax"
	CodeDuplicate  = "duplicate-key"
	CodeDocuments  = "second-document"
	CodeMergeKey   = "merge-key"
	CodeTag        = "yaml-tag"
	CodeKey        = "key-not-text"
	CodeDepth      = "too-deep"
	CodeAliasBomb  = "alias-expansion"
	CodeAliasCycle = "alias-cycle"
	CodeInvisible  = "invisible-character"
	CodeEmptyFile  = "empty-file"
	maxDepth       = 64
	maxExpansions  = 10_000
	maxBytes       = 16 << 20
	// maxFindings is how many findings one file gives, and one more.
	maxFindings = 10_000
)

// Rules are the rules of this package. All concern the text, so none of them
// is a rule of the JSON Schema.
func Rules() finding.Rules {
	return finding.Rules{
		{
			Code:  CodeSyntax,
			Title: finding.Text{En: "Not YAML", Ko: "YAML 문법 오류"},
			Cause: finding.Text{
				En: "The file does not parse as YAML. The parser stops at the first such place, so there may be more behind it.",
				Ko: "파일을 YAML로 읽을 수 없습니다. 첫 오류에서 멈추므로 뒤에 오류가 더 있을 수 있습니다.",
			},
			Cure: finding.Text{
				En: "Look at the line and the one before it: indentation, a missing colon, an open bracket or quote, a tab.",
				Ko: "해당 줄과 바로 앞 줄의 들여쓰기, 콜론, 닫히지 않은 괄호나 따옴표, 탭을 확인하십시오.",
			},
		},
		{
			Code:  CodeDuplicate,
			Title: finding.Text{En: "Key written twice", Ko: "중복된 키"},
			Cause: finding.Text{
				En: "A mapping has the same key twice; only one of the values could count.",
				Ko: "한 매핑에 같은 키가 두 번 있어 한 값만 쓰일 수 있습니다.",
			},
			Cure: finding.Text{En: "Delete one of the two, or rename it.", Ko: "둘 중 하나를 지우거나 이름을 바꾸십시오."},
		},
		{
			Code:  CodeDocuments,
			Title: finding.Text{En: "Second document", Ko: "두 번째 문서"},
			Cause: finding.Text{En: "A model file holds one YAML document.", Ko: "모델 파일에는 YAML 문서가 하나만 있어야 합니다."},
			Cure: finding.Text{
				En: "Delete the `---`, or move what follows to a file of its own and name it in `include:`.",
				Ko: "`---`를 지우거나 뒤의 내용을 다른 파일로 옮겨 `include:`에 적으십시오.",
			},
		},
		{
			Code:  CodeMergeKey,
			Title: finding.Text{En: "Merge key", Ko: "병합 키"},
			Cause: finding.Text{
				En: "YAML's `<<` is not part of the language: it hides where a fact comes from.",
				Ko: "YAML의 `<<`는 사실의 출처를 감추므로 지원하지 않습니다.",
			},
			Cure: finding.Text{En: "Use a template: `templates:` and `use:`.", Ko: "`templates:`와 `use:`로 템플릿을 쓰십시오."},
		},
		{
			Code:  CodeTag,
			Title: finding.Text{En: "YAML tag", Ko: "YAML 태그"},
			Cause: finding.Text{En: "Values with a tag of their own (`!name`) have no meaning here.", Ko: "`!name` 같은 태그는 의미가 없습니다."},
			Cure:  finding.Text{En: "Delete the tag.", Ko: "태그를 지우십시오."},
		},
		{
			Code:  CodeKey,
			Title: finding.Text{En: "Key that is not text", Ko: "텍스트가 아닌 키"},
			Cause: finding.Text{En: "A key is a list, a mapping or nothing.", Ko: "키가 목록이나 매핑이거나 비어 있습니다."},
			Cure:  finding.Text{En: "Write a word as the key.", Ko: "키로 단어를 쓰십시오."},
		},
		{
			Code:  CodeDepth,
			Title: finding.Text{En: "Nested too deeply", Ko: "너무 깊은 중첩"},
			Cause: finding.Text{En: "Values are nested more than 64 deep.", Ko: "값이 64단계보다 깊게 중첩되어 있습니다."},
			Cure:  finding.Text{En: "Check for a bracket that is never closed.", Ko: "닫히지 않은 괄호가 있는지 확인하십시오."},
		},
		{
			Code:  CodeAliasBomb,
			Title: finding.Text{En: "Aliases expand too far", Ko: "과도한 별칭 전개"},
			Cause: finding.Text{En: "The file's aliases (`*name`) stand for more than 10,000 values.", Ko: "별칭(`*name`)이 10,000개가 넘는 값으로 펼쳐집니다."},
			Cure:  finding.Text{En: "Use templates instead of aliases.", Ko: "별칭 대신 템플릿을 쓰십시오."},
		},
		{
			Code:  CodeAliasCycle,
			Title: finding.Text{En: "Alias that contains itself", Ko: "자기 자신을 담은 별칭"},
			Cause: finding.Text{En: "An alias stands for a value that contains the alias.", Ko: "별칭이 그 별칭을 담은 값을 가리킵니다."},
			Cure:  finding.Text{En: "Write the value out instead.", Ko: "별칭 대신 값을 직접 쓰십시오."},
		},
		{
			Code:  CodeInvisible,
			Title: finding.Text{En: "Invisible character", Ko: "보이지 않는 문자"},
			Cause: finding.Text{
				En: "A control character or an invisible line separator stands in the text; YAML reads it as something else than it looks like.",
				Ko: "제어 문자나 보이지 않는 줄 구분 문자가 있어, 보이는 것과 다르게 읽힙니다.",
			},
			Cure: finding.Text{En: "Delete the character.", Ko: "그 문자를 지우십시오."},
		},
		{
			Code:  CodeEmptyFile,
			Title: finding.Text{En: "Empty file", Ko: "빈 파일"},
			Cause: finding.Text{En: "The file holds no model: it is empty, or holds only comments.", Ko: "파일이 비어 있거나 주석만 있어 모델이 없습니다."},
			Cure:  finding.Text{En: "Start with `asbuilt: 1` and `name:`, or run `asbuilt init`.", Ko: "`asbuilt: 1`과 `name:`으로 시작하거나 `asbuilt init`을 실행하십시오."},
		},
	}
}
