package pages_test

import (
	"bytes"
	"context"
	"html"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"asbuilt/cmd"
	"asbuilt/drift"
	"asbuilt/internal/browser"
	"asbuilt/internal/corpus"
	"asbuilt/internal/tool"
)

// builds are the sites that asbuilt makes of both examples, with what runs beside them,
// and of every system of the corpus, with nothing: each as a user builds it.
var builds struct {
	sync.Once
	dir   string
	names []string
	err   string
}

func TestMain(m *testing.M) {
	status := m.Run()
	if builds.dir != "" {
		os.RemoveAll(builds.dir)
	}
	os.Exit(status)
}

// builtSites are the folders of builds by name.
func builtSites(t *testing.T) map[string]string {
	t.Helper()
	builds.Do(func() {
		dir, err := os.MkdirTemp("", "asbuilt-sites-")
		if err != nil {
			t.Fatal(err)
		}
		builds.dir = dir
		make := func(name string, args ...string) {
			var out bytes.Buffer
			args = append([]string{"build", "--out", filepath.Join(dir, name)}, args...)
			streams := cmd.Streams{In: strings.NewReader(""), Out: &out, Err: &out}
			if status := cmd.Main(context.Background(), args, streams); status > 1 {
				builds.err += name + ": " + out.String()
			}
			builds.names = append(builds.names, name)
		}
		make("ai", "../../architecture.yaml", "--snapshot", "../../examples/ai-service.snapshot.json")
		const ec2 = "../../examples/ec2-service/"
		make("ec2", ec2+"architecture.yaml", "--snapshot", ec2+"drifted.snapshot.json")
		make("clean", "../../architecture.yaml", "--snapshot", "../../examples/ai-service.clean.snapshot.json")
		for _, s := range corpus.All() {
			if strings.HasPrefix(s.ID, "big") {
				continue // says nothing that smaller ones do not
			}
			file := filepath.Join(dir, s.ID+".yaml")
			if err := os.WriteFile(file, []byte(s.Text), 0o600); err != nil {
				t.Fatal(err)
			}
			make(s.ID, file)
		}
	})
	if builds.err != "" {
		t.Fatal(builds.err)
	}
	all := map[string]string{}
	for _, name := range builds.names {
		all[name] = filepath.Join(builds.dir, name)
	}
	return all
}

var (
	bothForms = regexp.MustCompile(`이\(가\)|을\(를\)|은\(는\)|과\(와\)|\(으\)로`)
	misprint  = regexp.MustCompile(`%!\w?\(`)
	navLink   = regexp.MustCompile(`(?s)<nav class="side".*?</nav>`)
	linkText  = regexp.MustCompile(`<a href="[^"]*"[^>]*>([^<]+)`)
	answer1   = regexp.MustCompile(`(?s)<section class="answer".*?</section>`)
)

