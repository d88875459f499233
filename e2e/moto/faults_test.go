package moto_test

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"asbuilt/discover"
	"asbuilt/internal/honest"
	"asbuilt/internal/nightly"
)

// fault is something that happens to replies between AWS and here.
type fault struct {
	name string
	// spoil answers in the place of AWS, or spoils what AWS answers.
	spoil func(w http.ResponseWriter, r *http.Request, pass http.Handler)
	// after is how many replies pass before it begins; then it is in each of them.
	after int
}

// faults are those that runs meet, each in a fifth of the replies.
func faults() []fault {
	return []fault{
		{name: "500", spoil: says(http.StatusInternalServerError, "text/plain", "oops")},
		{name: "throttled", spoil: says(http.StatusTooManyRequests, "text/plain", "")},
		{name: "unavailable", spoil: says(http.StatusServiceUnavailable, "text/html", "<html>busy</html>")},
		{name: "slow", spoil: slow},
		{name: "reset", spoil: reset},
		{name: "cut", spoil: cut},
		{name: "half", spoil: half},
		{name: "empty", spoil: says(http.StatusOK, "text/xml", "")},
		{name: "a page", spoil: says(http.StatusOK, "text/html", "<!DOCTYPE html><html><body>Sign in</body></html>")},
		{name: "another document", spoil: says(http.StatusOK, "application/json", `{"login":"https://portal.example/"}`)},
		{name: "a wrong content type", spoil: mislabelled},
		{name: "redirected", spoil: redirected},
		{name: "denied", spoil: refuses("AccessDenied")},
		{name: "expired in the middle", spoil: refuses("ExpiredToken"), after: 60},
	}
}

// underFaults takes snapshots through a proxy that spoils replies, and holds each
// to the one that was taken in peace. By day two faults are tried.
func (b *builder) underFaults(calm *discover.Snapshot) {
	all := faults()
	several := all
	if !nightly.All() {
		first := len(b.system.name) % len(all)
		several = []fault{all[first], all[(first+len(all)/2)%len(all)]}
	}
	for i, f := range several {
		address := proxy(b.t, *b.cfg.BaseEndpoint, f, uint64(i))
		file := filepath.Join(b.t.TempDir(), "spoilt.json")
		switch status, _ := b.runAt(address, "discover", b.system.model, "--out", file); status {
		case 0:
			honest.Check(b.t, calm, b.read(file), fickle()...)
		case 3: // nothing could be read, and no file says otherwise
		default:
			b.t.Errorf("%s: discover exits with %d", f.name, status)
		}
		if b.t.Failed() {
			b.t.Fatalf("with %s in a fifth of the replies", f.name)
		}
	}
}

// fickle are the facts that moto answers otherwise each time.
func fickle() (facts []string) {
	for _, u := range unsteady {
		if strings.Contains(u, " ") {
			facts = append(facts, u)
			continue
		}
		for _, f := range discover.Families() {
			for _, t := range f.Types {
				facts = append(facts, t.Name+" "+u)
			}
		}
	}
	return facts
}

// proxy stands before an emulator and spoils replies, but for those by which a run
// begins.
func proxy(t *testing.T, address string, f fault, seed uint64) string {
	t.Helper()
	target, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	pass := httputil.NewSingleHostReverseProxy(target)
	var mu sync.Mutex
	rnd, n := rand.New(rand.NewPCG(seed, 20)), 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return // the client went away
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		mu.Lock()
		n++
		spoils := f.after == 0 && rnd.IntN(5) == 0 || f.after > 0 && n > f.after
		mu.Unlock()
		begins := bytes.Contains(body, []byte("Action=GetCallerIdentity")) || bytes.Contains(body, []byte("Action=DescribeRegions"))
		if spoils && !begins {
			f.spoil(w, r, pass)
			return
		}
		pass.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	return server.URL
}

func says(status int, contentType, body string) func(http.ResponseWriter, *http.Request, http.Handler) {
	return func(w http.ResponseWriter, _ *http.Request, _ http.Handler) {
		w.Header().Set("Content-Type", contentType)
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body) // the client may be gone
	}
}

// refuses answers with an error of AWS, as the protocol of the request tells it.
func refuses(code string) func(http.ResponseWriter, *http.Request, http.Handler) {
	return func(w http.ResponseWriter, r *http.Request, _ http.Handler) {
		body, _ := io.ReadAll(r.Body)
		w.Header().Set("X-Amzn-Errortype", code)
		text := fmt.Sprintf(`{"__type":%q,"message":"no"}`, code)
		switch {
		case bytes.Contains(body, []byte("Version=2016-11-15")):
			text = "<Response><Errors><Error><Code>" + code + "</Code></Error></Errors></Response>"
		case r.Header.Get("X-Amz-Target") == "" && !strings.Contains(r.Header.Get("Content-Type"), "json"):
			text = "<ErrorResponse><Error><Code>" + code + "</Code></Error><Code>" + code + "</Code></ErrorResponse>"
		}
		w.WriteHeader(http.StatusForbidden)
		_, _ = io.WriteString(w, text)
	}
}

func slow(w http.ResponseWriter, r *http.Request, pass http.Handler) {
	time.Sleep(time.Second) // what is tried is a reply that takes its time
	pass.ServeHTTP(w, r)
}

func reset(w http.ResponseWriter, _ *http.Request, _ http.Handler) {
	c, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return
	}
	if tcp, ok := c.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = c.Close()
}

func redirected(w http.ResponseWriter, r *http.Request, _ http.Handler) {
	http.Redirect(w, r, "/elsewhere", http.StatusMovedPermanently)
}

// recorded is what AWS answers.
func recorded(r *http.Request, pass http.Handler) *httptest.ResponseRecorder {
	answer := httptest.NewRecorder()
	pass.ServeHTTP(answer, r)
	return answer
}

// send sends an answer on, with a body in the place of its own.
func send(w http.ResponseWriter, answer *httptest.ResponseRecorder, length int, body []byte) {
	for key, values := range answer.Header() {
		w.Header()[key] = slices.Clone(values)
	}
	w.Header().Set("Content-Length", strconv.Itoa(length))
	w.WriteHeader(answer.Code)
	_, _ = w.Write(body)
}

// cut ends the connection in the middle of a reply.
func cut(w http.ResponseWriter, r *http.Request, pass http.Handler) {
	answer := recorded(r, pass)
	body := answer.Body.Bytes()
	send(w, answer, len(body), body[:len(body)/2])
	panic(http.ErrAbortHandler)
}

// half sends half a reply as if it were all of it.
func half(w http.ResponseWriter, r *http.Request, pass http.Handler) {
	answer := recorded(r, pass)
	body := answer.Body.Bytes()
	send(w, answer, len(body)/2, body[:len(body)/2])
}

func mislabelled(w http.ResponseWriter, r *http.Request, pass http.Handler) {
	answer := recorded(r, pass)
	answer.Header().Set("Content-Type", "text/html")
	send(w, answer, answer.Body.Len(), answer.Body.Bytes())
}
