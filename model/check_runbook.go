package model

import (
	"errors"
	"io/fs"
	"path"
	"strings"

	"asbuilt/files"
	"asbuilt/finding"
)

// CodeMissingFile is the code of findings about files that the model names.
const CodeMissingFile = "missing-file"

// runbookRules concern files that the model names.
func runbookRules() finding.Rules {
	return finding.Rules{
		{Code: CodeMissingFile},
	}
}

// checkFiles reports runbooks that are not there, or cannot be shown.
func (m *Model) checkFiles(r *reporter, fsys fs.FS, dir string) {
	look := func(subject, fact string, file String) {
		if !file.IsSet() || strings.Contains(file.V, "://") {
			return
		}
		err := files.Check(fsys, path.Join(dir, file.V), files.MostMarkdown)
		if err == nil {
			return
		}
		if !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrInvalid) {
			r.unreadable(file.V, files.Why(err), file.Position)
			return
		}
		r.about(subject, fact, CodeMissingFile, file.Position,
			finding.Say("there is no file %s", "%s 파일이 없습니다", file.V),
			finding.Say("write it, or correct the path, which is relative to the model",
				"파일을 만들거나 경로를 바로잡으십시오. 모델 파일을 기준으로 합니다"))
	}
	for _, e := range m.Elements {
		if e.Operations != nil {
			look(e.ID, "operations.runbook", e.Operations.Runbook)
		}
	}
	for _, i := range m.Incidents {
		look(i.ID, "runbook", i.Runbook)
	}
}
