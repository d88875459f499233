package safe_test

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/microcosm-cc/bluemonday"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"asbuilt/site/safe"
)

// The judge is another sanitiser, with the same list.
var judge = sync.OnceValue(func() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements(
		"h1", "h2", "h3", "h4", "h5", "h6", "p", "div", "span", "br", "hr", "b", "i", "strong", "em", "tt",
		"code", "pre",
		"del", "ins", "s", "strike", "sub", "sup", "small", "mark", "kbd", "samp", "var", "q", "cite", "dfn",
		"abbr", "bdo",
		"blockquote", "ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tfoot", "tr", "th", "td",
		"caption",
		"details", "summary", "figure", "figcaption", "ruby", "rt", "rp", "time", "wbr",
	)
	p.AllowAttrs("id", "lang", "dir", "title").Globally()
	p.AllowAttrs("href", "name").OnElements("a")
	p.AllowAttrs("src", "alt").OnElements("img")
	p.AllowAttrs("width", "height").Matching(regexp.MustCompile(`^[0-9]{1,4}$`)).OnElements("img")
	p.AllowAttrs("colspan", "rowspan").Matching(regexp.MustCompile(`^[0-9]{1,2}$`)).OnElements("td", "th")
	p.AllowAttrs("align").Matching(regexp.MustCompile(`^(left|right|center)$`)).OnElements("td", "th")
	p.AllowAttrs("open").OnElements("details")
	p.AllowAttrs("start").Matching(regexp.MustCompile(`^[0-9]{1,6}$`)).OnElements("ol")
	p.AllowAttrs("datetime").OnElements("time")
	p.AllowAttrs("type").Matching(regexp.MustCompile(`^checkbox$`)).OnElements("input")
	p.AllowAttrs("checked").OnElements("input")
	p.AllowURLSchemes("http", "https", "mailto")
	p.AllowRelativeURLs(true)
	p.RequireParseableURLs(true)
	p.AllowAttrs("class").Matching(regexp.MustCompile(`^[a-z][a-z0-9]{0,2}$`)).OnElements("span")
	p.AllowAttrs("class").Matching(regexp.MustCompile(`^code$`)).OnElements("pre")
	p.AllowAttrs("tabindex").Matching(regexp.MustCompile(`^0$`)).OnElements("pre")
	blocks := regexp.MustCompile(`^(alert alert-[a-z]+|footnotes|diagram-[0-9]{1,4})$`)
	p.AllowAttrs("class").Matching(blocks).OnElements("div")
	roles := regexp.MustCompile(`^(note|doc-endnotes|doc-noteref|doc-backlink)$`)
	p.AllowAttrs("role").Matching(roles).OnElements("div", "a")
	p.AllowAttrs("class").Matching(regexp.MustCompile(`^(alert-title|diagram-why)$`)).OnElements("p")
	p.AllowAttrs("class").Matching(regexp.MustCompile(`^footnote-(ref|backref)$`)).OnElements("a")
	return p
})

