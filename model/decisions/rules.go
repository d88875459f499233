package decisions

import "asbuilt/finding"

// Codes of findings about decision records.
const (
	CodeUnreadable      = "decision-unreadable"
	CodeUntitled        = "decision-untitled"
	CodeFrontMatter     = "decision-front-matter"
	CodeStatus          = "decision-status"
	CodeDate            = "decision-date"
	CodeDuplicateNumber = "decision-duplicate-number"
	CodeNumberMismatch  = "decision-number-mismatch"
	CodeDangling        = "decision-dangling"
	CodeNoSuccessor     = "decision-no-successor"
	CodeNotMarked       = "decision-not-marked-superseded"
	CodeOneSided        = "decision-one-sided"
	CodeCycle           = "decision-cycle"
	CodeUnknownElement  = "decision-unknown-element"
	CodeUnknownDecision = "unknown-decision"
	CodeNotInForce      = "decision-not-in-force"
)

func severityOf(code string) finding.Severity {
	rule, ok := Rules().Lookup(code)
	if !ok {
		panic("no rule for " + code)
	}
	return rule.Severity
}

// Rules are the rules of this package.
func Rules() finding.Rules { return append(recordRules(), relationRules()...) }

// recordRules are those of a record by itself.
func recordRules() finding.Rules {
	return finding.Rules{
		{
			Code: CodeUnreadable, Severity: finding.Error,
			Title: finding.Text{En: "Decision record that is no text", Ko: "텍스트가 아닌 의사결정 기록"},
			Cause: finding.Text{En: "The file is larger than 1 MiB, or it is not UTF-8.", Ko: "파일이 1 MiB보다 크거나 UTF-8이 아닙니다."},
			Cure:  finding.Text{En: "Save it as UTF-8, or move it out of the folder.", Ko: "UTF-8로 저장하거나 폴더 밖으로 옮기십시오."},
		},
		{
			Code: CodeUntitled, Severity: finding.Error,
			Title: finding.Text{En: "Decision without a title", Ko: "제목 없는 의사결정"},
			Cause: finding.Text{
				En: "The record has no heading of level 1 and no `title:`, so nothing can name it in a picture, a list or a link.",
				Ko: "수준 1 제목도 `title:`도 없어 그림, 목록, 링크에서 부를 이름이 없습니다.",
			},
			Cure: finding.Text{
				En: "Begin the record with a line `# What was decided`, in a few words.",
				Ko: "기록의 첫 줄에 결정한 내용을 `# 결정 내용`처럼 짧게 쓰십시오.",
			},
		},
		{
			Code: CodeFrontMatter, Severity: finding.Warning,
			Title: finding.Text{En: "Front matter that is not YAML", Ko: "YAML이 아닌 프런트 매터"},
			Cause: finding.Text{
				En: "What stands between the `---` lines cannot be read as YAML. It was read line by line instead, and some of it may be lost.",
				Ko: "`---` 줄 사이의 내용을 YAML로 읽을 수 없습니다. 한 줄씩 읽었으므로 일부가 빠졌을 수 있습니다.",
			},
			Cure: finding.Text{
				En: "Put values that hold a colon, a bracket or a brace in quotes.",
				Ko: "콜론, 대괄호, 중괄호가 든 값은 따옴표로 묶으십시오.",
			},
		},
		{
			Code: CodeStatus, Severity: finding.Warning,
			Title: finding.Text{En: "Unknown status", Ko: "알 수 없는 상태"},
			Cause: finding.Text{
				En: "The status is none of draft, proposed, accepted, rejected, deprecated and superseded. It is shown as it is written and counts as in force.",
				Ko: "draft, proposed, accepted, rejected, deprecated, superseded 가운데 어느 것도 아닙니다. 쓰인 그대로 보여 주며 유효한 것으로 봅니다.",
			},
			Cure: finding.Text{En: "Use one of the known words, in English or Korean.", Ko: "알려진 상태를 영어나 한국어로 쓰십시오."},
		},
		{
			Code: CodeDate, Severity: finding.Warning,
			Title: finding.Text{En: "Date that is none", Ko: "잘못된 날짜"},
			Cause: finding.Text{En: "The date cannot be read, or there is no such day.", Ko: "날짜를 읽을 수 없거나 없는 날짜입니다."},
			Cure:  finding.Text{En: "Write year, month and day: 2026-11-30.", Ko: "연-월-일로 쓰십시오: 2026-11-30."},
		},
		{
			Code: CodeDuplicateNumber, Severity: finding.Error,
			Title: finding.Text{En: "Number used twice", Ko: "중복된 번호"},
			Cause: finding.Text{
				En: "Two records have the same number, so a reference to it has no one meaning.",
				Ko: "두 기록의 번호가 같아, 그 번호가 무엇을 가리키는지 알 수 없습니다.",
			},
			Cure: finding.Text{En: "Give the later of the two the next free number.", Ko: "나중 기록에 비어 있는 다음 번호를 주십시오."},
		},
		{
			Code: CodeNumberMismatch, Severity: finding.Warning,
			Title: finding.Text{En: "Numbers that disagree", Ko: "서로 다른 번호"},
			Cause: finding.Text{
				En: "A title or the text of a link says another number than the name of the file that is meant.",
				Ko: "제목이나 링크 글의 번호가 해당 파일 이름의 번호와 다릅니다.",
			},
			Cure: finding.Text{En: "Correct the one that is wrong.", Ko: "틀린 쪽을 바로잡으십시오."},
		},
	}
}

