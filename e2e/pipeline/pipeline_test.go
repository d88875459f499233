// Package pipeline_test runs the steps of ci/ as pipelines do: in a clone of a bare
// repository, under several shells, against a stand-in for the HTTP interfaces of both
// forges.
package pipeline_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"

	"asbuilt/internal/golden"
	"asbuilt/internal/itself"
	"asbuilt/internal/tool"
)

// TestMain lets this program be asbuilt when it is called by that name.
func TestMain(m *testing.M) { os.Exit(itself.Main(m)) }

// forge is GitHub or GitLab, as far as comments go, and a chat.
type forge struct {
	*httptest.Server
	sync.Mutex
	comments []comment
	requests []string
	messages []string
	// refuse is the status that writing is answered with; zero takes it.
	refuse int
	// others is how many of the first comments are somebody else's and may not be changed.
	others int
}

type comment struct {
	ID   int    `json:"id"`
	Body string `json:"body"`
}

var (
	list = regexp.MustCompile(`^/(repos/team/orders/issues/7/comments|projects/12/merge_requests/7/notes)$`)
	one  = regexp.MustCompile(`^/(?:repos/team/orders/issues/comments|projects/12/merge_requests/7/notes)/([0-9]+)$`)
)

func newForge(t *testing.T, others ...string) *forge {
	f := &forge{others: len(others)}
	for i, body := range others {
		f.comments = append(f.comments, comment{i + 1, body})
	}
	f.Server = httptest.NewServer(f)
	t.Cleanup(f.Close)
	return f
}

func (f *forge) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f.Lock()
	defer f.Unlock()
	body, _ := io.ReadAll(r.Body)
	f.requests = append(f.requests, r.Method+" "+r.URL.RequestURI())
	var sent struct{ Body, Text string }
	if r.Method != "GET" && json.Unmarshal(body, &sent) != nil {
		http.Error(w, "{}", http.StatusBadRequest)
		return
	}
	answer := func(status int, v any) {
		w.WriteHeader(status)
		json.NewEncoder(w).Encode(v)
	}
	if r.URL.Path == "/chat" {
		f.messages = append(f.messages, sent.Text)
		answer(200, "ok")
		return
	}
	if r.Header.Get("Authorization") != "Bearer t0ken" && r.Header.Get("PRIVATE-TOKEN") != "t0ken" {
		answer(401, "who?")
		return
	}
	id := one.FindStringSubmatch(r.URL.Path)
	switch {
	case r.Method == "GET" && list.MatchString(r.URL.Path):
		page, _ := strconv.Atoi(r.URL.Query().Get("page"))
		from := min((page-1)*100, len(f.comments))
		answer(200, append([]comment{}, f.comments[from:min(from+100, len(f.comments))]...))
	case f.refuse > 0:
		answer(f.refuse, map[string]string{"message": "no"})
	case r.Method == "POST" && list.MatchString(r.URL.Path):
		f.comments = append(f.comments, comment{len(f.comments) + 1, sent.Body})
		answer(201, f.comments[len(f.comments)-1])
	case id != nil && (r.Method == "PATCH" || r.Method == "PUT"):
		n, _ := strconv.Atoi(id[1])
		if n <= f.others {
			answer(403, "not yours")
			return
		}
		f.comments[n-1].Body = sent.Body
		answer(200, f.comments[n-1])
	default:
		answer(404, "what?")
	}
}

// written are the comments that are not somebody else's.
func (f *forge) written() []comment { return f.comments[f.others:] }

// job is a clone in which steps are run.
type job struct {
	t     *testing.T
	dir   string
	shell []string
	env   []string
}

// shells are those that the steps are run under.
func shells(t *testing.T, test func(t *testing.T, shell []string)) {
	for _, program := range []string{"git", "curl", "jq"} {
		tool.Program(t, program, program)
	}
	for _, shell := range [][]string{{"dash"}, {"busybox", "sh"}} {
		t.Run(shell[0], func(t *testing.T) {
			tool.Program(t, shell[0], shell[0])
			test(t, shell)
		})
	}
}

const branch = "$(touch${IFS}pwned)`touch${IFS}pwned`;touch${IFS}pwned"

