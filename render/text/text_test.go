package text_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"asbuilt/render/text"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"github.com/google/go-cmp/cmp"
)

func ExampleWrap() {
	f := text.Font{Size: 12}
	for _, line := range text.Wrap("운영 데이터베이스 (MariaDB, 다중 가용 영역)", f, 120, 2) {
		fmt.Println(line.Text, line.Width)
	}
	// Output:
	// 운영 데이터베이스 92
	// (MariaDB, 다중 가용… 117
}

func TestWidth(t *testing.T) {
	tests := []struct {
		name string
		text string
		want int // at 100 units an em
	}{
		{"empty", "", 0},
		{"latin", "Hello", 228},
		{"digits are equally wide", "111", 167},
		{"hangul", "가나다", 276},
		{"hangul in letters", "\u1112\u1161\u11ab", 92},
		{"han and kana", "漢か", 200},
		{"halfwidth kana", "ｶ", 50},
		{"fullwidth", "Ａ", 100},
		{"emoji", "🚀", 100},
		{"family of emoji", "👨‍👩‍👧‍👦", 100},
		{"flag", "🇰🇷", 100},
		{"skin tone", "👍🏽", 100},
		{"emoji form", "☎️", 100},
		{"combining accent", "e\u0301", 56},
		{"precomposed", "é", 56},
		{"hebrew is in the font", "שלום", 220},
		{"arabic is not", "سلام", 220},
		{"control characters", "a\tb\n", 112},
		{"invalid UTF-8", "\xff\xfe", 200},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := (text.Font{Size: 100}).Width(tt.text); got != tt.want {
				t.Errorf("Width(%q) = %d, want %d", tt.text, got, tt.want)
			}
		})
	}
	if r, b := (text.Font{Size: 100}).Width("planning"), (text.Font{Size: 100, Bold: true}).Width("planning"); r >= b {
		t.Errorf("bold is %d wide, regular %d", b, r)
	}
}

func TestWrap(t *testing.T) {
	tests := []struct {
		name         string
		text         string
		width, lines int
		want         []string
	}{
		{"empty", "  ", 100, 3, nil},
		{"one line", "API Gateway", 100, 3, []string{"API Gateway"}},
		{"words", "Elastic Container Registry", 60, 3, []string{"Elastic", "Container", "Registry"}},
		{"collapsed space", " a \n\t b ", 100, 1, []string{"a b"}},
		{"space that holds", "kept for 30\u00a0d or so", 60, 3, []string{"kept for", "30\u00a0d or so"}},
		{"nothing but such spaces", "\u00a0 \u202f", 60, 3, nil},
		{"hangul by word", "애플리케이션 로드 밸런서", 80, 3, []string{"애플리케이션", "로드 밸런서"}},
		{"hangul inside a word that is too long", "애플리케이션로드밸런서", 50, 5, []string{"애플리케", "이션로드", "밸런서"}},
		{"punctuation first", "ai-service-prod/planning-api", 60, 5, []string{"ai-service-", "prod/", "planning-", "api"}},
		{"ellipsis", "one two three four five", 50, 2, []string{"one two", "three…"}},
		{"ellipsis in one word", "averyverylongidentifier", 60, 1, []string{"averyver…"}},
		{"too narrow", "가나", 1, 5, []string{"가", "나"}},
		{"no lines", "abc", 100, 0, nil},
		{"right to left", "שלום עולם", 40, 2, []string{"שלום", "עולם"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, line := range text.Wrap(tt.text, text.Font{Size: 12}, tt.width, tt.lines) {
				got = append(got, line.Text)
				if line.Width > tt.width && tt.width > 12 {
					t.Errorf("%q is %d wide, limit %d", line.Text, line.Width, tt.width)
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("lines (-want +got):\n%s", diff)
			}
		})
	}
}

func TestFitKeepsToTheLimit(t *testing.T) {
	long := strings.Repeat("끝없는 이름 ", 80)
	line := text.Fit(long, text.Font{Size: 13, Bold: true}, 160)
	if !line.Cut || line.Width > 160 || !strings.HasSuffix(line.Text, text.Ellipsis) {
		t.Errorf("Fit = %+v", line)
	}
	if line := text.Fit("", text.Font{Size: 13}, 10); line != (text.Line{}) {
		t.Errorf("Fit of nothing = %+v", line)
	}
}

// FuzzWrap holds Wrap to its promises for any text.
func FuzzWrap(f *testing.F) {
	for _, s := range []string{"API Gateway", "애플리케이션로드밸런서", "👨‍👩‍👧‍👦👨‍👩‍👧‍👦", "שלום עולם", "\xff\xfe a", "👨0\xf0\x9b)0👧\xe2\x80)00000000000000000000000000000000", strings.Repeat("x", 500)} {
		f.Add(s, 60, 3)
	}
	f.Fuzz(func(t *testing.T, s string, width, lines int) {
		width, lines = width%500, lines%10
		font := text.Font{Size: 12}
		got := text.Wrap(s, font, width, lines)
		if len(got) > max(lines, 0) {
			t.Fatalf("%d lines, limit %d", len(got), lines)
		}
		for _, line := range got {
			if line.Width != font.Width(line.Text) {
				t.Errorf("%q says %d wide, is %d", line.Text, line.Width, font.Width(line.Text))
			}
			if line.Width > width && count(line.Text) > 1 && !line.Cut {
				t.Errorf("%q is %d wide, limit %d", line.Text, line.Width, width)
			}
			if !utf8.ValidString(line.Text) {
				t.Errorf("%q is cut inside a character", line.Text)
			}
		}
	})
}

func count(s string) int {
	n := 0
	for clusters := graphemes.FromString(s); clusters.Next(); {
		n++
	}
	return n
}

func BenchmarkWidth(b *testing.B) {
	f := text.Font{Size: 13, Bold: true}
	for b.Loop() {
		f.Width("planning-api 계획 서비스")
	}
}
