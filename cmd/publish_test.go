package cmd_test

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"asbuilt/cmd"
	"asbuilt/discover"
)

// built is every file of a site of the second example, which also has mail of people.
func built(t *testing.T, flags ...string) (all map[string]string, said string) {
	t.Helper()
	out := filepath.Join(t.TempDir(), "out")
	var stdout, stderr bytes.Buffer
	args := append([]string{
		"build", "../examples/ec2-service/architecture.yaml", "--snapshot", "../examples/ec2-service/drifted.snapshot.json", "--out", out,
	}, flags...)
	if status := cmd.Main(context.Background(), args, cmd.Streams{Out: &stdout, Err: &stderr}); status != cmd.Clean {
		t.Fatalf("status %d: %s", status, stderr.String())
	}
	all = map[string]string{}
	err := filepath.WalkDir(out, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(name)
		all[strings.TrimPrefix(name, out)] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all, stderr.String()
}

// TestRedact looks in every file of a site, pictures and search included, for what the
// snapshot and the model hold of accounts and resources: with --redact there is
// nothing of it, without it there is, and build says so.
func TestRedact(t *testing.T) {
	file, err := os.Open("../examples/ec2-service/drifted.snapshot.json")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	snap, err := discover.Read(file)
	if err != nil {
		t.Fatal(err)
	}
	model, err := os.ReadFile("../examples/ec2-service/architecture.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var secret []string
	for _, r := range snap.Resources {
		secret = append(secret, r.Account)
		if r.ARN != "" {
			secret = append(secret, r.ARN)
		}
		if own := strings.Contains(string(model), r.ID); !own && len(r.ID) > 5 && strings.ContainsAny(r.ID, "-/0123456789") {
			secret = append(secret, r.ID)
		}
	}
	shapes := regexp.MustCompile(`arn:aws[a-z-]*:[a-z]|[\w.+-]+@[\w-]+\.[a-z]{2,}|\b(?:vpc|subnet|sg|i|rtb|eni|vol)-[0-9a-f]{8,17}\b|>[^<]*\b(?:10|172|192)(?:\.[0-9]{1,3}){3}\b`)
	tells := func(all map[string]string) (n int, first string) {
		for name, text := range all {
			for _, s := range secret {
				if strings.Contains(text, s) || strings.Contains(name, s) {
					n, first = n+1, name+": "+s
				}
			}
			if at := shapes.FindString(text); at != "" && filepath.Ext(name) != ".png" {
				n, first = n+1, name+": "+at
			}
		}
		return n, first
	}
	open, said := built(t)
	if n, _ := tells(open); n < 50 || len(secret) < 50 {
		t.Fatalf("the site tells only %d of %d things, so that it proves nothing", n, len(secret))
	}
	if !strings.Contains(said, "asbuilt: pages name 1 account, ") || strings.Count(said, "--redact leaves them out") != 1 {
		t.Errorf("build says %q", said)
	}
	closed, said := built(t, "--redact")
	if n, first := tells(closed); n > 0 {
		t.Errorf("%d things are told, such as %s", n, first)
	}
	if strings.Contains(said, "pages name") {
		t.Errorf("build says %q", said)
	}
	if len(closed) != len(open) {
		t.Errorf("%d files, and %d redacted", len(open), len(closed))
	}
	const noindex = `<meta name="robots" content="noindex" />`
	for name := range open {
		page := filepath.Ext(name) == ".html"
		if page && (!strings.Contains(open[name], noindex) || strings.Contains(closed[name], noindex)) {
			t.Errorf("%s: who may list it is wrong", name)
		}
		if page && strings.Contains(closed[name], `class="evidence"`) {
			t.Errorf("%s shows evidence", name)
		}
	}
}

// TestPublish does the same for a model that asks for it.
func TestPublish(t *testing.T) {
	dir := t.TempDir()
	text := "asbuilt: 1\nname: {ko: 주문, en: Orders}\npublish: {redact: true}\nboundaries:\n" +
		"  prod: {kind: account, aws: {account: \"210987654321\"}}\nelements:\n" +
		"  queue: {kind: sqs-queue, in: prod, owner: kim@orders.example}\n"
	if err := os.WriteFile(filepath.Join(dir, "architecture.yaml"), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	var stdout, stderr bytes.Buffer
	out := filepath.Join(dir, "out")
	args := []string{"build", filepath.Join(dir, "architecture.yaml"), "--out", out}
	if status := cmd.Main(context.Background(), args, cmd.Streams{Out: &stdout, Err: &stderr}); status != cmd.Clean {
		t.Fatalf("status %d: %s", status, stderr.String())
	}
	err := filepath.WalkDir(out, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		page, err := os.ReadFile(name)
		if bytes.Contains(page, []byte("210987654321")) || bytes.Contains(page, []byte("kim@")) {
			t.Errorf("%s tells", name)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