// newJob is a clone of a bare repository with the second example; its base is pushed, and a
// change with a hostile branch name lies on it.
func newJob(t *testing.T, shell []string) (j *job, base string) {
	t.Helper()
	top := t.TempDir()
	j = &job{t: t, dir: filepath.Join(top, "work"), shell: shell}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	bin := filepath.Join(top, "bin")
	os.Mkdir(bin, 0o755)
	if err := os.Symlink(self, filepath.Join(bin, "asbuilt")); err != nil {
		t.Fatal(err)
	}
	j.env = []string{
		"PATH=" + bin + string(os.PathListSeparator) + os.Getenv("PATH"), "HOME=" + top, "LC_ALL=C", "GIT_CONFIG_NOSYSTEM=1",
		"GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@example.com", "GIT_COMMITTER_NAME=a", "GIT_COMMITTER_EMAIL=a@example.com",
		"ASBUILT_RETRY=0",
	}
	j.git(top, "init", "-q", "--bare", "-b", "main", "remote.git")
	j.git(top, "clone", "-q", "remote.git", "work")
	j.copy("architecture.yaml")
	if err := os.CopyFS(filepath.Join(j.dir, "docs"), os.DirFS("../../examples/ec2-service/docs")); err != nil {
		t.Fatal(err)
	}
	j.git(j.dir, "add", ".")
	j.git(j.dir, "commit", "-qm", "base")
	j.git(j.dir, "push", "-q", "origin", "HEAD:refs/heads/main")
	base = j.git(j.dir, "rev-parse", "HEAD")
	j.git(j.dir, "checkout", "-q", "-b", branch)
	j.replace("multi_az: true", "multi_az: false")
	j.git(j.dir, "commit", "-qam", "`touch pwned`")
	return j, base
}

func (j *job) copy(name string) {
	j.t.Helper()
	data, err := os.ReadFile("../../examples/ec2-service/" + name)
	if err == nil {
		err = os.WriteFile(filepath.Join(j.dir, name), data, 0o644)
	}
	if err != nil {
		j.t.Fatal(err)
	}
}

func (j *job) replace(old, new string) {
	j.t.Helper()
	name := filepath.Join(j.dir, "architecture.yaml")
	data, err := os.ReadFile(name)
	if err != nil || !strings.Contains(string(data), old) {
		j.t.Fatalf("%q is not there (%v)", old, err)
	}
	if err := os.WriteFile(name, []byte(strings.Replace(string(data), old, new, 1)), 0o644); err != nil {
		j.t.Fatal(err)
	}
}

func (j *job) git(dir string, args ...string) string {
	j.t.Helper()
	c := exec.Command("git", args...)
	c.Dir, c.Env = dir, j.env
	out, err := c.CombinedOutput()
	if err != nil {
		j.t.Fatalf("git %v: %v\n%s", args, err, out)
	}
	return strings.TrimSpace(string(out))
}

// step runs a step and is what it said; it must end with that status, and nothing in it may
// have run what a name says.
func (j *job) step(want int, env []string, args ...string) string {
	j.t.Helper()
	script, err := filepath.Abs("../../ci/" + args[0])
	if err != nil {
		j.t.Fatal(err)
	}
	c := exec.Command(j.shell[0], append(append(j.shell[1:len(j.shell):len(j.shell)], script), args[1:]...)...)
	c.Dir, c.Env = j.dir, append(append([]string{}, j.env...), env...)
	out, _ := c.CombinedOutput()
	if got := c.ProcessState.ExitCode(); got != want {
		j.t.Errorf("%v: status %d, want %d\n%s", args, got, want, out)
	}
	if _, err := os.Stat(filepath.Join(j.dir, "pwned")); err == nil {
		j.t.Fatalf("%v ran a name", args)
	}
	return string(out)
}

func (j *job) read(name string) string {
	j.t.Helper()
	data, err := os.ReadFile(filepath.Join(j.dir, name))
	if err != nil {
		j.t.Error(err)
	}
	return string(data)
}

// github is what a job of GitHub knows; repo is where the change comes from.
func (j *job) github(f *forge, base string, repo int) []string {
	j.t.Helper()
	event := map[string]any{"pull_request": map[string]any{
		"number": 7, "title": "$(touch pwned) `touch pwned` ';touch pwned;'",
		"base": map[string]any{"sha": base, "repo": map[string]any{"id": 1}},
		"head": map[string]any{"ref": branch, "repo": map[string]any{"id": repo}},
	}}
	return j.event(f, event)
}

