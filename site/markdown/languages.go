package markdown

import (
	"path/filepath"
	"sort"
	"strings"
	"sync"

	"github.com/alecthomas/chroma"
	"github.com/alecthomas/chroma/lexers/b"
	"github.com/alecthomas/chroma/lexers/c"
	"github.com/alecthomas/chroma/lexers/circular"
	"github.com/alecthomas/chroma/lexers/d"
	"github.com/alecthomas/chroma/lexers/g"
	"github.com/alecthomas/chroma/lexers/h"
	"github.com/alecthomas/chroma/lexers/i"
	"github.com/alecthomas/chroma/lexers/j"
	"github.com/alecthomas/chroma/lexers/k"
	"github.com/alecthomas/chroma/lexers/l"
	"github.com/alecthomas/chroma/lexers/m"
	"github.com/alecthomas/chroma/lexers/n"
	"github.com/alecthomas/chroma/lexers/p"
	"github.com/alecthomas/chroma/lexers/r"
	"github.com/alecthomas/chroma/lexers/s"
	"github.com/alecthomas/chroma/lexers/t"
	"github.com/alecthomas/chroma/lexers/x"
	"github.com/alecthomas/chroma/lexers/y"
)

// languages are those whose code is coloured: what systems are built, set up, asked
// and run with. They come from packages of one letter each, because package lexers
// of chroma has all of them, and what is part of the program is paid for at the start
// of every command: e alone, with Elixir, Emacs Lisp and Erlang, takes half as much as
// all letters that stand here.
func languages() []chroma.Lexer {
	return []chroma.Lexer{
		b.Bash, b.BashSession, b.Batchfile, b.Bicep,
		c.C, c.CPP, c.CSharp, c.CSS, c.Caddyfile, c.CassandraCQL, c.Clojure, c.Cmake, c.Cobol, c.Crystal,
		circular.PHP,
		d.Dart, d.Diff, d.DjangoJinja, d.Docker,
		g.Gherkin, g.Go, g.GoHTMLTemplate, g.GoTextTemplate, g.Graphql, g.Groovy,
		h.HCL, h.HTML, h.HTTP, h.Handlebars, h.Haskell,
		i.Ini,
		j.JSON, j.JSX, j.Java, j.Javascript, j.Julia,
		k.Kotlin,
		l.Lua,
		m.Makefile, m.Markdown, m.MySQL,
		n.Nginx, n.Nix,
		p.PLpgSQL, p.Perl, p.Plaintext, p.PostgreSQL, p.Powershell, p.Promql, p.ProtocolBuffer, p.Puppet, p.Python, p.Python2,
		r.R, r.Restructuredtext, r.Ruby, r.Rust,
		s.SQL, s.SYSTEMD, s.Sass, s.Scala, s.Scss, s.Solidity, s.Svelte, s.Swift,
		t.TOML, t.Terraform, t.Thrift, t.TransactSQL, t.TypeScript,
		x.XML,
		y.YAML,
	}
}

// called are the languages by their names and aliases in lower case.
var called = sync.OnceValue(func() map[string]chroma.Lexer {
	all := map[string]chroma.Lexer{}
	for _, l := range languages() {
		for _, alias := range l.Config().Aliases {
			all[strings.ToLower(alias)] = l
		}
	}
	for _, l := range languages() {
		all[strings.ToLower(l.Config().Name)] = l
	}
	return all
})

// languageOf is the language of this name, which is one of [languages], an alias, an
// extension or the name of a file; nil where there is none.
func languageOf(name string) chroma.Lexer {
	if l := called()[strings.ToLower(name)]; l != nil {
		return l
	}
	var found chroma.PrioritisedLexers
	for _, l := range languages() {
		if filed(l, "filename."+name) || filed(l, name) {
			found = append(found, l)
		}
	}
	if len(found) == 0 {
		return nil
	}
	sort.Stable(found)
	return found[0]
}

// filed reports whether files of this language are called so.
func filed(l chroma.Lexer, name string) bool {
	for _, pattern := range l.Config().Filenames {
		if ok, err := filepath.Match(pattern, filepath.Base(name)); ok && err == nil {
			return true
		}
	}
	return false
}
