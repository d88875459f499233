package cmd

import (
	"cmp"
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"asbuilt/discover"
	"asbuilt/files"
	"asbuilt/finding"
	"asbuilt/pattern"
)

// looksDir is the folder beside a model in which discover keeps what it took. Git
// passes over it, because a snapshot names more of an account than a repository should.
const looksDir = ".asbuilt"

// momentForm is how the moment at which a snapshot was taken is written as its name,
// so that names are in the order of time.
const momentForm = "20060102T150405Z"

var lookName = pattern.New(`^\d{8}T\d{6}Z\.(json|ndjson|ndjson\.gz)$`)

// noSnapshot is said instead of a snapshot to leave out the newest one.
const noSnapshot = "none"

// looksOf is the folder of the snapshots beside a model in dir; an environment has
// its own.
func (e *environment) looksOf(dir string) string {
	dir = filepath.Join(dir, looksDir)
	if e.env != "" {
		dir = filepath.Join(dir, filepath.Base(e.env))
	}
	return dir
}

// looks are the snapshots beside a model in dir, the oldest first.
func (e *environment) looks(dir string) ([]string, error) {
	dir = e.looksOf(dir)
	entries, err := files.List(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	} else if err != nil {
		return nil, finding.Errorf("look for snapshots: %v", "스냅샷을 찾지 못했습니다: %v", err)
	}
	var names []string
	for _, entry := range entries {
		if lookName.MatchString(entry.Name()) {
			names = append(names, filepath.Join(dir, entry.Name()))
		}
	}
	slices.Sort(names)
	return names, nil
}

// newest is the newest snapshot beside a model in dir, told with its age; "" where
// there is none.
func (e *environment) newest(dir string) (string, error) {
	names, err := e.looks(dir)
	if err != nil || len(names) == 0 {
		return "", err
	}
	name := names[len(names)-1]
	now, err := e.moment(time.Time{})
	if err != nil {
		return "", err
	}
	moment, _, _ := strings.Cut(filepath.Base(name), ".")
	if taken, err := time.Parse(momentForm, moment); err == nil {
		e.say(e.streams.Err, "asbuilt: takes the newest snapshot, %s, %s old",
			"asbuilt: 최신 스냅샷을 씁니다: %s, %s 전", filepath.ToSlash(name), age(now.Sub(taken)))
	}
	return name, nil
}

// snapshotOr is the snapshot that was given, else the newest beside a model in dir;
// "" where there is none, or none is wanted.
func (e *environment) snapshotOr(given, dir string) (string, error) {
	switch given {
	case noSnapshot:
		return "", nil
	case "":
		return e.newest(dir)
	}
	return given, nil
}

// needed is the snapshot that was given, else the newest beside a model in dir. Where
// there is none, what to do about it is said.
func (e *environment) needed(given, dir, command string) (string, error) {
	if given != "" {
		return given, nil
	}
	name, err := e.newest(dir)
	if err != nil || name != "" {
		return name, err
	}
	w := e.streams.Err
	e.say(w, "asbuilt: there is no snapshot yet of what runs: %s has none",
		"asbuilt: 실행 중인 것의 스냅샷이 아직 없습니다: %s에 없음", filepath.ToSlash(e.looksOf(dir)))
	e.say(w, "  asbuilt discover takes one; it only reads, and asbuilt policy prints what it needs",
		"  asbuilt discover로 뜨십시오. 읽기만 하며, 필요한 권한은 asbuilt policy가 출력합니다")
	e.say(w, "  asbuilt %s --snapshot FILE uses one that is elsewhere",
		"  다른 곳에 있는 것을 쓰려면: asbuilt %s --snapshot FILE", command)
	e.say(w, "  asbuilt drift --live looks at AWS now, and keeps nothing",
		"  지금 AWS를 보고 아무것도 남기지 않으려면: asbuilt drift --live")
	return "", silently(Failed)
}

// lookFolder makes the folder for the snapshots beside a model in dir, which no other
// user may look into, and which Git passes over.
func (e *environment) lookFolder(dir string) (string, error) {
	top := filepath.Join(dir, looksDir)
	if err := files.MakePrivate(top); err != nil {
		return "", finding.Errorf("make folder %s: %v", "폴더 %s을(를) 만들지 못했습니다: %v", top, err)
	}
	if !files.Exists(filepath.Join(top, ".gitignore")) {
		if err := files.Keep(top, files.File{Name: ".gitignore", Data: []byte("*\n")}); err != nil {
			return "", err
		}
	}
	dir = e.looksOf(dir)
	if err := files.MakePrivate(dir); err != nil {
		return "", finding.Errorf("make folder %s: %v", "폴더 %s을(를) 만들지 못했습니다: %v", dir, err)
	}
	return dir, nil
}

// lookFile is where a snapshot of that moment is kept.
func lookFile(dir string, s *discover.Snapshot) string {
	return filepath.Join(dir, s.Taken.UTC().Format(momentForm)+".json")
}

// age says how long ago something was, in the largest unit of which there are two.
func age(d time.Duration) finding.Text {
	for _, unit := range []struct {
		length     time.Duration
		thing, one string
	}{
		{24 * time.Hour, "day", "%d일"}, {time.Hour, "hour", "%d시간"}, {time.Minute, "minute", "%d분"},
	} {
		if n := int(d / unit.length); n > 1 || unit.length == time.Minute {
			return several(max(n, 0), unit.thing, unit.one)
		}
	}
	return finding.Text{}
}

// dirOf is the folder of a model.
func dirOf(s source) string { return filepath.FromSlash(cmp.Or(s.dir, ".")) }
