package render

import (
	"encoding/base64"
	"fmt"
	"html"
	"strings"
)

// galleryStyle is the whole look of a gallery.
const galleryStyle = `:root{color-scheme:light dark}
body{font:15px/1.5 system-ui,-apple-system,"Segoe UI","Apple SD Gothic Neo","Malgun Gothic","Noto Sans KR",sans-serif;margin:2rem;max-width:110rem}
nav{columns:16rem;margin:1rem 0 2rem}nav a{display:block}
h2{margin:2.5rem 0 0;font-size:1.2rem}p{margin:.2rem 0 .8rem;opacity:.75}
img{max-width:100%;height:auto;border:1px solid #8884}
@media print{nav{display:none}section{break-before:page}}`

// Gallery is one HTML page that shows all the pictures, each with its question,
// its size and its weight: for whoever looks them over. The pictures are files
// of their own ([svg.Standalone]); the page needs nothing from elsewhere and
// runs no script.
func Gallery(title string, pictures []Picture) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "<!DOCTYPE html>\n<html>\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>%s</title>\n<style>%s</style></head>\n<body>\n<h1>%[1]s</h1>\n<nav>\n",
		html.EscapeString(title), galleryStyle)
	for i, p := range pictures {
		fmt.Fprintf(&b, "<a href=\"#p%d\" lang=\"%s\">%s</a>\n", i+1, p.Lang, html.EscapeString(p.Scene.Title))
	}
	b.WriteString("</nav>\n")
	for i, p := range pictures {
		name := html.EscapeString(p.Scene.Title)
		fmt.Fprintf(&b, "<section id=\"p%d\" lang=\"%s\">\n<h2>%s</h2>\n<p>%s <small>%s · %d × %d · %.2f · %d KB</small></p>\n", i+1, p.Lang, name,
			html.EscapeString(p.Purpose), html.EscapeString(p.View.ID), p.Scene.Width, p.Scene.Height, float64(p.Scene.Width)/float64(p.Scene.Height), len(p.SVG)>>10)
		fmt.Fprintf(&b, "<img alt=\"%s\" width=\"%d\" height=\"%d\" src=\"data:image/svg+xml;base64,%s\">\n</section>\n",
			name, p.Scene.Width, p.Scene.Height, base64.StdEncoding.EncodeToString(p.SVG))
	}
	b.WriteString("</body>\n</html>\n")
	return []byte(b.String())
}
