package png

import (
	"fmt"
	"strings"

	"golang.org/x/image/font/sfnt"

	"asbuilt/render/fonts"
)

// Font is a font of the user's or of the system's: the letters that are not
// embedded. It may be used by several goroutines at once.
type Font struct {
	// Path is the file it was read from.
	Path string
	// regular is never nil; without a bold one, bold letters are drawn thicker.
	regular, bold *sfnt.Font
}

// OpenFont reads a TrueType or OpenType font or collection. Of a collection it
// takes the Korean one, and the bold one too when it is there or in the file
// beside it that is named for it.
func OpenFont(path string) (*Font, error) {
	all, err := readFonts(path)
	if err != nil {
		return nil, err
	}
	f := &Font{Path: path, regular: choose(all, "Regular"), bold: choose(all, "Bold")}
	if f.regular == nil {
		f.regular = all[0]
	}
	if f.bold == nil {
		if beside := fonts.Bold(path); beside != "" {
			if all, err := readFonts(beside); err == nil {
				f.bold = choose(all, "Bold")
			}
		}
	}
	return f, nil
}

// FindFont is the first Korean font among the places where systems keep theirs
// and the user, whose home folder is home, may keep some; nil when there is
// none. With an empty home it looks in the system's places alone.
func FindFont(home string) *Font {
	for path := range fonts.Installed(home) {
		if f, err := OpenFont(path); err == nil {
			return f
		}
	}
	return nil
}

// readFonts reads all fonts of a file; there is at least one.
func readFonts(path string) ([]*sfnt.Font, error) {
	data, err := fonts.Read(path)
	if err != nil {
		return nil, err
	}
	c, err := sfnt.ParseCollection(data)
	if err != nil {
		return nil, fmt.Errorf("read font %q: %w; TrueType and OpenType are understood, WOFF is not", path, err)
	}
	var all []*sfnt.Font
	for i := range c.NumFonts() {
		f, err := c.Font(i)
		if err != nil {
			return nil, fmt.Errorf("read font %q, number %d: %w", path, i+1, err)
		}
		all = append(all, f)
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("read font %q: the collection is empty", path)
	}
	return all, nil
}

// choose is the font of that style, a Korean one if there is one: the variants
// of Noto Sans CJK differ in Han letters, and its monospaced ones in all.
func choose(all []*sfnt.Font, style string) *sfnt.Font {
	var best *sfnt.Font
	most := 0
	for _, f := range all {
		var b sfnt.Buffer
		family, _ := f.Name(&b, sfnt.NameIDFamily)
		of, _ := f.Name(&b, sfnt.NameIDSubfamily)
		score := 0
		if of == style {
			score = 1
			if !strings.Contains(family, "Mono") {
				score += 2
			}
			if strings.Contains(family, "KR") || strings.Contains(family, "Korean") {
				score += 4
			}
		}
		if score > most {
			best, most = f, score
		}
	}
	return best
}
