package live_test

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"asbuilt/internal/tool"
)

const model = `asbuilt: 1
name: Case
language: en
boundaries:
  prod: {kind: account, aws: {account: "210987654321"}}
  seoul: {kind: region, in: prod, aws: {region: ap-northeast-2}}
elements:
  orders: {kind: sqs-queue, in: seoul}
`

// An AWS that cannot be used costs one line that names the cure, exit status 3,
// and no file.
func TestBadInput(t *testing.T) {
	for _, c := range []struct {
		name   string
		answer http.HandlerFunc
		// env, files and args change what is otherwise right.
		env   []string
		files map[string]string
		args  []string
		says  string
	}{
		{name: "expired credentials", answer: refuses(403, "ExpiredToken", "The security token included in the request is expired"),
			says: "account 210987654321: the credentials have expired: sign in again"},
		{name: "unknown credentials", answer: refuses(403, "InvalidClientTokenId", "The security token included in the request is invalid."),
			says: "account 210987654321: AWS does not know these credentials (InvalidClientTokenId): check the profile"},
		{name: "clock skew", answer: refuses(403, "SignatureDoesNotMatch", "Signature expired: 20261122T000000Z is now earlier than 20261123T000000Z"),
			says: "account 210987654321: the clock of this machine is wrong: set it, and run again"},
		{name: "wrong account", answer: signIn, files: map[string]string{"architecture.yaml": strings.Replace(model, account, "111111111111", 1)},
			says: "account 111111111111: the credentials are of account 210987654321: name a profile or role of 111111111111"},
		{name: "a model without a region", answer: signIn, files: map[string]string{"architecture.yaml": "asbuilt: 1\nname: Case\nlanguage: en\nelements: {}\n"},
			says: "no region to look at: give the model a boundary of kind region with aws: {region: …}, or name one with --region"},
		{name: "no credentials", answer: signIn, env: []string{"AWS_ACCESS_KEY_ID=", "AWS_SECRET_ACCESS_KEY="},
			says: "account 210987654321: no credentials, or they could not be used: sign in, or name a profile"},
		{name: "no such profile", answer: signIn, args: []string{"--profile", "audit"},
			says: "account 210987654321: the AWS configuration cannot be read: there is no profile audit"},
		{name: "an endpoint that hangs", answer: hangs, args: []string{"--timeout", "1"}, says: "account 210987654321: the time for the run was up"},
		{name: "nobody at the endpoint", answer: signIn, env: []string{"AWS_ENDPOINT_URL=http://127.0.0.1:1"}, says: "account 210987654321: AWS could not be reached"},
		{name: "a page instead of a reply", answer: page(200), says: "account 210987654321: the reply is not AWS's: something between answers in its place"},
		{name: "a page about an error", answer: page(407), says: "account 210987654321: HTTP 407 without a word of explanation"},
		{name: "dumps of another operation", answer: signIn, args: []string{"--from-dumps", "dumps"}, files: map[string]string{
			"architecture.yaml": model, "dumps/ap-northeast-2/sqs/list-queues.json": `{"Vpcs": []}`, "dumps/us-east-1/sts/get-caller-identity.json": `{"Account": "` + account + `"}`,
		}, says: "sqs:ListQueues in 210987654321/ap-northeast-2: failed (the dump list-queues.json is the reply to another call: it has Vpcs)"},
		{name: "no dumps", answer: signIn, args: []string{"--from-dumps", "nowhere"}, says: "read dumps: open nowhere: no such file or directory"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			files := c.files
			if files == nil {
				files = map[string]string{"architecture.yaml": model}
			}
			for name, text := range files {
				write(t, filepath.Join(dir, filepath.FromSlash(name)), text)
			}
			env := append(environment(t, endpoint(t, c.answer)), c.env...)
			status, out, said := run(t, dir, env, append([]string{"discover", "--out", "prod.json"}, c.args...)...)
			if status != 3 || out != "" {
				t.Errorf("it exits with %d and prints %q, want 3 and nothing", status, out)
			}
			if strings.Count(said, "\n") != 1 || !strings.HasPrefix(said, "asbuilt: discover: ") && !strings.HasPrefix(said, "asbuilt: no region") || !strings.Contains(said, c.says) {
				t.Errorf("it says\n%s\nwant one line with\n%s", said, c.says)
			}
			for name := range files {
				if top, _, _ := strings.Cut(name, "/"); os.RemoveAll(filepath.Join(dir, top)) != nil {
					t.Error(name)
				}
			}
			empty(t, dir)
		})
	}
}

// What a reply does not say leaves gaps that are told, and a snapshot with
// nothing of its own in their place.
func TestHalfAnswers(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "architecture.yaml"), model)
	address := endpoint(t, func(w http.ResponseWriter, r *http.Request) {
		switch op := operation(r); {
		case op == "AmazonSQS.ListQueues":
			io.WriteString(w, `{"Vpcs": "these are not queues", "QueueUrls": 7}`)
		case op == "DescribeVpcs":
			io.WriteString(w, "<DescribeVpcsResponse><vpcSet/></DescribeVpcsResponse>")
		case afterSignIn(op):
			http.Error(w, "<html>teapot</html>", http.StatusTeapot)
		default:
			signedIn(w, op)
		}
	})
	status, _, said := run(t, dir, environment(t, address), "discover", "--out", "prod.json")
	if status != 0 || !strings.Contains(said, " cells ok\n") {
		t.Errorf("discover exits with %d and says\n%s", status, said)
	}
	status, out, said := run(t, dir, environment(t, address), "drift", "--snapshot", "prod.json")
	if status != 4 || !strings.Contains(out, `"orders" could not be verified: sqs:ListQueues in 210987654321/ap-northeast-2: failed (the reply is not what the protocol says)`) {
		t.Errorf("drift exits with %d and says\n%s%s", status, out, said)
	}
}

// run runs asbuilt, and holds that it shows no stack whatever happens.
func run(t *testing.T, dir string, env []string, args ...string) (status int, out, said string) {
	t.Helper()
	cmd := exec.Command(filepath.Join(tool.Programs(t), "asbuilt"), args...)
	cmd.Dir, cmd.Env = dir, env
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		status = exit.ExitCode()
	} else if err != nil {
		t.Fatal(err)
	}
	for _, trace := range []string{"goroutine ", "panic", ".go:"} {
		if strings.Contains(stderr.String(), trace) {
			t.Errorf("asbuilt %s shows a stack:\n%s", strings.Join(args, " "), stderr.String())
		}
	}
	return status, stdout.String(), stderr.String()
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func signIn(w http.ResponseWriter, r *http.Request) { signedIn(w, operation(r)) }

func hangs(_ http.ResponseWriter, r *http.Request) {
	operation(r)
	<-r.Context().Done()
}

func page(status int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(status)
		io.WriteString(w, "<html><title>Proxy</title>")
	}
}

func refuses(status int, code, message string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		io.WriteString(w, "<ErrorResponse><Error><Code>"+code+"</Code><Message>"+message+"</Message></Error></ErrorResponse>")
	}
}
