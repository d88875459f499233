package report

import (
	"testing"

	"asbuilt/finding"
)

// What follows from a cause is broken only where somebody looked.
func TestFollow(t *testing.T) {
	broken, unknown := &finding.Finding{Verdict: finding.Broken}, &finding.Finding{Verdict: finding.Unknown}
	for _, c := range []struct {
		all    finding.List
		en, ko string
	}{
		{finding.List{broken}, "breaks 1:", "영향 1건:"},
		{finding.List{unknown, unknown}, "leaves 2 unknown:", "확인 불가 2건:"},
		{finding.List{broken, unknown, broken}, "breaks 2, leaves 1 unknown:", "영향 2건, 확인 불가 1건:"},
		{finding.List{{Owned: true}, {Owned: true}}, "2 things belong to it:", "딸린 리소스 2개:"},
	} {
		for lang, want := range map[finding.Lang]string{finding.English: c.en, finding.Korean: c.ko} {
			w := wordsIn(lang)
			if got := w.follow(c.all); got != want {
				t.Errorf("%v: %q, want %q", lang, got, want)
			}
		}
	}
}