// TestWhatPagesSay holds for every page of every site that no particle is left in both
// forms, nothing is printed wrongly, and no word stands twice in the navigation.
func TestWhatPagesSay(t *testing.T) {
	pages := 0
	for name, dir := range builtSites(t) {
		err := fs.WalkDir(os.DirFS(dir), ".", func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".html") && !strings.HasPrefix(path, "assets/search.") {
				return err
			}
			data, err := os.ReadFile(filepath.Join(dir, path))
			if err != nil {
				return err
			}
			pages++
			text := string(data)
			if at := bothForms.FindStringIndex(text); at != nil {
				t.Errorf("%s/%s: both forms of a particle: …%s…", name, path, around(text, at[0]))
			}
			if at := misprint.FindStringIndex(text); at != nil {
				t.Errorf("%s/%s: …%s…", name, path, around(text, at[0]))
			}
			seen := map[string]bool{}
			for _, m := range linkText.FindAllStringSubmatch(navLink.FindString(text), -1) {
				if word := strings.TrimSpace(m[1]); seen[word] {
					t.Errorf("%s/%s: %q stands twice in the navigation", name, path, word)
				} else {
					seen[word] = true
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if pages < 1000 {
		t.Errorf("only %d pages", pages)
	}
}

func around(text string, at int) string {
	return strings.ToValidUTF8(text[max(0, at-80):min(len(text), at+40)], "")
}

// page is a page of a built site as readers see it.
func builtPage(t *testing.T, dir, path string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, path))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// plain is HTML without its tags.
func plain(text string) string {
	words := strings.Fields(html.UnescapeString(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(text, " ")))
	return strings.NewReplacer(" :", ":", " ,", ",").Replace(strings.Join(words, " "))
}

// answerOn is the answer of a page.
func answerOn(t *testing.T, dir, path string) string {
	t.Helper()
	return plain(answer1.FindString(builtPage(t, dir, path)))
}

// TestAnswers holds that pages about a subject begin with their answer, that it says
// only what was declared or read, and that counts agree.
func TestAnswers(t *testing.T) {
	sites := builtSites(t)
	for name, want := range map[string][]string{
		"ai index.html": {
			"실제와 다른 점 39건(원인 20개) · 담당별: platform 13건", "스냅샷 기준", "확인 불가 1건",
		},
		"ai drift.html": {"실제와 다른 점 39건(원인 20개)", "인터넷 노출·개인정보 24건 · 원인 7개", "담당별: platform 13건"},
		"ai security.html": {
			"인터넷에서 들어오는 연결이 선언된 요소 5개: 웹 화면 CDN (443/tcp · 인증 없음)", "선언보다 더 노출된 문제 3건: 고객지원 문서 버킷",
			"개인정보·기밀을 저장하는 곳 3개에 연결하는 요소 5개", "TLS 여부를 적지 않은 연결 4개", "열린 경로 1건",
		},
		"ai scaling.html":    {"가장 먼저 한계에 이르는 곳: Azure OpenAI 최대 부하의 0.5×", "선언과 다르게 확장하는 문제 2건"},
		"ai operations.html": {"심각 대응 절차 3건: 답변 실패와 지연 급증", "단일 장애점 4개", "알림이 가지 않는 문제 2건"},
		"ai data.html": {
			"사용자 질의 · 개인정보 — 저장하는 곳 2개: MariaDB, Redis 답변 캐시", "시스템 밖으로 나가는 곳 2개: Azure 임베딩, Azure OpenAI",
		},
		"clean index.html":         {"일치 실제가 선언과 같습니다"},
		"clean security.html":      {"일치 선언보다 더 노출된 곳이 없습니다"},
		"serverless index.html":    {"Not compared with AWS"},
		"serverless security.html": {"elements declared to be called from the internet: CDN", "Not compared with AWS", "whose encryption the model does not state"},
		"one security.html":        {"No connection from the internet is declared", "Not compared with AWS"},
	} {
		site, path, _ := strings.Cut(name, " ")
		got := answerOn(t, sites[site], path)
		for _, w := range want {
			if !strings.Contains(got, w) {
				t.Errorf("%s says %q, without %q", name, got, w)
			}
		}
	}
	for name, never := range map[string]string{
		"serverless security.html": "checks)", "one security.html": "checks)", "serverless index.html": "findings",
	} {
		site, path, _ := strings.Cut(name, " ")
		if got := answerOn(t, sites[site], path); strings.Contains(got, never) {
			t.Errorf("%s says %q, of which nobody looked", name, got)
		}
	}
	if got := plain(navLink.FindString(builtPage(t, sites["ai"], "index.html"))); !strings.Contains(got, "드리프트 39건") {
		t.Errorf("the navigation counts otherwise: %q", got)
	}
}

// TestInForce holds that what is only proposed is not in force.
func TestInForce(t *testing.T) {
	_, lists, _ := strings.Cut(builtPage(t, builtSites(t)["ai"], "decisions.html"), `id="in-force"`)
	text := plain("<h2 " + lists)
	force, review := strings.Index(text, "유효 "), strings.Index(text, "검토 중 ")
	proposed := strings.Index(text, "고객지원에 예비 언어 모델을 둔다")
	if force < 0 || review < force || proposed < review {
		t.Errorf("in force at %d, under review at %d, the proposed one at %d", force, review, proposed)
	}
}

// TestCodesOfAnswers holds that answers ask for codes that there are.
func TestCodesOfAnswers(t *testing.T) {
	source, err := os.ReadFile("../../site/answer_security.go")
	if err != nil {
		t.Fatal(err)
	}
	rest, err := os.ReadFile("../../site/answer_rest.go")
	if err != nil {
		t.Fatal(err)
	}
	asked := 0
	for _, m := range regexp.MustCompile(`"([a-z]+(?:-[a-z]+)+)"[,}]`).FindAllStringSubmatch(string(source)+string(rest), -1) {
		if strings.HasPrefix(m[1], "answer-") {
			continue
		}
		asked++
		if _, known := drift.Rules().Lookup(m[1]); !known {
			t.Errorf("drift has no code %q", m[1])
		}
	}
	if asked < 20 {
		t.Errorf("only %d codes", asked)
	}
}

// TestQueries looks for what stands on pages of the first example as people type it:
// labels and values of properties, connections, numbers of decisions, ids, ARNs,
// addresses, codes and fingerprints, undeclared resources; without blanks, by initial
// consonants, by ear, in the wrong layout, with a letter wrong. What is wanted is among
// the first five.
func TestQueries(t *testing.T) {
	tool.Browser(t)
	data, err := os.ReadFile("testdata/queries.tsv")
	if err != nil {
		t.Fatal(err)
	}
	u := url.URL{Scheme: "file", Path: filepath.ToSlash(builtSites(t)["ai"]) + "/"}
	b := browser.New(t)
	asked, lost := 0, []string{}
	for lang, folder := range map[string]string{"ko": "", "en": "en/"} {
		b.Open(u.String() + folder + "index.html?find=x")
		b.Is("document.querySelector('#find-list li')")
		for line := range strings.Lines(string(data)) {
			cells := strings.Split(strings.TrimSpace(line), "\t")
			if len(cells) != 3 || cells[0] != lang {
				continue
			}
			asked++
			b.Do("var i = document.getElementById('find-input'); i.value = " + quoted(cells[1]) + "; i.dispatchEvent(new Event('input'))")
			first := browser.Value[[]string](b, `Array.from(document.querySelectorAll('#find-list li:not([aria-disabled])')).
				slice(0, 5).map(function (li) { return li.textContent; })`)
			if !slices.ContainsFunc(first, func(hit string) bool { return strings.Contains(hit, cells[2]) }) {
				lost = append(lost, cells[1]+": "+strings.Join(first, " | "))
			}
		}
	}
	if asked < 100 || len(lost)*100 > asked*3 {
		t.Errorf("%d of %d are not found:\n%s", len(lost), asked, strings.Join(lost, "\n"))
	}
	b.Clean()
}
