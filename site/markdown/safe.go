package markdown

import (
	"regexp"
	"sync"

	"github.com/microcosm-cc/bluemonday"
)

// policy is what may stand in the HTML of a text: what GitHub lets through, and
// the classes that this package itself writes. Styles, scripts, forms and frames
// are no part of it, nor is anything that loads by itself but pictures, whose
// addresses are decided later.
var policy = sync.OnceValue(func() *bluemonday.Policy {
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
	// Addresses are looked at once more, by whoever says where they lead.
	p.AllowURLSchemes("http", "https", "mailto")
	p.AllowRelativeURLs(true)
	p.RequireParseableURLs(true)
	// What this package writes: colours of code, alerts, footnotes.
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
