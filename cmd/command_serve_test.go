package cmd_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"asbuilt/cmd"
)

const servedModel = `asbuilt: 1
name: {ko: 주문, en: Orders}
elements:
  web: {kind: browser, name: {ko: 주문 웹, en: Order web}}
  orders: {kind: ecs-service}
  stock: {kind: rds-mysql, listens: [3306/tcp]}
connections:
  - {from: web, to: orders, port: 443, tls: true, auth: jwt}
  - {from: orders, to: stock, port: 3306, tls: true, auth: password}
`

// folder is a folder with a model in it.
type folder struct {
	t   *testing.T
	dir string
}

func newFolder(t *testing.T, model string) folder {
	t.Helper()
	f := folder{t, t.TempDir()}
	f.write("architecture.yaml", model)
	f.write("docs/decisions/0001-mysql.md", "---\nstatus: accepted\ndate: 2026-03-02\n---\n# MySQL\n\n## 결정\nMySQL.\n")
	return f
}

func (f folder) path(name string) string { return filepath.Join(f.dir, filepath.FromSlash(name)) }

// write writes a file as careful editors do: under another name, then renamed.
func (f folder) write(name, text string) {
	f.t.Helper()
	to := f.path(name)
	err := os.MkdirAll(filepath.Dir(to), 0o755)
	if err == nil {
		err = os.WriteFile(to+"~", []byte(text), 0o644)
	}
	if err == nil {
		err = os.Rename(to+"~", to)
	}
	if err != nil {
		f.t.Fatal(err)
	}
}

// log is standard error, which the server writes while the test reads.
type log struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *log) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *log) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// server is a run of asbuilt serve.
type server struct {
	t      *testing.T
	base   string
	out    *bufio.Scanner
	err    *log
	cancel context.CancelCauseFunc
	status chan cmd.Status
}

func serve(t *testing.T, args ...string) *server {
	t.Helper()
	ctx, cancel := context.WithCancelCause(context.Background())
	read, write := io.Pipe()
	s := &server{t: t, out: bufio.NewScanner(read), err: &log{}, cancel: cancel, status: make(chan cmd.Status, 1)}
	go func() {
		s.status <- cmd.Main(ctx, append([]string{"serve", "--port", "0"}, args...), cmd.Streams{In: strings.NewReader(""), Out: write, Err: s.err})
		write.Close()
	}()
	t.Cleanup(func() { cancel(context.Canceled); read.Close() })
	if !s.out.Scan() {
		t.Fatalf("serve says nothing, status %d: %s", <-s.status, s.err)
	}
	line := regexp.MustCompile(`^serving (http://127\.0\.0\.1:\d+)/ until Ctrl-C$`).FindStringSubmatch(s.out.Text())
	if line == nil {
		t.Fatalf("serve says %q", s.out.Text())
	}
	s.base = line[1]
	return s
}

func (s *server) get(path string) string {
	s.t.Helper()
	r, err := http.Get(s.base + path)
	if err != nil {
		s.t.Fatal(err)
	}
	defer r.Body.Close()
	text, err := io.ReadAll(r.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return string(text)
}

// event is what an open page hears.
type event struct {
	Page, Panel string
	Plain       bool
}

// listen is what the page at that path hears from now on.
func (s *server) listen(path string) func() event {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	s.t.Cleanup(cancel)
	r, err := http.NewRequestWithContext(ctx, "GET", s.base+"/-/events?lang=en&page="+url.QueryEscape(path), nil)
	if err != nil {
		s.t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { answer.Body.Close() })
	lines := bufio.NewScanner(answer.Body)
	return func() event {
		s.t.Helper()
		for lines.Scan() {
			if text, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				var e event
				if err := json.Unmarshal([]byte(text), &e); err != nil {
					s.t.Fatal(err)
				}
				return e
			}
		}
		s.t.Fatalf("the page hears no more: %v\n%s", lines.Err(), s.err)
		return event{}
	}
}

