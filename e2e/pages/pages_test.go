// Package pages_test tries the site of the large example in a browser: search,
// themes, pictures, the keyboard, widths of screens and accessibility.
package pages_test

import (
	"encoding/json"
	"fmt"
	"html"
	"io/fs"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"asbuilt/git"
	"asbuilt/internal/browser"
	"asbuilt/internal/nightly"
	"asbuilt/internal/sitecase"
	"asbuilt/internal/tool"
	"asbuilt/model/diff"
	"asbuilt/site"
)

// onePage is a page of each type, all with as much on it as there is.
var onePage = []string{
	"index.html", "views.html", "views/network.html", "elements.html", "elements/planning-api.html", "elements/mariadb.html",
	"places.html", "boundaries/vpc.html", "modules/planning.html", "flows.html", "flows/ask.html", "data/question.html",
	"data.html", "decisions.html", "decisions/0003-ecs-rather-than-eks.html", "runbooks/openai-down.html", "drift.html",
	"security.html", "scaling.html", "operations.html", "roadmap.html", "404.html",
	"start.html", "owners.html", "owners/planning-ai.html", "changes.html",
}

// systemA is the example in the root of the repository with a report made up
// from it.
func systemA(t *testing.T) site.Input {
	t.Helper()
	in := sitecase.Input(t, os.DirFS("../.."))
	in.Report = sitecase.Report(in.Model)
	// What changed: a commit that brought all of the model.
	commit := git.Commit{ID: strings.Repeat("c0ffee12", 5), Author: "김유신", Subject: "처음부터", Time: sitecase.AsOf}
	in.Provenance = &site.Provenance{
		Head: git.Head{Commit: commit, Branch: "main"},
		News: []site.News{{Commit: commit, Changes: diff.Compare(diff.Side{}, diff.Side{Model: in.Model})}},
	}
	return in
}

// example is the site of System A, built once.
var example struct {
	sync.Once
	tree fs.FS
}

func exampleSite(t *testing.T) fs.FS {
	t.Helper()
	example.Do(func() { example.tree = build(t, systemA(t)) })
	return example.tree
}

func build(t *testing.T, in site.Input) fs.FS {
	t.Helper()
	tree, err := site.Build(in)
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

// onDisk writes the tree to a folder whose name has a space and Korean in it,
// and is its address.
func onDisk(t *testing.T, tree fs.FS) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "내 사이트 1")
	if err := os.CopyFS(dir, tree); err != nil {
		t.Fatal(err)
	}
	u := url.URL{Scheme: "file", Path: filepath.ToSlash(dir) + "/"}
	return u.String()
}

// served serves the tree below a path.
func served(t *testing.T, tree fs.FS) string {
	t.Helper()
	srv := httptest.NewServer(http.StripPrefix("/docs/atlas/", http.FileServerFS(tree)))
	t.Cleanup(srv.Close)
	return srv.URL + "/docs/atlas/"
}

func TestBrowserUse(t *testing.T) {
	tool.Browser(t)
	tree := exampleSite(t)
	for name, base := range map[string]string{"file": onDisk(t, tree), "http": served(t, tree)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := browser.New(t)
			b.Size(1440, 960)
			search(b, base)
			theme(b, base)
			diagram(b, base)
			keyboard(b, base)
			sorting(b, base)
			b.Clean()
			b.Within(base)
		})
	}
}

// search goes to what it finds by keyboard, keeps the query in the address, and
// marks the words on the page that opens.
func search(b *browser.Tab, base string) {
	first := "(document.querySelector('#find-list [role=option] span')||{}).textContent"
	b.Open(base + "index.html")
	b.Press("/")
	b.Is("document.activeElement.id === 'find-input' && window.ASBUILT_INDEX")
	b.Open(base + "elements/mariadb.html")
	b.Press("k", chromedp.KeyModifiers(chromedp.ModifierCtrl))
	b.Is("document.activeElement.id === 'find-input'")
	browser.Run(b, chromedp.SendKeys(chromedp.CSS("#find-input"), "planning"))
	b.Is("document.getElementById('find-input').getAttribute('aria-activedescendant') === 'find-0'")
	b.Press(kb.ArrowDown)
	b.Is("document.getElementById('find-1').getAttribute('aria-selected') === 'true'")
	b.Press(kb.ArrowUp)
	browser.Run(b, chromedp.SendKeys(chromedp.CSS("#find-input"), "-api"))
	b.Is(first + " === '계획 서비스' && location.search === '?find=planning-api'")
	b.Press(kb.Enter)
	b.At("/elements/planning-api.html?q=planning-api")
	b.Is("document.querySelector('main mark').textContent === 'planning-api'")
	b.Open(base + "en/index.html?find=planning%20service")
	b.Is(first + " === 'Planning service' && document.querySelector('#find-list mark').textContent === 'Planning'")
	b.Press(kb.Escape)
	b.Is("document.getElementById('find-list').hidden && location.search === ''")
}

