// Package moto_test holds the tests that discover systems in moto, an emulator of
// AWS that nobody here wrote. A test program builds them there with ordinary
// SDK calls; asbuilt-aws then looks at them over HTTP as it would at AWS.
package moto_test

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/smithy-go/encoding/cbor"

	"asbuilt/internal/tool"
)

// version is that of moto; another one may be able to do more or less, and then
// testdata/emulator.txt changes.
const version = "5.2.5"

// emulator starts moto for the account and is its address. Without Python the
// test is skipped, or fails where CI is set.
//
// ASBUILT_EMULATOR_<account>, or ASBUILT_EMULATOR for all of them, is the address
// of another emulator to ask instead. It has to be empty, and may be able to do
// more or less than moto: the golden files are moto's.
func emulator(t *testing.T, account string) string {
	t.Helper()
	if other := cmp.Or(os.Getenv("ASBUILT_EMULATOR_"+account), os.Getenv("ASBUILT_EMULATOR")); other != "" {
		return bridge(t, other)
	}
	bin, err := installed()
	if err != nil {
		tool.Lacking(t, err.Error())
	}
	port := freePort(t)
	ctx, cancel := context.WithCancel(context.Background())
	server := exec.CommandContext(ctx, bin, "-H", "127.0.0.1", "-p", port)
	server.Env = append(os.Environ(), "MOTO_ACCOUNT_ID="+account, "MOTO_IAM_LOAD_MANAGED_POLICIES=true",
		"MOTO_ACM_VALIDATION_WAIT=0") // a certificate is issued when it is asked for, however busy the machine is
	var log bytes.Buffer
	server.Stdout, server.Stderr = &log, &log
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cancel()
		_ = server.Wait() // killed
		if os.Getenv("MOTO_LOG") != "" {
			_ = os.WriteFile(os.Getenv("MOTO_LOG"), log.Bytes(), 0o644)
		} else if t.Failed() && testing.Verbose() {
			t.Log(tail(log.String(), 4000))
		}
	})
	address := "http://127.0.0.1:" + port
	for deadline := time.Now().Add(time.Minute); ; {
		if resp, err := http.Get(address + "/moto-api/"); err == nil {
			resp.Body.Close()
			return bridge(t, address)
		}
		if time.Now().After(deadline) {
			t.Fatalf("moto does not answer:\n%s", tail(log.String(), 2000))
		}
		time.Sleep(100 * time.Millisecond) // until it listens
	}
}

func tail(s string, n int) string { return s[max(0, len(s)-n):] }

// installed is the server of a virtual environment with moto in .tools, made once
// for the systems that are built side by side.
var installed = sync.OnceValues(func() (string, error) {
	venv, err := filepath.Abs("../../.tools/moto-" + version)
	if err != nil {
		return "", err
	}
	bin := filepath.Join(venv, "bin", "moto_server")
	if runtime.GOOS == "windows" {
		bin = filepath.Join(venv, "Scripts", "moto_server.exe")
	}
	if _, err := os.Stat(bin); err == nil {
		return bin, nil
	}
	python, err := exec.LookPath("python3")
	if err != nil {
		return "", errors.New("no python3; install it with: apt-get install python3 python3-venv")
	}
	for _, args := range [][]string{
		{python, "-m", "venv", venv},
		{filepath.Join(filepath.Dir(bin), "pip"), "install", "--quiet", "--disable-pip-version-check", "moto[server]==" + version},
	} {
		if out, err := exec.Command(args[0], args[1:]...).CombinedOutput(); err != nil {
			_ = os.RemoveAll(venv) // half a venv is none
			return "", fmt.Errorf("no moto; install it with: python3 -m venv .tools/moto-%s && .tools/moto-%[1]s/bin/pip install 'moto[server]==%[1]s' (%w: %s)",
				version, err, tail(string(out), 300))
		}
	}
	return bin, nil
})

func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, port, _ := net.SplitHostPort(l.Addr().String())
	return port
}

