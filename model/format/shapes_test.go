package format_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// TestShapesOfOthers formats files in the shapes that other projects have: Compose,
// workflows, manifests, values, templates and specifications, with comments wherever
// people put them. Formatting twice is formatting once, and no comment is lost.
func TestShapesOfOthers(t *testing.T) {
	for seed := range uint64(200) {
		s := &shaper{r: rand.New(rand.NewPCG(seed, 14))}
		s.mapping(0, 3)
		format1(t, fmt.Sprintf("shape-%d.yaml", seed), []byte(s.b.String()))
	}
}

// shaper writes YAML as it comes.
type shaper struct {
	r *rand.Rand
	b strings.Builder
	n int
}

func (s *shaper) pick(all ...string) string { return all[s.r.IntN(len(all))] }

func (s *shaper) key() string {
	s.n++
	return fmt.Sprintf(s.pick("services%d", "image%d", "on%d", "jobs%d", "steps%d", "\"quoted key %d\"", "metadata%d", "spec%d",
		"x-common-%d", "AWS::Region%d", "/paths/{id}/%d", "한글%d", "env_file%d", "Fn::Sub%d"), s.n)
}

// note is sometimes a comment behind a line.
func (s *shaper) note() string {
	s.n++
	return s.pick("", "", "", fmt.Sprintf(" # note %d", s.n), fmt.Sprintf("    # 멀리 %d", s.n))
}

// before are comments and empty lines that stand above a line.
func (s *shaper) before(indent string) {
	for range s.r.IntN(3) {
		s.n++
		s.b.WriteString(s.pick("", "", "\n", fmt.Sprintf("%s# above %d\n", indent, s.n)))
	}
}

func (s *shaper) scalar() string {
	return s.pick("nginx:1.27", "\"8080:80\"", "'it''s'", "true", "3", "1.50", "~", "2026-01-02", "\"a: b # no comment\"", "on", "0o17",
		"\"\\u00e9\"", "${{ matrix.os }}", "v1", "한글 값", "http://example.com/#anchor", "[a, b, c]",
		"{a: 1, b: {c: [d, e]}}", "[]", "{}", "[\n      a,\n      b\n    ]")
}

func (s *shaper) mapping(depth, deep int) {
	indent := strings.Repeat("  ", depth)
	for range 1 + s.r.IntN(5) {
		s.before(indent)
		s.b.WriteString(indent + s.key() + ":")
		s.value(depth, deep)
	}
}

func (s *shaper) value(depth, deep int) {
	indent := strings.Repeat("  ", depth)
	switch n := s.r.IntN(8); {
	case n < 2 && deep > 0:
		s.b.WriteString(s.note() + "\n")
		s.mapping(depth+1, deep-1)
	case n == 2 && deep > 0:
		s.b.WriteString(s.note() + "\n")
		for range 1 + s.r.IntN(4) {
			s.before(indent + "  ")
			s.b.WriteString(indent + "  - ")
			if s.r.IntN(3) == 0 {
				s.b.WriteString(s.key() + ": 1" + s.note() + "\n" + indent + "    " + s.key() + ": x" + s.note() + "\n")
				continue
			}
			s.b.WriteString(strings.ReplaceAll(s.scalar(), "\n    ", "\n"+indent+"    ") + s.note() + "\n")
		}
	case n == 3:
		s.b.WriteString(" " + s.pick("|", "|-", ">", ">-") + s.note() + "\n" +
			indent + "  echo one\n" + indent + "  echo two three\n")
	case n == 4:
		s.n++
		s.b.WriteString(fmt.Sprintf(" &a%d {b: %d}%s\n", s.n, s.n, s.note()))
		s.b.WriteString(indent + fmt.Sprintf("again%d: *a%d", s.n, s.n) + s.note() + "\n")
	default:
		s.b.WriteString(" " + strings.ReplaceAll(s.scalar(), "\n    ", "\n"+indent+"    ") + s.note() + "\n")
	}
}
