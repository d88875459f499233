package outline

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParsePath(t *testing.T) {
	for _, c := range []struct{ data, want string }{
		{"", ""},
		{"M1 2L3 4", "M1,2 L3,4"},
		{"m1 2l3 4", "M1,2 L4,6"},
		{"M1,2 3,4 5,6", "M1,2 L3,4 L5,6"},
		{"m1 2 3 4z", "M1,2 L4,6 Z"},
		{"M1 2H5V7h-1v-2", "M1,2 L5,2 L5,7 L4,7 L4,5"},
		{"M1.5.5-2", "M1.5,0.5"}, // the odd number is a panic, below
		{"M0 0c1 0 2 1 2 2s-1 2-2 2", "M0,0 C1,0,2,1,2,2 C2,3,1,4,0,4"},
		{"M0 0S1 1 2 2", "M0,0 C0,0,1,1,2,2"},
		{"M0 0h4zm1 1h1", "M0,0 L4,0 Z M1,1 L2,1"},
		{"M0 0a1 1 0 0 1 2 0", "M0,0 C0,-0.552,0.448,-1,1,-1 C1.552,-1,2,-0.552,2,0"},
		{"M0 0a1 1 0 012 0", "M0,0 C0,-0.552,0.448,-1,1,-1 C1.552,-1,2,-0.552,2,0"},
		{"M0 0A1 1 0 0 0 2 0", "M0,0 C0,0.552,0.448,1,1,1 C1.552,1,2,0.552,2,0"},
		{"M0 0a1 1 0 0 1 4 0", "M0,0 C0,-1.105,0.895,-2,2,-2 C3.105,-2,4,-1.105,4,0"}, // radius too small to reach
		{"M0 0a0 1 0 0 1 4 0", "M0,0 L4,0"},
		{"M1 0a1 1 0 1 1-1-1", "M1,0 C1,0.552,0.552,1,0,1 C-0.552,1,-1,0.552,-1,0 C-1,-0.552,-0.552,-1,0,-1"},
	} {
		t.Run(c.data, func(t *testing.T) {
			if c.data == "M1.5.5-2" {
				defer func() {
					if recover() == nil {
						t.Error("an odd number of coordinates is taken")
					}
				}()
			}
			if diff := cmp.Diff(c.want, written(Path(c.data))); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// written is path data again, absolute and rounded to thousandths.
func written(all []Segment) string {
	var words []string
	round := func(v float64) string {
		s := fmt.Sprintf("%.3f", v)
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
		if s == "-0" {
			s = "0"
		}
		return s
	}
	for _, s := range all {
		switch s.Verb {
		case Move:
			words = append(words, "M"+round(s.X)+","+round(s.Y))
		case Line:
			words = append(words, "L"+round(s.X)+","+round(s.Y))
		case Curve:
			var all []string
			for _, v := range []float64{s.X1, s.Y1, s.X2, s.Y2, s.X, s.Y} {
				all = append(all, round(v))
			}
			words = append(words, "C"+strings.Join(all, ","))
		case Close:
			words = append(words, "Z")
		}
	}
	return strings.Join(words, " ")
}
