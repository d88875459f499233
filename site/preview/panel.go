package preview

import (
	"bytes"
	"embed"
	"html/template"

	"asbuilt/finding"
	"asbuilt/report"
)

//go:embed assets/*
var assets embed.FS

// words are the words of the preview, by name.
func words() map[string]finding.Text {
	return map[string]finding.Text{
		"close":    {En: "Close", Ko: "닫기"},
		"findings": {En: "Findings", Ko: "발견 사항"},
		"front":    {En: "Overview", Ko: "개요"},
		"gone":     {En: "This page is no longer in the site.", Ko: "이 페이지는 이제 사이트에 없습니다."},
		"preview":  {En: "Preview", Ko: "미리 보기"},
		"stale":    {En: "The site could not be made anew; this is the last good one.", Ko: "사이트를 새로 만들지 못해 마지막으로 만든 사이트를 보여 줍니다."},
		"none":     {En: "The site cannot be made yet", Ko: "아직 사이트를 만들 수 없습니다"},
		"will":     {En: "This page becomes the site as soon as the errors are mended.", Ko: "오류를 고치면 이 페이지가 바로 사이트로 바뀝니다."},
	}
}

// shown is what the templates show.
type shown struct {
	Lang  finding.Lang
	Title string
	// Count is how many findings there are; empty for an error of the program.
	Count string
	Error string
	// Findings is the list that [report.HTML] makes.
	Findings template.HTML
	// Gone is set when the page itself is gone, and there is no trouble besides;
	// Front is then where to go.
	Gone  bool
	Front string
}

// T is the word of that name in the language of the page.
func (s shown) T(name string) string { return words()[name].In(s.Lang) }

// showing is what is wrong, under a title.
func showing(t *Trouble, title string, lang finding.Lang) shown {
	s := shown{Lang: lang, Title: words()[title].In(lang)}
	if t == nil {
		return s
	}
	if t.Report != nil {
		s.Count = report.Count(t.Report, lang)
		s.Findings = template.HTML(report.HTML(t.Report, lang)) // escaped there
	}
	if t.Err != nil {
		s.Error = t.Err.Error()
	}
	return s
}

// panel is what an open page shows besides itself: the trouble, or that the page
// is gone, or nothing.
func (s state) panel(page string, lang finding.Lang, gone bool) string {
	switch {
	case s.trouble != nil:
		return execute("panel.html", showing(s.trouble, "stale", lang))
	case gone && s.site != nil:
		of := showing(nil, "gone", lang)
		of.Gone, of.Front = true, "/"+editionOf(page)
		return execute("panel.html", of)
	}
	return ""
}

// plain is the page that stands in for a site that was never made.
func (s state) plain(lang finding.Lang) []byte {
	return []byte(execute("plain.html", showing(s.trouble, "none", lang)))
}

func execute(name string, s shown) string {
	var b bytes.Buffer
	t := template.Must(template.ParseFS(assets, "assets/*.html"))
	if err := t.ExecuteTemplate(&b, name, s); err != nil {
		panic("preview: a template of our own cannot be executed: " + err.Error())
	}
	return b.String()
}
