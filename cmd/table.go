package cmd

import (
	"io"

	"asbuilt/finding"
	"asbuilt/finding/plain"
)

// table is lines below heads, of which one column may be cut, and what is said below it.
type table struct {
	heads   []finding.Text
	lines   [][]string
	elastic int
	count   finding.Text
	// left is how many lines have no room, hidden how many parts of others have none.
	left, hidden int
}

func (t *table) write(w io.Writer, lang finding.Lang) error {
	if len(t.lines) > 0 {
		head := make([]string, len(t.heads))
		for i, h := range t.heads {
			head[i] = h.In(lang)
		}
		lines := append([][]string{head}, t.lines...)
		if _, err := io.WriteString(w, aligned(lines, t.elastic, terminalWidth(w))+"\n"); err != nil {
			return finding.Errorf("write list: %v",
				"목록을 쓰지 못했습니다: %v", err)
		}
	}
	plain.Fprintln(w, t.count.In(lang))
	if t.left > 0 {
		plain.Fprintln(w, finding.Say("%d of them are not shown: --all shows them, --type and --tag choose",
			"그중 %d개는 보이지 않습니다. --all은 모두 보여 주고 --type과 --tag는 골라 냅니다", t.left).In(lang))
	}
	if t.hidden > 0 {
		plain.Fprintln(w, finding.Say("%d parts of others are not listed: --parts lists them",
			"다른 리소스의 일부 %d개는 목록에 없습니다. --parts로 볼 수 있습니다", t.hidden).In(lang))
	}
	return nil
}

// orNone is a list that JSON shows as one, empty or not.
func orNone(ids []string) []string {
	if ids == nil {
		return []string{}
	}
	return ids
}
