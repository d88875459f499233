package pages_test

import (
	"bytes"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"asbuilt/internal/browser"
	"asbuilt/internal/tool"
)

// TestBrowserWalk walks through a flow: by the keyboard with an address for each
// step, by touch on a telephone, along the failure path, and from an address.
func TestBrowserWalk(t *testing.T) {
	tool.Browser(t)
	base := onDisk(t, exampleSite(t))
	b := browser.New(t)
	b.Size(1440, 960)
	b.Open(base + "flows/ask.html")
	now := "Array.from(document.querySelectorAll('svg.ab [data-role=line].now')).map(l => l.dataset.id).join()"
	b.Is("!document.querySelector('.walk').hidden && !document.querySelector('svg.ab').classList.contains('walked')")
	b.Focus("[data-walk=on]")
	b.Press(kb.ArrowRight)
	b.Is(now + " === 'step/1' && location.hash === '#walk-1' && document.querySelector('#step-1.now')")
	b.Press(kb.ArrowRight)
	b.Press(kb.ArrowRight)
	b.Is(now + " === 'step/3' && document.querySelectorAll('svg.ab .past').length === 2")
	b.Is("document.querySelector('.walk-step').textContent.startsWith('3 API 게이트웨이 → ')")
	b.Press(kb.ArrowLeft)
	b.Is(now + " === 'step/2' && location.hash === '#walk-2'")
	b.Press(kb.End)
	b.Is("document.querySelector('[data-walk=on]').disabled && document.querySelector('.walk-at').textContent.match(/^(\\d+) \\/ \\1$/)")
	b.Is(now + ".startsWith('step/7a.')") // of the alternatives, the first that is no failure
	b.Do("document.querySelector('.walk select').value = '7c'; document.querySelector('.walk select').dispatchEvent(new Event('change'))")
	b.Is(now + " === 'step/7c.1' && document.querySelectorAll('svg.ab .past').length === 6")

	b.Phone(390, 844)
	b.Open(base + "en/flows/ask.html#walk-7b.3.2")
	b.Is(now + " === 'step/7b.3.2,step/7b.3.2/reply' && document.querySelector('.walk select').value === '7b'")
	b.Tap("[data-walk=on]")
	b.Is(now + ".startsWith('step/7b.4')")
	b.Tap("[data-walk=whole]")
	b.Is("!document.querySelector('svg.ab').classList.contains('walked')")
	b.Clean()
}

// TestBrowserWalkOnPicture walks through a flow on a picture of elements: what was not
// chosen is not loaded, the failure path is one of the branches, and its step has an
// address, which the page of the flow leads to.
func TestBrowserWalkOnPicture(t *testing.T) {
	tool.Browser(t)
	base := onDisk(t, exampleSite(t))
	b := browser.New(t)
	b.Size(1440, 960)
	b.Open(base + "flows/ask.html")
	b.Click("a[href='../views/containers.html#walk=ask/1']")
	b.At("/views/containers.html#walk=ask/1")
	now := "Array.from(document.querySelectorAll('svg.ab [data-role=node].now')).map(n => n.dataset.id).sort().join()"
	wire := "Array.from(document.querySelectorAll('svg.ab [data-role=line].now')).map(l => l.dataset.connections).join()"
	b.Is(now + " === 'staff,web' && " + wire + " !== ''")
	b.Is("!window.ASBUILT_WALKS.ingest && document.querySelector('.walk-flow select').value === 'ask'")
	b.Focus("[data-walk=on]")
	b.Press(kb.ArrowRight)
	b.Is("location.hash === '#walk=ask/2' && document.querySelectorAll('svg.ab [data-role=line].past').length === 1")
	b.Press(kb.End)
	b.Is("document.querySelector('[data-walk=on]').disabled")
	b.Do("var s = document.querySelector('.walk-path select'); s.value = '7c'; s.dispatchEvent(new Event('change'))")
	b.Is("location.hash === '#walk=ask/7c.1' && document.querySelector('.walk-step').textContent.startsWith('7c.1 ')")

	b.Phone(390, 844)
	b.Open(base + "en/views/containers.html")
	b.Is("getComputedStyle(document.querySelector('[data-walk=on]')).display === 'none' && !window.ASBUILT_WALKS")
	b.Do("var s = document.querySelector('.walk-flow select'); s.value = 'ask'; s.dispatchEvent(new Event('change'))")
	b.Is("location.hash === '#walk=ask/1'")
	b.Tap("[data-walk=on]")
	b.Is("location.hash === '#walk=ask/2' && " + wire + " !== ''")
	b.Tap("[data-walk=whole]")
	b.Is("!document.querySelector('svg.ab').classList.contains('walked')")
	b.Do("var s = document.querySelector('.walk-flow select'); s.value = ''; s.dispatchEvent(new Event('change'))")
	b.Is("getComputedStyle(document.querySelector('[data-walk=on]')).display === 'none'")
	b.Clean()
}

