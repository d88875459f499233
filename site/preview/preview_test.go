package preview_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/site"
	"asbuilt/site/preview"
)

// siteOf is the real site of a small model in Korean whose front door has that
// name.
func siteOf(t testing.TB, name string) fs.FS {
	t.Helper()
	yaml := "asbuilt: 1\nname: {ko: 주문, en: Orders}\nelements:\n  web: {kind: browser, name: " + name +
		"}\n  api: {kind: ecs-service, name: 주문 API}\n"
	m, findings, err := model.Load(fstest.MapFS{"architecture.yaml": {Data: []byte(yaml)}}, "architecture.yaml",
		model.Options{})
	if err != nil || m == nil || len(m.Elements) != 2 {
		t.Fatal(findings, err)
	}
	tree, err := site.Build(site.Input{Model: m, AsOf: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC), Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

// broken is a report as check makes it, with text that would be markup.
func broken() *finding.Report {
	return &finding.Report{Findings: finding.List{
		{
			Code: "unknown-element", Severity: finding.Error,
			Position: finding.Position{File: "architecture.yaml", Line: 33, Col: 20},
			Source:   `  - {from: 주문, to: <order-db>, port: 3306, tls: true}`, Length: 10,
			Message: finding.Say("unknown element %q", "%q라는 요소가 없습니다", "<order-db>"),
			Hint:    finding.Say("did you mean %q?", "%q를 뜻했습니까?", "orders-db"),
		},
		{
			Code: "no-owner", Severity: finding.Warning,
			Position: finding.Position{File: "architecture.yaml", Line: 12, Col: 3},
			Source:   `  planning:`, Length: 8, Message: finding.Say("%q has no owner", "%q에 담당이 없습니다", "planning"),
		},
	}}
}

// served is a preview at an address of this machine.
func served(t *testing.T) (*preview.Preview, string) {
	t.Helper()
	srv := httptest.NewUnstartedServer(nil)
	p := preview.New(srv.Listener.Addr().(*net.TCPAddr).Port)
	ctx, cancel := context.WithCancel(context.Background())
	srv.Config.Handler, srv.Config.BaseContext = p, func(net.Listener) context.Context { return ctx }
	srv.Start()
	t.Cleanup(srv.Close)
	t.Cleanup(cancel)
	return p, srv.URL
}

const port = 4040

// ask asks a preview for a path, as a browser on this machine does.
func ask(p *preview.Preview, method, target string) *http.Response {
	r := httptest.NewRequest(method, "http://localhost:4040/", nil)
	r.URL.Path = target // as it is, whatever a client would make of it
	w := httptest.NewRecorder()
	p.ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, r *http.Response) string {
	t.Helper()
	text, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func showing(t *testing.T) (*preview.Preview, fs.FS) {
	t.Helper()
	p, tree := preview.New(port), siteOf(t, "웹")
	p.Show(tree)
	return p, tree
}

func TestAddresses(t *testing.T) {
	p, _ := showing(t)
	for _, tt := range []struct {
		path, kind string
		status     int
		lead       string
	}{
		{"/", "text/html; charset=utf-8", 200, ""},
		{"/index.html", "text/html; charset=utf-8", 200, ""},
		{"/en/", "text/html; charset=utf-8", 200, ""},
		{"/en", "", 302, "/en/"},
		{"/elements", "", 302, "/elements.html"},
		{"/elements/", "", 302, "/elements.html"},
		{"/elements/api", "", 302, "/elements/api.html"},
		{"/elements/api/", "", 302, "/elements/api.html"},
		{"/elements/nope", "text/html; charset=utf-8", 404, ""},
		{"/elements/nope/", "", 302, "/elements/"},
		{"/assets", "", 302, "/assets/"},
		{"/assets/", "", 302, "/"},
		{"/en/elements/index.html", "", 302, "/en/elements.html"}, // where the page for unknown addresses leads
		{"/elements/api.html", "text/html; charset=utf-8", 200, ""},
		{"/assets/site.css", "text/css; charset=utf-8", 200, ""},
		{"/assets/site.js", "text/javascript; charset=utf-8", 200, ""},
		{"/assets/search.ko.js", "text/javascript; charset=utf-8", 200, ""},
		{"/assets/icon.svg", "image/svg+xml", 200, ""},
		{"/-/live.js", "text/javascript; charset=utf-8", 200, ""},
		{"/-/live.css", "text/css; charset=utf-8", 200, ""},
		{"/-/plain.html", "text/plain; charset=utf-8", 404, ""},
		{"/-/../preview.go", "text/plain; charset=utf-8", 404, ""},
		{"/nope.html", "text/html; charset=utf-8", 404, ""},
		{"/../../etc/passwd", "text/html; charset=utf-8", 404, ""},
		{"/elements/../index.html", "text/html; charset=utf-8", 404, ""},
		{"//etc/passwd", "text/html; charset=utf-8", 404, ""},
		{"/elements//", "text/html; charset=utf-8", 404, ""},
		{`/..\..\etc\passwd`, "text/html; charset=utf-8", 404, ""},
		{"/index.html\x00", "text/html; charset=utf-8", 404, ""},
	} {
		r := ask(p, http.MethodGet, tt.path)
		if r.StatusCode != tt.status || tt.kind != "" && r.Header.Get("Content-Type") != tt.kind ||
			r.Header.Get("Location") != tt.lead {
			t.Errorf("%s: %d %q → %q, want %d %q → %q", tt.path, r.StatusCode, r.Header.Get("Content-Type"),
				r.Header.Get("Location"), tt.status, tt.kind, tt.lead)
		}
		for name, want := range map[string]string{
			"Cache-Control":                "no-store",
			"X-Content-Type-Options":       "nosniff",
			"Cross-Origin-Resource-Policy": "same-origin",
		} {
			if got := r.Header.Get(name); got != want {
				t.Errorf("%s: %s is %q, want %q", tt.path, name, got, want)
			}
		}
		if r.Header.Get("Content-Security-Policy") == "" {
			t.Errorf("%s: no policy", tt.path)
		}
	}
}

// TestNotFound gives the site's own page, in the language of the address.
func TestNotFound(t *testing.T) {
	p, _ := showing(t)
	for address, lang := range map[string]string{
		"/nope.html":          "ko",
		"/elements/nope.html": "ko",
		"/en/nope.html":       "en",
		"/english":            "ko",
	} {
		if text := body(t, ask(p, http.MethodGet, address)); !strings.Contains(text, `<html lang="`+lang+`">`) ||
			!strings.Contains(text, "<p>404</p>") {
			t.Errorf("%s gives %.300s", address, text)
		}
	}
	p.Show(fstest.MapFS{"index.html": {}})
	if r := ask(p, http.MethodGet, "/nope.html"); r.StatusCode != http.StatusNotFound {
		t.Errorf("a site without a page for it gives %d", r.StatusCode)
	}
}

func TestMethods(t *testing.T) {
	p, _ := showing(t)
	for _, method := range []string{"POST", "PUT", "DELETE", "OPTIONS", "PATCH"} {
		if r := ask(p, method, "/"); r.StatusCode != http.StatusMethodNotAllowed ||
			r.Header.Get("Allow") != "GET, HEAD" {
			t.Errorf("%s: %d, allowed %q", method, r.StatusCode, r.Header.Get("Allow"))
		}
	}
	got, head := ask(p, "GET", "/index.html"), ask(p, "HEAD", "/index.html")
	if head.StatusCode != 200 || head.Header.Get("Content-Length") != fmt.Sprint(len(body(t, got))) ||
		body(t, head) != "" {
		t.Errorf("HEAD: %d, length %s", head.StatusCode, head.Header.Get("Content-Length"))
	}
	if r := ask(p, "HEAD", "/-/events"); r.StatusCode != 200 || r.Header.Get("Content-Type") != "text/event-stream" {
		t.Errorf("HEAD of the events: %d %s", r.StatusCode, r.Header.Get("Content-Type"))
	}
}

func TestHosts(t *testing.T) {
	p, _ := showing(t)
	for host, want := range map[string]int{
		"localhost:4040": 200, "LOCALHOST:4040": 200, "127.0.0.1:4040": 200, "[::1]:4040": 200,
		"localhost": 421, "localhost:4041": 421, "127.0.0.1": 421, "127.0.0.2:4040": 421, "0.0.0.0:4040": 421,
		"192.168.0.7:4040":  421,
		"evil.example:4040": 421, "localhost.evil.example:4040": 421, "evil.example": 421, "": 421,
	} {
		for _, path := range []string{"/", "/-/live.js", "/assets/search.ko.js"} {
			r := httptest.NewRequest("GET", path, nil)
			r.Host = host
			w := httptest.NewRecorder()
			p.ServeHTTP(w, r)
			if w.Code != want {
				t.Errorf("%s of %q: %d, want %d", path, host, w.Code, want)
			}
			if want != 200 && strings.Contains(w.Body.String(), "주문") {
				t.Errorf("%s of %q tells about the site", path, host)
			}
		}
	}
	plain := preview.New(80)
	plain.Show(siteOf(t, "웹"))
	r := httptest.NewRequest("GET", "http://localhost/", nil)
	w := httptest.NewRecorder()
	if plain.ServeHTTP(w, r); w.Code != 200 {
		t.Errorf("port 80, which browsers leave out: %d", w.Code)
	}
}

var added = regexp.MustCompile(
	`<link rel="stylesheet" href="/-/live.css" />\n<script src="/-/live.js" defer="defer" data-page="[0-9a-f]{16}"></script>\n`)

// TestPages holds that a page is what build writes and the two lines that make it
// live: above all, that its policy is the same.
func TestPages(t *testing.T) {
	p, tree := showing(t)
	err := fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		want, err := fs.ReadFile(tree, name)
		if err != nil {
			return err
		}
		got := body(t, ask(p, "GET", "/"+name))
		live := strings.HasSuffix(name, ".html") && !strings.HasSuffix(name, "404.html")
		if n := len(added.FindAllString(got, -1)); live && n != 1 || !live && n != 0 {
			t.Errorf("%s has the script %d times", name, n)
		}
		if added.ReplaceAllString(got, "") != string(want) {
			t.Errorf("%s is not what build writes", name)
		}
		if strings.Contains(string(want), "/-/") {
			t.Errorf("%s names the script without being served", name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// stream reads the events for one page.
type stream struct {
	t     *testing.T
	lines *bufio.Scanner
}

type message struct {
	Page, Panel string
	Plain       bool
}

func listen(t *testing.T, base, query string) *stream {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	t.Cleanup(cancel)
	r, err := http.NewRequestWithContext(ctx, "GET", base+"/-/events?"+query, nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { answer.Body.Close() })
	if kind := answer.Header.Get("Content-Type"); kind != "text/event-stream" {
		t.Fatalf("the events are %s", kind)
	}
	return &stream{t, bufio.NewScanner(answer.Body)}
}

func (s *stream) next() message {
	s.t.Helper()
	for s.lines.Scan() {
		if text, ok := strings.CutPrefix(s.lines.Text(), "data: "); ok {
			var m message
			if err := json.Unmarshal([]byte(text), &m); err != nil {
				s.t.Fatal(err)
			}
			return m
		}
	}
	s.t.Fatal("the stream ended: ", s.lines.Err())
	return message{}
}

var hash = regexp.MustCompile(`data-page="([0-9a-f]+)"`)

func TestEvents(t *testing.T) {
	p, base := served(t)
	p.Show(siteOf(t, "웹"))
	api, all := listen(t, base, "page=/elements/api.html&lang=ko"), listen(t, base, "page=/elements.html&lang=en")
	first, list := api.next(), all.next()
	if first.Page == "" || first.Panel != "" || first.Plain || first.Page == list.Page {
		t.Errorf("at first: %+v and %+v", first, list)
	}
	answer, err := http.Get(base + "/elements.html")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if in := hash.FindStringSubmatch(body(t, answer)); in == nil || in[1] != list.Page {
		t.Errorf("the page carries %v, the event %s", in, list.Page)
	}

	p.Tell(preview.Trouble{Report: broken()})
	ko, en := api.next(), all.next()
	if ko.Page != first.Page || en.Page != list.Page {
		t.Error("pages of the last good site changed")
	}
	for _, want := range []string{
		`role="alert"`, "라는 요소가 없습니다", "오류 1건, 경고 1건", "architecture.yaml:33:20",
		"[unknown-element]", "<mark>&lt;order-db&gt;</mark>", "닫기",
	} {
		if !strings.Contains(ko.Panel, want) {
			t.Errorf("the panel in Korean lacks %s:\n%s", want, ko.Panel)
		}
	}
	for _, want := range []string{
		"unknown element &#34;&lt;order-db&gt;&#34;", "1 error, 1 warning", "did you mean", "Close",
	} {
		if !strings.Contains(en.Panel, want) {
			t.Errorf("the panel in English lacks %s:\n%s", want, en.Panel)
		}
	}

	// The list has the name of the element on it, the page of another has not.
	p.Show(siteOf(t, "가게"))
	if m := all.next(); m.Panel != "" || m.Page == list.Page {
		t.Errorf("a page that changed: %+v", m)
	}
	if m := api.next(); m.Panel != "" || m.Page != first.Page {
		t.Errorf("a page that did not change: %+v", m)
	}
	p.Tell(preview.Trouble{Err: errors.New(`read decisions: <no> such folder`)})
	if m := api.next(); !strings.Contains(m.Panel, "<code>read decisions: &lt;no&gt; such folder</code>") {
		t.Errorf("an error of the program: %s", m.Panel)
	}

	english := listen(t, base, "page=/en/elements/api.html&lang=en")
	english.next()
	p.Show(fstest.MapFS{"index.html": {Data: []byte("<head></head>")}})
	if m := english.next(); !strings.Contains(m.Panel, `<a href="/en/">Overview</a>`) {
		t.Errorf("a page in English that is gone: %+v", m)
	}
	if m := api.next(); m.Page != "" || !strings.Contains(m.Panel, "이 페이지는 이제 사이트에 없습니다") ||
		!strings.Contains(m.Panel, `<a href="/">`) {
		t.Errorf("a page that is gone: %+v", m)
	}
}

// TestNoSite is what there is to see when the very first build fails.
func TestNoSite(t *testing.T) {
	p, base := served(t)
	p.Tell(preview.Trouble{Report: broken(), Lang: finding.Korean})
	for path, lang := range map[string]string{"/": "ko", "/elements/api.html": "ko", "/en/": "en", "/ko/": "ko"} {
		answer, err := http.Get(base + path)
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		text := body(t, answer)
		for _, want := range []string{
			`<html lang="` + lang + `">`, "architecture.yaml:33:20", "<mark>&lt;order-db&gt;</mark>", `data-plain=""`,
			"default-src 'none'; script-src 'self'",
		} {
			if !strings.Contains(text, want) {
				t.Errorf("%s lacks %s:\n%s", path, want, text)
			}
		}
		if answer.StatusCode != http.StatusServiceUnavailable {
			t.Errorf("%s: %s", path, answer.Status)
		}
	}
	s := listen(t, base, "page=/&lang=ko")
	before := s.next()
	p.Show(siteOf(t, "웹"))
	if after := s.next(); !before.Plain || after.Plain || after.Page == before.Page || after.Page == "" {
		t.Errorf("before the site %+v, with it %+v", before, after)
	}
}

func Example() {
	p := preview.New(4040)
	p.Show(fstest.MapFS{"index.html": {Data: []byte("<head></head>as built")}})
	w := httptest.NewRecorder()
	p.ServeHTTP(w, httptest.NewRequest("GET", "http://localhost:4040/", nil))
	fmt.Println(w.Body)
	// Output:
	// <head><link rel="stylesheet" href="/-/live.css" />
	// <script src="/-/live.js" defer="defer" data-page="9642cd35ec77e0ff"></script>
	// </head>as built
}
