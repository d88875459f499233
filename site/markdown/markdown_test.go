package markdown

import (
	"strings"
	"testing"
)

func TestMarkdown(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       []string
		not        []string
	}{
		{"headings of any script", "## API 게이트웨이 · 인증\n\n## API 게이트웨이 인증\n", []string{`id="s-api-게이트웨이-인증"`, `id="s-api-게이트웨이-인증-1"`}, nil},
		{"heading levels", "## a\n\n#### b\n\n###### c\n\n### d\n", []string{"<h2 id=\"s-a\"", "<h3 id=\"s-b\"", "<h4 id=\"s-c\"", "<h3 id=\"s-d\""}, nil},
		{"title", "# 제목\n\n글\n", []string{"<p>글</p>"}, []string{"제목"}},
		{"bold before Korean", "**중요:**한글 **또(예)**은 **보통** 말", []string{"<strong>중요:</strong>한글", "<strong>또(예)</strong>은", "<strong>보통</strong> 말"}, []string{"**"}},
		{"bold around code", "**`x`(y)**는", []string{"<strong><code>x</code>(y)</strong>는"}, nil},
		{"no bold without a pair", "2 ** 3 이고 a**b", []string{"2 ** 3 이고 a**b"}, []string{"<strong>"}},
		{"alert", "> [!WARNING]\n> 조심하십시오.\n", []string{`class="alert alert-warning"`, "&lt;alert-warning&gt;</p>", "<p>조심하십시오.</p>"}, []string{"[!WARNING]", "<blockquote>"}},
		{"alert with a blank line", "> [!NOTE]\n>\n> 본문\n", []string{`alert-note`, "<p>본문</p>"}, []string{"<p></p>"}},
		{"plain quotation", "> 인용\n", []string{"<blockquote>"}, []string{"alert"}},
		{"raw HTML", "<script>alert(1)</script>\n\na <b>b</b>\n", nil, []string{"<script", "<b>"}},
		{"links of no kind", "[a](javascript:alert(1)) [b](data:text/html,x) [c](//evil.example) [d](/etc) <ftp://x.example>", []string{"a b c d"}, []string{"<a ", "javascript"}},
		{"links of the web", "[a](https://example.com/?q=1) <mailto:a@example.com>", []string{`href="https://example.com/?q=1"`, `href="mailto:a@example.com"`}, nil},
		{"link to a page", "[다음](0002-second.md) [없음](0003-third.md)", []string{`<a href="0002-second.html">다음</a> 없음`}, nil},
		{"link to a file", "[런북](../runbooks/x.md)", []string{`href="https://git.example/runbooks/x.md"`}, nil},
		{"image", "![그림 *설명*](https://evil.example/x.png)", []string{"그림 <em>설명</em>"}, []string{"<img"}},
		{"code", "```yaml\na: \"b\" # c\n```\n", []string{`<pre class="code" tabindex="0">`, `<span class="nt">a</span>`}, []string{"style="}},
		{"code in an unknown language", "```\"><script>\n<script>\n```\n", []string{"&lt;script&gt;"}, []string{"<script"}},
		{"table", "| a | b |\n|---|--:|\n| 1 | 2 |\n", []string{"<table>"}, []string{"style="}},
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
			if to, ok := map[string]string{
				"0002-second.md": "0002-second.html", "../runbooks/x.md": "https://git.example/runbooks/x.md",
			}[dest]; ok {
				return to
			}
			if strings.HasPrefix(dest, "https:") || strings.HasPrefix(dest, "mailto:") {
				return dest
			}
			return ""
		},
		Word: func(name string, _ ...any) string { return "<" + name + ">" }, PlainLength: 100,
	})
}

func TestMarkdownForSearch(t *testing.T) {
	got := rendering("## 맥락\n\n**굵은** `코드` 글과 [링크](https://example.com).\n\n```\n안 보임\n```\n")
	if want := "맥락 굵은 코드 글과 링크."; got.Plain != want {
		t.Errorf("plain text is %q, want %q", got.Plain, want)
	}
	if len(got.Headings) != 1 || got.Headings[0] != (Heading{ID: "s-맥락", Text: "맥락", Level: 2}) {
		t.Errorf("headings are %v", got.Headings)
	}
}
