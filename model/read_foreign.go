package model

import (
	"bytes"
	_ "embed"
	"regexp"
	"strings"
	"sync"

	"asbuilt/finding"
	"asbuilt/model/syntax"
)

//go:embed read_foreign.txt
var foreignFile string

// A foreignSign is what tells the files of a tool.
type foreignSign struct {
	tool finding.Text
	// sign is looked for at the beginning of a line, behind a brace or not, or behind any
	// brace or comma where it is a key of JSON; and, where there is one, must stand in
	// the file too.
	sign, and *regexp.Regexp
}

// foreignSigns are what tells files of other tools, the surest first.
var foreignSigns = sync.OnceValue(func() []foreignSign {
	var all []foreignSign
	var tool finding.Text
	for line := range strings.Lines(foreignFile) {
		line = strings.TrimRight(line, "\n")
		if sign, ok := strings.CutPrefix(line, "  sign "); ok {
			before := `^\s*(?:\{\s*)?`
			if strings.HasPrefix(sign, `"`) { // a key of JSON, which may all stand on one line
				before = `(?:^|[{,])\s*`
			}
			all = append(all, foreignSign{tool: tool, sign: regexp.MustCompile(`(?m)` + before + `(?:` + sign + `)`)})
		} else if and, ok := strings.CutPrefix(line, "  and  "); ok {
			all[len(all)-1].and = regexp.MustCompile(`(?m)(?:^|[\s{,])(?:` + and + `)`)
		} else if line != "" && line[0] != '#' {
			en, ko, both := strings.Cut(line, " | ")
			if !both {
				ko = en
			}
			tool = finding.Text{En: en, Ko: ko}
		}
	}
	return all
})

// keysOfOurs finds a key that a model, a part of one or an overlay has, and no file
// of another tool at its beginning.
var keysOfOurs = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?m)^\s*\{?\s*["']?asbuilt["']?\s*:|` +
		`^["']?(elements|boundaries|access_levels|connections|modules|templates|flows|kinds|groups)["']?\s*:`)
})

// mostSeen is how much of a file is looked at.
const mostSeen = 64 << 10

// foreign says which tool a file is of, and the line that shows it, 1-based; the
// line is 0 for what may be a model. It goes by the text alone, for most such files
// are no YAML.
func foreign(data []byte) (tool finding.Text, line int) {
	data = data[:min(len(data), mostSeen)]
	if keysOfOurs().Match(data) {
		return finding.Text{}, 0
	}
	for _, s := range foreignSigns() {
		at := s.sign.FindIndex(data)
		if at == nil || s.and != nil && !s.and.Match(data) {
			continue
		}
		blank := len(data[at[0]:]) - len(bytes.TrimLeft(data[at[0]:], "{, \t\r\n"))
		return s.tool, 1 + bytes.Count(data[:at[0]+blank], []byte("\n"))
	}
	return finding.Text{}, 0
}

// reportForeign reports a file of another tool, and says whether it is one.
func (l *loader) reportForeign(name string, data []byte) bool {
	tool, line := foreign(data)
	if line == 0 {
		return false
	}
	l.done[name] = true
	l.d.sources[name] = syntax.NewSource(name, data)
	hint := finding.Say("write a model beside it: asbuilt init starts one, and nothing of this file is read",
		"옆에 모델을 새로 쓰십시오. asbuilt init이 시작해 줍니다. 이 파일은 읽지 않습니다")
	if strings.Contains(tool.En, "asbuilt") {
		hint = finding.Say("name the model: architecture.yaml, with a snapshot behind --snapshot",
			"모델(architecture.yaml)을 적고 스냅샷은 --snapshot으로 적으십시오")
	}
	l.d.report(CodeForeignFile, finding.Position{File: name, Line: line, Col: 1},
		finding.Say("this is no asbuilt model; it looks like %s", "asbuilt 모델이 아닙니다. 형식: %s", tool), hint)
	return true
}
