package model

import (
	"fmt"
	"io/fs"
	"path"
	"reflect"
	"slices"
	"strings"

	"asbuilt/finding"
	"asbuilt/model/syntax"
)

// Options says which reading of a model is wanted. The zero value is the base
// model.
type Options struct {
	// Env names an environment, whose overlay architecture.ENV.yaml is laid over
	// the base.
	Env string
}

// Load reads the model at name in fsys, with what it includes. The model is nil
// when a file is not YAML or holds none; otherwise it is as complete as the
// findings allow, and without findings of severity error every reference in it
// resolves. The error is for what cannot be read at all.
func Load(fsys fs.FS, name string, opt Options) (*Model, finding.List, error) {
	l := &loader{
		fsys: fsys, opt: opt, open: map[string]bool{},
		d: &decoder{shapes: shapes{}, rules: Rules(), sources: map[string]*syntax.Source{}, lang: finding.Korean},
	}
	root, err := l.file(name, true)
	if err != nil {
		return nil, nil, err
	}
	if root != nil && opt.Env != "" {
		if root, err = l.overlay(root, name); err != nil {
			return nil, nil, err
		}
	}
	if root == nil {
		l.d.findings.Sort()
		return nil, l.d.findings, nil
	}
	m := l.d.model(root)
	m.link(l.d)
	m.check(l.d)
	return m, dedupe(l.d.findings), nil
}

// loader reads files and puts them together.
type loader struct {
	fsys fs.FS
	opt  Options
	d    *decoder
	// open holds the files that are being read, to find cycles.
	open map[string]bool
}

// file reads one file and what it includes into one mapping.
func (l *loader) file(name string, main bool) (*syntax.Node, error) {
	data, err := fs.ReadFile(l.fsys, name)
	if err != nil {
		return nil, fmt.Errorf("read model: %w", err)
	}
	node, src, findings, err := syntax.Parse(name, data)
	if err != nil {
		return nil, err
	}
	l.d.sources[src.Name] = src
	l.d.findings = append(l.d.findings, findings...)
	if node == nil || !l.d.want(node, syntax.Map) {
		return nil, nil
	}
	if !main {
		l.misplaced(node)
	}
	return l.include(node, name)
}

// perFile are the keys that an included file may have: those whose contents
// add up.
func (l *loader) perFile() []string {
	keys := []string{"include"}
	for _, f := range l.d.shapes.of(reflect.TypeFor[Model]()).fields {
		if f.typ.Kind() == reflect.Slice && f.typ.Elem().Kind() == reflect.Pointer {
			keys = append(keys, f.key)
		}
	}
	return keys
}

func (l *loader) misplaced(node *syntax.Node) {
	allowed := l.perFile()
	known := l.d.shapes.of(reflect.TypeFor[Model]()).keys()
	for _, e := range node.Entries {
		if e.Key != "asbuilt" && !slices.Contains(allowed, e.Key) && slices.Contains(known, e.Key) {
			l.d.report(CodeMisplacedKey, e.Position, finding.Say("%q belongs in the main file", "%q는 기본 파일에만 둘 수 있습니다", e.Key),
				finding.Say("move it to the file that includes this one", "이 파일을 포함하는 파일로 옮기십시오"))
		}
	}
}

// include adds the content of the files that node includes.
func (l *loader) include(node *syntax.Node, name string) (*syntax.Node, error) {
	globs := node.Get("include")
	if globs == nil || globs.Kind != syntax.List {
		return node, nil
	}
	l.open[name] = true
	defer delete(l.open, name)
	for _, item := range globs.Items {
		if item.Kind != syntax.Text {
			continue
		}
		files, err := l.glob(path.Dir(name), item)
		if err != nil {
			return nil, err
		}
		for _, file := range files {
			if l.open[file] {
				l.d.report(CodeIncludeCycle, item.Position, finding.Say("%s includes itself by way of this", "%s가 이 줄을 거쳐 자기 자신을 포함합니다", file),
					finding.Say("take one of the include entries out", "include 항목 하나를 지우십시오"))
				continue
			}
			more, err := l.file(file, false)
			if err != nil {
				return nil, err
			}
			if more != nil {
				node = l.d.concat(node, more)
			}
		}
	}
	return node, nil
}

func (l *loader) glob(dir string, pattern *syntax.Node) ([]string, error) {
	at := path.Join(dir, pattern.Value)
	if strings.HasPrefix(at, "../") || at == ".." || path.IsAbs(pattern.Value) {
		l.d.report(CodeIncludeNothing, pattern.Position, finding.Say("%q lies outside the model's folder", "%q는 모델 폴더 밖에 있습니다", pattern.Value),
			finding.Say("include files beside or below the model", "모델과 같은 폴더나 그 아래의 파일을 포함하십시오"))
		return nil, nil
	}
	files, err := fs.Glob(l.fsys, at)
	if err != nil || len(files) == 0 {
		l.d.report(CodeIncludeNothing, pattern.Position, finding.Say("no file matches %q", "%q에 맞는 파일이 없습니다", pattern.Value),
			finding.Say("check the path; it is relative to this file", "경로를 확인하십시오. 이 파일을 기준으로 합니다"))
		return nil, nil
	}
	return files, nil
}

// overlay lays the environment's file over root.
func (l *loader) overlay(root *syntax.Node, name string) (*syntax.Node, error) {
	ext := path.Ext(name)
	file := strings.TrimSuffix(name, ext) + "." + l.opt.Env + ext
	if !slices.ContainsFunc(items(root.Get("environments")), func(n *syntax.Node) bool { return n.Value == l.opt.Env }) {
		return nil, fmt.Errorf("unknown environment %q: the model lists %s", l.opt.Env, listed(items(root.Get("environments"))))
	}
	if _, err := fs.Stat(l.fsys, file); err != nil {
		return root, nil // an environment without an overlay is the base
	}
	over, err := l.file(file, true)
	if over == nil || err != nil {
		return root, err
	}
	return merge(root, l.d.byConnectionID(root, over), over), nil
}

func items(n *syntax.Node) []*syntax.Node {
	if n == nil {
		return nil
	}
	return n.Items
}

func listed(nodes []*syntax.Node) string {
	if len(nodes) == 0 {
		return "no environments"
	}
	names := make([]string, len(nodes))
	for i, n := range nodes {
		names[i] = n.Value
	}
	return strings.Join(names, ", ")
}

// model decodes the whole tree.
func (d *decoder) model(root *syntax.Node) *Model {
	if lang := root.Get("language"); lang != nil && lang.Value == string(finding.English) {
		d.lang = finding.English
	}
	m := &Model{sources: d.sources}
	d.mapping(d.expandTemplates(root), reflect.ValueOf(m).Elem(), false)
	return m
}

// dedupe sorts the findings and drops those said twice: a fact of a template is
// read once for each element that uses it.
func dedupe(all finding.List) finding.List {
	all.Sort()
	return slices.CompactFunc(all, func(a, b *finding.Finding) bool {
		return a.Code == b.Code && a.Position == b.Position && a.Message == b.Message
	})
}
