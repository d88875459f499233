package hostile_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"asbuilt/cmd"
	"asbuilt/internal/browser"
	"asbuilt/internal/tool"
)

// payloads are texts that would run or load something in a page that took them for
// markup, for an attribute, for an address or for script. ELSEWHERE is a server that
// counts who asks it.
var payloads = []string{
	`<script>MARK=1;alert('script')</script>`,
	`"><img src=ELSEWHERE/img onerror="MARK=1;alert('img')">`,
	`'><svg onload=MARK=1,alert('svg')>`,
	`</title></script></style></textarea><iframe src="ELSEWHERE/frame"></iframe>`,
	`" onmouseover="MARK=1" onfocus="MARK=1" autofocus x="`,
	`javascript:MARK=1,alert('address')`,
	`--><link rel=stylesheet href=ELSEWHERE/css><!--`,
	`]]></text><script xlink:href="ELSEWHERE/js"></script>`,
	`<meta http-equiv=refresh content="0;url=ELSEWHERE/refresh"><base href="ELSEWHERE/">`,
	`<object data=ELSEWHERE/o></object><video poster=ELSEWHERE/v><style>@import 'ELSEWHERE/s'</style>`,
	"${alert(1)} {{alert(1)}} `</script>` \\u003cscript\\u003e &#60;script&#62;",
	`\"};MARK=1;alert('json');//`,
}

// yaml is a text in single quotes.
func yaml(text string) string { return "'" + strings.ReplaceAll(text, "'", "''") + "'" }

// pullRequest makes a stranger's commit in which every name, record, link and picture
// wants to run or load something. It is a model that nothing is wrong with.
func pullRequest(t *testing.T, elsewhere string) *branch {
	b := newBranch(t)
	p := func(i int) string {
		return yaml(strings.ReplaceAll(payloads[i%len(payloads)], "ELSEWHERE", elsewhere))
	}
	var m strings.Builder
	fmt.Fprintf(&m, `asbuilt: 1
name: {ko: %[1]s, en: %[2]s}
description: {ko: %[3]s, en: %[4]s}
language: en
repository: 'javascript:MARK=1,alert(1)//{path}#{line}'
publish: {url: '%[5]s/pub'}
principles: [{ko: %[1]s, en: %[2]s}]
states: [now: {ko: %[1]s, en: %[2]s}, later: {ko: %[3]s, en: %[4]s}]
environments: [dev: {ko: %[1]s, en: %[2]s}]
data: {d: {name: {ko: %[1]s, en: %[2]s}, description: %[3]s, sensitivity: personal}}
modules: {m: {name: {ko: %[1]s, en: %[2]s}, owner: %[3]s, isolation: %[4]s}}
boundaries: {place: {kind: zone, name: {ko: %[1]s, en: %[2]s}, description: %[3]s}}
kinds: {own: {extends: ecs-service, name: {ko: %[1]s, en: %[2]s}}}
`, p(0), p(1), p(2), p(3), elsewhere)
	m.WriteString("elements:\n  u: {kind: user}\n")
	for i := range payloads {
		fmt.Fprintf(&m, "  e%d: {kind: own, in: place, module: m, name: {ko: %s, en: %s}, description: %s, technology: %s, owner: %s,\n"+
			"    tags: [%s], links: {%s: %s, b: '%s/x\" onclick=\"alert(1)', c: 'data:text/html,<script>alert(1)</script>', d: '//%s'},\n"+
			"    operations: {runbook: run.md, dashboards: {%s: 'javascript:alert(2)'}}, decisions: [1], because: %s}\n",
			i, p(i), p(i), p(i+1), p(i+2), p(i+3), p(i+4), p(i+6), p(i+5), elsewhere, strings.TrimPrefix(elsewhere, "http://"), p(i+7), p(i+8))
	}
	m.WriteString("connections:\n")
	for i := range payloads {
		fmt.Fprintf(&m, "  - {from: u, to: e%d, port: 443, protocol: %s, name: {ko: %s, en: %s}, sends: [d], because: %s}\n", i, p(i), p(i), p(i+1), p(i+2))
	}
	fmt.Fprintf(&m, "flows: {f: {name: {ko: %[1]s, en: %[2]s}, steps: [{step: u -> e0, note: %[3]s, reply: %[4]s}]}}\n"+
		"views: {v: {name: {ko: %[1]s, en: %[2]s}, purpose: %[3]s}}\n", p(4), p(5), p(6), p(7))
	b.write("repo/architecture.yaml", m.String())

	var text strings.Builder
	for _, payload := range payloads {
		payload = strings.ReplaceAll(payload, "ELSEWHERE", elsewhere)
		fmt.Fprintf(&text, "\n%[1]s\n\n- %[1]s\n\n| a | %[2]s |\n|---|---|\n| %[2]s | b |\n\n```%[2]s\n%[1]s\n```\n\n> [!NOTE]\n> %[1]s\n\n[a](<%[1]s>) ![b](<%[1]s> \"%[2]s\") [c][r]\n",
			payload, strings.ReplaceAll(payload, "|", ""))
	}
	fmt.Fprintf(&text, `
[a](javascript:alert(1)) [b](JaVaScRiPt:alert(1)) [c](data:text/html;base64,PHNjcmlwdD4=) [d](vbscript:x) <javascript:alert(1)>
[e](&#106;avascript:alert(1)) [f](java%%0ascript:alert(1)) ![g](%[1]s/picture.png) ![h](//%[2]s/p.png) ![i](svg.svg) ![j](png.png)
![k](data:image/svg+xml,<svg/onload=alert(1)>) <img src="%[1]s/html.png" onerror=alert(1)> <a href="javascript:alert(1)">x</a>

[r]: javascript:alert(1) "x"

`+"```mermaid\nflowchart LR\n  a[\"<img src=%[1]s/m onerror=alert(1)>\"] -->|<script>alert(1)</script>| b\n  click a \"javascript:alert(1)\"\n  click b call alert(1)\n```\n\n"+
		"```mermaid\nsequenceDiagram\n  participant <script>alert(1)</script>\n  a->>b: <svg onload=alert(1)>\n```\n", elsewhere, strings.TrimPrefix(elsewhere, "http://"))
	b.write("repo/docs/decisions/0001-one.md", "---\nstatus: <script>alert(1)</script>\ndate: 2026-01-01\ndeciders: \""+
		"<img src="+elsewhere+"/d onerror=alert(1)>\"\ntags: [\"<b onclick=alert(1)>\"]\n---\n\n# <script>alert(1)</script> "+payloads[4]+"\n"+text.String())
	b.write("repo/docs/decisions/0002-two.md", "# "+payloads[6]+"\n\n## Status\n\nAccepted\n\nSupersedes [x](javascript:alert(1))\n\n## Context\n"+text.String())
	b.write("repo/docs/decisions/svg.svg", `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" onload="alert(1)"><script>alert(1)</script>`+
		`<image xlink:href="`+elsewhere+`/svg"/><foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="`+elsewhere+`/f"/></foreignObject></svg>`)
	b.write("repo/docs/decisions/png.png", "<html><script>alert(1)</script></html>")
	b.write("repo/run.md", "# Run\n"+text.String())
	b.commit()
	return b
}

