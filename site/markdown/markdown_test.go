package markdown

import (
	"slices"
	"strings"
	"testing"
)

// TestRender holds what a text becomes. What is wanted stands in the HTML, what
// is not does not.
func TestRender(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want, not  []string
	}{
		{
			"anchors of any script", "## API 게이트웨이 · 인증\n\n## API 게이트웨이 인증\n\n## API 게이트웨이 인증\n",
			[]string{`id="api-게이트웨이--인증"`, `id="api-게이트웨이-인증"`, `id="api-게이트웨이-인증-1"`}, nil,
		},
		{
			"anchors as GitHub makes them", "## Pros & Cons\n\n## `code` and *more*: [x](y)\n\n## ✅ Done_it!\n\n## 1. First\n",
			[]string{`id="pros--cons"`, `id="code-and-more-x"`, `id="-done_it"`, `id="1-first"`}, nil,
		},
		{
			"anchors that the page has itself", "[a](#main) [b](#findings) [c](#r1)\n\n## Findings\n\n## R1\n",
			[]string{"<p>a <a", `id="s-findings"`, `href="#s-findings"`, `href="#s-r1"`}, []string{`id="findings"`},
		},
		{
			"links within the text", "[a](#결정-사항) [b](#%EA%B2%B0%EC%A0%95-%EC%82%AC%ED%95%AD) [c](#Main-Part) [d](#none)\n\n" +
				"## 결정 사항\n\n## Main part\n",
			[]string{">a</a>", ">b</a>", `href="#main-part">c</a>`, " d</p>"}, nil,
		},
		{
			"old anchors", "<a name=\"here\"></a>text\n\n[to](#here) [user](#user-content-here)\n",
			[]string{`<span id="here">`, `<a href="#here">to</a>`, `<a href="#here">user</a>`}, nil,
		},
		{
			"heading levels", "## a\n\n#### b\n\n###### c\n\n### d\n\n<h1>e</h1>\n",
			[]string{`<h2 id="a"`, `<h3 id="b"`, `<h4 id="c"`, `<h3 id="d"`, "<h2>e"}, []string{"<h1"},
		},
		{"title", "# 제목\n\n글 [위로](#제목)\n", []string{`<p>글 <a href="#main">위로</a></p>`}, []string{"<h"}},
		{
			"bold before Korean", "**중요:**한글 **또(예)**은 **보통** 말",
			[]string{"<strong>중요:</strong>한글", "<strong>또(예)</strong>은", "<strong>보통</strong> 말"}, []string{"**"},
		},
		{"bold around code", "**`x`(y)**는", []string{"<strong><code>x</code>(y)</strong>는"}, nil},
		{"no bold without a pair", "2 ** 3 이고 a**b", []string{"2 ** 3 이고 a**b"}, []string{"<strong>"}},
		{
			"alert", "> [!WARNING]\n> 조심하십시오.\n",
			[]string{`class="alert alert-warning" role="note"`, "alert-warning!</p>", "<p>조심하십시오.</p>"},
			[]string{"[!WARNING]", "<blockquote>"},
		},
		{"alert with a blank line", "> [!NOTE]\n>\n> 본문\n", []string{`alert-note`, "<p>본문</p>"}, []string{"<p></p>"}},
		{
			"alert with a title", "> [!danger] Mind *the* gap\n> text\n",
			[]string{"alert-caution", "Mind *the* gap</p>", "<p>text</p>"}, []string{"[!danger]"},
		},
		{"no alert", "> [!NOSUCH]\n> text\n", []string{"<blockquote>", "[!NOSUCH]"}, []string{"alert"}},
		{
			"admonition of MkDocs", "!!! note \"A title\"\n\n    One.\n\n    - Two\n\nThree.\n",
			[]string{"alert-note", "A title</p>", "<p>One.</p>", "<li>Two</li>", "</div>\n<p>Three.</p>"}, []string{"!!!"},
		},
		{
			"admonition of Docusaurus", ":::tip\n\nOne.\n\n:::\n\nTwo.\n",
			[]string{"alert-tip", "alert-tip!</p>", "<p>One.</p>", "</div>\n<p>Two.</p>"}, []string{":::"},
		},
		{"what only looks like one", "!!! nothing\n\n:::nosuch\n\nx\n", []string{"!!! nothing", ":::nosuch"}, []string{"alert"}},
		{"plain quotation", "> 인용\n", []string{"<blockquote>"}, []string{"alert"}},
		{
			"task list", "- [x] one\n- [ ] two\n",
			[]string{`aria-label="task-done!">☑</span> one`, `aria-label="task-open!">☐</span> two`}, []string{"<input"},
		},
		{
			"footnotes", "a[^1]\n\n[^1]: The note.\n",
			[]string{`class="footnote-ref" role="doc-noteref" href="#fn:1"`, `id="fn:1"`, "The note.", `href="#fnref:1"`}, nil,
		},
		{
			"table with HTML", "| option | why |\n|---|--:|\n| one<br>two | H<sub>2</sub>O <kbd>Ctrl</kbd> |\n",
			[]string{"one<br/>two", "H<sub>2</sub>O", "<kbd>Ctrl</kbd>", `align="right"`}, []string{"style="},
		},
		{
			"details", "<details>\n<summary>Measured</summary>\n\nInner *text*.\n\n</details>\n",
			[]string{"<details>", "<summary>Measured</summary>", "<p>Inner <em>text</em>.</p>", "</details>"}, nil,
		},
		{
			"HTML that is left open", "<table><tr><td>one<div>\n\ntwo\n\nthree\n",
			[]string{"one", "<p>two</p>", "<p>three</p>", "</td></tr></tbody></table>"}, nil,
		},
		{
			"paragraphs and links of HTML", "<p align=\"center\">Call <a href=\"0002-second.md\" onclick=\"x()\">them</a>.</p>\n",
			[]string{`<p>Call <a href="0002-second.html">them</a>.</p>`}, []string{"onclick", "align"},
		},
		{
			"HTML that could do something", "<script>alert(1)</script><style>p{}</style>\n\n<iframe src=x></iframe> <form action=x>" +
				"<input type=text value=v><button>b</button></form> <svg onload=x></svg> <img src=x onerror=y> <b style=\"c\" class=\"top\">d</b>\n",
			[]string{"<b>d</b>"},
			[]string{"<script", "alert", "<style", "iframe", "<form", "<input", "<button", "<svg", "onerror", "style=", "class="},
		},
		{
			"links of no kind", "[a](javascript:alert(1)) [b](data:text/html,x) [c](//evil.example) [d](/etc) <ftp://x.example>",
			[]string{"a b c d"}, []string{"<a ", "javascript"},
		},
		{
			"links of the web", "[a](https://example.com/?q=1) <mailto:a@example.com> https://bare.example",
			[]string{`href="https://example.com/?q=1"`, `href="mailto:a@example.com"`, `href="https://bare.example"`}, nil,
		},
		{
			"links to pages", "[다음](0002-second.md) [없음](0003-third.md)",
			[]string{`<a href="0002-second.html">다음</a> 없음`}, nil,
		},
		{
			"pictures", "![그림 *설명*](flow.png \"T\")\n\n<img src=\"flow.png\" width=\"40\">\n",
			[]string{`src="../files/flow.png" alt="그림 설명"`, `title="T"`, `width="40"`, `alt=""`}, nil,
		},
		{
			"pictures that cannot be shown", "![그림](gone.png) ![](dir/gone.png) ![web](https://evil.example/x.png) " +
				"[![badge](https://evil.example/y.png)](https://example.com)\n",
			[]string{
				"<span>그림</span>", "<span>gone.png</span>", `<a href="https://evil.example/x.png">web</a>`,
				`<a href="https://example.com"><span>badge</span></a>`,
			},
			[]string{"<img"},
		},
		{
			"code", "```yaml\na: \"b\" # c\n```\n",
			[]string{`<pre class="code" tabindex="0">`, `<span class="nt">a</span>`}, []string{"style="},
		},
		{"code in an unknown language", "```\"><script>\n<script>\n```\n", []string{"&lt;script&gt;"}, []string{"<script"}},
		{"comments", "a <!-- hidden --> b\n\n<!--\n## hidden\n-->\n", []string{"a  b"}, []string{"hidden"}},
		{
			"what is nested too deeply", strings.Repeat("> ", 600) + "deep & <b>down\n",
			[]string{`<pre class="code" tabindex="0">`, "deep &amp; &lt;b&gt;down"}, nil,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := string(rendering(tt.text).HTML)
			for _, w := range tt.want {
				if !strings.Contains(got, w) {
					t.Errorf("no %q in\n%s", w, got)
				}
			}
			for _, n := range tt.not {
				if strings.Contains(got, n) {
					t.Errorf("%q in\n%s", n, got)
				}
			}
		})
	}
}

