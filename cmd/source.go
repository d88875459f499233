package cmd

import (
	"errors"
	"io"
	"io/fs"
	"path"
	"path/filepath"

	"asbuilt/files"
	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/veil"
)

// defaultFile is the model that a command reads when none is named.
const defaultFile = "architecture.yaml"

// stdinName is what positions call a model from standard input.
const stdinName = "<stdin>"

// source is where a model is read from: a folder, with what lies beside and
// below it.
type source struct {
	fsys *veil.FS
	// folder is the same on disk, where files can be changed.
	folder *files.Folder
	// name is the model's file in fsys; dir is what the user calls fsys.
	name, dir string
}

// place puts the user's name of the folder before every position, so that an
// editor or a terminal can follow it.
func (s source) place(findings finding.List) {
	for _, f := range findings {
		f.Position.File = s.named(f.Position.File)
		for i := range f.Related {
			f.Related[i].Position.File = s.named(f.Related[i].Position.File)
		}
	}
}

func (s source) named(file string) string {
	if file == "" || s.dir == "" {
		return file
	}
	return path.Join(s.dir, file)
}

// folder opens a folder for reading, and tells of links that are followed.
func (e *environment) folder(dir string) (*files.Folder, error) {
	told := map[string]bool{}
	return files.Open(dir, func(name, to string) {
		if !told[name] {
			e.say(e.streams.Err, "asbuilt: %s is a symbolic link; %s of the repository is read",
				"asbuilt: %s은(는) 심볼릭 링크입니다. 저장소의 %s을(를) 읽습니다",
				path.Join(filepath.ToSlash(dir), name), to)
		}
		told[name] = true
	})
}

// folderSource is dir as a source, with the file of that name as its model.
func (e *environment) folderSource(dir, name string) (source, error) {
	folder, err := e.folder(dir)
	if err != nil {
		return source{}, err
	}
	s := source{fsys: veil.Over(folder), folder: folder, name: name, dir: filepath.ToSlash(dir)}
	if dir == "." {
		s.dir = ""
	}
	return s, nil
}

// withStdin is a folder that holds standard input as one more file.
type withStdin struct {
	fs.FS
	stdin []byte
}

// ReadFile reads standard input under its name, and files under theirs.
func (w withStdin) ReadFile(name string) ([]byte, error) {
	if name == stdinName {
		return w.stdin, nil
	}
	return fs.ReadFile(w.FS, name)
}

// source finds the model that args name, or the default one.
func (e *environment) source(args []string) (source, error) {
	file := defaultFile
	if len(args) > 0 {
		file = args[0]
	}
	if file == "-" {
		data, err := io.ReadAll(io.LimitReader(e.streams.In, files.MostBytes))
		if err != nil {
			return source{}, finding.Errorf("read model from standard input: %v",
				"표준 입력에서 모델을 읽지 못했습니다: %v", err)
		}
		s, err := e.folderSource(".", stdinName)
		s.fsys = veil.Over(withStdin{s.folder, data})
		return s, err
	}
	info, err := files.Look(file)
	switch {
	case err != nil && file == defaultFile && len(args) == 0:
		return source{}, finding.Errorf("read model: there is no %s here; name a file, or start with asbuilt init",
			"모델을 읽지 못했습니다: 여기에 %s 파일이 없습니다. 파일을 지정하거나 asbuilt init으로 시작하십시오",
			defaultFile)
	case err != nil:
		return source{}, finding.Errorf("read model: %v",
			"모델을 읽지 못했습니다: %v", err)
	case info.IsDir():
		return source{}, finding.Errorf("read model: %s is a directory; name the file in it, such as %s",
			"모델을 읽지 못했습니다: %s은(는) 폴더입니다. 그 안의 파일을 지정하십시오. 예: %s",
			file, path.Join(filepath.ToSlash(file), defaultFile))
	}
	s, err := e.folderSource(filepath.Dir(file), filepath.Base(file))
	if err != nil {
		return source{}, finding.Errorf("read model: %v",
			"모델을 읽지 못했습니다: %v", err)
	}
	return s, nil
}

// load reads the model with its findings. The model may be nil.
func (e *environment) load(s source) (*model.Model, finding.List, error) {
	return model.Load(s.fsys, s.name, model.Options{Env: e.env})
}

// open finds the model that args name, reads it and fails unless it is valid.
func (e *environment) open(args []string) (src source, m *model.Model, lang finding.Lang, err error) {
	if lang, err = e.language(); err != nil {
		return src, nil, lang, err
	}
	if src, err = e.source(args); err != nil {
		return src, nil, lang, err
	}
	m, err = e.valid(src, lang)
	return src, m, lang, err
}

// valid reads the model and fails, saying why, unless it has no errors.
func (e *environment) valid(s source, lang finding.Lang) (*model.Model, error) {
	m, findings, err := e.load(s)
	if err != nil {
		return nil, err
	}
	if invalid(m, findings) {
		s.place(findings)
		if err := e.tell(findings, model.Rules(), lang); err != nil {
			return nil, err
		}
		return nil, finding.Errorf("%s is not valid; asbuilt check says the same and more",
			"%s에 오류가 있습니다. asbuilt check가 같은 내용과 그 밖의 것을 알려 줍니다", path.Join(s.dir, s.name))
	}
	return m, nil
}

// invalid reports whether a model that was read with these findings can be used
// for nothing but to be mended.
func invalid(m *model.Model, findings finding.List) bool {
	worst, found := findings.Worst()
	return m == nil || found && worst == finding.Error
}

// modelIfAny reads the model; without FILE and without the default file there
// is none, and everything is looked at.
func (e *environment) modelIfAny(args []string, lang finding.Lang) (*model.Model, error) {
	if len(args) == 0 {
		if _, err := files.Look(defaultFile); errors.Is(err, fs.ErrNotExist) {
			return nil, nil
		}
	}
	src, err := e.source(args)
	if err != nil {
		return nil, err
	}
	return e.valid(src, lang)
}
