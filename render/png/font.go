package png

import (
	"fmt"
	"path/filepath"
	"strings"

	"golang.org/x/image/font/sfnt"

	"asbuilt/files"
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
		if beside := boldBeside(path); beside != "" {
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
	for _, name := range knownFonts() {
		for _, folder := range fontFolders(home) {
			path := filepath.Join(folder, name)
			if !files.Exists(path) {
				continue
			}
			if f, err := OpenFont(path); err == nil {
				return f
			}
		}
	}
	return nil
}

// knownFonts are the files of Korean fonts, the best first: those whose letters
// are as wide as package text takes them to be.
func knownFonts() []string {
	return []string{
		"NotoSansCJK-Regular.ttc", "NotoSansCJKkr-Regular.otf", "NotoSansKR-Regular.otf", "NotoSansKR-Regular.ttf",
		"SourceHanSansKR-Regular.otf", "AppleSDGothicNeo.ttc", "malgun.ttf", "Pretendard-Regular.otf",
		"NanumGothic.ttf", "NanumBarunGothic.ttf", "UnDotum.ttf", "wqy-zenhei.ttc",
	}
}

func fontFolders(home string) []string {
	folders := []string{
		"/usr/share/fonts/opentype/noto", "/usr/share/fonts/truetype/noto",
		"/usr/share/fonts/noto-cjk", "/usr/share/fonts/noto",
		"/usr/share/fonts/google-noto-sans-cjk-fonts", "/usr/share/fonts/google-noto-cjk",
		"/usr/share/fonts/google-noto-cjk-fonts",
		"/usr/share/fonts/truetype/nanum", "/usr/share/fonts/naver-nanum", "/usr/share/fonts/nanum",
		"/usr/share/fonts/truetype/unfonts-core",
		"/usr/share/fonts/truetype/wqy", "/usr/share/fonts/TTF", "/usr/share/fonts/OTF",
		"/usr/share/fonts", "/usr/local/share/fonts",
		"/System/Library/Fonts", "/Library/Fonts", `C:\Windows\Fonts`,
	}
	if home != "" {
		for _, own := range []string{
			".local/share/fonts", ".fonts", "Library/Fonts", "AppData/Local/Microsoft/Windows/Fonts",
		} {
			folders = append(folders, filepath.Join(home, own))
		}
	}
	return folders
}

// boldBeside is the file of the bold letters that belong to those in path, or empty.
func boldBeside(path string) string {
	folder, name := filepath.Split(path)
	bold := strings.Replace(name, "Regular", "Bold", 1)
	if bold == name {
		bold = map[string]string{
			"malgun.ttf": "malgunbd.ttf", "NanumGothic.ttf": "NanumGothicBold.ttf",
			"NanumBarunGothic.ttf": "NanumBarunGothicBold.ttf", "UnDotum.ttf": "UnDotumBold.ttf",
		}[name]
	}
	if bold == "" {
		return ""
	}
	return folder + bold
}

// mostFont is the largest file that is read for a font, in bytes: several times
// that of a font with all characters of Chinese, Japanese and Korean.
const mostFont = 128 << 20

// readFonts reads all fonts of a file; there is at least one.
func readFonts(path string) ([]*sfnt.Font, error) {
	data, err := files.Read(path, mostFont)
	if err != nil {
		return nil, fmt.Errorf("read font: %w", err)
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