// relationRules are those of what ties records to each other and to a model.
func relationRules() finding.Rules {
	return finding.Rules{
		{
			Code: CodeDangling, Severity: finding.Warning,
			Title: finding.Text{En: "Reference to no decision", Ko: "없는 의사결정 참조"},
			Cause: finding.Text{En: "A record refers to a decision that is not in the folder.", Ko: "폴더에 없는 의사결정을 가리킵니다."},
			Cure:  finding.Text{En: "Correct the number or the file name.", Ko: "번호나 파일 이름을 바로잡으십시오."},
		},
		{
			Code: CodeNoSuccessor, Severity: finding.Warning,
			Title: finding.Text{En: "Superseded by nothing", Ko: "후속이 없는 대체"},
			Cause: finding.Text{
				En: "The status is superseded, but neither this record nor another says by which decision.",
				Ko: "대체된 상태인데, 어느 의사결정이 대체했는지 아무 기록에도 없습니다.",
			},
			Cure: finding.Text{
				En: "Name the successor, `superseded by ADR-0012`, or make the status deprecated.",
				Ko: "`superseded by ADR-0012`처럼 후속을 적거나 상태를 deprecated로 바꾸십시오.",
			},
		},
		{
			Code: CodeNotMarked, Severity: finding.Warning,
			Title: finding.Text{En: "Superseded without knowing it", Ko: "대체된 줄 모르는 의사결정"},
			Cause: finding.Text{
				En: "A record says that it supersedes another, but the other one's status does not say so: its readers take it for valid.",
				Ko: "어떤 기록이 다른 기록을 대체한다고 하지만, 대체된 기록의 상태가 그대로여서 독자가 유효한 것으로 압니다.",
			},
			Cure: finding.Text{En: "Set the status of the older record to superseded, with the number of the newer.", Ko: "이전 기록의 상태를 superseded로 바꾸고 새 기록의 번호를 적으십시오."},
		},
		{
			Code: CodeOneSided, Severity: finding.Note,
			Title: finding.Text{En: "Supersession told on one side", Ko: "한쪽에만 적힌 대체 관계"},
			Cause: finding.Text{
				En: "Of two records, only one mentions that the newer supersedes the older. The site shows it on both.",
				Ko: "대체 관계가 두 기록 가운데 한쪽에만 적혀 있습니다. 사이트는 양쪽에 보여 줍니다.",
			},
			Cure: finding.Text{En: "Name the other decision in the silent record as well.", Ko: "적지 않은 쪽에도 상대 의사결정을 적으십시오."},
		},
		{
			Code: CodeCycle, Severity: finding.Error,
			Title: finding.Text{En: "Decisions that supersede each other", Ko: "서로 대체하는 의사결정"},
			Cause: finding.Text{
				En: "Following \"supersedes\" from a decision leads back to it, so none of them can be the one that holds.",
				Ko: "대체 관계를 따라가면 처음으로 돌아와, 어느 것이 유효한지 알 수 없습니다.",
			},
			Cure: finding.Text{En: "Remove the relation that points from the older to the newer decision.", Ko: "이전 의사결정이 새 의사결정을 대체한다고 한 관계를 지우십시오."},
		},
		{
			Code: CodeUnknownElement, Severity: finding.Error,
			Title: finding.Text{En: "Decision about nothing in the model", Ko: "모델에 없는 대상의 의사결정"},
			Cause: finding.Text{
				En: "A record that is in force names an id that nothing in the model has.",
				Ko: "유효한 기록이 모델에 없는 id를 적었습니다.",
			},
			Cure: finding.Text{En: "Correct the id, or remove it from the record's `elements:`.", Ko: "id를 바로잡거나 기록의 `elements:`에서 지우십시오."},
		},
		{
			Code: CodeUnknownDecision, Severity: finding.Error,
			Title: finding.Text{En: "Unknown decision", Ko: "없는 의사결정"},
			Cause: finding.Text{En: "The model cites a number that no decision record has.", Ko: "모델이 인용한 번호의 의사결정 기록이 없습니다."},
			Cure:  finding.Text{En: "Correct the number, or write the record.", Ko: "번호를 바로잡거나 기록을 작성하십시오."},
		},
		{
			Code: CodeNotInForce, Severity: finding.Warning,
			Title: finding.Text{En: "Decision no longer in force", Ko: "효력을 잃은 의사결정"},
			Cause: finding.Text{
				En: "The model explains something with a decision that is superseded, deprecated or rejected.",
				Ko: "모델이 대체, 폐기, 거부된 의사결정을 근거로 듭니다.",
			},
			Cure: finding.Text{En: "Cite the decision that holds now, or reconsider the part.", Ko: "지금 유효한 의사결정을 인용하거나 해당 부분을 다시 검토하십시오."},
		},
	}
}
