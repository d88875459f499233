// Package fonts finds the fonts that a machine has for what Liberation Sans lacks:
// Hangul above all. It reads files and understands none.
package fonts

import (
	"fmt"
	"iter"
	"path/filepath"
	"strings"

	"asbuilt/files"
)

// Installed are the files of Korean fonts that exist in the places where systems
// keep theirs and where the user, whose home folder is home, may keep some: the best
// first. With an empty home it looks in the system's places alone.
func Installed(home string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, name := range known() {
			for _, folder := range folders(home) {
				if path := filepath.Join(folder, name); files.Exists(path) && !yield(path) {
					return
				}
			}
		}
	}
}

// known are the files of Korean fonts, the best first: those whose letters
// are as wide as package text takes them to be.
func known() []string {
	return []string{
		"NotoSansCJK-Regular.ttc", "NotoSansCJKkr-Regular.otf", "NotoSansKR-Regular.otf", "NotoSansKR-Regular.ttf",
		"SourceHanSansKR-Regular.otf", "AppleSDGothicNeo.ttc", "malgun.ttf", "Pretendard-Regular.otf",
		"NanumGothic.ttf", "NanumBarunGothic.ttf", "UnDotum.ttf", "AppleGothic.ttf", "wqy-zenhei.ttc",
	}
}

func folders(home string) []string {
	all := []string{
		"/usr/share/fonts/opentype/noto", "/usr/share/fonts/truetype/noto",
		"/usr/share/fonts/noto-cjk", "/usr/share/fonts/noto",
		"/usr/share/fonts/google-noto-sans-cjk-fonts", "/usr/share/fonts/google-noto-cjk",
		"/usr/share/fonts/google-noto-cjk-fonts",
		"/usr/share/fonts/truetype/nanum", "/usr/share/fonts/naver-nanum", "/usr/share/fonts/nanum",
		"/usr/share/fonts/truetype/unfonts-core",
		"/usr/share/fonts/truetype/wqy", "/usr/share/fonts/TTF", "/usr/share/fonts/OTF",
		"/usr/share/fonts", "/usr/local/share/fonts",
		"/System/Library/Fonts", "/System/Library/Fonts/Supplemental", "/Library/Fonts", `C:\Windows\Fonts`,
	}
	if home != "" {
		for _, own := range []string{
			".local/share/fonts", ".fonts", "Library/Fonts", "AppData/Local/Microsoft/Windows/Fonts",
		} {
			all = append(all, filepath.Join(home, own))
		}
	}
	return all
}

// Bold is the file of the bold letters that belong to those in path, or empty.
func Bold(path string) string {
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

// Read is what is in the file of a font.
func Read(path string) ([]byte, error) {
	data, err := files.Read(path, mostFont)
	if err != nil {
		return nil, fmt.Errorf("read font: %w", err)
	}
	return data, nil
}
