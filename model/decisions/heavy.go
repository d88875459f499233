package decisions

import (
	"bytes"
	"strings"

	"asbuilt/finding"
	"asbuilt/site/markdown"
)

// NotLaidOut reports a Markdown text that the site shows as source, because it has more
// of something than is laid out: the file at that path holds data, and is called subject in
// the finding.
func NotLaidOut(file, subject string, data []byte) finding.List {
	if !bytes.ContainsRune(data, '\r') && markdown.ExcessOf(string(data)).Line == 0 {
		return nil // what stands before the text only adds to it
	}
	d, _ := newDocument(file, data)
	body := strings.Builder{}
	for n := d.front + 1; n < len(d.lines); n++ {
		body.WriteString(d.text(n) + "\n")
	}
	e := markdown.ExcessOf(body.String())
	if e.Line == 0 {
		return nil
	}
	message := finding.Say(
		"a block of this text has too many marks of emphasis and brackets: the site shows it as source",
		"한 문단에 강조 기호와 대괄호가 너무 많아 사이트에 원문 그대로 나옵니다")
	if e.Cells > 0 {
		message = finding.Say("the tables of this text have %d cells, more than %d: the site shows it as source",
			"이 글의 표에는 셀이 %d개 있어 %d개를 넘으므로 사이트에 원문 그대로 나옵니다", e.Cells, markdown.MostCells)
	}
	f := d.field("", d.front+e.Line).finding(CodeTextTooMuch, message,
		finding.Say("keep the data in a file of its own and link to it, or split the text",
			"데이터는 따로 파일에 두고 링크하거나, 글을 나누십시오"))
	f.Subject = subject
	return finding.List{f}
}
