package model

import (
	"errors"
	"io/fs"
	"path"
	"reflect"
	"slices"
	"strings"

	"asbuilt/files"
	"asbuilt/finding"
	"asbuilt/model/syntax"
)

// Codes of findings about how files are put together.
const (
	CodeMisplacedKey   = "misplaced-key"
	CodeIncludeCycle   = "include-cycle"
	CodeIncludeNothing = "include-nothing"
	CodeUnreadableFile = "unreadable-file"
	CodeForeignFile    = "foreign-file"
)

// fileRules concern how files are put together.
func fileRules() finding.Rules {
	return finding.Rules{
		{Code: CodeMisplacedKey},
		{Code: CodeIncludeCycle},
		{Code: CodeIncludeNothing},
		{Code: CodeUnreadableFile},
		{Code: CodeForeignFile, Structural: true},
	}
}

// loader reads files and puts them together.
type loader struct {
	fsys fs.FS
	d    *decoder
	// env is the environment whose overlay is laid over the base, or "".
	env string
	// main is the file that everything starts from.
	main string
	// open holds the files that are being read, to find cycles; done those that
	// were read, so that a file included twice counts once.
	open, done map[string]bool
}

func newLoader(fsys fs.FS, name, env string, r *reporter) *loader {
	return &loader{
		fsys: fsys, d: newDecoder(r), env: env, main: name, open: map[string]bool{}, done: map[string]bool{},
	}
}

// file reads one file and what it includes into one mapping. It is nil when a
// file holds none. named is where the model names it.
func (l *loader) file(name string, named *syntax.Node) (*syntax.Node, error) {
	node, err := l.read(name, named)
	if node == nil || err != nil {
		return nil, err
	}
	parts, whole, err := l.include(node, name)
	if err != nil || !whole {
		return nil, err
	}
	accepted, err := l.accepted(node, name)
	if accepted == nil || err != nil {
		return nil, err
	}
	return l.d.concat(node, append(parts, accepted...)), nil
}

// accepted reads the file beside the model with what is accepted, where there is one. It
// holds nothing else. It is nil when the file holds no mapping.
func (l *loader) accepted(main *syntax.Node, name string) ([]*syntax.Node, error) {
	file := AcceptedName(name)
	if _, err := fs.Stat(l.fsys, file); err != nil || l.done[file] {
		return []*syntax.Node{}, nil
	}
	node, err := l.read(file, main)
	if node == nil || err != nil {
		return nil, err
	}
	for _, e := range node.Entries {
		if e.Key != "accepted" && e.Key != "asbuilt" {
			l.d.report(CodeMisplacedKey, e.Position,
				finding.Say("%q does not belong in %s", "%q 키는 %s에 둘 수 없습니다", e.Key, path.Base(file)),
				finding.Say("only accepted: does; move it to %s", "accepted:만 둘 수 있습니다. %s(으)로 옮기십시오", path.Base(name)))
		}
	}
	return []*syntax.Node{node}, nil
}

