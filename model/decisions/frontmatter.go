package decisions

import (
	"strings"
	"sync"
	"unicode/utf8"

	"asbuilt/finding"
	"asbuilt/model/syntax"
	"asbuilt/pattern"
)

// frontMatter reads the metadata between the --- lines as YAML. What is not
// YAML is read line by line as far as that goes: MADR 3 puts links in brackets
// there without quotes.
func (d *document) frontMatter() ([]field, finding.List, error) {
	if d.front == 0 {
		return nil, nil, nil
	}
	if d.toml {
		return d.frontLines(tomlLine), nil, nil
	}
	// Empty lines for what stands around the YAML keep its positions right.
	text := []string{""}
	for n := 2; n < d.front; n++ {
		text = append(text, d.text(n))
	}
	if strings.TrimSpace(strings.Join(text, "")) == "" {
		return nil, nil, nil
	}
	root, _, problems, err := syntax.Parse(d.src.Name, []byte(strings.Join(text, "\n")))
	if err != nil {
		return nil, nil, err
	}
	var findings finding.List
	for _, p := range problems {
		if p.Code == syntax.CodeEmptyFile {
			continue
		}
		p.Code, p.Severity = CodeFrontMatter, severityOf(CodeFrontMatter)
		p.Hint = finding.Say("put values that hold a bracket, a brace or a colon in quotes",
			"대괄호, 중괄호, 콜론이 든 값은 따옴표로 묶으십시오")
		findings = append(findings, p)
	}
	if root == nil || root.Kind != syntax.Map {
		return d.frontLines(frontLine), findings, nil
	}
	d.root = root
	return d.flatten(root), findings, nil
}

var frontLine = pattern.New(`^([\pL][\pL\pN _-]*):[ \t]+(.+?)[ \t]*$`)

// tomlLine is a line of a front matter in TOML, as Hugo and Zola have it.
var tomlLine = pattern.New(`^([\pL][\pL\pN _-]*?)[ \t]*=[ \t]*(.+?)[ \t]*$`)

func (d *document) frontLines(form *pattern.Pattern) []field {
	var fields []field
	for n := 2; n < d.front; n++ {
		whole := d.field("", n)
		m := form.FindStringSubmatchIndex(whole.text)
		if m == nil {
			continue
		}
		f := whole.slice(m[4], m[5])
		if quoted := strings.Trim(f.text, `"'`); quoted != f.text {
			at := strings.Index(f.text, quoted)
			f = f.slice(at, at+len(quoted))
		}
		f.written, f.front = whole.text[m[2]:m[3]], true
		f.key = fieldKey(f.written)
		fields = append(fields, f)
	}
	return fields
}

// flatten makes one field of every scalar, each under the key it belongs to.
// The map adr: of some site generators counts as if it were the whole, and of
// a map in a list ({type, id}) only the id counts.
func (d *document) flatten(root *syntax.Node) []field {
	var fields []field
	for _, e := range root.Entries {
		key := fieldKey(e.Key)
		if e.Key == "checks" {
			continue // [parser.readChecks]
		}
		if e.Value.Kind == syntax.Map {
			if e.Key == "adr" {
				for _, f := range d.flatten(e.Value) {
					f.nested = true
					fields = append(fields, f)
				}
			} else if in := e.Value.Entries; len(in) == 1 && in[0].Value.Value == "" && len(in[0].Value.Entries) == 0 {
				fields = append(fields, field{ // {accepted}: the braces of a template
					key: key, text: in[0].Key, at: in[0].Position, source: d.text(in[0].Position.Line),
					written: e.Key, front: true, folded: true,
				})
			}
			continue
		}
		values := []*syntax.Node{e.Value}
		if e.Value.Kind == syntax.List {
			values = e.Value.Items
		}
		before := len(fields)
		for _, v := range values {
			if e.Key == "links" && v.Kind == syntax.Map {
				fields = append(fields, d.tie(e.Key, v)...)
				continue
			}
			if v.Kind == syntax.Map {
				v = v.Get("id")
			}
			if f, ok := d.scalar(key, v); ok {
				f.written = e.Key
				fields = append(fields, f)
			}
		}
		if len(fields) == before { // it says nothing, but that the folder has the key
			fields = append(fields,
				field{key: key, written: e.Key, at: e.Position, source: d.text(e.Position.Line), front: true})
		}
	}
	return fields
}