// TestBrowserWays follows ways through a picture: what leads to a thing, what it
// leads to, the way from one to another, and one that is not there.
func TestBrowserWays(t *testing.T) {
	tool.Browser(t)
	base := onDisk(t, exampleSite(t))
	b := browser.New(t)
	b.Open(base + "views/containers.html")
	lit := func(id string) string {
		return "document.querySelector('svg.ab [data-role=node][data-id=" + id + "]').classList.contains('on')"
	}
	choose := func(from, to string) {
		b.Do("Array.from(document.querySelectorAll('.trace select')).forEach(function (s, i) { s.value = ['" + from + "', '" + to +
			"'][i]; s.dispatchEvent(new Event('change')); })")
	}
	choose("planning-api", "")
	b.Is("location.hash === '#from=planning-api' && " + lit("azure-openai") + " && !" + lit("staff"))
	choose("", "planning-api")
	b.Is("location.hash === '#to=planning-api' && " + lit("staff") + " && !" + lit("azure-openai"))
	choose("staff", "azure-openai")
	b.Is(lit("staff") + " && " + lit("azure-openai") + " && !" + lit("usage-log") +
		" && /\\d/.test(document.querySelector('.trace output').textContent)")
	choose("azure-openai", "staff")
	b.Is("!document.querySelector('svg.ab').classList.contains('lit') && document.querySelector('.trace output').textContent !== ''")
	b.Open(base + "elements/planning-api.html")
	b.Click("a[href$='containers.html#to=planning-api']")
	b.At("/views/containers.html#to=planning-api")
	b.Is("document.querySelector('.trace').open && " + lit("staff"))
	b.Clean()
}

// hosted serves a tree as hosts of static files do: the extension may be left out,
// and what does not exist is the page 404.html of the root, whatever the address.
func hosted(t *testing.T, tree fs.FS) string {
	t.Helper()
	srv := httptest.NewServer(http.StripPrefix("/docs/atlas/", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for _, name := range []string{r.URL.Path, r.URL.Path + ".html"} {
			if info, err := fs.Stat(tree, strings.Trim(name, "/")); err == nil && !info.IsDir() {
				r.URL.Path = name
				http.ServeFileFS(w, r, tree, name)
				return
			}
		}
		text, _ := fs.ReadFile(tree, "404.html")
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.WriteHeader(http.StatusNotFound)
		w.Write(text)
	})))
	t.Cleanup(srv.Close)
	return srv.URL + "/docs/atlas/"
}

// TestBrowserLost comes to addresses that do not exist: the page names what is
// called alike in the language of the address, and searches.
func TestBrowserLost(t *testing.T) {
	tool.Browser(t)
	base := hosted(t, exampleSite(t))
	b := browser.New(t)
	near := "Array.from(document.querySelectorAll('#near a')).map(a => a.textContent + ' ' + a.getAttribute('href'))[0]"
	for address, want := range map[string]string{
		"elements/plannign-api.html": "계획 서비스 /docs/atlas/elements/planning-api.html",
		"en/elements/plannign-api":   "Planning service /docs/atlas/en/elements/planning-api.html",
		"views/netwrok/":             "네트워크 /docs/atlas/views/network.html",
		"mariadb":                    "MariaDB /docs/atlas/elements/mariadb.html",
	} {
		b.Open(base + address)
		b.Is("(" + near + " || '') === " + quoted(want))
	}
	b.Open(base + "en/nowhere/at/all.html")
	b.Is("document.documentElement.lang === 'en' && !document.getElementById('find').hidden")
	b.Is("getComputedStyle(document.querySelector('[data-folder=\"\"]')).display === 'none'")
	b.Focus("#find-input")
	b.Do("var i = document.getElementById('find-input'); i.value = 'redis'; i.dispatchEvent(new Event('input'))")
	b.Is("document.querySelector('#find-list [role=option]')")
	b.Press(kb.Enter)
	b.Is("location.pathname === '/docs/atlas/en/elements/redis.html' && document.querySelector('main mark')")
	b.Clean("404")
}

var mediaBox = regexp.MustCompile(`/MediaBox ?\[0 0 ([0-9.]+) ([0-9.]+)\]`)

// TestBrowserPaper prints pages: a picture is whole on one sheet, that of a view below its
// heading; the sheet lies where the picture is wide. Tall pictures and texts stand upright.
func TestBrowserPaper(t *testing.T) {
	tool.Browser(t)
	base := onDisk(t, exampleSite(t))
	b := browser.New(t)
	lying := func(name string) (yes, of int) {
		b.Medium("")
		b.Open(base + name)
		for _, m := range mediaBox.FindAllSubmatch(b.Printed(), -1) {
			of++
			if len(m[1]) > 0 && !bytes.HasPrefix(m[1], []byte("59")) {
				yes++
			}
		}
		return yes, of
	}
	for name, want := range map[string]string{
		"views/network.html": "none", "views/containers.html": "all", "index.html": "none", "elements/planning-api.html": "none",
	} {
		yes, of := lying(name)
		if of == 0 || want == "all" && yes != of || want == "none" && yes != 0 {
			t.Errorf("%s: %d of %d sheets lie, want %s", name, yes, of, want)
		}
	}
	// A sheet of A4 that lies has 273 × 186 mm within its margins, one that stands 180 × 267 mm.
	b.Medium("print")
	for name, page := range map[string][2]int64{
		"views/network.html": {680, 1009}, "views/containers.html": {1032, 703}, "flows/ask.html": {1032, 703},
		"index.html": {1032, 703},
	} {
		b.Size(page[0], page[1])
		b.Open(base + name)
		b.Is("document.querySelector('.sheet')")
		b.Is("document.querySelector('svg.ab').closest('.window') === null || " +
			"getComputedStyle(document.querySelector('.sheet')).breakInside === 'auto'") // it may begin below the heading
		if cut := browser.Value[[]string](b, `Array.from(document.querySelectorAll('svg.ab')).flatMap(function (s) {
			var r = s.getBoundingClientRect(), c = s.closest('.sheet').getBoundingClientRect();
			var high = s.closest('.window') ? r.bottom + scrollY : c.height; // with the heading, on one sheet
			return r.left < -1 || r.right > innerWidth + 1 || high > innerHeight || r.right > c.right + 1 ? [r.width + '×' + r.height + ' in ' + c.width + '×' + c.height] : [];
		})`); len(cut) > 0 {
			t.Errorf("%s: the picture is cut: %q", name, cut)
		}
	}
	b.Clean()
}
