package cmd

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"

	"asbuilt/files"
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
		return "", fmt.Errorf("%s is neither beside asbuilt nor on the PATH; build it with: make build", name)
	}
	return path, nil
}

func isProgram(path string) bool {
	info, err := files.Look(path)
	return err == nil && info.Mode().IsRegular()
}
