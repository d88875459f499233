package syntax

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"gopkg.in/yaml.v3"

	"asbuilt/finding"
)

// Parse reads data, the content of the file that positions call name. The node
// is nil when there is nothing to go on with. The error is for what is no text
// file of a size that makes sense; everything else is a finding.
func Parse(name string, data []byte) (*Node, *Source, finding.List, error) {
	if err := readable(data); err != nil {
		return nil, nil, nil, finding.Errorf("read %s: %s", "%s을(를) 읽지 못했습니다: %s", name, err)
	}
	src := NewSource(name, data)
	if f := invisible(src); f != nil {
		return nil, src, finding.List{f}, nil
	}
	dec := yaml.NewDecoder(bytes.NewReader(data))
	var doc yaml.Node
	switch err := decode(dec, &doc); {
	case errors.Is(err, io.EOF):
		return nil, src, finding.List{src.empty()}, nil
	case err != nil:
		return nil, src, finding.List{src.syntaxError(err)}, nil
	}
	c := &converter{src: src, done: map[*yaml.Node]converted{}}
	root := c.value(doc.Content[0], 1).node
	if root.Kind == Null {
		c.findings = append(c.findings, src.empty())
		root = nil
	}
	var second yaml.Node
	switch err := decode(dec, &second); {
	case errors.Is(err, io.EOF):
	case err != nil:
		c.findings = append(c.findings, src.syntaxError(err))
	default:
		c.report(CodeDocuments, c.at(&second), finding.Say("a second document begins here", "두 번째 문서가 시작됩니다"),
			finding.Say("delete the ---, or move this to a file of its own and include it",
				"---를 지우거나 다른 파일로 옮겨 include에 적으십시오"))
	}
	if c.fatal {
		return nil, src, c.findings, nil
	}
	return root, src, c.findings, nil
}

// decode shields the caller from panics of the parser on malformed input.
func decode(dec *yaml.Decoder, into *yaml.Node) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("yaml: %v", r)
		}
	}()
	return dec.Decode(into)
}

func (s *Source) empty() *finding.Finding {
	return s.finding(CodeEmptyFile, finding.Position{File: s.Name, Line: 1, Col: 1},
		finding.Say("the file holds no model", "파일에 모델이 없습니다"),
		finding.Say("start with `asbuilt: 1` and `name:`, or run asbuilt init",
			"`asbuilt: 1`과 `name:`으로 시작하거나 asbuilt init을 실행하십시오"))
}

type converted struct {
	// node is nil while it is in progress.
	node *Node
	// size is how many values it holds, itself included, aliases written out.
	size int
	// expansions is how many of them stand behind aliases.
	expansions int
}

// add counts a value below c.
func (c *converted) add(below converted) {
	c.size += below.size
	c.expansions += below.expansions
}

type converter struct {
	src      *Source
	done     map[*yaml.Node]converted
	findings finding.List
	// fatal says that the tree is not safe to walk.
	fatal bool
	// room is for the next nodes: there are thousands, which stay as long as each other.
	room []Node
	made int
}

// mostRoom is for how many nodes room is made at once, at most.
const mostRoom = 256

// node is a new one at the place of n.
func (c *converter) node(n *yaml.Node) *Node {
	if len(c.room) == 0 {
		c.room = make([]Node, min(max(c.made, 8), mostRoom))
	}
	out := &c.room[0]
	c.room = c.room[1:]
	c.made++
	out.Position = c.at(n)
	return out
}

func (c *converter) at(n *yaml.Node) finding.Position {
	return finding.Position{File: c.src.Name, Line: max(n.Line, 1), Col: max(n.Column, 1)}
}

func (c *converter) report(code string, at finding.Position, message, hint finding.Text) {
	if len(c.findings) > maxFindings {
		return
	}
	c.findings = append(c.findings, c.src.finding(code, at, message, hint))
}

// value converts n. Values behind an anchor are converted once and shared.
func (c *converter) value(n *yaml.Node, depth int) converted {
	if depth > maxDepth {
		if !c.fatal {
			c.report(CodeDepth, c.at(n), finding.Say("nested more than %d deep", "%d단계보다 깊게 중첩되었습니다", maxDepth),
				finding.Say("nothing in the language nests that deep; is a bracket too many?",
					"이만큼 깊은 구조는 쓰이지 않습니다. 괄호가 더 있지 않습니까?"))
		}
		c.fatal = true
		return converted{node: &Node{Position: c.at(n)}}
	}
	if n.Kind == yaml.AliasNode {
		return c.alias(n, depth)
	}
	if n.Anchor != "" {
		c.done[n] = converted{}
	}
	c.untagged(n)
	out := converted{node: c.node(n), size: 1}
	switch n.Kind {
	case yaml.MappingNode:
		c.mapping(n, &out, depth)
	case yaml.SequenceNode:
		out.node.Kind = List
		out.node.Items = make([]*Node, 0, len(n.Content))
		for _, item := range n.Content {
			v := c.value(item, depth+1)
			out.node.Items = append(out.node.Items, v.node)
			out.add(v)
		}
	default:
		c.scalar(n, out.node)
	}
	c.bound(n, out)
	if n.Anchor != "" {
		c.done[n] = out
	}
	return out
}

// untagged reports a tag.
func (c *converter) untagged(n *yaml.Node) {
	if n.Style&yaml.TaggedStyle != 0 {
		c.report(CodeTag, c.at(n), finding.Say("tag %s has no meaning here", "태그 %s는 의미가 없습니다", n.Tag),
			finding.Say("delete the tag", "태그를 지우십시오"))
	}
}

