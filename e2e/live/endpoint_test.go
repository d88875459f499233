// Package live_test holds the tests that run asbuilt and asbuilt-aws, as they
// are installed, against an AWS that does not behave: one that hangs, refuses,
// or answers something else.
package live_test

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"
)

// account is whose credentials asbuilt has.
const account = "210987654321"

// endpoint serves instead of AWS on this machine.
func endpoint(t *testing.T, answer http.HandlerFunc) (address string) {
	t.Helper()
	server := httptest.NewServer(answer)
	t.Cleanup(func() {
		server.CloseClientConnections()
		server.Close()
	})
	return server.URL
}

// environment is that of this process with credentials for the endpoint, and
// nothing of the machine's own.
func environment(t *testing.T, address string) []string {
	t.Helper()
	var env []string
	for _, e := range os.Environ() {
		if !strings.HasPrefix(e, "AWS_") && !strings.HasPrefix(e, "HOME=") && !strings.HasPrefix(e, "LC_ALL=") && !strings.HasPrefix(e, "LANG=") {
			env = append(env, e)
		}
	}
	return append(env, "AWS_ENDPOINT_URL="+address, "AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE", "AWS_SECRET_ACCESS_KEY=secret",
		"AWS_EC2_METADATA_DISABLED=true", "HOME="+t.TempDir(), "LC_ALL=C", "NO_COLOR=1")
}

// operation is what a request asks for, as far as it says so itself: the Query
// services name an action, the JSON services a target, the others a path.
func operation(r *http.Request) string {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return ""
	}
	r.Body = io.NopCloser(bytes.NewReader(body)) // the server goes on to read it to learn that the client is gone
	if form, err := url.ParseQuery(string(body)); err == nil && form.Get("Action") != "" {
		return form.Get("Action")
	}
	if target := r.Header.Get("X-Amz-Target"); target != "" {
		return target
	}
	return r.URL.Path
}

// signedIn answers what signing in asks for.
func signedIn(w http.ResponseWriter, operation string) {
	switch operation {
	case "GetCallerIdentity":
		io.WriteString(w, "<GetCallerIdentityResponse><GetCallerIdentityResult><Account>"+account+"</Account><Arn>arn:aws:iam::"+account+":user/asbuilt</Arn></GetCallerIdentityResult></GetCallerIdentityResponse>")
	case "DescribeRegions":
		io.WriteString(w, "<DescribeRegionsResponse><regionInfo><item><regionName>ap-northeast-2</regionName></item></regionInfo></DescribeRegionsResponse>")
	}
}
