package markdown

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/chroma"
	"github.com/alecthomas/chroma/lexers"
)

// TestLanguages calls every language that chroma has by every name and alias, and by the
// ends of its files: what is among ours is found as chroma finds it, and nothing else is.
func TestLanguages(t *testing.T) {
	ours := languages()
	found, left := 0, 0
	for _, l := range lexers.Registry.Lexers {
		words := append([]string{l.Config().Name}, l.Config().Aliases...)
		for _, word := range words {
			for _, word := range []string{word, strings.ToLower(word), strings.ToUpper(word)} {
				want := lexers.Get(word)
				if !slices.Contains(ours, want) {
					if got := languageOf(word); got == want && want != nil {
						t.Errorf("%q: %s is not among the languages", word, got.Config().Name)
					}
					left++
					continue
				}
				if got := languageOf(word); got != want {
					t.Errorf("%q: %v, want %s", word, nameOf(got), want.Config().Name)
				}
				found++
			}
		}
	}
	if found < 3*len(ours) || left == 0 {
		t.Errorf("%d words are names of %d languages, %d are of none", found, len(ours), left)
	}
	for _, l := range ours {
		for _, pattern := range l.Config().Filenames {
			if strings.ContainsAny(strings.TrimPrefix(pattern, "*"), "*[?") {
				continue
			}
			for _, word := range []string{strings.TrimPrefix(pattern, "*."), strings.Replace(pattern, "*", "src/main", 1)} {
				want := lexers.Get(word)
				if got := languageOf(word); got != want && slices.Contains(ours, want) {
					t.Errorf("%q: %v, want %s", word, nameOf(got), want.Config().Name)
				}
			}
		}
	}
}

// TestDocumented knows every language that the page about records promises.
func TestDocumented(t *testing.T) {
	page, err := os.ReadFile("../../docs/decision-records.md")
	if err != nil {
		t.Fatal(err)
	}
	_, promise, _ := strings.Cut(string(page), "Code is coloured")
	promise, _, _ = strings.Cut(promise, "another language")
	words := regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(promise, -1)
	if len(words) < 30 {
		t.Fatalf("the page promises %d languages", len(words))
	}
	for _, word := range words {
		if languageOf(word[1]) == nil {
			t.Errorf("%s is promised and not known", word[1])
		}
	}
}

// TestColours colours a string, a number or a comment in each language that has one of
// them: no language is in the table that leaves its code as it is.
func TestColours(t *testing.T) {
	coloured := regexp.MustCompile(`<span class="[a-z0-9]+">`)
	for _, l := range languages() {
		called := append([]string{l.Config().Name}, l.Config().Aliases...)
		name := called[len(called)-1]
		code := "# \"a\" 1 <!-- b --> <b>c</b> // d\n\n{\"e\": 2} ;; (let [f 3])\n-- select 4 from g;\n$ ls\n@@ h @@\n-i\n+j\n" +
			"GET / HTTP/1.1\nHost: k\n\nFeature: l\n  {{ if .m }}{% n %}\n*> o\n"
		got := string(Render("```"+name+"\n"+code+"```\n", plainOptions()).HTML)
		if called[0] != "plaintext" && !coloured.MatchString(got) {
			t.Errorf("%s: nothing is coloured:\n%s", name, got)
		}
	}
}

func nameOf(l chroma.Lexer) string {
	if l == nil {
		return "none"
	}
	return l.Config().Name
}