func (c *converter) alias(n *yaml.Node, depth int) converted {
	target, known := c.done[n.Alias]
	if known && target.node == nil {
		c.fatal = true
		c.report(CodeAliasCycle, c.at(n),
			finding.Say("alias *%s contains itself", "별칭 *%s이(가) 자기 자신을 담고 있습니다", n.Value),
			finding.Say("write the value out", "값을 직접 쓰십시오"))
		return converted{node: &Node{Position: c.at(n)}}
	}
	if !known {
		target = c.value(n.Alias, depth)
	}
	out := converted{node: target.node, size: target.size, expansions: target.size}
	c.bound(n, out)
	return out
}

// bound reports aliases that stand for more than can be meant.
func (c *converter) bound(n *yaml.Node, out converted) {
	if out.expansions <= maxExpansions || c.fatal {
		return
	}
	c.fatal = true
	c.report(CodeAliasBomb, c.at(n),
		finding.Say("aliases stand for more than 10,000 values", "별칭이 10,000개가 넘는 값으로 펼쳐집니다"),
		finding.Say("use templates instead of aliases", "별칭 대신 템플릿을 쓰십시오"))
}

func (c *converter) mapping(n *yaml.Node, out *converted, depth int) {
	out.node.Kind = Map
	out.node.Entries = make([]Entry, 0, len(n.Content)/2)
	seen := keys{entries: &out.node.Entries}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		v := c.value(value, depth+1)
		out.add(v)
		name, ok := c.key(key)
		if !ok {
			continue
		}
		if first, twice := seen.at(name); twice {
			if len(c.findings) > maxFindings {
				continue
			}
			f := c.src.finding(CodeDuplicate, c.at(key),
				finding.Say("key %q is written twice", "키 %q이(가) 두 번 쓰였습니다", name),
				finding.Say("delete one of the two", "둘 중 하나를 지우십시오"))
			f.Related = []finding.Related{{
				Position: first, Source: c.src.Line(first.Line), Message: finding.Say("first written here", "처음 쓰인 곳"),
			}}
			c.findings = append(c.findings, f)
			continue
		}
		if v.node.Kind == Null && value.Value == "" {
			v.node.Position = c.at(key) // what is not there stands at its key
		}
		out.node.Entries = append(out.node.Entries, Entry{Key: name, Position: c.at(key), Value: v.node})
		seen.added()
	}
}

// keys are those of a mapping so far. Of a few, each is looked at.
type keys struct {
	entries *[]Entry
	known   map[string]finding.Position
}

// fewKeys is how many are looked at one by one.
const fewKeys = 12

// at is where a key was written, if it was.
func (k *keys) at(name string) (finding.Position, bool) {
	if k.known != nil {
		at, ok := k.known[name]
		return at, ok
	}
	for i := range *k.entries {
		if e := &(*k.entries)[i]; e.Key == name {
			return e.Position, true
		}
	}
	return finding.Position{}, false
}

// added takes note of the last one.
func (k *keys) added() {
	all := *k.entries
	if k.known == nil {
		if len(all) <= fewKeys {
			return
		}
		k.known = make(map[string]finding.Position, 2*len(all))
		for i := range all {
			k.known[all[i].Key] = all[i].Position
		}
	}
	last := &all[len(all)-1]
	k.known[last.Key] = last.Position
}

func (c *converter) key(n *yaml.Node) (string, bool) {
	c.untagged(n)
	switch {
	case n.Kind == yaml.AliasNode && n.Alias.Kind == yaml.ScalarNode:
		return n.Alias.Value, true
	case n.Kind != yaml.ScalarNode || n.Value == "":
		c.report(CodeKey, c.at(n), finding.Say("a key must be a word", "키는 단어여야 합니다"),
			finding.Say("write a word before the colon", "콜론 앞에 단어를 쓰십시오"))
		return "", false
	case n.Value == "<<" && n.Style == 0:
		c.report(CodeMergeKey, c.at(n), finding.Say("merge keys are not part of the language", "병합 키는 지원하지 않습니다"),
			finding.Say("use a template: templates: and use:", "templates:와 use:를 쓰십시오"))
		return "", false
	}
	return n.Value, true
}

// digitsOf is a text behind the digits that it begins with, and whether there are any.
func digitsOf(text string) (rest string, some bool) {
	rest = strings.TrimLeft(text, "0123456789")
	return rest, len(rest) < len(text)
}

// unsigned is a text without the sign that it may begin with.
func unsigned(text string) string {
	if text != "" && (text[0] == '-' || text[0] == '+') {
		return text[1:]
	}
	return text
}

// numeric is the shape of a text that is a number; [Text] of another.
func numeric(text string) Kind {
	rest, whole := digitsOf(unsigned(text))
	if whole && rest == "" {
		return Int
	}
	fraction := false
	if after, point := strings.CutPrefix(rest, "."); point {
		rest, fraction = digitsOf(after)
	}
	if !whole && !fraction {
		return Text
	}
	if rest != "" && (rest[0] == 'e' || rest[0] == 'E') {
		var power bool
		if rest, power = digitsOf(unsigned(rest[1:])); !power {
			return Text
		}
	}
	if rest != "" {
		return Text
	}
	return Float
}

// scalar resolves a scalar by YAML 1.2's core schema (yaml.org/spec/1.2.2,
// chapter 10.3), without hexadecimal and octal numbers.
func (c *converter) scalar(n *yaml.Node, out *Node) {
	out.Value = n.Value
	out.Kind = Text
	out.Quoted = n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) != 0
	if out.Quoted || n.Style&yaml.TaggedStyle != 0 {
		return
	}
	switch n.Value {
	case "", "~", "null", "Null", "NULL":
		out.Kind, out.Value = Null, ""
	case "true", "True", "TRUE", "false", "False", "FALSE":
		out.Kind, out.Value = Bool, strings.ToLower(n.Value)
	default:
		out.Kind = numeric(n.Value)
	}
}
