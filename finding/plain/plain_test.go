package plain

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"strings"
	"testing"
)

func TestOf(t *testing.T) {
	for in, want := range map[string]string{
		"주문 API":                "주문 API",
		"a\nb\tc":               "a b c",
		"\x1b]52;c;cm0=\x07":    "�]52;c;cm0=�",
		"a\rb\x00\x7f\u009b31m": "a�b���31m",
		"\u202egnp.exe\u2066":   "�gnp.exe�",
		"a\u200bb\ufeff\u2060c": "a�b��c",
		"\U000e0041":            "�",
		"👩\u200d💻":              "👩\u200d💻",
		"a\u200db":              "a�b",
		"\u2028::error::":       "�::error::",
	} {
		if got := Of(in).String(); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
	var b bytes.Buffer
	Fprintf(&b, "%s %v %d %s\n", "a\nb", errors.New("c\nd"), 7, Of("e\nf"))
	if b.String() != "a b c d 7 e f\n" {
		t.Errorf("%q", b.String())
	}
}

// obeyed are the lines in which a pipeline would see a command, as their runners
// look for them.
func obeyed(log string) []string {
	var all []string
	for line := range strings.Lines(log) {
		atStart := strings.HasPrefix(strings.TrimSpace(line), "::")
		if atStart || strings.Contains(line, "##[") || strings.Contains(strings.ToLower(line), "##vso[") {
			all = append(all, line)
		}
	}
	return all
}

// TestGuard breaks commands, however the text comes, and leaves other text alone.
func TestGuard(t *testing.T) {
	for _, text := range []string{
		"::error::x\n", "  \t::set-env name=a::b\n", "a\n::stop-commands::x", "x ##vso[task.setvariable variable=PATH]y\n", "##[group]x",
		"###[x]", "##VSO[x]", "::::", ":::", "a\r::error::", "######vso[x]", "##vso##vso[a]\n ::x\n",
	} {
		if len(obeyed(strings.ReplaceAll(text, "\r", "\n"))) == 0 {
			t.Errorf("%q is no command, so that it proves nothing", text)
		}
		for size := 1; size <= len(text); size++ {
			var b bytes.Buffer
			g := NewGuard(&b)
			for rest := text; rest != ""; {
				n := min(size, len(rest))
				if _, err := g.Write([]byte(rest[:n])); err != nil {
					t.Fatal(err)
				}
				rest = rest[n:]
			}
			for line := range strings.SplitSeq(b.String(), "\r") {
				if all := obeyed(line); len(all) > 0 {
					t.Errorf("%q in pieces of %d: %q", text, size, all)
				}
			}
			if strings.ReplaceAll(b.String(), breaker, "") != text {
				t.Errorf("%q became %q", text, b.String())
			}
		}
	}
	for _, text := range []string{"a ::b\n", "# [x]\n", "10.0.0.0/8, ::/0\n", "a: b\n  : c\n", "주문 #1 [a]\n"} {
		var b bytes.Buffer
		NewGuard(&b).Write([]byte(text))
		if b.String() != text {
			t.Errorf("%q became %q", text, b.String())
		}
	}
}

type named struct{ V string }

// TestNumbered says the same in JSON and XML, and nothing to a log.
func TestNumbered(t *testing.T) {
	const text = "##vso[a] ##[b] ###[c] \u009b1m\u202e \u2028"
	var asJSON, asXML bytes.Buffer
	e := json.NewEncoder(JSON(&asJSON))
	e.SetEscapeHTML(false)
	if err := e.Encode(map[string]string{text: text}); err != nil {
		t.Fatal(err)
	}
	var back map[string]string
	if err := json.Unmarshal(asJSON.Bytes(), &back); err != nil || back[text] != text {
		t.Errorf("%v, %q", err, asJSON.String())
	}
	if strings.ContainsAny(asJSON.String(), "\u009b\u202e\u2028") || len(obeyed(asJSON.String())) > 0 {
		t.Errorf("%q", asJSON.String())
	}
	if err := xml.NewEncoder(XML(&asXML)).Encode(named{text}); err != nil {
		t.Fatal(err)
	}
	var v named
	if err := xml.Unmarshal(asXML.Bytes(), &v); err != nil || v.V != text || len(obeyed(asXML.String())) > 0 {
		t.Errorf("%v, %q", err, asXML.String())
	}
}
