package finding_test

import (
	"errors"
	"fmt"
	"io/fs"
	"syscall"
	"testing"

	"asbuilt/finding"
)

func TestErrorf(t *testing.T) {
	missing := &fs.PathError{Op: "open", Path: "a.yaml", Err: syscall.ENOENT}
	read := finding.Errorf("read model: %v", "모델을 읽지 못했습니다: %v", missing)
	for _, c := range []struct {
		err    error
		en, ko string
	}{
		{missing, "open a.yaml: no such file or directory", "open a.yaml: 그런 파일이나 폴더가 없습니다"},
		{read, "read model: open a.yaml: no such file or directory",
			"모델을 읽지 못했습니다: open a.yaml: 그런 파일이나 폴더가 없습니다"},
		{finding.Errorf("--file: %v", "--file: %v", read), "--file: read model: open a.yaml: no such file or directory",
			"--file: 모델을 읽지 못했습니다: open a.yaml: 그런 파일이나 폴더가 없습니다"},
		{fmt.Errorf("main: %w", finding.Errorf("no %q", "%q이(가) 없습니다", "web")), `main: no "web"`,
			`main: "web"이 없습니다`},
		{errors.New("odd"), "odd", "odd"},
	} {
		got := finding.ErrorText(c.err)
		if got.En != c.en || got.Ko != c.ko || c.err.Error() != c.en {
			t.Errorf("%q and %q, want %q and %q", got.En, got.Ko, c.en, c.ko)
		}
	}
	if !errors.Is(read, fs.ErrNotExist) {
		t.Error("the error among the arguments is not found")
	}
}
