package decisions

import (
	"bytes"
	"net/url"
	"path"
	"slices"
	"strings"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/pattern"
	"asbuilt/site/markdown"
)

var (
	textLink = pattern.New(`(?:^|[^!])\[(?:[^\[\]]|\[[^\]]*\])*\]\(\s*(<[^<>]*>|[^()\s]+)`)
	textTag  = pattern.New(`(?i)<a\b[^>]*?\bhref\s*=\s*["']?([^"'\s>]+)`)
	// notPlaces are fragments that browsers and hosts understand by themselves.
	notPlaces = pattern.New(`^(?:|top|L[0-9]+(?:C[0-9]+)?(?:-L?[0-9]+(?:C[0-9]+)?)?|:~:.*)$`)
)

// LostPlaces reports links of the records, and of others, texts by their path,
// to headings and anchors that none of these texts has. What a link means in a
// file that is not among them is nobody's business here.
func (s *Set) LostPlaces(others map[string][]byte) finding.List {
	p := places{texts: map[string][]byte{}, anchors: map[string]map[string]string{}}
	subjects := map[string]string{}
	for name, data := range others {
		p.texts[path.Clean(name)], subjects[path.Clean(name)] = data, path.Base(name)
	}
	for _, r := range s.Records {
		p.texts[r.Path], subjects[r.Path] = s.sources[r.Path], r.ID()
	}
	findings := finding.List{}
	for file, data := range p.texts {
		if !mayNamePlace(data) {
			continue
		}
		d, _ := newDocument(file, data)
		for _, f := range d.links() {
			if lost := p.lost(file, f); lost != nil {
				lost.Subject, lost.Fact = subjects[file], f.text
				findings = append(findings, lost)
			}
		}
	}
	findings.Sort()
	return findings
}

// mayNamePlace reports whether a line of a text could hold a link to a place: what makes
// a link, and what begins the place in it. Most texts have none, and are not taken apart.
func mayNamePlace(data []byte) bool {
	for line := range bytes.Lines(data) {
		if bytes.IndexByte(line, '#') >= 0 && bytes.ContainsAny(line, "]<") {
			return true
		}
	}
	return false
}

// places are texts with the places in them that links can name.
type places struct {
	texts   map[string][]byte
	anchors map[string]map[string]string
}

// of are the places in a text; ok is false where they are not known.
func (p *places) of(file string) (anchors map[string]string, ok bool) {
	if known, looked := p.anchors[file]; looked {
		return known, known != nil
	}
	data, ok := p.texts[file]
	if !ok {
		return nil, false
	}
	d, _ := newDocument(file, data)
	var text strings.Builder
	for n := d.front + 1; n < len(d.lines); n++ {
		text.WriteString(d.text(n) + "\n")
	}
	anchors, ok = markdown.Anchors(text.String())
	p.anchors[file] = anchors
	return anchors, ok
}

// lost is what is wrong with a link in file, or nil.
func (p *places) lost(file string, f field) *finding.Finding {
	u, err := url.Parse(f.text)
	if err != nil || u.Scheme != "" || u.Host != "" || notPlaces.MatchString(u.Fragment) {
		return nil
	}
	to := file
	if u.Path != "" {
		if to = path.Join(path.Dir(file), u.Path); strings.HasPrefix(u.Path, "/") {
			to = path.Join(".", u.Path)
		}
	}
	anchors, ok := p.of(to)
	if !ok || markdown.Place(anchors, u.Fragment) != "" {
		return nil
	}
	var names []string
	for name := range anchors {
		names = append(names, name)
	}
	slices.Sort(names)
	hint := finding.Say("name one of its headings, in lower case and with hyphens for blanks",
		"그 글의 제목 하나를 소문자로, 공백은 붙임표로 바꾸어 적으십시오")
	if near := model.Nearest(strings.ToLower(u.Fragment), names); near != "" {
		hint = didYouMean("#" + near)
	}
	if to == file {
		return f.finding(CodePlaceMissing,
			finding.Say("this text has no heading or anchor %q", "이 글에 %q라는 제목이나 앵커가 없습니다", u.Fragment), hint)
	}
	return f.finding(CodePlaceMissing, finding.Say("%s has no heading or anchor %q",
		"%[1]s에 %[2]q라는 제목이나 앵커가 없습니다", to, u.Fragment), hint)
}

// links are the addresses that the text links to, each with its place.
func (d *document) links() []field {
	var all []field
	for n := d.front + 1; n < len(d.lines); n++ {
		if !d.lines[n].plain || !strings.ContainsAny(d.text(n), "]<") { // none of the forms can be there
			continue
		}
		f := d.field("", n)
		text := withoutCode(f.text)
		if m := definition.FindStringSubmatchIndex(text); m != nil {
			all = append(all, bare(f.slice(m[4], m[5])))
		}
		for _, form := range []*pattern.Pattern{textLink, textTag} {
			for _, m := range form.FindAllStringSubmatchIndex(text, -1) {
				all = append(all, bare(f.slice(m[2], m[3])))
			}
		}
	}
	return all
}

// withoutCode is a line with its code blanked out, so that what follows keeps
// its place.
func withoutCode(line string) string {
	if !strings.Contains(line, "`") {
		return line
	}
	return codeSpan.ReplaceAllStringFunc(line, func(code string) string { return strings.Repeat(" ", len(code)) })
}
