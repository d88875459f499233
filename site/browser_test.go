package site_test

import (
	"context"
	"encoding/json"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"asbuilt/internal/tool"
)

// onePage is a page of each type, all with as much on it as there is.
var onePage = []string{
	"index.html", "views.html", "views/network.html", "elements.html", "elements/planning-api.html", "elements/mariadb.html",
	"places.html", "boundaries/vpc.html", "modules/planning.html", "flows.html", "flows/ask.html", "data/question.html",
	"data.html", "decisions.html", "decisions/0003-ecs-rather-than-eks.html", "runbooks/openai-down.html", "drift.html", "security.html", "scaling.html", "operations.html",
	"roadmap.html", "404.html",
}

// tab is a browser's tab that remembers what went wrong in it.
type tab struct {
	t   *testing.T
	ctx context.Context

	mu       sync.Mutex
	console  []string
	requests []string
}

// newTab opens a tab; the browser ends with the test.
func newTab(t *testing.T) *tab {
	t.Helper()
	opts := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(tool.Browser(t)), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.Flag("disable-component-update", true))
	allocator, stop := chromedp.NewExecAllocator(context.Background(), opts...)
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(allocator)
	t.Cleanup(cancel)
	b := &tab{t: t, ctx: ctx}
	if err := chromedp.Listen(ctx, b.event); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, network.Enable, network.EnableParams{}); err != nil {
		t.Fatal(err)
	}
	return b
}

func (b *tab) event(ev any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch ev := ev.(type) {
	case *runtime.EventConsoleAPICalled:
		b.console = append(b.console, "console."+string(ev.Type))
	case *runtime.EventExceptionThrown:
		b.console = append(b.console, ev.ExceptionDetails.Text)
	case *network.EventRequestWillBeSent:
		b.requests = append(b.requests, ev.Request.URL)
	}
}

// run runs an action for a minute at most.
func run[T any](b *tab, a chromedp.Action[T]) T {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, time.Minute)
	defer cancel()
	v, err := chromedp.Run(ctx, a)
	if err != nil {
		b.t.Fatal(err)
	}
	return v
}

// is waits until an expression of the page is true.
func (b *tab) is(what string) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 20*time.Second)
	defer cancel()
	if _, err := chromedp.Run(ctx, chromedp.Poll[bool](what, chromedp.WithPollingTimeout(15*time.Second))); err != nil {
		got, _ := chromedp.Run(b.ctx, chromedp.Evaluate[string]("document.activeElement.outerHTML.slice(0,200)+' '+location"))
		b.t.Fatalf("never true: %s (%v); focus is on %s", what, err, got)
	}
}

// at waits until the tab has gone to the page whose path ends with suffix.
func (b *tab) at(suffix string) {
	b.t.Helper()
	where := ""
	for end := time.Now().Add(15 * time.Second); time.Now().Before(end); {
		where = run(b, chromedp.Location())
		if strings.HasSuffix(where, suffix) {
			run(b, chromedp.WaitReady(chromedp.CSS("main")))
			return
		}
	}
	b.t.Fatalf("never at %s, but at %s", suffix, where)
}

func (b *tab) open(address string) { b.t.Helper(); run(b, chromedp.Navigate(address)) }

func (b *tab) size(width int64) {
	b.t.Helper()
	run(b, chromedp.EmulateViewport(width, 960))
}

func (b *tab) dark(dark bool) {
	b.t.Helper()
	value := "light"
	if dark {
		value = "dark"
	}
	p := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: value}}}
	if _, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, p); err != nil {
		b.t.Fatal(err)
	}
}