// tie is an item of links:, {target: 3, kind: supersedes}, as a field of that
// verb. Other tools call the kind rel, type or relation.
func (d *document) tie(written string, item *syntax.Node) []field {
	verb := Verb("")
	for _, key := range []string{"kind", "rel", "type", "relation"} {
		if n := item.Get(key); n != nil {
			verb, _, _ = verbOf(strings.NewReplacer("_", " ", "-", " ").Replace(n.Value))
		}
	}
	for _, key := range []string{"target", "to", "id", "href", "adr"} {
		if f, ok := d.scalar(string(verb), item.Get(key)); ok && verb != "" {
			f.written = written
			return []field{f}
		}
	}
	return nil
}

func (d *document) scalar(key string, n *syntax.Node) (field, bool) {
	if n == nil || n.Value == "" || n.Kind == syntax.List || n.Kind == syntax.Map {
		return field{}, false
	}
	f := field{key: key, text: n.Value, at: n.Position, source: d.text(n.Position.Line), front: true}
	return f.asWritten(), true
}

// asWritten is the field, behind the quote that it begins with, with a word on
// whether its text stands there as it reads: not so an escape, an alias, a value
// of several lines.
func (f field) asWritten() field {
	written := string([]rune(f.source)[min(f.at.Col-1, utf8.RuneCountInString(f.source)):])
	if !strings.HasPrefix(written, f.text) && written != "" && strings.IndexByte(`"'`, written[0]) >= 0 {
		f.at.Col++ // the quote itself
		written = written[1:]
	}
	f.folded = !strings.HasPrefix(written, f.text)
	return f
}

// fieldKeys are the names that keys go by, without regard to case, blanks,
// hyphens and underscores.
func fieldKeys() map[string][]string {
	return map[string][]string{
		"title":  {"title", "name", "제목"},
		"id":     {"id", "number", "adr", "번호"},
		"status": {"status", "statut", "estado", "state", "ステータス", "状态", "상태"},
		"date": {
			"date", "created", "createdon", "creationdate", "decisiondate", "datedecided", "decidedon", "날짜", "일자", "결정일", "기록일", "작성일", "승인일",
		},
		"makers":    {"decisionmakers", "deciders", "decisionmaker", "decider", "author", "authors", "결정자", "의사결정자"},
		"consulted": {"consulted", "자문", "협의"},
		"informed":  {"informed", "공유", "통보"},
		"tags":      {"tags", "태그"},
		"review":    {"review", "reviewby", "reviewdate", "nextreview", "revisit", "재검토", "재검토일", "다음검토"},
		"elements":  {"elements", "appliesto", "적용대상", "관련요소"},

		string(Supersedes):   {"supersedes", "supercedes", "replaces"},
		string(SupersededBy): {"supersededby", "supercededby", "replacedby"},
		string(Amends):       {"amends"},
		string(AmendedBy):    {"amendedby"},
		string(Clarifies):    {"clarifies"}, string(ClarifiedBy): {"clarifiedby"},
		string(Refines): {"refines"}, string(RefinedBy): {"refinedby"},
		string(Extends): {"extends"}, string(ExtendedBy): {"extendedby"},
		string(DependsOn): {"dependson"}, string(RequiredBy): {"requiredby"},
		string(RelatesTo): {"related", "relatesto", "relatedto", "관련결정"},
	}
}

// fieldKey is what a key means, or "" for one that means nothing here.
func fieldKey(written string) string {
	bare := strings.Map(func(r rune) rune {
		if strings.ContainsRune(" -_:：", r) {
			return -1
		}
		return r
	}, strings.ToLower(written))
	return keyOf()[bare]
}

// keyOf is the key that each name stands for.
var keyOf = sync.OnceValue(func() map[string]string {
	all := map[string]string{}
	for key, names := range fieldKeys() {
		for _, name := range names {
			all[name] = key
		}
	}
	return all
})