// TestSearch looks for things by what people type: parts of words, without
// blanks, by initial consonants, by ear, in the wrong layout, with a letter wrong,
// by number, address, ARN and code.
func TestSearch(t *testing.T) {
	tool.Browser(t)
	base := onDisk(t, exampleSite(t))
	b := browser.New(t)
	for lang, queries := range map[string][]struct{ query, want string }{
		"": {
			{"서비스", "서비스"}, {"제조서비스", "제조 서비스"}, {"ㄱㅎㅅㅂㅅ", "계획 서비스"}, {"계획 섭", "계획 서비스"},
			{"support-api", "고객지원 서비스"}, {"mriadb", "MariaDB"}, {"레디스", "Redis"}, {"wpwh", "제조"}, {"고객지언", "고객지원"},
			{"manufacturign", "제조"}, {"0003", "EKS가 아니라 ECS를 쓴다"}, {"adr-3", "EKS가 아니라 ECS를 쓴다"},
			{"10.20.20.77", "데이터 서브넷"}, {"vpc-link alb", "→"}, {"게이트웨이 람다", "게이트웨이"},
			{"arn:aws:ecs:ap-northeast-2:210987654321:service/ai/redis", "Redis"}, {"scaling-differs", "10이 아니라 6"},
			{"module-down", "모듈"}, {"저장 시 암호화", ""}, {"수신 포트", ""},
		},
		"en/": {
			{"backup retention", ""}, {"listens", ""}, {"fargate", ""}, {"rds", ""}, {"dead letter", ""},
			{"보존", ""}, {"kubernetes", ""},
		},
	} {
		b.Open(base + lang + "index.html?find=x")
		b.Is("document.querySelector('#find-list li')")
		for _, q := range queries {
			got := ask(b, q.query)
			if got.Hits == 0 || !strings.Contains(got.First, q.want) {
				t.Errorf("%s%q finds %d, first %q, want %q", lang, q.query, got.Hits, got.First, q.want)
			}
		}
		if got := ask(b, "zzqqxxjjvv"); got.Hits != 0 {
			t.Errorf("what is nowhere is found %d times: %q", got.Hits, got.First)
		}
	}
	b.Clean()
}

// answer is what a query finds.
type answer struct {
	Hits  int
	First string
}

func ask(b *browser.Tab, query string) answer {
	b.Do("var i = document.getElementById('find-input'); i.value = " + quoted(query) + "; i.dispatchEvent(new Event('input'))")
	return browser.Value[answer](b, `(function () {
		var list = Array.from(document.querySelectorAll('#find-list li:not([aria-disabled])'));
		return {Hits: list.length, First: list.length ? list[0].textContent : ''};
	})()`)
}

// TestSearchFindsWhatStandsOnPages takes words from pages of every type, in both
// languages, and looks for them.
func TestSearchFindsWhatStandsOnPages(t *testing.T) {
	tool.Browser(t)
	tree := exampleSite(t)
	base := onDisk(t, tree)
	b := browser.New(t)
	asked, lost := 0, []string{}
	for _, lang := range []string{"", "en/"} {
		words := map[string]bool{}
		for _, name := range onePage {
			if name == "404.html" {
				continue // nobody looks for it
			}
			text, err := fs.ReadFile(tree, lang+name)
			if err != nil {
				t.Fatal(err)
			}
			all := wordsOn(string(text))
			for i := 0; i < len(all); i += 1 + len(all)/12 { // some of each page
				words[all[i]] = true
			}
		}
		b.Open(base + lang + "index.html?find=x")
		b.Is("document.querySelector('#find-list li')")
		all := slices.Sorted(maps.Keys(words))
		asked += len(all)
		list, err := json.Marshal(all)
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range browser.Value[[]string](b, string(list)+`.filter(function (w) {
			var i = document.getElementById('find-input');
			i.value = w;
			i.dispatchEvent(new Event('input'));
			return !document.querySelector('#find-list li:not([aria-disabled])');
		})`) {
			lost = append(lost, lang+w)
		}
	}
	if asked < 200 || len(lost)*100 > asked*3 {
		t.Errorf("%d of %d words that stand on pages are not found: %q", len(lost), asked, lost)
	}
}

