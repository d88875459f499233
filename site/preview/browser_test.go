package preview_test

import (
	"context"
	"encoding/json"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"asbuilt/finding"
	"asbuilt/internal/tool"
	"asbuilt/site/preview"
)

// tab is a browser's tab that remembers what went wrong in it.
type tab struct {
	t   *testing.T
	ctx context.Context

	mu    sync.Mutex
	wrong []string
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
	if _, err := chromedp.Call(ctx, log.Enable, cdp.Empty{}); err != nil {
		t.Fatal(err)
	}
	return b
}

func (b *tab) event(ev any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch ev := ev.(type) {
	case *runtime.EventConsoleAPICalled:
		b.wrong = append(b.wrong, "console."+string(ev.Type))
	case *runtime.EventExceptionThrown:
		b.wrong = append(b.wrong, ev.ExceptionDetails.Text)
	case *log.EventEntryAdded: // what a policy forbids is here
		b.wrong = append(b.wrong, ev.Entry.Text+" "+ev.Entry.URL)
	}
}

// clean fails the test if anything went wrong in a page, but for words.
func (b *tab) clean(but ...string) {
	b.t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
wrong:
	for _, text := range b.wrong {
		for _, expected := range but {
			if strings.Contains(text, expected) {
				continue wrong
			}
		}
		b.t.Errorf("in the page: %s", text)
	}
	b.wrong = nil
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

// is waits until an expression of the page is true, also of a page that comes
// after this one.
func (b *tab) is(what string) {
	b.t.Helper()
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); {
		ctx, cancel := context.WithTimeout(b.ctx, 5*time.Second)
		yes, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("!!("+what+")"))
		cancel()
		if err == nil && yes {
			return
		}
	}
	got, _ := chromedp.Run(b.ctx, chromedp.Evaluate[string]("location + ' ' + document.body.innerText.slice(0, 400)"))
	b.t.Fatalf("never true: %s; the page is %s", what, got)
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

const (
	panelText = "(document.getElementById('live') || {innerText: ''}).innerText"
	noPanel   = "!document.getElementById('live')"
)

func TestBrowserPanel(t *testing.T) {
	tool.Browser(t)
	p, base := served(t)
	p.Show(siteOf(t, "웹"))
	b := newTab(t)
	run(b, chromedp.EmulateViewport(1440, 400))
	run(b, chromedp.Navigate(base+"/elements.html"))
	run(b, chromedp.Evaluate[chromedp.Void]("window.same = true; scrollTo(0, 150)"))

	p.Tell(preview.Trouble{Report: broken()})
	b.is(panelText + ".includes('\"<order-db>\"라는 요소가 없습니다')")
	b.is("document.querySelector('#live [role=alert]').textContent.includes('오류 1건')")
	b.is("same && document.querySelector('#live mark').textContent === '<order-db>'")

	run(b, chromedp.KeyEvent(kb.Escape))
	b.is(noPanel)
	p.Tell(preview.Trouble{Report: &finding.Report{Findings: broken().Findings[:1]}})
	b.is(panelText + ".includes('오류 1건') && !" + panelText + ".includes('경고')")
	run(b, chromedp.Focus(chromedp.CSS("#live button")))
	run(b, chromedp.KeyEvent(kb.Enter))
	b.is(noPanel)
	p.Tell(preview.Trouble{Report: broken()})
	b.is("!(" + noPanel + ")")

	p.Show(siteOf(t, "웹")) // the same again: nothing to load
	b.is(noPanel + " && same && scrollY === 150")

	p.Show(siteOf(t, "가게"))
	b.is("!window.same && document.body.innerText.includes('가게') && document.readyState === 'complete'")
	b.is("scrollY === 150")

	run(b, chromedp.Navigate(base+"/en/elements.html"))
	p.Tell(preview.Trouble{Report: broken()})
	b.is(panelText + ".includes('The site could not be made anew') && " + panelText + ".includes('1 error, 1 warning')")
	b.clean()
}

// TestBrowserFirst turns the page that stands in for a site into the site, and
// keeps a page whose server comes back without a site.
func TestBrowserFirst(t *testing.T) {
	tool.Browser(t)
	p, base := served(t)
	p.Tell(preview.Trouble{Report: broken(), Lang: finding.Korean})
	b := newTab(t)
	run(b, chromedp.Navigate(base+"/"))
	b.is("document.querySelector('h1').textContent === '아직 사이트를 만들 수 없습니다'")
	p.Tell(preview.Trouble{Report: &finding.Report{Findings: broken().Findings[:1]}, Lang: finding.Korean})
	b.is("document.querySelectorAll('.wrong li').length === 1")
	p.Show(siteOf(t, "웹"))
	b.is("document.querySelector('.system')")
	b.clean("503")
}

