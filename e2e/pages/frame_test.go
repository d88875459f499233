package pages_test

import (
	"net/url"
	"os"
	"path/filepath"
	"testing"
	"time"

	"asbuilt/finding"
	"asbuilt/git"
	"asbuilt/internal/browser"
	"asbuilt/internal/tool"
	"asbuilt/model/diff"
	"asbuilt/site"
)

// TestBrowserFrame looks at what stands around pages: the commit, which a script
// puts there; what changed; other versions; a picture for a frame; a table as CSV.
func TestBrowserFrame(t *testing.T) {
	tool.Browser(t)
	axe := tool.AxeCore(t)
	in := systemA(t)
	commit := git.Commit{
		ID: "0123456789abcdef0123456789abcdef01234567", Author: "김유신", Subject: "넓힘 <b>",
		Time: time.Date(2026, 11, 21, 3, 0, 0, 0, time.UTC),
	}
	in.VersionName, in.Preview = "pr-7", true
	in.Files = site.PictureFiles(in.Model, in.Pictures)
	in.Provenance = &site.Provenance{
		Head: git.Head{Commit: commit, Branch: "main"}, Uncommitted: true,
		Files: map[string]git.Commit{"architecture.yaml": commit},
		News: []site.News{{Commit: commit, Changes: []*diff.Change{
			{Verb: diff.Changed, Section: "elements", ID: "planning-api", Facts: []diff.Fact{
				{Path: "scaling.max", Before: "10", After: "16"}, {Path: "owner", After: "팀"},
			}},
			{Verb: diff.Removed, Section: "elements", ID: "gone", Title: finding.Say("Gone", "없어진 것")},
		}}},
	}
	dir := t.TempDir()
	for _, version := range []string{"pr-7", "v1"} {
		if err := os.CopyFS(filepath.Join(dir, version), build(t, in)); err != nil {
			t.Fatal(err)
		}
	}
	list := `window.ASBUILT_VERSIONS=[{"name":"v1","built":"2026-11-20T00:00:00Z"},{"name":"pr-7","preview":true}]`
	if err := os.WriteFile(filepath.Join(dir, "versions.js"), []byte(list), 0o644); err != nil {
		t.Fatal(err)
	}
	base := (&url.URL{Scheme: "file", Path: filepath.ToSlash(dir) + "/"}).String()

	b := browser.New(t)
	b.Open(base + "pr-7/en/elements/planning-api.html")
	b.Is("document.getElementById('build').textContent === 'Commit 01234567 · main · 2026-11-21 12:00 KST · with changes that are not committed'")
	b.Is("document.querySelector('.preview') && Array.from(document.querySelectorAll('#versions option')).map(o => o.text).join() === 'v1,pr-7 · preview'")
	// The page is left only once the question is answered.
	b.Do("setTimeout(function () { var s = document.getElementById('versions'); s.value = 'v1'; s.dispatchEvent(new Event('change')) })")
	b.At("/v1/en/elements/planning-api.html")

	for _, page := range []string{"pr-7/changes.html", "pr-7/en/changes.html"} {
		for _, scheme := range []string{"light", "dark"} {
			b.Prefer(scheme)
			b.Size(map[string]int64{"light": 1440, "dark": 390}[scheme], 960)
			b.Open(base + page)
			b.Is("document.querySelectorAll('.news li').length === 2 && document.querySelector('.news h2').textContent === '넓힘 <b>'")
			b.Accessible(axe, page+" "+scheme)
		}
	}
	b.Clean("console.warning") // axe-core's own, about what it cannot see

	b.Size(800, 600)
	b.Open(base + "pr-7/views/containers.html?embed")
	b.Is("['.top', '.side', '.head', '.foot'].every(s => getComputedStyle(document.querySelector(s)).display === 'none')")
	b.Is("document.querySelector('svg.ab a[href]').getAttribute('target') === '_blank' && document.querySelector('svg.ab').getBoundingClientRect().top < 80")
	b.Open(base + "pr-7/views/containers.svg")
	b.Is("document.documentElement.tagName === 'svg' && document.querySelector('a[href=\"../elements/planning-api.html\"]')")

	b.Size(1440, 960)
	b.Open(base + "pr-7/elements.html")
	b.Do("URL.createObjectURL = function (blob) { blob.text().then(function (text) { window.saved = text; }); return '#'; }")
	b.Do("document.querySelector('.csv').click()")
	b.Is("window.saved && window.saved.indexOf('\"이름\",\"종류\"') >= 0 && window.saved.split('\\r\\n').length === document.querySelector('main table').rows.length + 1")
	b.Clean()
	b.Within(base)
}