var (
	beyondText = regexp.MustCompile(`(?s)^.*?<main[^>]*>|</main>.*$|<svg.*?</svg>|<pre.*?</pre>|<[^>]*>`)
	word       = regexp.MustCompile(`[\p{Hangul}A-Za-z][\p{Hangul}A-Za-z0-9_-]{2,}`)
)

// wordsOn are the words that a reader of a page meets, in their order.
func wordsOn(page string) []string {
	return word.FindAllString(html.UnescapeString(beyondText.ReplaceAllString(page, " ")), -1)
}

// theme goes through the three settings and keeps the choice on the next page.
func theme(b *browser.Tab, base string) {
	b.Open(base + "index.html")
	ground := "getComputedStyle(document.body).backgroundColor"
	light := browser.Value[string](b, ground)
	b.Click("#theme")
	b.Is("document.documentElement.dataset.theme === 'light' && " + ground + " === " + quoted(light))
	b.Click("#theme")
	b.Is("document.documentElement.dataset.theme === 'dark' && " + ground + " !== " + quoted(light))
	b.Open(base + "drift.html")
	b.Is("document.documentElement.dataset.theme === 'dark' && " + ground + " !== " + quoted(light))
	b.Click("#theme")
	b.Is("!document.documentElement.dataset.theme")
}

// diagram zooms by button, key and wheel, lights what a node is tied to, and
// leads to the page of an element.
func diagram(b *browser.Tab, base string) {
	b.Open(base + "views/network.html")
	width := "document.querySelector('svg.ab').viewBox.baseVal.width"
	full := browser.Value[float64](b, width)
	at := " < " + number(full)
	b.Click("[data-do=in]")
	b.Is(width + at)
	b.Click("[data-do=fit]")
	b.Is(width + " === " + number(full))
	b.Focus(".drawing")
	b.Press("+")
	b.Is(width + at)
	b.Press("0")
	b.Is(width + " === " + number(full))
	b.Do("document.querySelector('.drawing').dispatchEvent(new WheelEvent('wheel', {deltaY: -200, ctrlKey: true, cancelable: true}))")
	b.Is(width + at)
	b.Do("document.querySelector('[data-role=node][data-id=planning-api]').focus()")
	b.Is("document.querySelector('svg.ab').classList.contains('lit') && document.querySelectorAll('[data-role=line].on').length > 0")
	b.Press(kb.Enter)
	b.At("/elements/planning-api.html")
}

// keyboard reaches the skip link first and the content from it.
func keyboard(b *browser.Tab, base string) {
	b.Open(base + "elements.html")
	b.Press(kb.Tab)
	b.Is("document.activeElement.className === 'skip'")
	b.Press(kb.Enter)
	b.Is("location.hash === '#main' && document.activeElement.id === 'main'")
}

// sorting sorts a table by text and one by numbers, both ways and back.
func sorting(b *browser.Tab, base string) {
	column := func(n int) string {
		return "Array.from(document.querySelector('#main table').tBodies[0].rows).map(r => r.cells[" + strconv.Itoa(n) + "].textContent.trim())"
	}
	b.Open(base + "en/scaling.html")
	written := browser.Value[[]string](b, column(0))
	heads := "#main table th:nth-child(1) .sort"
	b.Click(heads)
	if got := browser.Value[[]string](b, column(0)); !sorted(got) || slices.Equal(got, written) {
		b.Fail("names are in the order %q", got)
	}
	b.Click(heads)
	b.Is("document.querySelector('#main table th').getAttribute('aria-sort') === 'descending'")
	b.Click(heads)
	if got := browser.Value[[]string](b, column(0)); !slices.Equal(got, written) {
		b.Fail("the order of the model does not come back: %q", got)
	}
	b.Click("#main table th:nth-child(2) .sort")
	b.Click("#main table th:nth-child(2) .sort")
	if got := browser.Value[[]string](b, column(1)); !strings.HasSuffix(got[0], "1333.3×") || !strings.HasSuffix(got[len(got)-1], "0.5×") {
		b.Fail("headroom is in the order %q", got)
	}
}

