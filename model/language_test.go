package model_test

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"asbuilt/finding"
	"asbuilt/internal/golden"
	"asbuilt/model"
	"asbuilt/model/kind"
)

// languagePages are the reference of the language.
var languagePages = map[finding.Lang]string{
	finding.English: "../docs/language.md", finding.Korean: "../docs/language.ko.md",
}

// constructs are all constructs of the language, the root first.
func constructs() []*model.Construct {
	seen := map[*model.Construct]bool{}
	var out []*model.Construct
	var walk func(c *model.Construct)
	walk = func(c *model.Construct) {
		if c == nil || seen[c] {
			return
		}
		seen[c] = true
		out = append(out, c)
		for _, k := range c.Keys {
			walk(k.Of)
		}
	}
	walk(model.Language())
	return out
}

var keysMarker = regexp.MustCompile(`(?ms)^<!-- keys (\w+) -->\n(?:.*?<!-- end -->\n)?`)

// TestLanguagePage proves the tables of the two pages current, and that each has
// one for each construct.
func TestLanguagePage(t *testing.T) {
	byName := map[string]*model.Construct{}
	for _, c := range constructs() {
		byName[c.Name] = c
	}
	for lang, file := range languagePages {
		page, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		shown := map[string]bool{}
		out := keysMarker.ReplaceAllStringFunc(string(page), func(marker string) string {
			name := keysMarker.FindStringSubmatch(marker)[1]
			shown[name] = true
			if byName[name] == nil {
				t.Errorf("%s shows keys of %s, which is no construct", file, name)
				return marker
			}
			return "<!-- keys " + name + " -->\n" + keyTable(byName[name], lang) + "<!-- end -->\n"
		})
		for _, c := range constructs() {
			if !shown[c.Name] {
				t.Errorf("%s has no table of %s", file, c.Name)
			}
		}
		golden.Check(t, file, []byte(out))
	}
}

func keyTable(c *model.Construct, lang finding.Lang) string {
	var b strings.Builder
	head := finding.Say("| key | written as | meaning |", "| 키 | 쓰는 법 | 뜻 |")
	fmt.Fprintf(&b, "\n%s\n\n%s\n|---|---|---|\n", caption(c, lang), head.In(lang))
	for _, k := range c.Keys {
		name := "`" + k.Name + "`"
		if k.Required {
			name = "**" + name + "**"
		}
		form := k.Form.In(lang)
		if refers := k.Refers.In(lang); refers != "" {
			if len(k.Kinds) > 0 {
				refers += finding.Say(" of kind %s", ", 종류는 %s", strings.Join(k.Kinds, ", ")).In(lang)
			}
			form += " (" + refers + ")"
		}
		fmt.Fprintf(&b, "| %s | %s | %s |\n", name, form, strings.ReplaceAll(k.Doc.In(lang), "|", `\|`))
	}
	return b.String() + "\n"
}

// caption says behind which keys the construct stands.
func caption(c *model.Construct, lang finding.Lang) string {
	var behind []string
	for _, holder := range constructs() {
		for _, k := range holder.Keys {
			if word := "`" + k.Name + ":`"; k.Of != nil && k.Of.Name == c.Name && !slices.Contains(behind, word) {
				behind = append(behind, word)
			}
		}
	}
	if len(behind) == 0 {
		return finding.Say("Keys of the file:", "파일의 키:").In(lang)
	}
	return finding.Say("Keys behind %s:", "%s 안의 키:", strings.Join(behind, ", ")).In(lang)
}

var yamlBlock = regexp.MustCompile("(?ms)^```yaml\n(.*?)^```$")

// TestLanguageExamples checks every example of docs/language.md: no error, and
// together they use every construct.
func TestLanguageExamples(t *testing.T) {
	page, err := os.ReadFile(languagePages[finding.English])
	if err != nil {
		t.Fatal(err)
	}
	all := ""
	for i, m := range yamlBlock.FindAllStringSubmatch(string(page), -1) {
		all += m[1]
		files, opt := exampleFiles(m[1])
		_, findings, err := model.Load(files, "architecture.yaml", opt)
		if err != nil {
			t.Errorf("example %d: %v\n%s", i+1, err, m[1])
		}
		for _, f := range findings {
			if f.Severity == finding.Error {
				t.Errorf("example %d: %s\n%s", i+1, transcript(finding.List{f}, finding.English), m[1])
			}
		}
	}
	for _, c := range constructs() {
		for _, k := range c.Keys {
			if k.Of != nil && !strings.Contains(all, k.Name+":") {
				t.Errorf("no example shows %s.%s", c.Name, k.Name)
			}
		}
	}
}

// TestLanguagePagesAgree holds the Korean page to the same examples in the same
// order under as many headings.
func TestLanguagePagesAgree(t *testing.T) {
	english, err := os.ReadFile(languagePages[finding.English])
	if err != nil {
		t.Fatal(err)
	}
	korean, err := os.ReadFile(languagePages[finding.Korean])
	if err != nil {
		t.Fatal(err)
	}
	skeleton := func(page []byte) string {
		headings := strings.Count(string(page), "\n## ")
		return fmt.Sprint(headings, " headings\n", strings.Join(yamlBlock.FindAllString(string(page), -1), "\n"))
	}
	if diff := cmp.Diff(skeleton(english), skeleton(korean)); diff != "" {
		t.Errorf("the pages differ (-en +ko)\n%s", diff)
	}
}

// exampleFiles makes a model of an example; the comment in its first line says
// what file it stands for.
func exampleFiles(text string) (fstest.MapFS, model.Options) {
	base := "asbuilt: 1\nname: t\n"
	switch {
	case strings.HasPrefix(text, "# architecture.dev.yaml"):
		base += "environments: [dev]\nelements: {api: {kind: ecs-service, scaling: {min: 1, max: 3}}, db: {kind: rds-mysql}, audit: {kind: cloudtrail}}\n" +
			"connections: [{from: api, to: db, port: 3306, tls: true}]\n"
		return fstest.MapFS{"architecture.yaml": {Data: []byte(base)}, "architecture.dev.yaml": {Data: []byte(text)}}, model.Options{Env: "dev"}
	case strings.HasPrefix(text, "# parts/"):
		return fstest.MapFS{"architecture.yaml": {Data: []byte(base + "include: [parts/*.yaml]\n")}, "parts/a.yaml": {Data: []byte(text)}}, model.Options{}
	case strings.HasPrefix(text, "asbuilt:"):
		base = ""
	}
	return fstest.MapFS{"architecture.yaml": {Data: []byte(base + text)}}, model.Options{}
}

// TestKindFacts holds the facts of the catalogue to the keys of the language.
func TestKindFacts(t *testing.T) {
	keys := map[string]*model.Construct{}
	for _, c := range constructs() {
		keys[c.Name] = c
	}
	used := map[string]bool{}
	for _, k := range kind.All() {
		c := keys["Element"]
		switch k.Category {
		case kind.Place:
			c = keys["Boundary"]
		case kind.Set:
			c = keys["Group"]
		}
		for _, f := range k.Facts {
			if c.Find(f) == nil {
				t.Errorf("kind %s: %s is no key of %s", k.ID, f, c.Name)
			}
			if c.Name == "Element" {
				used[f] = true
			}
		}
	}
	for _, f := range kind.Common() {
		used[f] = true
		if keys["Element"].Find(f) == nil {
			t.Errorf("common fact %s is no key of an element", f)
		}
	}
	for _, k := range keys["Element"].Keys {
		if !used[k.Name] {
			t.Errorf("no kind has the fact %s", k.Name)
		}
	}
}