// elsewhere is a server that nobody should ask, and how often it was asked.
func elsewhere(t *testing.T) (address string, asked *atomic.Int64) {
	t.Helper()
	asked = new(atomic.Int64)
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { asked.Add(1) }))
	t.Cleanup(srv.Close)
	return srv.URL, asked
}

// alive is what of a page could do something: handlers, addresses that run, frames, and
// scripts of the stranger.
const alive = `(function () {
	var out = [];
	if (typeof MARK !== 'undefined') out.push('MARK was set');
	document.querySelectorAll('*').forEach(function (e) {
		for (var a of e.attributes) {
			var v = a.value.replace(/[\x00-\x20]/g, '').toLowerCase();
			if (/^on/i.test(a.name)) out.push(e.outerHTML.slice(0, 200));
			if (/(^|:)(href|src|action|data|formaction|poster|srcset)$/i.test(a.name) && /^(javascript|data|vbscript|file):/.test(v)) out.push(e.outerHTML.slice(0, 200));
		}
		if (/^(iframe|object|embed|base|form|video|audio|foreignobject)$/i.test(e.localName) && e.id !== 'find') out.push(e.outerHTML.slice(0, 200));
		if (e.localName === 'script' && /MARK|alert\(/.test(e.textContent)) out.push(e.outerHTML.slice(0, 200));
	});
	return out.join('\n');
})()`

// visit opens pages with their policies switched off and fails for each that does anything.
func visit(t *testing.T, tab *browser.Tab, base string, pages []string) {
	t.Helper()
	for _, page := range pages {
		tab.Open(base + page)
		if found := browser.Value[string](tab, alive); found != "" {
			t.Errorf("%s: %s", page, found)
		}
		wrong, _ := tab.Forget()
		for _, text := range wrong {
			if !strings.Contains(text, "status of 404 (Not Found) "+base) { // an icon, a page that is not there
				t.Errorf("%s: %s", page, text)
			}
		}
	}
}

