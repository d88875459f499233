package words

import (
	"io/fs"
	"maps"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/decisions"
	"asbuilt/model/kind"
)

var wordUse = regexp.MustCompile(`\.?\bT\(?\s?"([a-z0-9 -]+)"`)

// answerUse matches the sentences of answers, which are named without T.
var answerUse = regexp.MustCompile(`"(answer-[a-z-]+)"`)

// made are the beginnings of names that are put together.
var made = []string{
	"verb-", "status-", "section-", "unit-", "per-", "bool-", "verdict-", "severity-", "alert-", "kind-",
	"category-", "cache-", "task-", "standing-", "mermaid-", "diagram-", "harm-", "value-", "verb-", "change-",
}

// overviews are the names of pages and groups that are words.
var overviews = []string{"course-owner", "course-module", "course-account", "security", "scaling", "operations", "roadmap", "data", "in-force", "under-review", "past"}

// TestWords holds the words of the interface to the templates and the code of
// the site: none is missing, none is left over.
func TestWords(t *testing.T) {
	used := map[string]bool{}
	for _, pattern := range []string{"*.go", "*/*.go", "templates/*.html"} {
		names, err := fs.Glob(os.DirFS(".."), pattern)
		if err != nil || len(names) == 0 {
			t.Fatal(pattern, err)
		}
		for _, name := range names {
			text, err := fs.ReadFile(os.DirFS(".."), name)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range wordUse.FindAllSubmatch(text, -1) {
				used[string(m[1])] = true
			}
			for _, m := range answerUse.FindAllSubmatch(text, -1) {
				used[string(m[1])] = true
			}
		}
	}
	known := map[string]bool{}
	for at := range interfaceWords().All() {
		known[at.Key] = true
		// What a measured answer says when nothing differs, and when nobody could look.
		measured := strings.TrimSuffix(strings.TrimSuffix(at.Key, "-none"), "-unknown")
		used[at.Key] = used[at.Key] || strings.HasPrefix(measured, "answer-") && used[measured]
		prefix, _, _ := strings.Cut(at.Key, "-")
		if !slices.Contains(made, prefix+"-") && !used[at.Key] && !slices.Contains(overviews, at.Key) {
			t.Errorf("nobody uses the word %q", at.Key)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(used)) {
		if !known[name] && !strings.HasSuffix(name, "-") {
			t.Errorf("there is no word %q", name)
		}
	}
}

// TestWordsForOthers holds the words to what other packages may hand in.
func TestWordsForOthers(t *testing.T) {
	var need []string
	for _, v := range decisions.Verbs() {
		need = append(need, "verb-"+string(v))
	}
	for _, s := range decisions.Statuses() {
		need = append(need, "status-"+string(s))
	}
	need = append(need, "in-force", "under-review", "standing-unknown", "past")
	for _, k := range kind.All() {
		if k.Category != kind.Place && k.Category != kind.Set {
			need = append(need, "category-"+string(k.Category))
		}
	}
	for _, name := range need {
		if _, ok := In(finding.English).Lookup(name); !ok {
			t.Errorf("there is no word %q", name)
		}
	}
}

// TestKeys walks the language: whatever a page shows of it has a name in both
// languages.
func TestKeys(t *testing.T) {
	seen := map[reflect.Type]bool{}
	var walk func(typ reflect.Type)
	walk = func(typ reflect.Type) {
		for typ.Kind() == reflect.Pointer || typ.Kind() == reflect.Slice {
			typ = typ.Elem()
		}
		if typ.Kind() != reflect.Struct || seen[typ] {
			return
		}
		seen[typ] = true
		for i := range typ.NumField() {
			f := typ.Field(i)
			key := f.Tag.Get("yaml")
			if f.Type == reflect.TypeFor[model.Lifetime]() {
				walk(f.Type)
			}
			if key == "" || key == "-" || key == "." {
				continue
			}
			if _, ok := keyLabels().Lookup(key); !ok {
				t.Errorf("%s.%s: the key %q has no label", typ.Name(), f.Name, key)
			}
			walk(f.Type)
		}
	}
	for _, v := range []any{model.Element{}, model.Boundary{}, model.Module{}, model.DataClass{}, model.Connection{}} {
		walk(reflect.TypeOf(v))
	}
	for _, key := range []string{"rate", "tokens"} { // of flows, whose steps have a page of their own
		if _, ok := keyLabels().Lookup(key); !ok {
			t.Errorf("the key %q has no label", key)
		}
	}
	if In(finding.English).Key("listeners.1", "no-such-key") != "no-such-key" {
		t.Error("a key without a label is not shown as it is")
	}
	if got := In(finding.Korean).Key("throttling", "rate"); got != "속도" {
		t.Errorf("under throttling, rate is %q", got)
	}
}

func TestValues(t *testing.T) {
	en, ko := In(finding.English), In(finding.Korean)
	for _, tt := range []struct{ got, want string }{
		{en.Duration(24 * time.Hour), "1 day"},
		{en.Duration(90 * 24 * time.Hour), "90 days"},
		{ko.Duration(90 * 24 * time.Hour), "90일"},
		{ko.Duration(2 * 365 * 24 * time.Hour), "2년"},
		{en.Duration(90 * time.Minute), "90 minutes"},
		{en.Duration(1500 * time.Millisecond), "1.5s"},
		{en.Rate(model.PerTime{N: 2500, Per: time.Minute}), "2,500/min"},
		{ko.Rate(model.PerTime{N: 2500, Per: time.Minute}), "분당 2,500"},
		{en.Rate(model.PerTime{N: 3, Per: 2 * time.Hour}), "3 / 2 hours"},
		{Bytes(3 << 30), "3 GB"},
		{Bytes(1000), "1,000 B"},
		{Number(1234567.5), "1,234,567.5"},
		{Number(-123), "-123"},
		{Number(-1234), "-1,234"},
		{Port(model.PortRange{First: 443, Last: 443, Protocol: "tcp"}), "443/tcp"},
		{Port(model.PortRange{First: 1024, Last: 2048, Protocol: "udp"}), "1024–2048/udp"},
		{Port(model.PortRange{Protocol: "icmp"}), "icmp"},
		{Joined("", "a", "", "b"), "a · b"},
		{Day(time.Time{}), ""},
		{ko.Enum("personal"), "개인정보"},
		{ko.Enum("no-such-word"), "no-such-word"},
		{string(en.Fallback(finding.Text{Ko: "가"})), "ko"},
		{string(ko.Fallback(finding.Text{Ko: "가"})), ""},
	} {
		if tt.got != tt.want {
			t.Errorf("got %q, want %q", tt.got, tt.want)
		}
	}
}

// TestOneOfMany holds that one of a thing is no several things.
func TestOneOfMany(t *testing.T) {
	en, ko := In(finding.English), In(finding.Korean)
	for _, c := range []struct{ got, want string }{
		{en.T("n-findings", 1), "1 finding"}, {en.T("n-findings", 2), "2 findings"}, {en.T("n-findings", 21), "21 findings"},
		{en.T("answer-careful", 1), "1 class of personal or secret data"}, {ko.T("n-findings", 1), "1건"},
		{en.T("answer-differs", 1, 1), "Reality differs in 1 finding (1 cause)"},
		{en.T("answer-differs", 11, 1), "Reality differs in 11 findings (1 cause)"},
		{en.Age(50 * time.Hour), "2 days"}, {ko.Age(50 * time.Hour), "2일"}, {ko.Age(90 * time.Minute), "1시간"}, {ko.Age(0), "0분"},
		{ko.Value("90d"), "90일"}, {ko.Value("true"), "예"}, {ko.Value("isolated"), "격리(외부 연결 없음)"}, {ko.Value("30dx"), "30dx"},
		{ko.Value("for ever"), "무기한"}, {en.Value("for 90d"), "90 days"}, {ko.Value("public"), "퍼블릭"}, {ko.Value("10"), "10"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}