func (j *job) event(f *forge, event map[string]any) []string {
	j.t.Helper()
	data, err := json.Marshal(event)
	if err != nil {
		j.t.Fatal(err)
	}
	name := filepath.Join(filepath.Dir(j.dir), "event.json")
	if err := os.WriteFile(name, data, 0o644); err != nil {
		j.t.Fatal(err)
	}
	return []string{"GITHUB_EVENT_PATH=" + name, "GITHUB_API_URL=" + f.URL, "GITHUB_REPOSITORY=team/orders", "GITHUB_TOKEN=t0ken",
		"GITHUB_HEAD_REF=" + branch, "GITHUB_STEP_SUMMARY=" + filepath.Join(filepath.Dir(j.dir), "summary.md")}
}

func gitlab(f *forge, base string, from int) []string {
	return []string{"CI_API_V4_URL=" + f.URL, "CI_PROJECT_ID=12", "CI_MERGE_REQUEST_PROJECT_ID=12", "CI_MERGE_REQUEST_IID=7",
		"CI_MERGE_REQUEST_DIFF_BASE_SHA=" + base, fmt.Sprint("CI_MERGE_REQUEST_SOURCE_PROJECT_ID=", from), "ASBUILT_TOKEN=t0ken",
		"CI_MERGE_REQUEST_SOURCE_BRANCH_NAME=" + branch, "CI_MERGE_REQUEST_TITLE=$(touch pwned)"}
}

// A change has one comment, which follows it.
func TestComment(t *testing.T) {
	shells(t, func(t *testing.T, shell []string) {
		for _, name := range []string{"github", "gitlab"} {
			t.Run(name, func(t *testing.T) {
				others := make([]string, 120)
				others[3] = "<!-- asbuilt:diff:architecture.yaml -->\nnot ours"
				f := newForge(t, others...)
				j, base := newJob(t, shell)
				env := gitlab(f, base, 12)
				if name == "github" {
					env = j.github(f, base, 1)
				}
				j.step(0, env, "diff.sh")
				if all := f.written(); len(all) != 1 {
					t.Fatalf("%d comments: %v", len(all), f.requests)
				}
				head := j.git(j.dir, "rev-parse", "HEAD") // the hash of a commit of this second
				text := strings.NewReplacer(base, "BASE", head, "HEAD", head[:8], "HEAD").Replace(f.written()[0].Body)
				golden.Check(t, "testdata/comment.md", []byte(text))
				if report := j.read("asbuilt-out/diff.md"); !strings.HasSuffix(f.written()[0].Body, "\n"+report) {
					t.Error("the comment is not the report")
				}
				if _, err := os.Stat(filepath.Join(j.dir, "asbuilt-out/diff")); err != nil {
					t.Error(err)
				}
				j.replace("multi_az: false", "multi_az: true")
				j.git(j.dir, "commit", "-qam", "back")
				j.step(0, append(env, "ASBUILT_LANG=ko"), "diff.sh")
				if all := f.written(); len(all) != 1 || strings.Contains(all[0].Body, "multi_az") {
					t.Errorf("the comment did not follow: %+v", all)
				}
			})
		}
	})
}

// What a forge refuses is said in a line, and the report stays.
func TestRefused(t *testing.T) {
	shells(t, func(t *testing.T, shell []string) {
		j, base := newJob(t, shell)
		for status, said := range map[int]string{403: "answered 403: the token may not write", 422: "answered 422: it does not take this text",
			500: "answered 500"} {
			for _, name := range []string{"github", "gitlab"} {
				f := newForge(t)
				f.refuse = status
				env := gitlab(f, base, 12)
				if name == "github" {
					env = j.github(f, base, 1)
				}
				os.Remove(filepath.Join(j.dir, "asbuilt-out/diff.md"))
				out := j.step(3, env, "diff.sh")
				if !strings.Contains(out, name+" "+said) || !strings.Contains(out, "(it says: no)") || !strings.Contains(out, "the report is in asbuilt-out/diff.md") || strings.Contains(out, "t0ken") {
					t.Errorf("%d says %s", status, out)
				}
				if !strings.Contains(j.read("asbuilt-out/diff.md"), "multi_az") {
					t.Error("the report is lost")
				}
			}
		}
		gone := newForge(t)
		gone.Close()
		if out := j.step(3, j.github(gone, base, 1), "diff.sh"); !strings.Contains(out, "did not answer") {
			t.Errorf("a forge that is gone: %s", out)
		}
	})
}