// written is what stands below n, as HTML.
func written(t testing.TB, n *html.Node) string {
	t.Helper()
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if err := html.Render(&b, c); err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

// kept is what is kept of a text; ok is false for one that cannot be read.
func kept(t testing.TB, text string) (out string, ok bool) {
	t.Helper()
	body, err := safe.Fragment([]byte(text))
	if err != nil {
		return "", false
	}
	return written(t, body), true
}

// read is a text as a browser reads and writes it; ok is false for one that cannot
// be read.
func read(t testing.TB, text string) (out string, ok bool) {
	t.Helper()
	body := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := html.ParseFragment(strings.NewReader(text), body)
	if err != nil {
		return "", false
	}
	for _, n := range nodes {
		body.AppendChild(n)
	}
	return written(t, body), true
}

// TestKept holds what is kept of single texts.
func TestKept(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"what may stand", `<p lang="ko">a <b>b</b> <a href="x.md">c</a></p>`, `<p lang="ko">a <b>b</b> <a href="x.md">c</a></p>`},
		{"what is taken away leaves its text", `<center>a <font color=red>b</font> c</center>`, `a b c`},
		{"what nobody reads goes whole", `a<script>b</script><style>c</style><iframe>d</iframe><noscript>e</noscript>f`, `af`},
		{"nothing in what is taken away", `<form><p>a<button onclick=x>b</button></p></form>c`, `<p>ab</p>c`},
		{"comments", `a<!-- b --><![CDATA[c]]><?php d ?><!doctype html>e`, `ae`},
		{"attributes", `<p onclick=x style=y class=top id=z data-a=b>a</p>`, `<p id="z">a</p>`},
		{"one of two", `<p id=a id=b>a</p><a href="https://a" href="javascript:b">c</a>`, `<p id="a">a</p><a href="https://a">c</a>`},
		{"links without attributes", `<a onclick=x>a</a><img onerror=x><input type=text value=v>b`, `ab`},
		{"a box", `<input type=checkbox checked disabled>`, `<input type="checkbox" checked=""/>`},
		{
			"schemes", "<a href=\"JaVaScRiPt:x\">a</a><a href=\"java\tscript:x\">b</a><a href=\"&#1;javascript:x\">c</a>" +
				"<a href=\" data:text/html,x\">d</a><a href=\"vbscript:x\">e</a><a href=\"blob:x\">f</a><a href=\"MAILTO:a@b.c\">g</a>",
			`abcdef<a href="mailto:a@b.c">g</a>`,
		},
		{"addresses are written as they are read", `<a href=" 결정.md#가 ">a</a><img src="그 림.png"><img src="그림.png">`,
			`<a href="%EA%B2%B0%EC%A0%95.md#%EA%B0%80">a</a><img src="%EA%B7%B8%EB%A6%BC.png"/>`},
		{"values", `<td>x<table><td colspan=2 rowspan=200 align=LEFT>a<td colspan=-1 align=left>b</table>`,
			`x<table><tbody><tr><td colspan="2">a</td><td align="left">b</td></tr></tbody></table>`},
		{"foreign text", `<svg><text>a</text><a xlink:href="javascript:x">b</a></svg><math><mi>c</mi></math>`, `abc`},

		// Texts that sanitisers of tokens, or browsers after them, read in another way.
		{"style in svg", `<svg></p><style><a id="</style><img src=1 onerror=x>">`, `<p></p><img src="1"/>&#34;&gt;`},
		{"style in math", `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=x&gt;">`, `<img title="--&gt;&lt;img src=1 onerror=x&gt;"/><table></table>`},
		{"form in math", `<form><math><mtext></form><form><mglyph><style></math><img src onerror=x>`, ``},
		{"noscript", `<noscript><p title="</noscript><img src=x onerror=y>">`, `<img src="x"/>&#34;&gt;`},
		{"textarea", `<textarea><img title="</textarea><img src=x onerror=y>">`, `&lt;img title=&#34;<img src="x"/>&#34;&gt;`},
		{"xmp", `<xmp><script>x</script></xmp>`, `&lt;script&gt;x&lt;/script&gt;`},
		{"plaintext", `a<plaintext><script>x</script>`, `a&lt;script&gt;x&lt;/script&gt;`},
		{"template", `<template><script>x</script><p>a</p></template>`, `<p>a</p>`},
		{"select", `<select><iframe></select><img src=x onerror=y>`, ``},
		{"foreignObject", `<svg><foreignObject><p onclick=x>a<script>y</script></p></foreignObject></svg>`, `<p>a</p>`},
		{"annotation", `<math><annotation-xml encoding="text/html"><style><img src=x onerror=y></style>a</annotation-xml></math>`, `a`},
		{"entities", `<a href="&#x6a;avascript:x">a</a>&lt;script&gt;b&lt;/script&gt;`, `a&lt;script&gt;b&lt;/script&gt;`},
		{"a tag that never ends", `a<img src=x onerror=y `, `a`},
		{"no tag", `a <b <script>x</script>`, `a <b>x</b>`},
		{"zero bytes", "<scr\x00ipt>a</scr\x00ipt><p onc\x00lick=x>b</p>", `a<p>b</p>`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got, ok := kept(t, tt.text); !ok || got != tt.want {
				t.Errorf("kept\n%s\nwant\n%s", got, tt.want)
			}
			judged(t, tt.text)
		})
	}
	if _, ok := kept(t, strings.Repeat("<b><blockquote>", 600)); ok {
		t.Error("what is nested too deeply was read")
	}
}

