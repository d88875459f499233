package decisions

import (
	"errors"
	"io/fs"
	"net/url"
	"path"
	"strings"

	"asbuilt/files"
	"asbuilt/finding"
	"asbuilt/pattern"
)

// MaxPicture is the largest picture beside a text that is shown, in bytes.
const MaxPicture = 8 << 20

var (
	pictureLink = pattern.New(`!\[(?:[^\[\]]|\[[^\]]*\])*\]\(\s*(<[^<>]*>|[^()\s]+)`)
	pictureTag  = pattern.New(`(?i)<img\b[^>]*?\bsrc\s*=\s*["']?([^"'\s>]+)`)
	pictureRef  = pattern.New(`!\[([^\[\]]*)\](?:\[([^\[\]]*)\])?(?:[^(\[]|$)`)
	definition  = pattern.New(`^ {0,3}\[([^\[\]]+)\]:[ \t]*(<[^<>]*>|\S+)`)
)

// LostPictures reports the pictures that a Markdown text shows and that are not
// there: the file at that path holds data, and is called subject in findings.
// Pictures of the web are nobody's business here.
func LostPictures(fsys fs.FS, file, subject string, data []byte) finding.List {
	d, _ := newDocument(file, data)
	findings := finding.List{}
	for _, f := range d.pictures() {
		message, hint := lost(fsys, path.Dir(file), f.text)
		if message.IsZero() {
			continue
		}
		found := f.finding(CodePictureMissing, message, hint)
		found.Subject, found.Fact = subject, f.text
		findings = append(findings, found)
	}
	return findings
}

// lost says what is wrong with the picture at an address in a text in dir; the
// message is empty when nothing is.
func lost(fsys fs.FS, dir, address string) (message, hint finding.Text) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "" || u.Host != "" || u.Path == "" {
		return finding.Text{}, finding.Text{}
	}
	at := path.Join(dir, u.Path)
	if strings.HasPrefix(u.Path, "/") {
		at = path.Join(".", u.Path)
	}
	var refused *files.RefusedError
	switch stat, err := fs.Stat(fsys, at); {
	case errors.As(err, &refused) || !files.Valid(at):
		return finding.Say("the picture %q lies outside the repository, or is none of its files",
				"그림 %q이(가) 저장소 밖에 있거나 저장소의 파일이 아닙니다", address),
			finding.Say("put it beside the text", "글 옆에 두십시오")
	case err != nil || stat.IsDir():
		return finding.Say("there is no picture %q", "그림 %q이(가) 없습니다", address),
			finding.Say("correct the path, which begins at the folder of this text, or add the file",
				"이 글이 있는 폴더에서 시작하는 경로를 바로잡거나 파일을 추가하십시오")
	case stat.Size() > MaxPicture:
		return finding.Say("the picture %q is larger than %d MiB", "그림 %q이(가) %d MiB보다 큽니다", address, MaxPicture>>20),
			finding.Say("make it smaller; it is not shown", "크기를 줄이십시오. 지금은 표시되지 않습니다")
	}
	return finding.Text{}, finding.Text{}
}

// pictures are the addresses of the pictures that the text shows, each with its
// place.
func (d *document) pictures() []field {
	var all []field
	used := map[string]bool{}
	for n := d.front + 1; n < len(d.lines); n++ {
		if !d.lines[n].plain || !strings.ContainsAny(d.text(n), "!<") { // none of the forms can be there
			continue
		}
		f := d.field("", n)
		text := withoutCode(f.text)
		for _, form := range []*pattern.Pattern{pictureLink, pictureTag} {
			for _, m := range form.FindAllStringSubmatchIndex(text, -1) {
				all = append(all, bare(f.slice(m[2], m[3])))
			}
		}
		for _, m := range pictureRef.FindAllStringSubmatch(text, -1) {
			name := m[2]
			if name == "" {
				name = m[1]
			}
			used[strings.ToLower(name)] = true
		}
	}
	for n := d.front + 1; n < len(d.lines) && len(used) > 0; n++ {
		m := definition.FindStringSubmatchIndex(d.text(n))
		if m != nil && d.lines[n].plain && used[strings.ToLower(d.text(n)[m[2]:m[3]])] {
			all = append(all, bare(d.field("", n).slice(m[4], m[5])))
		}
	}
	return all
}

// bare is an address without the angle brackets around it.
func bare(f field) field {
	if strings.HasPrefix(f.text, "<") && strings.HasSuffix(f.text, ">") {
		return f.slice(1, len(f.text)-1)
	}
	return f
}
