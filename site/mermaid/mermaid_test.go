package mermaid_test

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"asbuilt/site/mermaid"
)

// TestDraw draws the diagrams of testdata: each case is a diagram, "why" what is
// said of one that is not drawn, "shows" the words that its picture has, and
// "lines" how many lines.
func TestDraw(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, file := range paths {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		parts := map[string]string{}
		for _, f := range archive.Files {
			parts[f.Name] = string(f.Data)
		}
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			svg, why := mermaid.Draw(parts["diagram"])
			if want := strings.TrimSpace(parts["why"]); string(why) != want {
				t.Fatalf("why: got %q, want %q", why, want)
			}
			if why != mermaid.Drawn {
				return
			}
			if got, want := strings.Join(words(t, svg), "\n"), strings.TrimSpace(parts["shows"]); got != want {
				t.Errorf("shows:\n%s\nwant:\n%s", got, want)
			}
			if got, want := fmt.Sprint(strings.Count(svg, `"mm-line`)), strings.TrimSpace(parts["lines"]); got != want {
				t.Errorf("lines: %s, want %s", got, want)
			}
		})
	}
}

// words are the texts of an SVG, in its order; it must be well-formed and hold
// nothing that runs, loads or styles.
func words(t *testing.T, svg string) []string {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(svg))
	var all []string
	in := ""
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatalf("not well-formed: %v\n%s", err, svg)
		}
		switch x := tok.(type) {
		case xml.StartElement:
			in = x.Name.Local
			switch in {
			case "svg", "g", "rect", "path", "text":
			default:
				t.Errorf("a picture holds <%s>", in)
			}
			for _, a := range x.Attr {
				if strings.HasPrefix(a.Name.Local, "on") || a.Name.Local == "style" || a.Name.Local == "href" {
					t.Errorf("a picture has the attribute %s", a.Name.Local)
				}
			}
		case xml.CharData:
			if in == "text" {
				all = append(all, string(x))
			}
		case xml.EndElement:
			in = ""
		}
	}
}

// TestBounds draws what is just small enough, and refuses more before it does
// any work on it.
func TestBounds(t *testing.T) {
	chain := func(n int) string {
		var b strings.Builder
		b.WriteString("flowchart TD\n")
		for i := range n - 1 {
			fmt.Fprintf(&b, "n%d --> n%d\n", i, i+1)
		}
		return b.String()
	}
	for _, c := range []struct {
		code string
		want mermaid.Why
	}{
		{chain(mermaid.MostBoxes), mermaid.Drawn},
		{chain(mermaid.MostBoxes + 1), mermaid.TooLarge},
		{chain(2000), mermaid.TooLarge},
		{"flowchart TD\n" + strings.Repeat("a --> b\n", mermaid.MostLines), mermaid.Drawn},
		{"flowchart TD\n" + strings.Repeat("a --> b\n", mermaid.MostLines+1), mermaid.TooLarge},
		{"sequenceDiagram\n" + strings.Repeat("a->>b: x\n", mermaid.MostLines), mermaid.Drawn},
		{"sequenceDiagram\n" + strings.Repeat("a->>b: x\n", mermaid.MostLines+1), mermaid.TooLarge},
		{"flowchart TD\n" + strings.Repeat("subgraph a\n", mermaid.MostDeep+1) + "b\n", mermaid.Unknown},
		{"flowchart TD\n" + strings.Repeat("%% filled\n", mermaid.MostBytes/10), mermaid.TooLarge},
		{"flowchart TD\n" + strings.Repeat("a & ", 5000) + "a --> " + strings.Repeat("b & ", 5000) + "b", mermaid.TooLarge},
	} {
		if _, got := mermaid.Draw(c.code); got != c.want {
			t.Errorf("%.40q… (%d bytes): got %q, want %q", c.code, len(c.code), got, c.want)
		}
	}
}

// TestEverythingIsShown draws charts made by chance: every box and every label
// stands in the picture, and the same text gives the same picture.
func TestEverythingIsShown(t *testing.T) {
	seeds := 60
	if os.Getenv("ASBUILT_NIGHTLY") != "" {
		seeds = 3000
	}
	for seed := range seeds {
		r := rand.New(rand.NewSource(int64(seed)))
		code, want := random(r)
		svg, why := mermaid.Draw(code)
		if why != mermaid.Drawn {
			t.Fatalf("seed %d: not drawn: %s\n%s", seed, why, code)
		}
		if again, _ := mermaid.Draw(code); again != svg {
			t.Fatalf("seed %d: two pictures of one text", seed)
		}
		shown := map[string]int{}
		for _, word := range words(t, svg) {
			shown[word]++
		}
		for _, word := range want {
			if shown[word]--; shown[word] < 0 {
				t.Fatalf("seed %d: %q is not shown\n%s", seed, word, code)
			}
		}
	}
}

// random is a flowchart with the words that its picture must have.
func random(r *rand.Rand) (code string, want []string) {
	var b strings.Builder
	fmt.Fprintf(&b, "flowchart %s\n", []string{"TB", "LR", "BT", "RL"}[r.Intn(4)])
	shapes := []string{"[%s]", "(%s)", "([%s])", "[[%s]]", "[(%s)]", "((%s))", "{%s}", "{{%s}}", "[/%s/]", ">%s]"}
	boxes := 1 + r.Intn(12)
	for i := range boxes {
		if depth := r.Intn(4); depth == 0 && i+1 < boxes {
			fmt.Fprintf(&b, "subgraph g%d [Group %d]\n", i, i)
			want = append(want, fmt.Sprintf("Group %d", i))
			fmt.Fprintf(&b, "n%d"+shapes[r.Intn(len(shapes))]+"\nend\n", i, fmt.Sprintf("Box %d", i))
		} else {
			fmt.Fprintf(&b, "n%d"+shapes[r.Intn(len(shapes))]+"\n", i, fmt.Sprintf("Box %d", i))
		}
		want = append(want, fmt.Sprintf("Box %d", i))
	}
	arrows := []string{" --> ", " --- ", " -.-> ", " ==> ", " <--> ", " --o ", " --x ", "-->|L%d|", " -- L%d --> ", " -. L%d .-> "}
	for i := range r.Intn(2 * boxes) {
		arrow := arrows[r.Intn(len(arrows))]
		if strings.Contains(arrow, "%d") {
			arrow = fmt.Sprintf(arrow, i)
			want = append(want, fmt.Sprintf("L%d", i))
		}
		fmt.Fprintf(&b, "n%d%sn%d\n", r.Intn(boxes), arrow, r.Intn(boxes))
	}
	return b.String(), want
}

func FuzzDraw(f *testing.F) {
	f.Add("flowchart LR\nA-->|x|B[\"y\"]\nsubgraph s\nend")
	f.Add("sequenceDiagram\nA->>+B: x\nalt y\nelse z\nend\nNote over A,B: n")
	f.Fuzz(func(t *testing.T, code string) {
		if svg, why := mermaid.Draw(code); why == mermaid.Drawn {
			words(t, svg)
		}
	})
}
