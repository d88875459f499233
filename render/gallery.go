package render

import (
	"encoding/base64"
	"fmt"
	"html"
	"strings"

	"asbuilt/finding"
	"asbuilt/render/scene"
)

// galleryStyle is the whole look of a gallery. The two sets of radio buttons work
// without a script: pictures follow the color-scheme of the page that holds them.
const galleryStyle = `:root{color-scheme:light dark}
:root:has(#light:checked){color-scheme:light}:root:has(#dark:checked){color-scheme:dark}
:root:has(#ko:checked) figure[lang=en],:root:has(#en:checked) figure[lang=ko]{display:none}
body{font:15px/1.5 system-ui,-apple-system,"Segoe UI","Apple SD Gothic Neo","Malgun Gothic","Noto Sans KR",sans-serif;
margin:0 auto;padding:0 2rem 4rem;max-width:110rem;background:Canvas;color:CanvasText}
form{position:sticky;top:0;padding:.6rem 0;background:Canvas;border-bottom:1px solid #8886;
display:flex;gap:2rem;flex-wrap:wrap;z-index:1}
fieldset{border:0;margin:0;padding:0;display:flex;gap:1rem}label{display:flex;gap:.3rem}
h1{margin:2.5rem 0 0;font-size:1.6rem}nav{columns:16rem;margin:1rem 0 2rem}nav a{display:block}
h2{margin:3rem 0 0;font-size:1.2rem;scroll-margin-top:3rem}p{margin:.1rem 0 0;opacity:.75}
figure{margin:1rem 0 2rem}figcaption{font-size:.85rem;opacity:.75;font-variant-numeric:tabular-nums}
img{max-width:100%;height:auto;border:1px solid #8884;display:block}
@media print{nav,form{display:none}section{break-before:page}}`

const galleryChoices = `<form>
<fieldset>
<label><input type="radio" name="theme" id="auto" checked>auto</label>
<label><input type="radio" name="theme" id="light">light</label>
<label><input type="radio" name="theme" id="dark">dark</label>
</fieldset>
<fieldset>
<label><input type="radio" name="lang" id="all" checked>한국어 + English</label>
<label><input type="radio" name="lang" id="ko">한국어</label>
<label><input type="radio" name="lang" id="en">English</label>
</fieldset>
</form>
`

// Chapter is the pictures of one model in a gallery.
type Chapter struct {
	// Title is the name of the system, File that of its model.
	Title, File string
	Pictures    []Picture
}

// Gallery is one HTML page that shows all the pictures of some models, each with
// its question, and below it its size, its shape (width over height), its
// weight and what is on it: for whoever looks them over. The pictures are files
// of their own ([svg.Standalone]); the page needs nothing from elsewhere and
// runs no script.
func Gallery(chapters []Chapter) []byte {
	var b strings.Builder
	var titles []string
	lang := finding.English
	for i, c := range chapters {
		titles = append(titles, c.Title)
		if i == 0 && len(c.Pictures) > 0 {
			lang = c.Pictures[0].Lang
		}
	}
	fmt.Fprintf(&b, `<!DOCTYPE html>
<html lang="%s">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>%s</title>
<style>%s</style></head>
<body>
%s`,
		lang, html.EscapeString(strings.Join(titles, " · ")), galleryStyle, galleryChoices)
	for i, c := range chapters {
		chapter(&b, i, c)
	}
	b.WriteString("</body>\n</html>\n")
	return []byte(b.String())
}

// chapter writes the contents of a model, then a section for each view.
func chapter(b *strings.Builder, number int, c Chapter) {
	fmt.Fprintf(b, "<h1>%s</h1>\n<p>%s</p>\n<nav>\n", html.EscapeString(c.Title), html.EscapeString(c.File))
	begins := func(i int) bool { return i == 0 || c.Pictures[i-1].View.ID != c.Pictures[i].View.ID }
	for i, p := range c.Pictures {
		if begins(i) {
			fmt.Fprintf(b, "<a href=\"#s%dp%d\" lang=\"%s\">%s</a>\n",
				number+1, i+1, p.Lang, html.EscapeString(p.Title))
		}
	}
	b.WriteString("</nav>\n")
	for i, p := range c.Pictures {
		if begins(i) {
			if i > 0 {
				b.WriteString("</section>\n")
			}
			fmt.Fprintf(b, "<section id=\"s%dp%d\">\n<h2 lang=\"%s\">%s <small>%s</small></h2>\n",
				number+1, i+1, p.Lang, html.EscapeString(p.Scene.Title), html.EscapeString(p.View.ID))
		}
		figure(b, p)
	}
	if len(c.Pictures) > 0 {
		b.WriteString("</section>\n")
	}
}

func figure(b *strings.Builder, p Picture) {
	count := map[scene.Role]int{}
	for _, it := range p.Scene.Items {
		count[it.Role]++
	}
	fmt.Fprintf(b, `<figure lang="%s">
<p>%s</p>
<img alt="%s" width="%d" height="%d" src="data:image/svg+xml;base64,%s">
`,
		p.Lang, html.EscapeString(p.Purpose), html.EscapeString(p.Scene.Title),
		p.Scene.Width, p.Scene.Height, base64.StdEncoding.EncodeToString(p.SVG))
	fmt.Fprintf(b, "<figcaption>%s · %d × %d · %.2f · %d KB · %d nodes, %d groups, %d lines</figcaption>\n</figure>\n",
		p.Lang, p.Scene.Width, p.Scene.Height, float64(p.Scene.Width)/float64(p.Scene.Height), (len(p.SVG)+1023)>>10,
		count[scene.Node], count[scene.Group], count[scene.Line])
}
