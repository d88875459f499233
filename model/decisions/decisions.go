// Package decisions reads decision records: Markdown files with metadata in
// any of the forms people use (Nygard and adr-tools, MADR 2 to 4, log4brains,
// front matter of site generators). It ties them to each other and to the
// elements of a model, and says what does not fit together. It also words the
// next record, in the form that the folder has already.
//
// It never fails because of how a record is written: what it does not
// understand stays in the record's body, and what contradicts itself is a
// finding at its line. It renders nothing, and writes no file.
//
//	set, findings, err := decisions.Load(os.DirFS("."), "docs/decisions")
//	findings = append(findings, set.Link(m)...)
package decisions

import (
	"cmp"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"asbuilt/files"
	"asbuilt/finding"
	"asbuilt/model"
)

// Set is the decision records of a folder.
type Set struct {
	// Records are ordered by number, those without one last, then by path.
	Records []*Record
	// Unreadable are the paths of files that should be records and are no text;
	// each is a finding as well.
	Unreadable []string

	folders  Folders
	sources  map[string][]byte // by path
	words    []statusWord
	byNumber map[int]*Record
	// governing lists the records of each id; Link fills it.
	governing map[string][]*Record
}

// Folders says where records lie, and how their team words where they stand.
type Folders struct {
	// Paths are the folders, from the root of the file system on.
	Paths []string
	// States are the team's own words for where a decision stands, with what each
	// means. How they are written, in capitals or not, does not count.
	States map[string]Status
}

// FoldersOf are the folders of m, beside its file.
func FoldersOf(m *model.Model) Folders {
	f := Folders{States: map[string]Status{}}
	for _, dir := range m.RecordFolders() {
		f.Paths = append(f.Paths, path.Clean(dir))
	}
	if m.Records != nil {
		for _, w := range m.Records.States {
			f.States[w.ID] = Status(w.Means.V)
		}
	}
	return f
}

// Load reads the records in dir, which words nothing in its own way.
func Load(fsys fs.FS, dir string) (*Set, finding.List, error) {
	return Folders{Paths: []string{dir}}.Load(fsys)
}

// Load reads every Markdown file in the folders and those below them that is a
// record: not READMEs, indexes and templates. A folder that does not exist holds no records. The
// error is for files that cannot be read at all.
func (f Folders) Load(fsys fs.FS) (*Set, finding.List, error) { return f.load(fsys, nil) }

// load reads the folders as if the files of instead, by path, were already there.
func (f Folders) load(fsys fs.FS, instead map[string][]byte) (*Set, finding.List, error) {
	paths, findings, err := f.paths(fsys, instead)
	if err != nil {
		return nil, nil, finding.Errorf("read decisions: %s", "결정 기록을 읽지 못했습니다: %s", err)
	}
	s := &Set{
		folders: f, words: f.words(), sources: map[string][]byte{},
		byNumber: map[int]*Record{}, governing: map[string][]*Record{},
	}
	for _, p := range paths {
		data := instead[p]
		if data == nil {
			var problem *finding.Finding
			if data, problem = readRecord(fsys, p); problem != nil {
				s.Unreadable = append(s.Unreadable, p)
				findings = append(findings, problem)
				continue
			}
		}
		r, found := parse(p, data, s.words)
		if r.toFillIn() {
			continue
		}
		s.Records, s.sources[p] = append(s.Records, r), data
		findings = append(findings, found...)
		findings = append(findings, LostPictures(fsys, p, r.ID(), data)...)
		findings = append(findings, NotLaidOut(p, r.ID(), data)...)
	}
	slices.SortFunc(s.Records, func(a, b *Record) int {
		return cmp.Or(cmp.Compare(uint(a.Number), uint(b.Number)), cmp.Compare(a.Path, b.Path))
	})
	for _, r := range s.Records {
		if first := s.byNumber[r.Number]; first == nil && r.Number >= 0 {
			s.byNumber[r.Number] = r
		}
	}
	s.tellApart()
	findings = append(findings, s.relate()...)
	findings = append(findings, s.lint()...)
	findings.Sort()
	return s, onceAWord(findings), nil
}

// onceAWord tells a word that is no status once, with the other records that use
// it: a folder with words of its own needs one cure.
func onceAWord(all finding.List) finding.List {
	first := map[string]*finding.Finding{}
	return slices.DeleteFunc(all, func(f *finding.Finding) bool {
		if f.Code != CodeStatus {
			return false
		}
		if told := first[f.Message.En]; told != nil {
			told.Related = append(told.Related, finding.Related{
				Position: f.Position, Source: f.Source, Message: finding.Say("and here", "여기에도 있습니다"),
			})
			return true
		}
		first[f.Message.En] = f
		return false
	})
}

// tellApart gives records that share a number or a slug a name of their own:
// their path.
func (s *Set) tellApart() {
	byID := map[string][]*Record{}
	for _, r := range s.Records {
		byID[r.ID()] = append(byID[r.ID()], r)
	}
	for _, all := range byID {
		for _, r := range all {
			if len(all) > 1 {
				r.shared = s.pathID(r)
			}
		}
		for _, r := range all {
			if len(all) > 1 && len(s.atID(r.shared)) > 1 { // of two folders that look alike
				r.shared = path.Join(r.folder(), stem(r.Path))
			}
		}
	}
}

// pathID is the path of a record below the folder of decisions, without
// extension; of a README or index, that of its folder.
func (s *Set) pathID(r *Record) string {
	p := path.Join(r.folder(), stem(r.Path))
	return strings.TrimPrefix(p, s.folderOf(p)+"/")
}