// What comes from a fork, and what waits in a queue, is looked at without a request.
func TestWithoutSecrets(t *testing.T) {
	shells(t, func(t *testing.T, shell []string) {
		j, base := newJob(t, shell)
		for name, env := range map[string]func(f *forge) []string{
			"github": func(f *forge) []string { return j.github(f, base, 99) },
			"gitlab": func(f *forge) []string { return gitlab(f, base, 99) },
			"queue": func(f *forge) []string {
				return j.event(f, map[string]any{"merge_group": map[string]any{"base_sha": base, "head_ref": branch}})
			},
		} {
			f := newForge(t)
			out := j.step(0, env(f), "diff.sh")
			if len(f.requests) > 0 || !strings.Contains(out, "the report is in asbuilt-out/diff.md") || !strings.Contains(out, "multi_az") {
				t.Errorf("%s: %v\n%s", name, f.requests, out)
			}
		}
		bad := j.event(newForge(t), map[string]any{"pull_request": map[string]any{"number": "7; touch pwned", "base": map[string]any{"sha": base}}})
		j.step(3, bad, "diff.sh")
		bad = j.event(newForge(t), map[string]any{"pull_request": map[string]any{"number": 7, "base": map[string]any{"sha": "--upload-pack=touch pwned"}}})
		j.step(3, bad, "diff.sh")
	})
}

// Night after night: the store keeps the snapshot and the history, the chat hears of what
// changed, a pull request without secrets is compared with what is stored, and the site shows
// the course.
func TestNights(t *testing.T) {
	shells(t, func(t *testing.T, shell []string) {
		f := newForge(t)
		j, _ := newJob(t, shell)
		j.git(j.dir, "checkout", "-q", "-B", "night", "origin/main")
		night := []string{"ASBUILT_STORE=asbuilt-data", "ASBUILT_WEBHOOK=" + f.URL + "/chat"}
		clean, err := filepath.Abs("../../examples/ec2-service/clean.snapshot.json")
		if err != nil {
			t.Fatal(err)
		}
		drifted := strings.Replace(clean, "clean", "drifted", 1)
		if out := j.step(3, night, "drift.sh"); !strings.Contains(out, "there is no snapshot") {
			t.Errorf("without a snapshot: %s", out)
		}
		run := func(want int, day, snapshot string) {
			os.RemoveAll(filepath.Join(j.dir, "asbuilt-out"))
			j.step(want, append(night, "ASBUILT_SNAPSHOT="+snapshot, "ASBUILT_DRIFT_FLAGS=--as-of "+day), "drift.sh")
		}
		run(0, "2026-11-20", clean)
		run(1, "2026-11-21", drifted)
		run(1, "2026-11-22", drifted)
		if len(f.messages) != 1 || !strings.Contains(f.messages[0], "tracking-team: 35 new: ") {
			t.Errorf("the chat heard %q", f.messages)
		}
		for _, name := range []string{"drift.sarif", "drift.codequality.json", "drift.json"} {
			if !json.Valid([]byte(j.read("asbuilt-out/" + name))) {
				t.Errorf("%s is no JSON", name)
			}
		}
		if !strings.Contains(j.read("asbuilt-out/drift.md"), "since 2026-11-21") {
			t.Error("the report does not say since when")
		}
		if n := j.git(j.dir, "rev-list", "--count", j.git(j.dir, "ls-remote", "origin", "refs/heads/asbuilt-data")[:40]); n != "1" {
			t.Errorf("the store has %s commits", n)
		}

		os.RemoveAll(filepath.Join(j.dir, "asbuilt-out"))
		fork := j.github(f, strings.Repeat("0", 40), 99)
		out := j.step(1, append(fork, "ASBUILT_STORE=asbuilt-data", "ASBUILT_DISCOVER=1"), "drift.sh")
		if !strings.Contains(out, "3 runs before this one") {
			t.Errorf("a fork is not compared with what is stored:\n%s", out)
		}
		j.step(0, night, "site.sh")
		if !strings.Contains(j.read("asbuilt-out/site/course.html"), "<polygon") {
			t.Error("the site has no course")
		}
		j.step(0, nil, "check.sh")
		if !json.Valid([]byte(j.read("asbuilt-out/check.sarif"))) {
			t.Error("no SARIF of check")
		}
	})
}

