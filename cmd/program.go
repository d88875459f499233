package cmd

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"

	"asbuilt/files"
	"asbuilt/finding"
)

// sibling is the program of that name beside this one, else on the PATH.
func sibling(name string) (string, error) {
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	if self, err := os.Executable(); err == nil {
		if beside := filepath.Join(filepath.Dir(self), name); isProgram(beside) {
			return beside, nil
		}
	}
	path, err := exec.LookPath(name)
	if err != nil {
		return "", finding.Errorf("%s is neither beside asbuilt nor on the PATH; build it with: make build",
			"%s이(가) asbuilt 옆에도 PATH에도 없습니다. make build로 빌드하십시오", name)
	}
	return path, nil
}

func isProgram(path string) bool {
	info, err := files.Look(path)
	return err == nil && info.Mode().IsRegular()
}