// end ends it as a signal does, and wants what a good end is.
func (s *server) end(cause error) {
	s.t.Helper()
	s.cancel(cause)
	if got := <-s.status; got != cmd.Clean {
		s.t.Errorf("status %d, want 0", got)
	}
	if s.out.Scan() {
		s.t.Errorf("standard output goes on with %q", s.out.Text())
	}
	if text := s.err.String(); strings.Contains(text, "interrupted") || strings.Contains(text, "terminated") {
		s.t.Errorf("it does not end quietly: %s", text)
	}
}

func TestServe(t *testing.T) {
	f := newFolder(t, servedModel)
	s := serve(t, f.path("architecture.yaml"))
	page, records := s.listen("/elements.html"), s.listen("/decisions.html")
	first, list := page(), records()
	if text := s.get("/elements.html"); !strings.Contains(text, "주문 웹") || !strings.Contains(text, `data-page="`+first.Page+`"`) {
		t.Fatalf("the page is not live: %.900s", text)
	}

	// Broken: the page stays, and shows what check says.
	f.write("architecture.yaml", strings.Replace(servedModel, "to: stock", "to: stok", 1))
	e := page()
	for _, want := range []string{"architecture.yaml:9:24", "unknown element", "<mark>stok</mark>", "[unknown-element]", "stock"} {
		if !strings.Contains(e.Panel, want) {
			t.Errorf("the panel lacks %s:\n%s", want, e.Panel)
		}
	}
	if e.Page != first.Page || !strings.Contains(s.get("/elements.html"), "주문 웹") {
		t.Error("the last good page does not stay")
	}

	// Mended, with another name: the page that shows it reloads.
	f.write("architecture.yaml", strings.Replace(servedModel, "주문 웹", "가게", 1))
	if e = page(); e.Panel != "" || e.Page == first.Page || e.Page == "" {
		t.Errorf("mended: %+v", e)
	}
	if !strings.Contains(s.get("/elements.html"), "가게") {
		t.Error("the page is the old one")
	}
	for e = records(); e.Panel != ""; e = records() { // broken, then mended
	}
	if e.Page != list.Page {
		t.Error("a page that did not change reloads")
	}

	f.write("docs/decisions/0002-redis.md", "---\nstatus: proposed\ndate: 2026-03-03\n---\n# Redis\n\n## 결정\nRedis.\n")
	if e = records(); e.Page == list.Page || !strings.Contains(s.get("/decisions.html"), "Redis") {
		t.Error("the new record is not there")
	}

	for name, want := range map[string]struct{ text, says string }{
		"architecture.layout.yaml": {"asbuilt-layout: 1\nviews:\n  containers:\n    orders: left\n", "[layout-file]"},
		"architecture.yaml":        {"asbuilt: 1\nname: \xff\n", "UTF-8"},
	} {
		s, f := serve(t, f.path("architecture.yaml")), f // its own, for the order of a map is nobody's
		page := s.listen("/")
		page()
		before, missing := os.ReadFile(f.path(name))
		f.write(name, want.text)
		if e := page(); !strings.Contains(e.Panel, want.says) {
			t.Errorf("%s: the panel lacks %s:\n%s", name, want.says, e.Panel)
		}
		if missing == nil {
			f.write(name, string(before))
		} else if err := os.Remove(f.path(name)); err != nil {
			t.Fatal(err)
		}
		if e := page(); e.Panel != "" {
			t.Errorf("%s: mended, and the panel stays: %s", name, e.Panel)
		}
		s.end(context.Canceled)
	}
	s.end(context.Canceled)
	lines := strings.Split(s.err.String(), "\n")
	if !regexp.MustCompile(`^built in \d+\.\d s; no findings$`).MatchString(lines[0]) || lines[1] != "not built: 1 error" {
		t.Errorf("standard error is %q", lines)
	}
}

