package finding_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"asbuilt/finding"
)

const wellFormed = `# A file of texts.

alarm-missing
  title.en: Nothing watches the metric: at 100 %
  title.ko: 경보가 없음: 100%
  cause.en: # of alarms is none.
  cause.ko: 경보가 하나도 없습니다.

  # A comment between two texts.
  cure.both: CloudWatch

retention
	en: Retention of %q
	ko: %q의 보존 기간
arn
  both: ARN
`

func TestTexts(t *testing.T) {
	texts, err := finding.ParseTexts("a.txt", strings.ReplaceAll(wellFormed, "\n", "\r\n"))
	if err != nil {
		t.Fatal(err)
	}
	rules := texts.Explain(finding.Rules{{Code: "alarm-missing", Severity: finding.Warning, Structural: true}})
	want := finding.Rules{{
		Code: "alarm-missing", Severity: finding.Warning, Structural: true,
		Title: finding.Both("Nothing watches the metric: at 100 %", "경보가 없음: 100%"),
		Cause: finding.Both("# of alarms is none.", "경보가 하나도 없습니다."),
		Cure:  finding.Same("CloudWatch"),
	}}
	if diff := cmp.Diff(want, rules); diff != "" {
		t.Errorf("rules (-want +got):\n%s", diff)
	}
	if got, want := texts.Of("arn"), finding.Same("ARN"); got != want {
		t.Errorf("Of(arn) = %+v", got)
	}
	if got, want := texts.Say("retention", "logs"), finding.Both(`Retention of "logs"`, `"logs"의 보존 기간`); got != want {
		t.Errorf("Say(retention) = %+v", got)
	}
	if _, ok := texts.Lookup("alarm-missing"); ok {
		t.Error("the block of a rule is taken for a label")
	}
	var places []string
	for at := range texts.All() {
		places = append(places, at.String())
	}
	order := []string{"title of alarm-missing", "cause of alarm-missing", "cure of alarm-missing", "retention", "arn"}
	if diff := cmp.Diff(order, places); diff != "" {
		t.Errorf("All() (-want +got):\n%s", diff)
	}
}

// Every fault of a file of texts is told, with its line.
func TestTextsFaults(t *testing.T) {
	for _, c := range []struct{ name, content, want string }{
		{"no Korean", "a\n  en: A\nb\n  both: B\n", "t.txt:2: a has no Korean in the next line"},
		{"no Korean at the end", "a\n  title.en: A\n", "t.txt:2: title of a has no Korean in the next line"},
		{"no English", "a\n  ko: 가\n", "t.txt:2: a has no English in the line above"},
		{"Korean first", "a\n  ko: 가\n  en: A\n", "t.txt:2: a has no English in the line above\nt.txt:3: a has no Korean in the next line"},
		{"Korean of another part", "a\n  title.en: A\n  cure.ko: 가\n", "t.txt:3: cure of a has no English in the line above\nt.txt:2: title of a has no Korean in the next line"},
		{"English twice", "a\n  en: A\n  en: A\n  ko: 가\n", "t.txt:2: a has no Korean in the next line"},
		{"text twice", "a\n  en: A\n  ko: 가\n  both: A\n", "t.txt:4: a stands twice"},
		{"key twice", "a\n  both: A\na\n  title.both: A\n", "t.txt:3: a stands twice"},
		{"empty", "a\n  both:\n", "t.txt:2: both of a is empty"},
		{"empty Korean", "a\n  en: A\n  ko:\n", "t.txt:3: ko of a is empty"},
		{"no text", "a\nb\n  both: B\n", "t.txt:1: a has no text"},
		{"no text at the end", "a\n  both: A\n\nb\n", "t.txt:4: b has no text"},
		{"no key", "  both: A\n", "t.txt:1: a text without a key above it"},
		{"no language", "a\n  just words\n", `t.txt:2: "just words" has no language and colon before it`},
		{"another language", "a\n  title.fr: A\n", `t.txt:2: "fr" is not a language; write en, ko or both`},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := finding.ParseTexts("t.txt", c.content)
			if got := fmt.Sprint(err); got != c.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, c.want)
			}
			defer func() {
				if recover() == nil {
					t.Error("the embedded file is taken")
				}
			}()
			finding.Embedded("t.txt", c.content)()
		})
	}
}

// Rules and their texts fit, or the program does not go on.
func TestExplainFaults(t *testing.T) {
	block := func(code string, parts ...string) string {
		for _, p := range parts {
			code += "\n  " + p + ".both: A"
		}
		return code + "\n"
	}
	whole := block("a", "title", "cause", "cure")
	for _, c := range []struct{ name, content, codes, want string }{
		{"rule without texts", whole, "a b", "t.txt: there is no title of b"},
		{"rule without a cure", block("a", "title", "cause"), "a", "t.txt: there is no cure of a"},
		{"texts without a rule", whole + block("b", "title", "cause", "cure"), "a", "t.txt: no rule asks for the title of b"},
		{"unknown part", whole + block("b", "titel"), "a", "t.txt: no rule asks for the titel of b"},
		{"one part too many", block("a", "title", "cause", "cure", "hint"), "a", "t.txt: no rule asks for the hint of a"},
		{"one code twice", whole, "a a", "two rules have the code a"},
		{"labels beside rules", whole + "label\n  both: A\n", "a", "<nil>"},
	} {
		t.Run(c.name, func(t *testing.T) {
			texts, err := finding.ParseTexts("t.txt", c.content)
			if err != nil {
				t.Fatal(err)
			}
			var rules finding.Rules
			for _, code := range strings.Fields(c.codes) {
				rules = append(rules, finding.Rule{Code: code})
			}
			defer func() {
				if got := fmt.Sprint(recover()); got != c.want {
					t.Errorf("got %q, want %q", got, c.want)
				}
			}()
			texts.Explain(rules)
		})
	}
}

func TestTextsOfNothing(t *testing.T) {
	texts, _ := finding.ParseTexts("t.txt", "a\n  both: A\n")
	defer func() {
		if got, want := fmt.Sprint(recover()), "t.txt: there is no b"; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}()
	texts.Of("b")
}
