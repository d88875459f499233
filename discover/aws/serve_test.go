package aws

import (
	"bytes"
	"context"
	"strings"
	"testing"
)

func TestRefusesScopes(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"nothing":    {"", "read scope from standard input: EOF"},
		"no JSON":    {"prod", "read scope from standard input: invalid character"},
		"no account": {`{"accounts": []}`, "it names no account"},
		"unknown":    {`{"accounts": [{"id": "1"}], "write": true}`, `unknown field \"write\"`},
	} {
		var out, progress bytes.Buffer
		if status := Serve(context.Background(), strings.NewReader(c.in), &out, &progress, Options{}); status != 2 {
			t.Errorf("%s: status %d", name, status)
		}
		if !strings.Contains(progress.String(), c.want) || out.Len() > 0 {
			t.Errorf("%s: said %s and wrote %q", name, progress.String(), out.String())
		}
	}
}

func TestNoCredentials(t *testing.T) {
	for _, name := range []string{
		"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE", "AWS_WEB_IDENTITY_TOKEN_FILE",
		"AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
	} {
		t.Setenv(name, "")
	}
	t.Setenv("HOME", t.TempDir())
	t.Setenv("AWS_EC2_METADATA_DISABLED", "true")
	var out, progress bytes.Buffer
	in := `{"accounts": [{"id": "210987654321", "regions": ["ap-northeast-2"]}]}`
	status := Serve(context.Background(), strings.NewReader(in), &out, &progress, Options{})
	if status != 3 || out.Len() > 0 {
		t.Errorf("status %d, wrote %q", status, out.String())
	}
	want := "account 210987654321: no credentials, or they could not be used: sign in, or name a profile"
	if !strings.Contains(progress.String(), want) {
		t.Errorf("said %s", progress.String())
	}
}

func TestDumpsOfNothing(t *testing.T) {
	var out, progress bytes.Buffer
	in := `{"accounts": [{"id": "210987654321", "regions": ["ap-northeast-2"]}], "dumps": "` + t.TempDir() + `"}`
	status := Serve(context.Background(), strings.NewReader(in), &out, &progress, Options{})
	if status != 3 || !strings.Contains(progress.String(), "there is no dump") {
		t.Errorf("status %d: %s", status, progress.String())
	}
}