// clean fails the test if the page said anything on the console, or asked for
// anything that does not lie below base.
func (b *tab) clean(base string) {
	b.t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, c := range b.console {
		b.t.Errorf("console: %s", c)
	}
	if len(b.requests) == 0 {
		b.t.Error("the browser asked for nothing")
	}
	for _, r := range b.requests {
		if !strings.HasPrefix(r, base) {
			b.t.Errorf("a request to %s", r)
		}
	}
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
	tree := build(t, systemA(t))
	for name, base := range map[string]string{"file": onDisk(t, tree), "http": served(t, tree)} {
		t.Run(name, func(t *testing.T) {
			b := newTab(t)
			b.size(1440)
			search(b, base)
			theme(b, base)
			diagram(b, base)
			keyboard(b, base)
			b.clean(base)
		})
	}
}

// search finds by part of a Korean word, by initial consonants, by an unfinished
// syllable and with a misspelling, and goes there by keyboard.
func search(b *tab, base string) {
	b.t.Helper()
	first := "(document.querySelector('#find-list [role=option] span')||{}).textContent"
	for _, tt := range []struct{ query, want string }{
		{"서비스", "서비스"}, {"ㄱㅎㅅㅂㅅ", "계획 서비스"}, {"계획 섭", "계획 서비스"}, {"planning-api", "계획 서비스"}, {"mriadb", "MariaDB"},
	} {
		b.open(base + "index.html")
		run(b, chromedp.KeyEvent("/"))
		b.is("document.activeElement.id === 'find-input'")
		run(b, chromedp.Evaluate[chromedp.Void](
			"var i = document.getElementById('find-input'); i.value = "+quoted(tt.query)+"; i.dispatchEvent(new Event('input'))"))
		b.is("!document.getElementById('find-list').hidden && " + first + ".includes(" + quoted(tt.want) + ")")
	}
	b.open(base + "elements/mariadb.html")
	run(b, chromedp.KeyEvent("k", chromedp.KeyModifiers(chromedp.ModifierCtrl)))
	b.is("document.activeElement.id === 'find-input'")
	run(b, chromedp.SendKeys(chromedp.CSS("#find-input"), "planning"))
	b.is("document.getElementById('find-input').getAttribute('aria-activedescendant') === 'find-0'")
	run(b, chromedp.KeyEvent(kb.ArrowDown))
	b.is("document.getElementById('find-1').getAttribute('aria-selected') === 'true'")
	run(b, chromedp.KeyEvent(kb.ArrowUp))
	run(b, chromedp.SendKeys(chromedp.CSS("#find-input"), "-api"))
	b.is(first + " === '계획 서비스'")
	run(b, chromedp.KeyEvent(kb.Enter))
	b.at("/elements/planning-api.html")
	b.open(base + "en/index.html")
	run(b, chromedp.KeyEvent("k", chromedp.KeyModifiers(chromedp.ModifierCtrl)))
	run(b, chromedp.SendKeys(chromedp.CSS("#find-input"), "planning service"))
	b.is(first + " === 'Planning service'")
	run(b, chromedp.KeyEvent(kb.Escape))
	b.is("document.getElementById('find-list').hidden")
}

// theme goes through the three settings and keeps the choice on the next page.
func theme(b *tab, base string) {
	b.t.Helper()
	b.open(base + "index.html")
	ground := "getComputedStyle(document.body).backgroundColor"
	light := run(b, chromedp.Evaluate[string](ground))
	run(b, chromedp.Click(chromedp.CSS("#theme")))
	b.is("document.documentElement.dataset.theme === 'light' && " + ground + " === " + quoted(light))
	run(b, chromedp.Click(chromedp.CSS("#theme")))
	b.is("document.documentElement.dataset.theme === 'dark' && " + ground + " !== " + quoted(light))
	b.open(base + "drift.html")
	b.is("document.documentElement.dataset.theme === 'dark' && " + ground + " !== " + quoted(light))
	run(b, chromedp.Click(chromedp.CSS("#theme")))
	b.is("!document.documentElement.dataset.theme")
}

