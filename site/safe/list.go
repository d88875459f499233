package safe

import (
	"maps"
	"strings"
	"sync"

	"asbuilt/pattern"
)

// element is what may be kept of one sort of element.
type element struct {
	known bool
	// bare elements say something without any attribute.
	bare bool
	// attributes are those that it may have, beside those of all, each with what its
	// value must match.
	attributes map[string]*pattern.Pattern
}

// Two rules for values that are no pattern.
var (
	anything = pattern.New("")
	address  = pattern.New("")
)

// everywhere are attributes that every element of the list may have.
var everywhere = []string{"id", "lang", "dir", "title"}

// schemes are those of addresses that are not relative.
var schemes = []string{"http", "https", "mailto"}

// unread are elements whose content is no text for readers: it goes with them.
var unread = []string{
	"script", "style", "title", "iframe", "object", "frame", "frameset", "noframes", "noembed", "noscript", "nostyle",
}

// plain are elements that may stand as they are.
const plain = `h1 h2 h3 h4 h5 h6 p div span br hr b i strong em tt code pre del ins s strike sub sup small mark kbd
samp var q cite dfn abbr blockquote ul ol li dl dt dd table thead tbody tfoot tr th td caption details summary
figure figcaption ruby rt rp time wbr`

// allowed is what may stand in the HTML of a text: what GitHub lets through, and the
// classes that the Markdown of this program writes.
var allowed = sync.OnceValue(func() map[string]element {
	all := map[string]element{}
	for _, name := range strings.Fields(plain) {
		all[name] = element{known: true, bare: true}
	}
	for name, attributes := range attributes() {
		e := all[name]
		e.known, e.attributes = true, attributes
		all[name] = e
	}
	return all
})

// attributes are those that single elements may have. An element that stands here and
// is not plain says nothing without one.
func attributes() map[string]map[string]*pattern.Pattern {
	cell := map[string]*pattern.Pattern{
		"colspan": pattern.New(`^[0-9]{1,2}$`), "rowspan": pattern.New(`^[0-9]{1,2}$`),
		"align": pattern.New(`^(left|right|center)$`),
	}
	role := pattern.New(`^(note|doc-endnotes|doc-noteref|doc-backlink)$`)
	side := pattern.New(`^[0-9]{1,4}$`)
	return map[string]map[string]*pattern.Pattern{
		"a": {
			"href": address, "name": anything, "role": role,
			"class": pattern.New(`^footnote-(ref|backref)$`),
		},
		"img":     {"src": address, "alt": anything, "width": side, "height": side},
		"input":   {"type": pattern.New(`^checkbox$`), "checked": anything}, // of a list of tasks
		"bdo":     {},
		"td":      cell,
		"th":      maps.Clone(cell),
		"details": {"open": anything},
		"ol":      {"start": pattern.New(`^[0-9]{1,6}$`)},
		"time":    {"datetime": anything},
		"span":    {"class": pattern.New(`^[a-z][a-z0-9]{0,2}$`)}, // colours of code
		"pre":     {"class": pattern.New(`^code$`), "tabindex": pattern.New(`^0$`)},
		"div": {
			"class": pattern.New(`^(alert alert-[a-z]+|footnotes|diagram-[0-9]{1,4})$`), "role": role,
		},
		"p": {"class": pattern.New(`^(alert-title|diagram-why)$`)},
	}
}