func rendering(body string) Rendered {
	return Render(body, Options{
		Link: func(dest string) string {
			if strings.HasPrefix(dest, "https:") || strings.HasPrefix(dest, "mailto:") {
				return dest
			}
			return map[string]string{"0002-second.md": "0002-second.html"}[dest]
		},
		Picture: func(source string) string { return map[string]string{"flow.png": "../files/flow.png"}[source] },
		Word:    func(name string, _ ...any) string { return name + "!" }, TopID: "main",
	})
}

func TestRest(t *testing.T) {
	got := rendering("# 제목\n\n## 맥락\n\n**굵은** `코드` 글과 [링크](https://example.com).\n\n```\n안 보임\n```\n\n| a | b |\n|---|---|\n| c | d |\n")
	if want := "맥락 굵은 코드 글과 링크. a b c d"; got.Plain != want {
		t.Errorf("plain text is %q, want %q", got.Plain, want)
	}
	if want := []Heading{{ID: "맥락", Text: "맥락", Level: 2, Href: "#" + escape("맥락")}}; !slices.Equal(got.Headings, want) {
		t.Errorf("headings are %v, want %v", got.Headings, want)
	}
	if got.Title != "제목" || got.Anchors["제목"] != "main" || got.Anchors["맥락"] != "맥락" {
		t.Errorf("title %q, anchors %v", got.Title, got.Anchors)
	}
}