// diagram zooms by button, key and wheel, lights what a node is tied to, and
// leads to the page of an element.
func diagram(b *tab, base string) {
	b.t.Helper()
	b.open(base + "views/network.html")
	width := "document.querySelector('svg.ab').viewBox.baseVal.width"
	full := run(b, chromedp.Evaluate[float64](width))
	at := " < " + number(full)
	run(b, chromedp.Click(chromedp.CSS("[data-do=in]")))
	b.is(width + at)
	run(b, chromedp.Click(chromedp.CSS("[data-do=fit]")))
	b.is(width + " === " + number(full))
	run(b, chromedp.Focus(chromedp.CSS(".drawing")))
	run(b, chromedp.KeyEvent("+"))
	b.is(width + at)
	run(b, chromedp.KeyEvent("0"))
	b.is(width + " === " + number(full))
	run(b, chromedp.Evaluate[chromedp.Void]("document.querySelector('.drawing').dispatchEvent(new WheelEvent('wheel', {deltaY: -200, ctrlKey: true, cancelable: true}))"))
	b.is(width + at)
	run(b, chromedp.Evaluate[chromedp.Void]("document.querySelector('[data-role=node][data-id=planning-api]').focus()"))
	b.is("document.querySelector('svg.ab').classList.contains('lit') && document.querySelectorAll('[data-role=line].on').length > 0")
	run(b, chromedp.KeyEvent(kb.Enter))
	b.at("/elements/planning-api.html")
}

// keyboard reaches the skip link first and the content from it.
func keyboard(b *tab, base string) {
	b.t.Helper()
	b.open(base + "elements.html")
	run(b, chromedp.KeyEvent(kb.Tab))
	b.is("document.activeElement.className === 'skip'")
	run(b, chromedp.KeyEvent(kb.Enter))
	b.is("location.hash === '#main' && document.activeElement.id === 'main'")
}

// TestBrowserWidths looks for pages that are wider than a small screen.
func TestBrowserWidths(t *testing.T) {
	tool.Browser(t)
	base := onDisk(t, build(t, systemA(t)))
	b := newTab(t)
	for _, width := range []int64{320, 390, 768, 1440} {
		b.size(width)
		for _, name := range onePage {
			b.open(base + name)
			if over := run(b, chromedp.Evaluate[int]("document.documentElement.scrollWidth - innerWidth")); over > 0 {
				t.Errorf("%s at %d: %d px too wide", name, width, over)
			}
		}
	}
	b.clean(base)
}

// TestBrowserAxe asks axe-core about a page of each type: in Korean on light
// ground and in English on dark ground, and what differs on small screens and
// without a snapshot.
func TestBrowserAxe(t *testing.T) {
	tool.Browser(t)
	axe := tool.AxeCore(t)
	designed := systemA(t)
	designed.Report = nil
	built := onDisk(t, build(t, systemA(t)))
	for _, tt := range []struct {
		name, base, lang string
		dark             bool
		width            int64
		pages            []string
	}{
		{"Korean, light", built, "", false, 1440, onePage},
		{"English, dark", built, "en", true, 1440, onePage},
		{"small screen", built, "", true, 390, telling},
		{"as designed", onDisk(t, build(t, designed)), "en", false, 1440, telling},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := newTab(t)
			b.dark(tt.dark)
			b.size(tt.width)
			for _, name := range tt.pages {
				address := path.Join(tt.lang, name)
				b.open(tt.base + address)
				violations(b, axe, address)
			}
		})
	}
}

// telling are the pages that change most with the screen and the snapshot.
var telling = []string{"index.html", "drift.html", "elements/planning-api.html", "views/context.html"}

func violations(b *tab, axe, address string) {
	b.t.Helper()
	run(b, chromedp.Evaluate[chromedp.Void](axe))
	found := run(b, chromedp.Evaluate[[]string](`axe.run().then(r => r.violations.map(v =>
		v.id + ': ' + v.help + ': ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160) + ' ' + n.failureSummary).join(' | ')))`, chromedp.EvalAwaitPromise))
	for _, f := range found {
		b.t.Errorf("%s: %s", address, f)
	}
}

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