// Of two that push at once both histories stay.
func TestPushedAtOnce(t *testing.T) {
	shells(t, func(t *testing.T, shell []string) {
		j, _ := newJob(t, shell)
		env := []string{"ASBUILT_STORE=asbuilt-data"}
		var all sync.WaitGroup
		for i := range 4 {
			dir := filepath.Join(j.dir, "store"+strconv.Itoa(i), "history")
			if err := os.MkdirAll(dir, 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, strconv.Itoa(i)+".json"), []byte("{}\n"), 0o644); err != nil {
				t.Fatal(err)
			}
			own := *j // jobs have clones of their own
			own.dir = filepath.Join(filepath.Dir(j.dir), "clone"+strconv.Itoa(i))
			j.git(filepath.Dir(j.dir), "clone", "-q", "remote.git", own.dir)
			all.Go(func() { own.step(0, env, "store.sh", "push", filepath.Dir(dir)) })
		}
		all.Wait()
		j.step(0, env, "store.sh", "pull", "pulled")
		for i := range 4 {
			if j.read("pulled/history/"+strconv.Itoa(i)+".json") != "{}\n" {
				t.Errorf("the record of %d is lost", i)
			}
		}
		j.step(3, []string{"ASBUILT_STORE=a..b"}, "store.sh", "pull", "pulled")
	})
}

// Another's push between a question and its answer is met: here the branch moves on just after
// the remote was asked where it stands.
func TestPushedBetween(t *testing.T) {
	shells(t, func(t *testing.T, shell []string) {
		j, _ := newJob(t, shell)
		env := []string{"ASBUILT_STORE=asbuilt-data"}
		top := filepath.Dir(j.dir)
		remote, store := filepath.Join(top, "remote.git"), filepath.Join(top, "store")
		write := func(name string) {
			file := filepath.Join(store, "history", name)
			if os.MkdirAll(filepath.Dir(file), 0o755) != nil || os.WriteFile(file, []byte(name), 0o644) != nil {
				t.Fatal(file)
			}
		}
		pushed := func(name string) string {
			write(name)
			j.step(0, env, "store.sh", "push", store)
			return j.git(remote, "rev-parse", "asbuilt-data")
		}
		before, after := pushed("first"), pushed("second")
		real, err := exec.LookPath("git")
		if err != nil {
			t.Fatal(err)
		}
		between := fmt.Sprintf("#!/bin/sh\n%s \"$@\" || exit\n[ \"$1\" != ls-remote ] || %[1]s --git-dir=%s update-ref %s %s\n",
			real, remote, "refs/heads/asbuilt-data", after)
		if err := os.WriteFile(filepath.Join(top, "bin", "git"), []byte(between), 0o755); err != nil {
			t.Fatal(err)
		}
		late := func(name string) *job { // a clone that has none of what was pushed
			j.git(remote, "update-ref", "refs/heads/asbuilt-data", before)
			own := *j
			own.dir = filepath.Join(top, name)
			j.git(top, "clone", "-q", "--single-branch", "--branch", "main", remote, own.dir)
			return &own
		}

		puller := late("puller")
		puller.dir = filepath.Join(puller.dir, "docs") // models may lie in a folder below
		puller.step(0, env, "store.sh", "pull", "pulled")
		if puller.read("pulled/history/second") != "second" {
			t.Error("what was pushed last is not pulled")
		}
		pusher := late("pusher")
		if err := os.RemoveAll(store); err != nil {
			t.Fatal(err)
		}
		write("mine")
		pusher.step(0, env, "store.sh", "push", store)
		os.Remove(filepath.Join(top, "bin", "git"))
		pusher.step(0, env, "store.sh", "pull", "pulled")
		for _, name := range []string{"first", "second", "mine"} {
			if pusher.read("pulled/history/"+name) != name {
				t.Errorf("the record %s is lost", name)
			}
		}
	})
}

// No command of a pipeline has anything of an event in it.
func TestNothingIsEvaluated(t *testing.T) {
	for _, name := range []string{"../../action.yml", "../../templates/asbuilt.yml"} {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(string(data), "\n") {
			key, value, _ := strings.Cut(strings.TrimSpace(line), ":")
			isEnvironment := regexp.MustCompile(`^[A-Z_]+$`).MatchString(key) || key == "default" || key == "image"
			if (strings.Contains(value, "${{") || strings.Contains(value, "$[[")) && !isEnvironment {
				t.Errorf("%s:%d: an expression stands in a command: %s", name, i+1, line)
			}
			if strings.Contains(line, "github.event") || strings.Contains(line, "head_ref") {
				t.Errorf("%s:%d: %s", name, i+1, line)
			}
		}
	}
	scripts, err := filepath.Glob("../../ci/*.sh")
	if err != nil || len(scripts) < 6 {
		t.Fatal(scripts, err)
	}
	for _, name := range scripts {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if m := regexp.MustCompile(`(?m)\beval\b|head\.ref|HEAD_REF|\.title|TITLE|BRANCH_NAME|REF_NAME`).Find(data); m != nil {
			t.Errorf("%s has %q in it", name, m)
		}
	}
}
