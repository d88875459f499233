package drift

import (
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"asbuilt/discover"
	"asbuilt/finding"
	"asbuilt/internal/snapcase"
	"asbuilt/model"
	"asbuilt/model/kind"
)

// meaning is words of AWS for a fact that mean one thing: fine, in-flight, off, broken,
// going, gone, or a note such as told and setting, behind which no words of AWS stand.
type meaning struct {
	life  string
	words []string
}

// lifeTable is the table of what AWS says of how things live, by type and fact.
func lifeTable(t *testing.T) map[string]map[string][]meaning {
	t.Helper()
	table, err := os.ReadFile("../discover/life.txt")
	if err != nil {
		t.Fatal(err)
	}
	out, types := map[string]map[string][]meaning{}, []string(nil)
	for line := range strings.Lines(string(table)) {
		fact, says, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok {
			types = strings.Fields(line)
			continue
		}
		for _, typ := range types {
			if out[typ] == nil {
				out[typ] = map[string][]meaning{}
			}
			for clause := range strings.SplitSeq(says, "; ") {
				w := strings.Fields(clause)
				out[typ][fact] = append(out[typ][fact], meaning{w[0], w[1:]})
			}
		}
	}
	return out
}

// alone is one element of a kind with what realises it, or false where the kind cannot
// stand by itself.
func alone(t *testing.T, k kind.Kind, typ string) (example, *discover.Resource, bool) {
	t.Helper()
	for _, in := range []string{"seoul", "prod"} {
		text := head + "elements:\n  x: {kind: " + k.ID + ", in: " + in + ", match: {id: x}}\n"
		m, findings, err := model.Load(fstest.MapFS{"m.yaml": {Data: []byte(text)}}, "m.yaml", model.Options{})
		isError := func(f *finding.Finding) bool { return f.Severity == finding.Error }
		if err != nil || slices.ContainsFunc(findings, isError) {
			continue
		}
		for _, region := range []string{snapcase.Region, discover.Global} {
			s := snapcase.Snapshot(t, fmt.Appendf(nil, `[{"type": %q, "id": "x", "region": %q}]`, typ, region))
			r := s.Resources[0]
			if f, ok := r.Facts.(interface {
				Variant() discover.Reading[string]
			}); ok && k.Variant != "" {
				if field := reflect.ValueOf(r.Facts).Elem().FieldByName(f.Variant().Fact); field.Kind() == reflect.String {
					field.SetString(k.Variant)
				}
			}
			e := example{k.ID, m, s}
			if got := compare(m, s); got.coverage.Matched == 1 {
				return e, r, true
			}
		}
	}
	return example{}, nil, false
}

// Whatever a model declares: each word that AWS has for how it lives is told as what it
// means, whichever kind it is. What does not live is a finding, what is being changed is
// not broken, what is well says nothing, and a word of tomorrow is unknown, with the word.
func TestEveryWordOfLifeIsTold(t *testing.T) {
	table := lifeTable(t)
	n, kinds := 0, 0
	for _, k := range kind.All() {
		for _, typ := range k.AWS {
			e, r, ok := alone(t, k, typ)
			if !ok || len(table[typ]) == 0 {
				if !ok {
					t.Logf("%s as %s does not stand alone", k.ID, typ)
				}
				continue
			}
			kinds++
			told := compare(e.model, e.snapshot).told()
			for fact, means := range table[typ] {
				field := reflect.ValueOf(r.Facts).Elem().FieldByName(strings.Split(fact, ".")[0])
				if strings.Contains(fact, ".") || field.Kind() != reflect.String {
					continue
				}
				says := func(word string) (broken, unknown []string) {
					was := field.String()
					field.SetString(strings.ReplaceAll(word, "_", " "))
					defer field.SetString(was)
					for _, f := range compare(e.model, e.snapshot).findings {
						switch {
						case told[f.Fingerprint()]:
						case f.Verdict == finding.Unknown:
							unknown = append(unknown, f.Code+": "+f.Message.En)
						default:
							broken = append(broken, f.Code+": "+f.Message.En)
						}
					}
					return broken, unknown
				}
				judged := false
				for _, m := range means {
					if m.life == "setting" || m.life == "told" || m.life == "until" {
						judged = judged || m.life != "setting"
						continue
					}
					for _, word := range m.words {
						if word == "none" || word == "set" || word == "never" {
							continue
						}
						n++
						broken, unknown := says(word)
						switch m.life {
						case "fine":
							if len(broken)+len(unknown) > 0 {
								t.Errorf("%s: %s %s = %s is fine: %v %v", k.ID, typ, fact, word, broken, unknown)
							}
						case "in-flight":
							if len(broken) > 0 {
								t.Errorf("%s: %s %s = %s is in flight: %v", k.ID, typ, fact, word, broken)
							}
						default:
							if len(broken) == 0 {
								t.Errorf("%s: %s %s = %s is %s, and nothing is found (%v)", k.ID, typ, fact, word, m.life, unknown)
							}
						}
					}
				}
				if len(means) > 0 && means[0].life != "setting" && !judged {
					broken, unknown := says("word_of_tomorrow")
					if len(broken) > 0 || !slices.ContainsFunc(unknown, func(s string) bool { return strings.Contains(s, "word of tomorrow") }) {
						t.Errorf("%s: %s %s = a word of tomorrow: %v %v", k.ID, typ, fact, broken, unknown)
					}
				}
			}
		}
	}
	if n < 500 || kinds < 75 {
		t.Errorf("%d words of %d kinds: the test has lost its object", n, kinds)
	}
	t.Logf("%d words of %d kinds", n, kinds)
}
