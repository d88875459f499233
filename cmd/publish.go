package cmd

import (
	"reflect"
	"strings"

	"asbuilt/files"
	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/site/redact"
)

// publish makes the files of a site such as may be published: without what a
// stranger could use, where that is asked for; else it says what is in them.
func (o *siteOptions) publish(m *model.Model, all files.Files) (told finding.Text) {
	r := redact.New(o.values(m))
	found := map[redact.Kind]map[string]bool{}
	for i, f := range all {
		switch {
		case !redact.Readable(f.Name):
		case o.redact:
			all[i].Data = []byte(r.Text(string(f.Data)))
		default:
			r.Count(string(f.Data), found)
		}
	}
	var en, ko []string
	for _, k := range redact.Kinds() {
		if n := len(found[k]); n > 0 {
			part := several(n, thingOf(k).En, thingOf(k).Ko+" %d개")
			en, ko = append(en, part.En), append(ko, part.Ko)
		}
	}
	if len(en) == 0 {
		return told
	}
	return finding.Say("asbuilt: pages name %s; --redact leaves them out",
		"asbuilt: 페이지에 나오는 것: %s. --redact를 주면 뺍니다",
		finding.Both(strings.Join(en, ", "), strings.Join(ko, ", ")))
}

// values are what the model and the snapshot hold of accounts and resources, but for
// what the model calls its own things, too.
func (o *siteOptions) values(m *model.Model) []redact.Value {
	var all []redact.Value
	words := ownWords(m)
	add := func(k redact.Kind, text string) {
		if text != "" && !words[text] {
			all = append(all, redact.Value{Kind: k, Text: text})
		}
	}
	match := func(by *model.Match) {
		if by != nil {
			add(redact.ARN, by.ARN.V)
			add(redact.Resource, by.AWS.V)
		}
	}
	for _, b := range m.Boundaries {
		if b.AWS != nil {
			add(redact.Account, b.AWS.Account.V)
		}
		add(redact.Account, b.Owner.V)
		match(b.Match)
	}
	for _, g := range m.Groups {
		match(g.Match)
	}
	for _, e := range m.Elements {
		match(e.Match)
	}
	if o.taken == nil {
		return all
	}
	for _, c := range o.taken.Cells {
		add(redact.Account, c.Account)
	}
	for _, r := range o.taken.Resources {
		add(redact.ARN, r.ARN)
		for _, name := range append(strings.Split(r.ID, "/"), r.ID, r.Name) {
			if strings.ContainsAny(name, "-_./:0123456789") { // what is one word of everybody's tells nothing
				add(redact.Resource, name)
			}
		}
	}
	return all
}

// ownWords are what a model calls its own things: every id and name in it.
func ownWords(m *model.Model) map[string]bool {
	words := map[string]bool{}
	var walk func(v reflect.Value)
	walk = func(v reflect.Value) {
		switch v.Kind() {
		case reflect.Pointer:
			if !v.IsNil() {
				walk(v.Elem())
			}
		case reflect.Slice:
			for i := range v.Len() {
				walk(v.Index(i))
			}
		case reflect.Struct:
			switch x := v.Interface().(type) {
			case model.Named:
				words[x.ID] = true
			case model.Text:
				words[x.In(finding.English)], words[x.In(finding.Korean)] = true, true
			}
			for i := range v.NumField() {
				if f := v.Type().Field(i); f.IsExported() && f.Tag.Get("yaml") != "-" {
					walk(v.Field(i))
				}
			}
		}
	}
	walk(reflect.ValueOf(m))
	return words
}

// withoutEvidence leaves out of a report what was read, and where.
func withoutEvidence(rep *finding.Report) {
	rep.Defaults = nil
	for _, f := range rep.Findings {
		f.Evidence = nil
	}
	for i := range rep.Checks {
		rep.Checks[i].Evidence = nil
	}
}

// thingOf is what one of a kind is called.
func thingOf(k redact.Kind) finding.Text {
	switch k {
	case redact.ARN:
		return finding.Same("ARN")
	case redact.Address:
		return finding.Both("IP or host name", "IP나 호스트 이름")
	case redact.Resource:
		return finding.Both("resource id", "리소스 id")
	case redact.Mail:
		return finding.Both("e-mail", "메일 주소")
	}
	return finding.Both("account", "계정")
}