// sorted reports whether names are in the order of a dictionary.
func sorted(names []string) bool {
	return slices.IsSortedFunc(names, func(a, b string) int { return strings.Compare(strings.ToLower(a), strings.ToLower(b)) })
}

// TestBrowserWidths looks for pages that are wider than a small screen.
func TestBrowserWidths(t *testing.T) {
	tool.Browser(t)
	base := onDisk(t, exampleSite(t))
	b := browser.New(t)
	for _, name := range onePage {
		b.Open(base + name)
		for _, width := range []int64{320, 390, 768, 1440} {
			b.Size(width, 960)
			if over := browser.Value[int](b, "document.documentElement.scrollWidth - innerWidth"); over > 0 {
				t.Errorf("%s at %d: %d px too wide", name, width, over)
			}
		}
	}
	b.Clean()
	b.Within(base)
}

// TestBrowserAxe asks axe-core about a page of each kind of both examples: in both
// languages, on light and dark ground, on wide and small screens and on paper; by day
// about all of one sort and some of every other, others each time.
func TestBrowserAxe(t *testing.T) {
	tool.Browser(t)
	axe := tool.AxeCore(t)
	designed := systemA(t)
	designed.Report = nil
	a, b := onDisk(t, exampleSite(t)), onDisk(t, os.DirFS(builtSites(t)["ec2"]))
	type row struct {
		name, base, medium, lang, scheme string
		width                            int64
		pages                            []string
	}
	rows := []row{
		{"as designed", onDisk(t, build(t, designed)), "screen", "en", "light", 1440, telling},
		{"A, Korean, light, 1440", a, "screen", "", "light", 1440, onePage},
		{"A, Korean, dark, 390", a, "screen", "", "dark", 390, telling},
	}
	turn := 0
	add := func(name, medium, lang, scheme string, width int64) {
		name = fmt.Sprintf("%s, %s, %s, %d", name, map[string]string{"": "Korean", "en": "English"}[lang], scheme, width)
		few := 3
		if lang == "en" && (scheme == "dark") == (width == 1440) {
			few = 8
		}
		rows = append(rows, row{"A, " + name, a, medium, lang, scheme, width, nightly.Of(turned(onePage, turn), few)})
		of := map[string]string{"": "ko", "en": ""}[lang] // its own language is English
		rows = append(rows, row{"B, " + name, b, medium, of, scheme, width, nightly.Of(turned(onePageOfB, turn), 1)})
		turn += 3
	}
	for _, lang := range []string{"", "en"} {
		for _, scheme := range []string{"light", "dark"} {
			for _, width := range []int64{1440, 390} {
				add("screen", "screen", lang, scheme, width)
			}
		}
		add("paper", "print", lang, "light", 680)
	}
	for _, tt := range rows {
		t.Run(tt.name, func(t *testing.T) {
			b := browser.New(t)
			if tt.medium == "print" {
				b.Medium(tt.medium)
			} else {
				b.Prefer(tt.scheme)
			}
			b.Size(tt.width, 960)
			for _, name := range tt.pages {
				address := path.Join(tt.lang, name)
				b.Open(tt.base + address)
				b.Accessible(axe, address)
			}
		})
	}
}

// turned are the same pages, beginning with another one.
func turned(pages []string, by int) []string {
	by %= len(pages)
	return slices.Concat(pages[by:], pages[:by])
}

// onePageOfB is a page of each kind of the second example.
var onePageOfB = []string{
	"index.html", "views.html", "views/network.html", "elements.html", "elements/tracking-fleet.html", "places.html",
	"boundaries/vpc.html", "flows.html", "data.html", "decisions.html", "drift.html", "security.html", "scaling.html",
	"operations.html", "owners.html", "start.html", "404.html",
}

// telling are the pages that change most with the screen and the snapshot.
var telling = []string{"index.html", "drift.html", "elements/planning-api.html", "views/context.html"}

func quoted(s string) string {
	text, err := json.Marshal(s)
	if err != nil {
		panic(err)
	}
	return string(text)
}

func number(f float64) string {
	text, err := json.Marshal(f)
	if err != nil {
		panic(err)
	}
	return string(text)
}