// folderOf is the innermost of the folders in which p lies, or "".
func (s *Set) folderOf(p string) string {
	in := ""
	for _, dir := range s.folders.Paths {
		if dir = path.Clean(dir); lies(p, dir) && len(dir) > len(in) {
			in = dir
		}
	}
	return in
}

// lies reports whether p lies in dir.
func lies(p, dir string) bool {
	dir = path.Clean(dir)
	return dir == "." || strings.HasPrefix(p, dir+"/")
}

// atID are the records whose path below their folder, without extension, is id.
func (s *Set) atID(id string) []*Record {
	var all []*Record
	for _, r := range s.Records {
		if s.pathID(r) == id || path.Join(r.folder(), stem(r.Path)) == id {
			all = append(all, r)
		}
	}
	return all
}

// Number is the record with that number, or nil. Of two with the same number
// it is the first by path.
func (s *Set) Number(n int) *Record { return s.byNumber[n] }

// numbered are all records with that number.
func (s *Set) numbered(n int) []*Record {
	var all []*Record
	for _, r := range s.Records {
		if r.Number == n && n >= 0 {
			all = append(all, r)
		}
	}
	return all
}

// numberNear is the record that a number means in the record from: one in the
// same folder before one in another.
func (s *Set) numberNear(from *Record, n int) *Record {
	for _, r := range s.numbered(n) {
		if from != nil && r.folder() == from.folder() {
			return r
		}
	}
	return s.Number(n)
}

// Governing are the records that [Set.Link] found to govern the element,
// boundary, group, module, data class or connection with that id, whichever
// side says so, in the order of Records.
func (s *Set) Governing(id string) []*Record { return s.governing[id] }

// words are those that say where a decision stands: the team's own before ours,
// the longest first, so that "on hold" comes before "on".
func (f Folders) words() []statusWord {
	var own []statusWord
	for word, status := range f.States {
		if word = strings.ToLower(strings.TrimSpace(word)); word != "" {
			own = append(own, statusWord{word, status})
		}
	}
	slices.SortFunc(own, func(a, b statusWord) int {
		return cmp.Or(cmp.Compare(len(b.word), len(a.word)), cmp.Compare(a.word, b.word))
	})
	return append(own, statusWords()...)
}

// paths are the files that are records, each once.
func (f Folders) paths(fsys fs.FS, instead map[string][]byte) ([]string, finding.List, error) {
	var all []string
	findings := finding.List{}
	for _, dir := range f.Paths {
		paths, found, err := f.recordPaths(fsys, dir)
		if err != nil {
			return nil, nil, err
		}
		for p := range instead {
			if isRecord(dir, p) && lies(p, dir) && !slices.Contains(paths, p) {
				paths = append(paths, p)
			}
		}
		slices.Sort(paths)
		all = append(all, withoutAttachments(dir, paths)...)
		findings = append(findings, found...)
	}
	slices.Sort(all)
	return slices.Compact(all), findings, nil
}

// recordPaths are the records in dir. A folder in it that cannot be read is a
// finding.
func (f Folders) recordPaths(fsys fs.FS, dir string) ([]string, finding.List, error) {
	if !files.Valid(dir) {
		return nil, nil, finding.Errorf("%q is no folder of the repository", "%q은(는) 저장소의 폴더가 아닙니다", dir)
	}
	switch stat, err := fs.Stat(fsys, dir); {
	case errors.Is(err, fs.ErrNotExist):
		return nil, finding.List{}, nil
	case err != nil:
		return nil, nil, err
	case !stat.IsDir():
		return nil, nil, finding.Errorf("%q is not a folder", "%q은(는) 폴더가 아닙니다", dir)
	}
	var paths []string
	findings := finding.List{}
	err := fs.WalkDir(fsys, dir, func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil && p != dir:
			why := files.Why(err)
			findings = append(findings, unreadable(p, finding.Text{En: "the folder " + why.En, Ko: "폴더: " + why.Ko}))
			return fs.SkipDir
		case err != nil:
			return err
		case d.IsDir() && p != dir && (strings.HasPrefix(d.Name(), ".") || isTemplate(d.Name())):
			return fs.SkipDir
		case !d.IsDir() && (isRecord(dir, p) || isEntry(dir, p) && f.states(fsys, p)):
			paths = append(paths, p)
		}
		return nil
	})
	return paths, findings, err
}

// states reports whether the file p says where a decision stands.
func (f Folders) states(fsys fs.FS, p string) bool {
	data, problem := readRecord(fsys, p)
	if problem != nil {
		return false
	}
	r, _ := parse(p, data, f.words())
	return r.Stated != ""
}

// readRecord reads a file, or says with a finding why its content is none of a
// record.
func readRecord(fsys fs.FS, p string) ([]byte, *finding.Finding) {
	err := files.Check(fsys, p, files.MostMarkdown)
	var data []byte
	if err == nil {
		data, err = fs.ReadFile(fsys, p)
	}
	if err != nil {
		why := files.Why(err)
		return nil, unreadable(p, finding.Text{En: "the record " + why.En, Ko: "의사결정 기록 파일: " + why.Ko})
	}
	if !isText(data) {
		return nil, unreadable(p, finding.Say("this is not UTF-8 text", "UTF-8 텍스트가 아닙니다"))
	}
	return data, nil
}

func unreadable(p string, message finding.Text) *finding.Finding {
	return &finding.Finding{
		Code:     CodeUnreadable,
		Severity: finding.Error,
		Subject:  stem(p),
		Position: finding.Position{File: p, Line: 1, Col: 1},
		Message:  message,
		Hint: finding.Say("make it a regular file in UTF-8, or move it out of the folder of decisions",
			"UTF-8로 된 일반 파일로 바꾸거나 의사결정 폴더 밖으로 옮기십시오"),
	}
}