// judged holds that nothing is kept of a text that the judge takes away, and that what
// is kept is safe however it is read again.
func judged(t testing.TB, text string) {
	t.Helper()
	out, ok := kept(t, text)
	if !ok {
		return
	}
	again, ok := read(t, out)
	if !ok {
		return
	}
	if left, _ := kept(t, again); left != again {
		t.Errorf("%q\nis kept as\n%s\nwhich is read as\n%s\nof which is safe\n%s", text, out, again, left)
	}
	if left, ok := read(t, judge().Sanitize(out)); ok && left != again {
		t.Errorf("%q\nis kept as\n%s\nof which the judge leaves\n%s", text, again, left)
	}
}

// FuzzFragment judges any text.
func FuzzFragment(f *testing.F) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 50 {
		f.Add(soup(r))
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) < 4096 {
			judged(t, text)
		}
	})
}

// TestSoup judges texts of pieces that are apt to be read in several ways.
func TestSoup(t *testing.T) {
	r := rand.New(rand.NewPCG(14, 6))
	for range 10_000 {
		judged(t, soup(r))
	}
}

// soup is a text in which tags are opened and closed as it comes.
func soup(r *rand.Rand) string {
	tags := strings.Fields(`a b i p div span pre code table tr td th tbody caption ul ol li dl dd details summary img input br
		svg math style script title iframe noscript textarea xmp plaintext template select option form button mtext mglyph
		malignmark annotation-xml foreignObject desc image frameset object embed base meta link body html head font nobr
		h1 ruby rt bdo`)
	attributes := []string{
		`href="javascript:x"`, `href=x.md`, `href=" j&#97;vascript:x"`, `src=x`, `src="data:x"`, `onerror=x`, `style="x:y"`, `id=a`,
		`title="</style><img src=1 onerror=x>"`, `title="--><script>x</script>"`, `class=k`, `class="alert alert-a"`, `class=top`,
		`role=note`, `role=main`, `name=n`, `xlink:href="javascript:x"`, `encoding="text/html"`, `type=checkbox`, `checked`, `dir=rtl`,
		`/`, `"`, `title='`, "title=`", `colspan=2`, `open`, `formaction="javascript:x"`, `is=x`, `slot=x`,
	}
	texts := []string{"a", "한글", "<!--", "-->", "<![CDATA[", "]]>", "<?x", "&lt;script&gt;", "&amp", "</", "<", `"`, "'", ">", "\n", "\x00", "<!x>"}
	pick := func(all []string) string { return all[r.IntN(len(all))] }
	var b strings.Builder
	for range 2 + r.IntN(20) {
		switch r.IntN(8) {
		case 0, 1, 2, 3:
			b.WriteString("<" + pick(tags))
			for r.IntN(2) == 0 {
				b.WriteString(" " + pick(attributes))
			}
			b.WriteString(">")
		case 4, 5:
			b.WriteString("</" + pick(tags) + ">")
		default:
			b.WriteString(pick(texts))
		}
	}
	return b.String()
}

