package decisions

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"asbuilt/finding"
)

// text is the record of o that is to lie at p.
func (m manner) text(s *Set, p string, o Outline) string {
	r := nameRecord(p)
	var b strings.Builder
	title := "# " + o.Title + "\n"
	if m.number != "" && r.Number >= 0 {
		title = "# " + renumbered(m.number, r.Number) + o.Title + "\n"
	}
	switch m.metadata() {
	case inFront:
		m.front(&b, s, o)
		b.WriteString(title)
	case inHeader:
		b.WriteString(title + "\n")
		m.header(&b, o, "\n", "status", "makers", "date", "elements")
	default:
		b.WriteString(title + "\n")
		m.header(&b, o, "\n\n", "date", "elements")
		fmt.Fprintf(&b, "\n## %s\n\n%s\n", m.statusHeading, m.wording(o.Status))
		for _, t := range o.Ties {
			b.WriteString("\n" + m.tie(t.Verb, titled(t.To), p, t.To.Path) + "\n")
		}
	}
	linked := m.metadata() != inHeader || len(o.Ties) == 0
	for _, sec := range m.sections {
		if sec.links && linked {
			continue // none, or where they are said already
		}
		fmt.Fprintf(&b, "\n%s %s\n", strings.Repeat("#", sec.level), sec.title)
		if sec.links {
			m.links(&b, s, p, o)
			linked = true
		} else if ask := prompt(sec.title, m.lang); ask != "" {
			fmt.Fprintf(&b, "\n<!-- %s -->\n", ask)
		}
	}
	if !linked {
		fmt.Fprintf(&b, "\n## %s\n", finding.Say("Links", "링크").In(m.lang))
		m.links(&b, s, p, o)
	}
	if m.crlf {
		return strings.ReplaceAll(b.String(), "\n", "\r\n")
	}
	return b.String()
}

// key is the name that a field goes by among the records, or by default.
func (m manner) key(meaning string) string {
	if key := m.keys[meaning]; key != "" {
		return key
	}
	if m.metadata() == inFront {
		return map[string]string{"relates to": "relates-to"}[meaning]
	}
	korean := langOf(m.keys["status"]+m.keys["date"]) == finding.Korean
	if korean {
		return map[string]string{"status": "상태", "date": "날짜", "elements": "관련 요소"}[meaning]
	}
	return map[string]string{"status": "Status", "date": "Date", "elements": "Elements"}[meaning]
}

// front writes the front matter.
func (m manner) front(b *strings.Builder, s *Set, o Outline) {
	indent := ""
	line := func(meaning, value string) {
		key := m.key(meaning)
		if key == "" {
			key = meaning
		}
		fmt.Fprintf(b, "%s%s: %s\n", indent, key, value)
	}
	b.WriteString("---\n")
	if m.nested {
		b.WriteString("adr:\n")
		indent = "  "
	}
	line("status", m.wording(o.Status))
	line("date", o.Date.Format(time.DateOnly))
	if key := m.keys["makers"]; strings.HasSuffix(key, "author") {
		fmt.Fprintf(b, "%s%s:\n", indent, key) // one person
	} else if key != "" {
		line("makers", "[]")
	}
	if m.keys["elements"] != "" || len(o.Elements) > 0 {
		var ids []string
		for _, id := range o.Elements {
			ids = append(ids, quoted(id))
		}
		line("elements", "["+strings.Join(ids, ", ")+"]")
	}
	for _, v := range []Verb{Supersedes, Amends, RelatesTo} {
		var names []string
		for _, t := range o.Ties {
			if t.Verb == v {
				names = append(names, quoted(s.tag(t.To)))
			}
		}
		switch {
		case len(names) > 1:
			line(string(v), "["+strings.Join(names, ", ")+"]")
		case len(names) == 1:
			line(string(v), names[0])
		}
	}
	b.WriteString("---\n")
	if m.gap {
		b.WriteByte('\n')
	}
}

// quoted is a YAML scalar, in quotes unless it is plainly a word.
func quoted(word string) string {
	for i, r := range word {
		if !unicode.IsLetter(r) && (i == 0 || !unicode.IsNumber(r) && r != '-' && r != '_' && r != '.' && r != '/') {
			return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(word) + `"`
		}
	}
	return word
}

// header writes these fields as lines below the title.
func (m manner) header(b *strings.Builder, o Outline, between string, meanings ...string) {
	var lines []string
	for _, meaning := range meanings {
		value := ""
		switch meaning {
		case "status":
			value = m.wording(o.Status)
		case "date":
			value = o.Date.Format(time.DateOnly)
		case "elements":
			value = strings.Join(o.Elements, ", ")
		}
		if value == "" && m.keys[meaning] == "" {
			continue
		}
		joint := m.between
		if joint == "" { // no line of a header shows how
			joint = ": "
		}
		lines = append(lines, strings.TrimRight(m.before+m.key(meaning)+joint+value, " \t")+m.after)
	}
	b.WriteString(strings.Join(lines, between) + "\n")
}

// links writes what o says of others as a list.
func (m manner) links(b *strings.Builder, s *Set, p string, o Outline) {
	mark := "*"
	if bullet := strings.TrimSpace(m.before); bullet != "" && strings.ContainsAny(bullet[:1], "-+") {
		mark = bullet[:1]
	}
	b.WriteByte('\n')
	for _, t := range o.Ties {
		fmt.Fprintf(b, "%s %s\n", mark, m.tie(t.Verb, s.tag(t.To), p, t.To.Path))
	}
}

// tie is a relation as a sentence, with a link of these words.
func (m manner) tie(v Verb, words, from, to string) string {
	link := linkTo(words, from, to)
	if langOf(m.stated) == finding.Korean {
		switch v {
		case Supersedes:
			return link + particle(words, "를", "을") + " 대체한다"
		case Amends:
			return link + particle(words, "를", "을") + " 보완한다"
		case RelatesTo:
			return link + particle(words, "와", "과") + " 관련 있다"
		}
	}
	return capital(string(v)) + " " + link
}

func capital(word string) string { return strings.ToUpper(word[:1]) + word[1:] }

// wording is a status in the words that the records use.
func (m manner) wording(s Status) string {
	switch {
	case langOf(m.stated) == finding.Korean:
		word := map[Status]string{Draft: "초안", Proposed: "제안", Accepted: "승인"}[s]
		if strings.HasSuffix(m.stated, "됨") && s != Draft {
			word += "됨"
		}
		return word
	case startsUpper(m.stated) || m.stated == "" && m.metadata() == inSection:
		return capital(string(s))
	}
	return string(s)
}

func startsUpper(text string) bool {
	at := strings.IndexFunc(text, unicode.IsLetter)
	if at < 0 {
		return false
	}
	r, _ := utf8.DecodeRuneInString(text[at:])
	return unicode.IsUpper(r)
}