// read reads the mapping that one file holds. What cannot be read is an error
// where the user names the file, and a finding where the model does.
func (l *loader) read(name string, named *syntax.Node) (*syntax.Node, error) {
	var err error
	if named != nil {
		err = files.Check(l.fsys, name, files.MostBytes)
	}
	var data []byte
	if err == nil {
		data, err = fs.ReadFile(l.fsys, name)
	}
	if err != nil && named != nil {
		l.d.unreadable(name, files.Why(err), named.Position)
		return nil, nil
	} else if err != nil {
		return nil, finding.Errorf("read model: %s", "모델을 읽지 못했습니다: %s", err)
	}
	if l.reportForeign(name, data) {
		return nil, nil
	}
	node, src, findings, err := syntax.Parse(name, data)
	if err != nil && named != nil {
		f := l.d.unreadable(name, finding.Say("is no model file: %s", "모델 파일이 아닙니다: %s",
			finding.ErrorText(finding.Reason(err))), named.Position)
		f.Hint = finding.Say("save it as text in UTF-8, or name another file",
			"UTF-8 텍스트로 저장하거나 다른 파일을 적으십시오")
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	l.done[name] = true
	l.d.sources[src.Name] = src
	if named != nil && node == nil && onlyEmpty(findings) {
		return &syntax.Node{Kind: syntax.Map, Position: finding.Position{File: name, Line: 1, Col: 1}}, nil
	}
	l.d.repeat(findings)
	if node == nil || !l.d.want(node, syntax.Map) {
		return nil, nil
	}
	if !l.d.few(node) {
		return nil, nil
	}
	return renew(expandLists(node)), nil
}

// onlyEmpty reports whether nothing is wrong with a file but that it says nothing
// yet, as one with comments alone: a part or an overlay may.
func onlyEmpty(findings finding.List) bool {
	return len(findings) == 1 && findings[0].Code == syntax.CodeEmptyFile
}

// unreadable reports a file that is there and is not read.
func (r *reporter) unreadable(name string, why finding.Text, at finding.Position) *finding.Finding {
	return r.report(CodeUnreadableFile, at, finding.Text{En: name + " " + why.En, Ko: name + ": " + why.Ko},
		finding.Say("name a regular file of this repository", "이 저장소에 있는 일반 파일을 적으십시오"))
}

// include reads the files that node includes, and those that they include. It
// is not whole when one of them holds no mapping.
func (l *loader) include(node *syntax.Node, name string) (parts []*syntax.Node, whole bool, err error) {
	globs := node.Get("include")
	if globs == nil || globs.Kind != syntax.List {
		return nil, true, nil
	}
	l.open[name] = true
	defer delete(l.open, name)
	whole = true
	for _, item := range globs.Items {
		if item.Kind != syntax.Text {
			if name != l.main {
				l.d.want(item, syntax.Text) // the main file's is decoded
			}
			continue
		}
		found, err := l.glob(path.Dir(name), item, node)
		if err != nil {
			return nil, false, err
		}
		for _, file := range found {
			more, ok, err := l.part(file, item)
			if err != nil {
				return nil, false, err
			}
			parts, whole = append(parts, more...), whole && ok
		}
	}
	return parts, whole, nil
}

// part reads one included file with what it includes.
func (l *loader) part(file string, item *syntax.Node) (parts []*syntax.Node, whole bool, err error) {
	if l.open[file] {
		l.d.report(CodeIncludeCycle, item.Position,
			finding.Say("%s includes itself by way of this", "%s 파일이 이 줄을 거쳐 자기 자신을 포함합니다", file),
			finding.Say("take one of the include entries out", "include 항목 하나를 지우십시오"))
		return nil, true, nil
	}
	if l.done[file] {
		return nil, true, nil
	}
	node, err := l.read(file, item)
	if node == nil || err != nil {
		return nil, false, err
	}
	l.misplaced(node)
	more, whole, err := l.include(node, file)
	return append([]*syntax.Node{node}, more...), whole, err
}

// perFile are the keys that an included file may have: those whose contents
// add up, whatever their order.
func perFile(all shapes) []string {
	keys := []string{"include"}
	for _, f := range all.of(reflect.TypeFor[Model]()).fields {
		if f.typ.Kind() != reflect.Slice || f.typ.Elem().Kind() != reflect.Pointer {
			continue
		}
		if ordered := f.list && all.of(f.typ.Elem().Elem()).inline != nil; !ordered {
			keys = append(keys, f.key)
		}
	}
	return keys
}

func (l *loader) misplaced(node *syntax.Node) {
	allowed := perFile(l.d.shapes)
	root := l.d.shapes.of(reflect.TypeFor[Model]())
	for _, e := range node.Entries {
		if e.Key != "asbuilt" && !slices.Contains(allowed, e.Key) && root.find(e.Key) != nil {
			l.d.report(CodeMisplacedKey, e.Position,
				finding.Say("%q belongs in the main file", "%q 키는 기본 파일에만 둘 수 있습니다", e.Key),
				finding.Say("move it to the file that includes this one", "이 파일을 포함하는 파일로 옮기십시오"))
		}
	}
}

// glob finds the files that one include entry names. Overlays are left out of
// patterns: they are laid over the model, not added to it.
func (l *loader) glob(dir string, pattern, node *syntax.Node) ([]string, error) {
	at := path.Join(dir, pattern.Value)
	if path.IsAbs(pattern.Value) || !l.inRepository(at) {
		l.d.report(CodeIncludeNothing, pattern.Position,
			finding.Say("%q lies outside the repository", "%q 경로는 저장소 밖에 있습니다", pattern.Value),
			finding.Say("include files of this repository, relative to this file", "이 저장소의 파일을 이 파일 기준으로 포함하십시오"))
		return nil, nil
	}
	if isHidden(path.Base(at)) {
		l.d.unreadable(at,
			finding.Say("is hidden, and hidden files are no part of a model", "숨김 파일이라 모델에 포함할 수 없습니다"),
			pattern.Position)
		return nil, nil
	}
	found, err := glob(l.fsys, at)
	if !strings.ContainsAny(at, `*?[\`) {
		if _, err := fs.Stat(l.fsys, at); !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrInvalid) {
			found = []string{at} // it is there, and reading it tells why it cannot be read
		}
	}
	overlays := l.overlays(node)
	found = slices.DeleteFunc(found, func(file string) bool {
		return file != at && (overlays[file] || file == l.main)
	})
	if err != nil || len(found) == 0 {
		l.d.report(CodeIncludeNothing, pattern.Position,
			finding.Say("no file matches %q", "%q에 맞는 파일이 없습니다", pattern.Value),
			finding.Say("check the path; it is relative to this file", "경로를 확인하십시오. 이 파일을 기준으로 합니다"))
		return nil, nil
	}
	return found, nil
}

func isHidden(step string) bool { return strings.HasPrefix(step, ".") && step != "." && step != ".." }

// overlays are the files that the main file's environments may have, and the
// one that pins what pictures show.
func (l *loader) overlays(root *syntax.Node) map[string]bool {
	all := map[string]bool{PinsName(l.main): true, AcceptedName(l.main): true}
	for _, env := range environmentIDs(root) {
		all[overlayName(l.main, env)] = true
	}
	return all
}

// overlay lays the environment's file over root.
func (l *loader) overlay(root *syntax.Node, name string) (*syntax.Node, error) {
	if envs := environmentIDs(root); !slices.Contains(envs, l.env) {
		if len(envs) == 0 {
			return nil, finding.Errorf("unknown environment %q: the model lists no environments",
				"%q 환경은 없습니다. 모델에 환경이 없습니다", l.env)
		}
		return nil, finding.Errorf("unknown environment %q: the model lists %s",
			"%q 환경은 없습니다. 모델의 환경: %s", l.env, strings.Join(envs, ", "))
	}
	file := overlayName(name, l.env)
	if _, err := fs.Stat(l.fsys, file); errors.Is(err, fs.ErrNotExist) {
		return root, nil // an environment without an overlay is the base
	}
	over, err := l.file(file, environmentNode(root, l.env))
	if over == nil || err != nil {
		return nil, err
	}
	l.d.patched = file
	l.d.near = nearest(root, over)
	return layOver(root, l.d.byConnectionID(root, over)), nil
}

// nearest are the entries of the base that new entries of an overlay may have
// meant, by the place of the new one's value.
func nearest(base, over *syntax.Node) map[finding.Position]string {
	near := map[finding.Position]string{}
	for _, section := range over.Entries {
		there := base.Get(section.Key)
		if there == nil || there.Kind != syntax.Map || section.Value.Kind != syntax.Map {
			continue
		}
		names := ids(there.Entries, func(e syntax.Entry) string { return e.Key })
		for i, e := range section.Value.Entries {
			if i < maxListed && there.Get(e.Key) == nil {
				near[e.Value.Position] = Nearest(e.Key, names)
			}
		}
	}
	return near
}

// environmentNode is where the model lists an environment.
func environmentNode(root *syntax.Node, id string) *syntax.Node {
	for _, n := range items(root.Get("environments")) {
		if n.Value == id || n.Kind == syntax.Map && n.Get(id) != nil {
			return n
		}
	}
	return root
}

func items(n *syntax.Node) []*syntax.Node {
	if n == nil {
		return nil
	}
	return n.Items
}

// environmentIDs are the ids under environments, before anything is decoded.
func environmentIDs(root *syntax.Node) []string {
	var ids []string
	for _, n := range items(root.Get("environments")) {
		if n.Kind == syntax.Map && len(n.Entries) == 1 {
			ids = append(ids, n.Entries[0].Key)
		} else {
			ids = append(ids, n.Value)
		}
	}
	return ids
}
