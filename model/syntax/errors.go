package syntax

import (
	"strconv"
	"strings"
	"unicode"

	"asbuilt/finding"
	"asbuilt/pattern"
)

var lineOf = pattern.New(`^yaml: line ([0-9]+): (.*)$`)

// syntaxError turns the parser's error into a finding at the nearest place that
// is known. yaml.v3 gives a line at most; errors of its parser (as opposed to
// its scanner) name the line before the one they mean.
func (s *Source) syntaxError(err error) *finding.Finding {
	message := strings.TrimPrefix(err.Error(), "yaml: ")
	line := 0
	if m := lineOf.FindStringSubmatch(err.Error()); m != nil {
		line, _ = strconv.Atoi(m[1])
		message = m[2]
		if strings.HasPrefix(message, "did not find expected") && !scannerExpects(message) {
			line++
		}
	} else if name, ok := strings.CutPrefix(message, "unknown anchor '"); ok {
		name, _, _ = strings.Cut(name, "'")
		return s.unknownAnchor(name)
	}
	if tab := s.tabIndent(line); tab > 0 {
		return s.finding(CodeSyntax, finding.Position{File: s.Name, Line: tab, Col: leading(s.Line(tab)) + 1},
			finding.Say("a tab is used for indentation", "들여쓰기에 탭이 쓰였습니다"),
			finding.Say("indent with spaces", "탭 대신 공백으로 들여쓰십시오"))
	}
	if marks := openers(message); marks != "" {
		if at := s.unclosed(marks); at.Line > 0 {
			return s.finding(CodeSyntax, at, notClosed(string([]rune(s.Line(at.Line))[at.Col-1])), cure(message))
		}
	}
	line = min(max(line, 1), s.Lines())
	for line > 1 && strings.TrimSpace(s.Line(line)) == "" {
		line--
	}
	return s.finding(CodeSyntax, finding.Position{File: s.Name, Line: line, Col: s.column(line, message)},
		plain(message), cure(message))
}

// scannerExpects tells the scanner's "did not find expected …" messages from
// the parser's.
func scannerExpects(message string) bool {
	for _, what := range []string{"comment or line break", "digit", "whitespace", "alphabetic", "'!'", "URI"} {
		if strings.Contains(message, what) {
			return true
		}
	}
	return false
}

// plain says the parser's common messages in a person's words.
func plain(message string) finding.Text {
	switch {
	case strings.HasPrefix(message, "mapping values are not allowed"):
		return finding.Say("a colon stands where no value can begin", "값이 올 수 없는 자리에 콜론이 있습니다")
	case strings.Contains(message, "alphabetic or numeric"):
		return finding.Say("* begins an alias and & an anchor, but no name follows", "*는 별칭, &는 앵커의 시작인데 이름이 없습니다")
	case strings.Contains(message, "could not find expected ':'"):
		return finding.Say("a key without a colon", "콜론이 없는 키입니다")
	case strings.Contains(message, "expected key"), strings.Contains(message, "'-' indicator"):
		return finding.Say("the indentation does not fit what stands above", "들여쓰기가 위 줄과 맞지 않습니다")
	}
	return finding.Say("not YAML: %s", "YAML이 아닙니다: %s", message)
}

func cure(message string) finding.Text {
	switch openers(message) {
	case "[":
		return finding.Say("write ] where the list ends", "목록이 끝나는 곳에 ]를 쓰십시오")
	case "{":
		return finding.Say("write } where the mapping ends", "매핑이 끝나는 곳에 }를 쓰십시오")
	case `"'`:
		return finding.Say("close the quote where the text ends", "텍스트가 끝나는 곳에서 따옴표를 닫으십시오")
	}
	if strings.Contains(message, "could not find expected ':'") {
		return finding.Say("write a colon after the key, or indent the text under its key",
			"키 뒤에 콜론을 쓰거나 텍스트를 키 아래로 들여쓰십시오")
	}
	if strings.HasPrefix(message, "mapping values are not allowed") {
		return finding.Say("put text that holds a colon in quotes, or check the indentation",
			"콜론이 든 글은 따옴표로 묶고, 들여쓰기를 확인하십시오")
	}
	if strings.Contains(message, "alphabetic or numeric") {
		return finding.Say("put text that begins with * or & in quotes", "*나 &로 시작하는 글은 따옴표로 묶으십시오")
	}
	if strings.Contains(message, "cannot start any token") {
		return finding.Say("put text that begins with @, ` or %% in quotes", "@, `, %%로 시작하는 글은 따옴표로 묶으십시오")
	}
	return finding.Say("look at this line and the one before it", "이 줄과 바로 앞 줄을 확인하십시오")
}