// TestPullRequest looks at a pull request in which everything wants to run something: with
// check, diff, build and render, then at its pages in a browser, from the disk and as they
// are served, with their policies switched off. No dialog opens, nothing is loaded from
// elsewhere, and nothing that a person has is touched.
func TestPullRequest(t *testing.T) {
	tool.Browser(t)
	address, asked := elsewhere(t)
	b := pullRequest(t, address)
	before := files(t, b.at("outside"))
	for _, args := range [][]string{
		{"check"}, {"diff", "HEAD~1"}, {"diff", "HEAD~1", "--out", "changes"}, {"diff", "HEAD~1", "--format", "markdown"},
		{"render", "--out", "pictures"}, {"build", "--out", "site"}, {"build", "--redact", "--out", "redacted"},
	} {
		if said, status := b.asbuilt(args...); status > cmd.Found {
			t.Fatalf("asbuilt %v: status %d: %s", args, status, said)
		}
	}
	tab := browser.New(t)
	tab.Unguarded()
	control(t, tab, b, address, asked)

	for _, folder := range []string{"site", "redacted", "pictures", "changes"} {
		base := url.URL{Scheme: "file", Path: filepath.ToSlash(b.at("repo/"+folder)) + "/"}
		var pages []string
		for name := range files(t, b.at("repo/"+folder)) {
			page, _ := filepath.Rel(b.at("repo/"+folder), name)
			again := folder == "redacted" && strings.HasPrefix(page, "ko/")
			// What is shown for a page that is not there asks a server for its parts.
			lost := filepath.Base(page) == "404.html"
			if ext := filepath.Ext(page); (ext == ".html" || ext == ".svg") && !again && !lost {
				pages = append(pages, filepath.ToSlash(page))
			}
		}
		slices.Sort(pages)
		if len(pages) < 3 {
			t.Fatalf("%s has the pages %q", folder, pages)
		}
		visit(t, tab, base.String(), pages)
	}

	base := served(t, b)
	visit(t, tab, base, []string{"", "en/", "elements/e0.html", "decisions/index.html", "views/containers.html", "no-such-page.html"})
	tab.Open(base + "index.html?find=script")
	tab.Is("document.querySelector('#find-list li')")
	visit(t, tab, base, []string{"index.html?find=" + url.QueryEscape(payloads[1]), "index.html#" + url.QueryEscape(payloads[0])})

	if n := asked.Load(); n != 0 {
		t.Errorf("elsewhere was asked %d times", n)
	}
	if after := files(t, b.at("outside")); len(after) != len(before) {
		t.Errorf("outside has %d files, and had %d", len(after), len(before))
	}
	b.keepsSecrets("site")
}

// control shows that the tab notices a dialog and a load that a policy would forbid.
func control(t *testing.T, tab *browser.Tab, b *branch, address string, asked *atomic.Int64) {
	t.Helper()
	b.write("control.html", `<!doctype html><meta http-equiv="Content-Security-Policy" content="default-src 'none'">`+
		`<p onclick="x"><img src="`+address+`/x"><script>alert(1)</script>`)
	tab.Open((&url.URL{Scheme: "file", Path: filepath.ToSlash(b.at("control.html"))}).String())
	found := browser.Value[string](tab, alive)
	wrong, _ := tab.Forget()
	if !slices.Contains(wrong, "dialog: 1") || asked.Swap(0) == 0 || !strings.Contains(found, "onclick") {
		t.Fatalf("the browser shows nothing of what it should: %q, %q", wrong, found)
	}
}

// served is the address at which asbuilt serves the repository's site.
func served(t *testing.T, b *branch) string {
	t.Helper()
	t.Chdir(b.repo)
	ctx, stop := context.WithCancel(context.Background())
	read, write := io.Pipe()
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		cmd.Main(ctx, []string{"serve", "--port", "0"}, cmd.Streams{In: strings.NewReader(""), Out: write, Err: io.Discard})
		write.Close()
	}()
	t.Cleanup(func() { stop(); read.Close(); <-ended })
	line, err := bufio.NewReader(read).ReadString('\n')
	words := strings.Fields(line)
	if err != nil || len(words) < 2 || !strings.HasPrefix(words[1], "http://127.0.0.1:") {
		t.Fatalf("serve says %q, %v", line, err)
	}
	go io.Copy(io.Discard, read)
	return words[1]
}