func TestPlace(t *testing.T) {
	anchors := map[string]string{"결과": "결과", "findings": "s-findings"}
	for fragment, want := range map[string]string{
		"결과": "결과", "%EA%B2%B0%EA%B3%BC": "결과", "Findings": "s-findings", "user-content-findings": "s-findings",
		"nowhere": "", "": "", "%zz": "",
	} {
		if got := Place(anchors, fragment); got != want {
			t.Errorf("Place(%q) = %q, want %q", fragment, got, want)
		}
	}
}

// FuzzRender holds that nothing of any text comes through that runs, loads or
// escapes, and that the work is in proportion to the text.
func FuzzRender(f *testing.F) {
	for _, seed := range []string{
		"# a\n<script>x</script>", "[a](javascript:x)", "<img src=//x>", "> [!NOTE]\n> x", ":::tip\nx\n:::", "!!! note\n    x",
		"| a |\n|--|\n| <b> |", "[^1]: x\n[^1]", "<a name=\"x\"><a id='x'>", "```\n<x", "**한글:**은", "<details><summary>a",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, body string) {
		if len(body) > 4096 {
			return
		}
		got := strings.ToLower(string(rendering(body).HTML))
		for _, bad := range []string{"<script", "<style", "<iframe", "<object", "<svg", "<form", "href=\"javascript", " onerror=\""} {
			if strings.Contains(got, bad) {
				t.Errorf("%q comes through: %s", bad, got)
			}
		}
		if len(got) > 100*len(body)+1000 {
			t.Errorf("%d bytes become %d", len(body), len(got))
		}
	})
}

// TestBareAddresses holds which addresses in running text become links, as on GitHub.
func TestBareAddresses(t *testing.T) {
	for text, href := range map[string]string{
		"ask https://example.com/a?b=c.": "https://example.com/a?b=c",
		"at http://10.0.1.20 alone":      "http://10.0.1.20",
		"(http://10.0.1.20:8080/health)": "http://10.0.1.20:8080/health",
		"| http://orders:8080":           "http://orders:8080",
		"http://localhost:4040로 엽니다":     "http://localhost:4040",
		"http:// is none":                "",
		"nohttp://orders is none":        "",
	} {
		out := string(Render(text, Options{
			Link: func(to string) string { return to },
			Word: func(name string, _ ...any) string { return name },
		}).HTML)
		if href == "" {
			if strings.Contains(out, "<a ") {
				t.Errorf("%q: %s", text, out)
			}
			continue
		}
		if !strings.Contains(out, `<a href="`+href+`"`) {
			t.Errorf("%q: %s", text, out)
		}
	}
}
