package preview_test

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"

	"asbuilt/finding"
	"asbuilt/internal/browser"
	"asbuilt/internal/tool"
	"asbuilt/site/preview"
)

const (
	panelText = "(document.getElementById('live') || {innerText: ''}).innerText"
	noPanel   = "!document.getElementById('live')"
)

func TestBrowserPanel(t *testing.T) {
	tool.Browser(t)
	p, base := served(t)
	p.Show(siteOf(t, "웹"))
	b := browser.New(t)
	b.Size(1440, 400)
	b.Open(base + "/elements.html")
	b.Do("window.same = true; scrollTo(0, 150)")

	p.Tell(preview.Trouble{Report: broken()})
	b.Is(panelText + ".includes('\"<order-db>\"라는 요소가 없습니다')")
	b.Is("document.querySelector('#live [role=alert]').textContent.includes('오류 1건')")
	b.Is("same && document.querySelector('#live mark').textContent === '<order-db>'")

	b.Press(kb.Escape)
	b.Is(noPanel)
	p.Tell(preview.Trouble{Report: &finding.Report{Findings: broken().Findings[:1]}})
	b.Is(panelText + ".includes('오류 1건') && !" + panelText + ".includes('경고')")
	b.Focus("#live button")
	b.Press(kb.Enter)
	b.Is(noPanel)
	p.Tell(preview.Trouble{Report: broken()})
	b.Is("!(" + noPanel + ")")

	p.Show(siteOf(t, "웹")) // the same again: nothing to load
	b.Is(noPanel + " && same && scrollY === 150")

	p.Show(siteOf(t, "가게"))
	b.Is("!window.same && document.body.innerText.includes('가게') && document.readyState === 'complete'")
	b.Is("scrollY === 150")

	b.Open(base + "/en/elements.html")
	p.Tell(preview.Trouble{Report: broken()})
	b.Is(panelText + ".includes('The site could not be made anew') && " + panelText + ".includes('1 error, 1 warning')")
	b.Clean()
}

// TestBrowserFirst turns the page that stands in for a site into the site, and
// keeps a page whose server comes back without a site.
func TestBrowserFirst(t *testing.T) {
	tool.Browser(t)
	p, base := served(t)
	p.Tell(preview.Trouble{Report: broken(), Lang: finding.Korean})
	b := browser.New(t)
	b.Open(base + "/")
	b.Is("document.querySelector('h1').textContent === '아직 사이트를 만들 수 없습니다'")
	p.Tell(preview.Trouble{Report: &finding.Report{Findings: broken().Findings[:1]}, Lang: finding.Korean})
	b.Is("document.querySelectorAll('.wrong li').length === 1")
	p.Show(siteOf(t, "웹"))
	b.Is("document.querySelector('.system')")
	b.Clean("503")
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
	b := browser.New(t)
	b.Open("http://" + address.String() + "/elements.html")
	b.Do("window.same = true")
	server.Close()

	p, server = begin(again())
	p.Tell(preview.Trouble{Report: broken()})
	b.Is("same && " + panelText + ".includes('오류 1건')")
	server.Close()

	p, server = begin(again())
	defer server.Close()
	p.Show(siteOf(t, "가게"))
	b.Is("!window.same && document.body.innerText.includes('가게')")
	b.Clean("ERR_", "icon.svg") // the icon is asked for late, when there is no site
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
	b := browser.New(t)
	t.Cleanup(func() { b.Open("about:blank") }) // or the server waits for the page
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
		b.Do("window.same = true; Object.defineProperty(document, 'hidden', {value: " + yes + ", configurable: true}); document.dispatchEvent(new Event('visibilitychange'))")
	}
	b.Open(srv.URL + "/elements.html")
	hears(1)
	hide("true")
	hears(0)
	p.Show(siteOf(t, "가게"))
	b.Is("same && document.body.innerText.includes('웹')")
	hide("false")
	b.Is("!window.same && document.body.innerText.includes('가게')")
	b.Clean()
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
		name, lang, scheme string
		width              int64
	}{
		{"Korean, light", "", "light", 1440}, {"English, dark", "en/", "dark", 1440}, {"small screen", "", "dark", 390},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := browser.New(t)
			b.Prefer(tt.scheme)
			b.Size(tt.width, 900)
			b.Open(base + "/" + tt.lang)
			b.Is("!(" + noPanel + ")")
			accessible(b, axe, "panel")
			b.Open(bare + "/" + tt.lang)
			b.Is("document.querySelector('.live-plain')")
			accessible(b, axe, "plain page")
		})
	}
}

func accessible(b *browser.Tab, axe, where string) {
	b.Is("document.documentElement.scrollWidth <= innerWidth")
	b.Accessible(axe, where)
}
