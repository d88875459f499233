package decisions

import (
	"html"
	"strings"

	"asbuilt/pattern"
)

var (
	codeSpan    = pattern.New("`+([^`]*)`+")
	htmlComment = pattern.New(`<!--.*?(?:-->|$)`)
	htmlTag     = pattern.New(`</?[a-zA-Z][^<>]*>`)
	picture     = pattern.New(`!\[([^\]]*)\]\([^)]*\)`)
	inlineLink  = pattern.New(`\[([^\[\]]*)\](?:\([^)]*\)|\[[^\]]*\])`)
	emphasis    = pattern.New(`(\*{1,3}|~~)([^\s*~](?:[^*~]*[^\s*~])?)(\*{1,3}|~~)`)
	underscored = pattern.New(`(^|[\s(])(_{1,3})([^\s_](?:[^_]*[^\s_])?)(_{1,3})($|[\s).,:;!?])`)
)

// plainText is a line of Markdown as it reads when it is shown: without
// emphasis, links, tags and comments. What stands as code keeps its characters.
func plainText(s string) string {
	var spans []string
	s = codeSpan.ReplaceAllStringFunc(s, func(code string) string {
		spans = append(spans, codeSpan.FindStringSubmatch(code)[1])
		return "\x00"
	})
	s = htmlTag.ReplaceAllString(htmlComment.ReplaceAllString(s, ""), "")
	s = inlineLink.ReplaceAllString(picture.ReplaceAllString(s, "$1"), "$1")
	for {
		plain := underscored.ReplaceAllString(emphasis.ReplaceAllString(s, "$2"), "$1$3$5")
		if plain == s {
			break
		}
		s = plain
	}
	s = html.UnescapeString(escaped.ReplaceAllString(s, "$1"))
	for _, span := range spans {
		s = strings.Replace(s, "\x00", span, 1)
	}
	return strings.Join(strings.Fields(s), " ")
}

var escaped = pattern.New(`\\([!-/:-@\[-` + "`" + `{-~])`)