// bridge stands before moto and translates between what AWS speaks and what moto
// does: CloudWatch's CBOR to JSON, times, and what moto cannot do.
func bridge(t *testing.T, address string) string {
	t.Helper()
	target, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	pass := httputil.NewSingleHostReverseProxy(target)
	pass.Transport = again{}
	pass.ModifyResponse = func(r *http.Response) error {
		unimplemented(r)
		return moments(r)
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, rest, ok := strings.Cut(r.URL.Path, "/service/")
		service, operation, _ := strings.Cut(rest, "/operation/")
		if !ok || r.Header.Get("Smithy-Protocol") != "rpc-v2-cbor" {
			pass.ServeHTTP(w, r)
			return
		}
		if err := translate(w, r, address, service+"."+operation); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
		}
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// again asks moto a second time what it did not answer: what it cannot do it cannot
// do twice, but under load its threads trip over each other now and then.
type again struct{}

var reads = regexp.MustCompile(`(^|[.&])(Action=)?(List|Describe|Get)[A-Z]`)

func (again) RoundTrip(r *http.Request) (*http.Response, error) {
	var body []byte
	if r.Body != nil {
		var err error
		if body, err = io.ReadAll(r.Body); err != nil {
			return nil, err
		}
	}
	ask := func() (*http.Response, error) {
		r.Body = io.NopCloser(bytes.NewReader(body))
		return http.DefaultTransport.RoundTrip(r)
	}
	resp, err := ask()
	read := r.Method == http.MethodGet || reads.MatchString(r.Header.Get("X-Amz-Target")) || reads.Match(body)
	if err != nil || !read || !isCrash(resp) {
		return resp, err
	}
	_ = resp.Body.Close()
	return ask()
}

// isCrash reports whether moto's server failed with an error of its own.
func isCrash(r *http.Response) bool {
	return r.StatusCode == http.StatusInternalServerError && strings.HasPrefix(r.Header.Get("Content-Type"), "text/html")
}

// unimplemented gives what moto cannot do a status of its own. Its server answers
// with a page about an error of its own, HTTP 500, after which every client of
// AWS asks again and again.
func unimplemented(r *http.Response) {
	if isCrash(r) {
		r.StatusCode, r.Status = http.StatusNotImplemented, "501 Not Implemented"
	}
}

var writtenMoment = regexp.MustCompile(`"(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d)[^"]*"`)

// moments translates times of CodePipeline, which moto writes as text, to the
// numbers that its protocol has.
func moments(r *http.Response) error {
	if !strings.HasPrefix(r.Request.Header.Get("X-Amz-Target"), "CodePipeline") {
		return nil
	}
	text, err := io.ReadAll(r.Body)
	if err != nil {
		return err
	}
	text = writtenMoment.ReplaceAllFunc(text, func(m []byte) []byte {
		at, err := time.Parse("2006-01-02T15:04:05", strings.Replace(string(m[1:20]), " ", "T", 1))
		if err != nil {
			return m
		}
		return strconv.AppendInt(nil, at.Unix(), 10)
	})
	r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(text)), int64(len(text))
	r.Header.Set("Content-Length", strconv.Itoa(len(text)))
	return nil
}

func translate(w http.ResponseWriter, r *http.Request, address, operation string) error {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return err
	}
	in := any(map[string]any{})
	if len(body) > 0 {
		v, err := cbor.Decode(body)
		if err != nil {
			return err
		}
		in = plain(v)
	}
	text, err := json.Marshal(in)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(r.Context(), http.MethodPost, address, bytes.NewReader(text))
	if err != nil {
		return err
	}
	req.Header.Set("X-Amz-Target", operation)
	req.Header.Set("Content-Type", "application/x-amz-json-1.0")
	req.Header.Set("Authorization", r.Header.Get("Authorization"))
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var out any
	dec := json.NewDecoder(resp.Body)
	dec.UseNumber()
	if err := dec.Decode(&out); err != nil && err != io.EOF {
		return err
	}
	w.Header().Set("Smithy-Protocol", "rpc-v2-cbor")
	w.Header().Set("Content-Type", "application/cbor")
	w.WriteHeader(resp.StatusCode)
	if out == nil {
		out = map[string]any{}
	}
	_, err = w.Write(cbor.Encode(packed("", out)))
	return err
}

// plain is a CBOR value as JSON has it.
func plain(v cbor.Value) any {
	switch v := v.(type) {
	case cbor.Map:
		m := map[string]any{}
		for k, x := range v {
			m[k] = plain(x)
		}
		return m
	case cbor.List:
		l := []any{}
		for _, x := range v {
			l = append(l, plain(x))
		}
		return l
	case cbor.String:
		return string(v)
	case cbor.Bool:
		return bool(v)
	case cbor.Uint:
		return uint64(v)
	case cbor.NegInt:
		return -int64(v)
	case cbor.Float32:
		return float32(v)
	case cbor.Float64:
		return float64(v)
	case *cbor.Tag:
		return plain(v.Value)
	}
	return nil
}

// packed is a JSON value in CBOR; times have the tag that says so.
func packed(name string, v any) cbor.Value {
	switch v := v.(type) {
	case map[string]any:
		m := cbor.Map{}
		for k, x := range v {
			if x != nil {
				m[k] = packed(k, x)
			}
		}
		return m
	case []any:
		l := cbor.List{}
		for _, x := range v {
			l = append(l, packed("", x))
		}
		return l
	case string:
		return cbor.String(v)
	case bool:
		return cbor.Bool(v)
	case json.Number:
		if strings.HasSuffix(name, "Timestamp") || name == "LastModified" {
			f, _ := v.Float64()
			return &cbor.Tag{ID: 1, Value: cbor.Float64(f)}
		}
		if n, err := v.Int64(); err == nil && n >= 0 && !strings.Contains(string(v), ".") {
			return cbor.Uint(n)
		}
		f, _ := v.Float64()
		return cbor.Float64(f)
	}
	return &cbor.Nil{}
}