// openers are the characters one of which was left open, by the message.
func openers(message string) string {
	switch {
	case strings.Contains(message, "',' or ']'"):
		return "["
	case strings.Contains(message, "',' or '}'"):
		return "{"
	case strings.Contains(message, "unexpected end of stream"):
		return `"'`
	case strings.Contains(message, "expected node content"):
		return "[{"
	}
	return ""
}

func notClosed(mark string) finding.Text {
	switch mark {
	case "[":
		return finding.Say("the bracket [ opened here is not closed", "여기서 열린 [ 괄호가 닫히지 않았습니다")
	case "{":
		return finding.Say("the brace { opened here is not closed", "여기서 열린 { 괄호가 닫히지 않았습니다")
	}
	return finding.Say("the quote opened here is not closed", "여기서 열린 따옴표가 닫히지 않았습니다")
}

// unclosed is the place of the first bracket, brace or quote among marks that
// is never closed, or the zero position. It reads quotes and comments as YAML
// does, and knows no block scalars: good enough to point with.
func (s *Source) unclosed(marks string) finding.Position {
	type opened struct {
		mark rune
		at   finding.Position
	}
	var stack []opened
	var quote opened
	for i := range s.lines() {
		before := ' '
		for j, r := range []rune(s.lines()[i]) {
			at := finding.Position{File: s.Name, Line: i + 1, Col: j + 1}
			switch {
			case quote.mark != 0:
				if r == quote.mark && before != '\\' {
					quote = opened{}
				}
			case r == '#' && before == ' ':
				before = 0
			case before == 0: // the rest of the line is a comment
				continue
			case strings.ContainsRune(`"'`, r) && strings.ContainsRune(" [{,:", before):
				quote = opened{r, at}
			case r == '[' || r == '{':
				stack = append(stack, opened{r, at})
			case (r == ']' || r == '}') && len(stack) > 0:
				stack = stack[:len(stack)-1]
			}
			if before != 0 {
				before = r
			}
		}
	}
	if quote.mark != 0 {
		stack = append(stack, quote)
	}
	for _, o := range stack {
		if strings.ContainsRune(marks, o.mark) {
			return o.at
		}
	}
	return finding.Position{}
}

// column is where in the line the error most likely lies.
func (s *Source) column(line int, message string) int {
	text := []rune(s.Line(line))
	at := func(marks string, last bool) int {
		found := 0
		for i, r := range text {
			if strings.ContainsRune(marks, r) && (found == 0 || last) {
				found = i + 1
			}
		}
		return found
	}
	col := 0
	switch {
	case strings.HasPrefix(message, "mapping values are not allowed"):
		col = at(":", true)
	case strings.Contains(message, "alphabetic or numeric"):
		col = at("*&", false)
	case strings.Contains(message, "cannot start any token"):
		col = at("@`%\t", false)
	}
	if col == 0 {
		col = leading(s.Line(line)) + 1
	}
	return col
}

// leading is the number of blank characters before the first other one.
func leading(line string) int {
	n := 0
	for _, r := range line {
		if r != ' ' {
			break
		}
		n++
	}
	return n
}

// tabIndent is the line, at or just around the error, that is indented with a
// tab, or 0.
func (s *Source) tabIndent(line int) int {
	for _, n := range []int{line, line + 1, line - 1} {
		text := s.Line(n)
		rest := strings.TrimLeft(text, " ")
		if strings.HasPrefix(rest, "\t") && strings.TrimLeftFunc(rest, unicode.IsSpace) != "" {
			return n
		}
	}
	return 0
}

func (s *Source) unknownAnchor(name string) *finding.Finding {
	at := finding.Position{File: s.Name, Line: 1, Col: 1}
	for i := range s.lines() {
		if before, _, ok := strings.Cut(s.lines()[i], "*"+name); ok {
			at.Line, at.Col = i+1, len([]rune(before))+1
			break
		}
	}
	return s.finding(CodeSyntax, at, finding.Say("alias *%s has no anchor", "별칭 *%s에 해당하는 앵커가 없습니다", name),
		finding.Say("write &%s before the value it stands for", "가리킬 값 앞에 &%s을(를) 쓰십시오", name))
}