// TestSameAsTheJudge holds that of well-formed texts as much is kept as the judge keeps.
func TestSameAsTheJudge(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	attributes := []string{
		` href="x.md"`, ` href="https://a.example/가?b=c"`, ` href="javascript:x"`, ` id="a"`, ` title="b &quot; c"`, ` class="k"`, ` class="footnote-ref"`,
		` onclick="x"`, ` style="y"`, ` dir="rtl"`, ` role="note"`, ` start="3"`, ` colspan="2"`, ` align="center"`, ` datetime="2026"`, ` open=""`,
	}
	var text func(depth int) string
	text = func(depth int) string {
		if depth == 0 {
			return "text &amp; "
		}
		tag := []string{"div", "span", "em", "strong", "code", "blockquote", "details", "sub", "font", "section", "time"}[r.IntN(11)]
		var b strings.Builder
		b.WriteString("<" + tag)
		for _, a := range attributes {
			if r.IntN(8) == 0 && !strings.Contains(b.String(), strings.SplitN(a, "=", 2)[0]+"=") {
				b.WriteString(a)
			}
		}
		b.WriteString(">")
		for range 1 + r.IntN(3) {
			b.WriteString(text(depth - 1))
		}
		return b.String() + "</" + tag + ">"
	}
	for range 1_000 {
		in := text(1 + r.IntN(4))
		got, ok := kept(t, in)
		want, read := read(t, judge().Sanitize(in))
		if !ok || !read || got != want {
			t.Fatalf("%s\nis kept as\n%s\nwant\n%s", in, got, want)
		}
	}
}

// Everything that the judge's list names is tried, so that the two lists are one.
func TestLists(t *testing.T) {
	names := strings.Fields(`a abbr address area article aside audio b base bdi bdo big blink blockquote body br button canvas caption center cite
		code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer form h1 h2 h3 h4
		h5 h6 head header hgroup hr html i iframe img input ins kbd label legend li link main map mark marquee menu meta meter nav nobr object ol
		optgroup option output p param picture pre progress q rp rt ruby s samp script section select slot small source span strike strong
		style sub summary sup table tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr`)
	values := map[string][]string{
		"id": {"a b"}, "lang": {"ko"}, "dir": {"rtl"}, "title": {"<"}, "href": {"/a", "//b", "c:d", "http://e", "mailto:f", "%zz", "#g", ""},
		"name": {"h"}, "src": {"i.png", "data:x", "https://j"}, "alt": {"", "k"}, "width": {"1", "12345", "1%"}, "height": {"9999", "a"},
		"colspan": {"2", "100"}, "rowspan": {"3", "x"}, "align": {"left", "top"}, "open": {""}, "start": {"1", "-1"}, "datetime": {"l"},
		"type": {"checkbox", "text"}, "checked": {""}, "class": {"k1", "abcd", "code", "alert alert-note", "alert", "footnotes", "diagram-1", "diagram-12345",
			"alert-title", "diagram-why", "footnote-ref", "footnote-backref", "top"}, "tabindex": {"0", "1"},
		"role": {"note", "doc-endnotes", "doc-noteref", "doc-backlink", "button"}, "cite": {"x"}, "style": {"x:y"}, "onclick": {"x"},
		"target": {"_blank"}, "rel": {"x"}, "srcset": {"x"}, "poster": {"x"}, "action": {"x"}, "hidden": {""}, "value": {"x"},
	}
	keys := slices.Sorted(func(yield func(string) bool) {
		for k := range values {
			if !yield(k) {
				return
			}
		}
	})
	around := func(tag, text string) string {
		switch tag {
		case "td", "th":
			return "<table><tbody><tr>" + text + "</tr></tbody></table>"
		case "tr":
			return "<table><tbody>" + text + "</tbody></table>"
		case "tbody", "thead", "tfoot", "caption":
			return "<table>" + text + "</table>"
		}
		return text
	}
	for _, tag := range names {
		for _, key := range keys {
			for _, value := range values[key] {
				in := around(tag, "<"+tag+" "+key+"=\""+html.EscapeString(value)+"\">")
				got, _ := kept(t, in)
				want, _ := read(t, judge().Sanitize(in))
				if got != want {
					t.Errorf("%s is kept as %q, want %q", in, got, want)
				}
			}
		}
	}
}