// TestServeFirst begins with a model that is broken.
func TestServeFirst(t *testing.T) {
	f := newFolder(t, strings.Replace(servedModel, "to: stock", "to: stok", 1))
	s := serve(t, f.path("architecture.yaml"))
	page := s.listen("/")
	first := page()
	if text := s.get("/"); !strings.Contains(text, "아직 사이트를 만들 수 없습니다") || !strings.Contains(text, "<mark>stok</mark>") {
		t.Errorf("the page is %s", text)
	}
	f.write("architecture.yaml", servedModel)
	if e := page(); !first.Plain || e.Plain || e.Page == first.Page {
		t.Errorf("first %+v, then %+v", first, e)
	}
	s.end(cmd.ErrTerminated)
}

// TestServeAsBuild holds that what is served is what build writes, but for the
// lines that make it live and for what only a site that is kept has: pictures as
// files, with the links to them, and where it comes from.
func TestServeAsBuild(t *testing.T) {
	f := newFolder(t, servedModel)
	model := f.path("architecture.yaml")
	run := func(args ...string) {
		t.Helper()
		var said bytes.Buffer
		if got := cmd.Main(context.Background(), args, cmd.Streams{Out: &said, Err: &said}); got != cmd.Clean {
			t.Fatalf("%s: status %d: %s", args[0], got, said.String())
		}
	}
	free, out := f.path("free"), f.path("site")
	run("build", model, "--as-of", "2026-11-22", "--out", free)
	run("render", model, "--pin")
	pins, err := os.ReadFile(f.path("architecture.layout.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	f.write("architecture.layout.yaml", strings.Replace(string(pins), "view/platform: 35,227 295x117", "view/platform: 35,287 295x117", 1))
	run("build", model, "--as-of", "2026-11-22", "--out", out)
	s := serve(t, model, "--as-of", "2026-11-22")
	live := regexp.MustCompile(`(?m)^<.*"/-/live\..*\n`)
	keptOnly := regexp.MustCompile(`(?m)^<p>(?:커밋을 알 수 없음|The commit is not known).*\n|<a href="[a-z]+\.(?:svg|png)">(?:SVG|PNG)</a>, `)
	pictureFile := regexp.MustCompile(`^(?:en/)?views/[a-z]+\.(?:svg|png)$`)
	count, files := 0, 0
	err = fs.WalkDir(os.DirFS(out), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(name, ".") {
			return err
		}
		if pictureFile.MatchString(name) {
			files++
			return nil
		}
		data, err := os.ReadFile(filepath.Join(out, filepath.FromSlash(name)))
		want := keptOnly.ReplaceAllString(string(data), "")
		if got := live.ReplaceAllString(s.get("/"+name), ""); got != want {
			t.Errorf("%s is not what build writes", name)
		}
		count++
		return err
	})
	if err != nil || count < 40 || files < 9 { // those with Korean text are SVG alone where no font has it
		t.Errorf("%d files, %d pictures: %v", count, files, err)
	}
	pinned, err := os.ReadFile(filepath.Join(out, "views", "containers.html"))
	if err != nil {
		t.Fatal(err)
	}
	if old, err := os.ReadFile(filepath.Join(free, "views", "containers.html")); err != nil || bytes.Equal(old, pinned) {
		t.Errorf("the pins make no difference, so that this shows nothing: %v", err)
	}
	s.end(context.Canceled)
}

func TestServePort(t *testing.T) {
	taken, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	port := taken.Addr().(*net.TCPAddr).Port
	var out, said bytes.Buffer
	status := cmd.Main(context.Background(), []string{"serve", newFolder(t, servedModel).path("architecture.yaml"), "--port", fmt.Sprint(port)}, cmd.Streams{Out: &out, Err: &said})
	want := fmt.Sprintf("asbuilt: listen on 127.0.0.1:%d: bind: address already in use; choose another port with --port, or a free one with --port 0\n", port)
	if status != cmd.Failed || out.Len() > 0 || said.String() != want {
		t.Errorf("status %d, says %q, want %q", status, said.String(), want)
	}
}