// TestBrowserAgain ends a server under an open page and begins another one at the
// same address.
func TestBrowserAgain(t *testing.T) {
	tool.Browser(t)
	listener, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().(*net.TCPAddr)
	begin := func(l net.Listener) (*preview.Preview, *http.Server) {
		p := preview.New(address.Port)
		s := &http.Server{Handler: p}
		go s.Serve(l)
		return p, s
	}
	again := func() net.Listener {
		l, err := net.Listen("tcp4", address.String())
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
	p, server := begin(listener)
	p.Show(siteOf(t, "웹"))
	b := newTab(t)
	run(b, chromedp.Navigate("http://"+address.String()+"/elements.html"))
	run(b, chromedp.Evaluate[chromedp.Void]("window.same = true"))
	server.Close()

	p, server = begin(again())
	p.Tell(preview.Trouble{Report: broken()})
	b.is("same && " + panelText + ".includes('오류 1건')")
	server.Close()

	p, server = begin(again())
	defer server.Close()
	p.Show(siteOf(t, "가게"))
	b.is("!window.same && document.body.innerText.includes('가게')")
	b.clean("ERR_", "icon.svg") // the icon is asked for late, when there is no site
}

// TestBrowserHidden lets go of the connection of a page that nobody sees, and
// catches up when it is seen again.
func TestBrowserHidden(t *testing.T) {
	tool.Browser(t)
	p := preview.New(0)
	var hearing atomic.Int32
	srv := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/-/events" {
			hearing.Add(1)
			defer hearing.Add(-1)
		}
		r.Host = "localhost:0"
		p.ServeHTTP(w, r)
	}))
	srv.Start()
	t.Cleanup(srv.Close)
	p.Show(siteOf(t, "웹"))
	b := newTab(t)
	t.Cleanup(func() { run(b, chromedp.Navigate("about:blank")) }) // or the server waits for the page
	hears := func(want int32) {
		t.Helper()
		for end := time.Now().Add(20 * time.Second); hearing.Load() != want; time.Sleep(time.Millisecond) {
			if time.Now().After(end) {
				t.Fatalf("%d connections, want %d", hearing.Load(), want)
			}
		}
	}
	hide := func(yes string) {
		t.Helper()
		run(b, chromedp.Evaluate[chromedp.Void]("window.same = true; Object.defineProperty(document, 'hidden', {value: "+yes+", configurable: true}); document.dispatchEvent(new Event('visibilitychange'))"))
	}
	run(b, chromedp.Navigate(srv.URL+"/elements.html"))
	hears(1)
	hide("true")
	hears(0)
	p.Show(siteOf(t, "가게"))
	b.is("same && document.body.innerText.includes('웹')")
	hide("false")
	b.is("!window.same && document.body.innerText.includes('가게')")
	b.clean()
}

// TestBrowserAxe asks axe-core about the panel and the page that stands in for a
// site, in both languages, on both grounds and on two widths.
func TestBrowserAxe(t *testing.T) {
	tool.Browser(t)
	axe := tool.AxeCore(t)
	with, base := served(t)
	with.Show(siteOf(t, "웹"))
	with.Tell(preview.Trouble{Report: broken(), Err: context.DeadlineExceeded})
	without, bare := served(t)
	without.Tell(preview.Trouble{Report: broken(), Lang: finding.Korean})
	for _, tt := range []struct {
		name, lang string
		dark       bool
		width      int64
	}{
		{"Korean, light", "", false, 1440}, {"English, dark", "en/", true, 1440}, {"small screen", "", true, 390},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := newTab(t)
			b.dark(tt.dark)
			run(b, chromedp.EmulateViewport(tt.width, 900))
			run(b, chromedp.Navigate(base+"/"+tt.lang))
			b.is("!(" + noPanel + ")")
			violations(b, axe, "panel")
			run(b, chromedp.Navigate(bare+"/"+tt.lang))
			b.is("document.querySelector('.live-plain')")
			violations(b, axe, "plain page")
		})
	}
}

func violations(b *tab, axe, where string) {
	b.t.Helper()
	b.is("document.documentElement.scrollWidth <= innerWidth")
	run(b, chromedp.Evaluate[chromedp.Void](axe))
	found := run(b, chromedp.Evaluate[[]json.RawMessage](`axe.run().then(r => r.violations.map(v =>
		v.id + ': ' + v.help + ': ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160) + ' ' + n.failureSummary).join(' | ')))`, chromedp.EvalAwaitPromise))
	for _, f := range found {
		b.t.Errorf("%s: %s", where, f)
	}
}
