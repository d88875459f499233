package cmd

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"

	"asbuilt/files"
	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/decisions"
)

// decisionsDir is where decision records lie unless the model says otherwise.
const decisionsDir = "docs/decisions"

// loadDecisions reads the decision records beside the model and ties them to
// it.
func loadDecisions(src source, m *model.Model) (*decisions.Set, finding.List, error) {
	folders := decisions.FoldersOf(m)
	findings := finding.List{}
	if m.Records != nil {
		for _, named := range m.Records.Folders {
			dir := path.Clean(named.V)
			if info, err := fs.Stat(src.fsys, dir); named.IsSet() && (err != nil || !info.IsDir()) {
				findings = append(findings, noFolder(m, named, err))
				folders.Paths = slices.DeleteFunc(folders.Paths, func(p string) bool { return p == dir })
			}
		}
	}
	set, found, err := folders.Load(src.fsys)
	if err != nil {
		return nil, nil, err
	}
	findings = append(findings, found...)
	runbooks := documents(src, m)
	findings = append(findings, set.LostPlaces(runbooks)...)
	for name, text := range runbooks {
		findings = append(findings, decisions.LostPictures(src.fsys, path.Clean(name), path.Base(name), text)...)
		findings = append(findings, decisions.NotLaidOut(path.Clean(name), path.Base(name), text)...)
	}
	findings = append(findings, set.Link(m)...)
	findings.Sort()
	return set, findings, nil
}

// noFolder is the finding that a folder of decisions that the model names is
// none, or cannot be read.
func noFolder(m *model.Model, named model.String, err error) *finding.Finding {
	at, dir := named.Position, path.Clean(named.V)
	why := finding.Say("is a file", "폴더가 아니라 파일입니다")
	switch {
	case !files.Valid(dir):
		why = finding.Say("lies outside the repository", "저장소 밖에 있습니다")
	case errors.Is(err, fs.ErrNotExist):
		why = finding.Say("is not there", "없습니다")
	case err != nil:
		why = files.Why(err)
	}
	return &finding.Finding{
		Code: decisions.CodeUnreadable, Severity: finding.Error, Position: at, Source: m.SourceLine(at), Length: 1,
		Message: finding.Text{
			En: fmt.Sprintf("the folder %q %s", dir, why.En),
			Ko: fmt.Sprintf("폴더 %q: %s", dir, why.Ko),
		},
		Hint: finding.Say("name a folder of this repository, relative to the model",
			"이 저장소의 폴더를 모델 파일 기준으로 적으십시오"),
	}
}

// records is a folder of decision records, with the model that they belong to.
type records struct {
	src source
	// dir is the folder's name in src.fsys: of several the first, into which new
	// records are written.
	dir string
	// folders are all of them.
	folders decisions.Folders
	set     *decisions.Set
	// findings are what is wrong with the records by themselves.
	findings finding.List
	// m is nil where there is no model, or none that can be read.
	m *model.Model
	// file is what the user calls the model; empty where there is none.
	file string
	// invalid says that the model has errors.
	invalid bool
}

// name is what the user calls the folder.
func (r *records) name() string { return path.Clean(path.Join(r.src.dir, r.dir)) }

// in says where the records lie.
func (r *records) in(f decisions.Folders) { r.folders, r.dir = f, f.Paths[0] }

// records finds and reads the folder dir, or that of the model in file, or that
// of the default model, or docs/decisions. A model need not be valid, or be
// there at all.
func (e *environment) records(file, dir string) (*records, error) {
	r := &records{}
	if err := e.modelOf(r, file, dir); err != nil {
		return nil, err
	}
	switch {
	case dir != "":
		if info, err := files.Look(dir); errors.Is(err, fs.ErrNotExist) {
			return nil, finding.Errorf("read decisions: there is no folder %q; make it, or name another",
				"의사결정 기록을 읽지 못했습니다: %q 폴더가 없습니다. 만들거나 다른 폴더를 지정하십시오", dir)
		} else if err != nil {
			return nil, finding.Errorf("read decisions: %v",
				"의사결정 기록을 읽지 못했습니다: %v", err)
		} else if !info.IsDir() {
			return nil, finding.Errorf("read decisions: %q is a file; name the folder that it lies in",
				"의사결정 기록을 읽지 못했습니다: %q은(는) 파일입니다. 들어 있는 폴더를 지정하십시오", dir)
		}
		if file == "" && r.m != nil && !files.Same(r.name(), dir) {
			r.m, r.file, r.invalid = nil, "", false
		}
		var err error
		if r.src, err = e.folderSource(dir, ""); err != nil {
			return nil, finding.Errorf("read decisions: %v",
				"의사결정 기록을 읽지 못했습니다: %v", err)
		}
		r.in(decisions.Folders{Paths: []string{"."}, States: r.folders.States})
	case r.m == nil:
		if _, err := fs.Stat(r.src.fsys, r.dir); err != nil && r.file != "" {
			return nil, finding.Errorf("read decisions: %s is no model, so the folder of its decisions is not known; "+
				"asbuilt check says what is wrong, or name the folder",
				"의사결정 기록을 읽지 못했습니다: %s은(는) 모델이 아니어서 의사결정 폴더를 알 수 없습니다. 무엇이 잘못되었는지 asbuilt check로 보거나 "+
					"폴더를 지정하십시오", r.file)
		} else if err != nil {
			return nil, finding.Errorf(
				"read decisions: there is neither %s nor %s here; name the folder, or start with "+
					"asbuilt init",
				"의사결정 기록을 읽지 못했습니다: 여기에 %s도 %s도 없습니다. 폴더를 지정하거나 asbuilt init으로 시작하십시오", defaultFile, decisionsDir)
		}
	}
	var err error
	if r.set, r.findings, err = r.folders.Load(r.src.fsys); err != nil {
		return nil, err
	}
	if r.m != nil {
		r.set.Link(r.m)
	}
	return r, nil
}

// modelOf reads the model of r, if there is one, and finds the folder of its
// decisions.
func (e *environment) modelOf(r *records, file, dir string) error {
	src, err := e.folderSource(".", "")
	if err != nil {
		return err
	}
	r.src = src
	r.in(decisions.Folders{Paths: []string{decisionsDir}})
	var args []string
	if file != "" {
		args = []string{file}
	} else if _, err := files.Look(defaultFile); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if src, err = e.source(args); err != nil {
		return err
	}
	m, findings, err := e.load(src)
	switch {
	case err != nil && file == "" && dir != "":
		return nil // nobody asked for it
	case err != nil:
		return err
	}
	worst, found := findings.Worst()
	r.src, r.m, r.file, r.invalid = src, m, src.named(src.name), found && worst == finding.Error
	if m != nil {
		r.in(decisions.FoldersOf(m))
	}
	return nil
}

func unknownSubject(word, near, file string) error {
	if near != "" {
		return finding.Errorf("nothing in %s is called %q: did you mean %q?",
			"%s에 %q(이)라는 것이 없습니다. 혹시 %q입니까?", file, word, near)
	}
	return finding.Errorf("nothing in %s is called %q; name an element, boundary, group, module, data class or "+
		"connection",
		"%s에 %q(이)라는 것이 없습니다. 요소, 위치, 묶음, 모듈, 데이터 등급, 연결 중 하나를 지정하십시오",
		file, word)
}
