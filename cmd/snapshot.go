package cmd

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"runtime/debug"

	"github.com/spf13/pflag"

	"asbuilt/discover"
	"asbuilt/discover/plan"
	"asbuilt/files"
	"asbuilt/finding"
	"asbuilt/model"
)

// liveFlags say how AWS is looked at.
type liveFlags struct {
	plan.Options
}

func (l *liveFlags) bind(f *pflag.FlagSet) {
	f.StringVar(&l.Profile, "profile", "", "")
	f.StringVar(&l.Role, "role", "", "")
	f.StringVar(&l.ExternalID, "external-id", "", "")
	f.StringSliceVar(&l.Regions, "region", nil, "")
	f.IntVar(&l.Budget, "budget", 0, "")
	f.Var((*seconds)(&l.Timeout), "timeout", "")
}

// take runs asbuilt-aws for the model and reads what it wrote.
func (e *environment) take(ctx context.Context, m *model.Model, o plan.Options) (*discover.Snapshot, []byte, error) {
	scope, err := plan.Scope(m, o)
	if err != nil {
		return nil, nil, err
	}
	data, err := runAWS(ctx, scope, newProgress(e.streams.Err))
	if err != nil {
		return nil, nil, finding.Errorf("discover: %v",
			"discover: %v", err)
	}
	snap, err := discover.Read(bytes.NewReader(data))
	if err != nil {
		return nil, nil, finding.Errorf("discover: read the snapshot of %s: %v",
			"discover: %s의 스냅샷을 읽지 못했습니다: %v", awsProgram, err)
	}
	if snap.Format != discover.Version {
		return nil, nil, finding.Errorf(
			"discover: %s writes snapshot format %d, and this asbuilt format %d: install both "+
				"from one release",
			"discover: %s은(는) 스냅샷 형식 %d, 이 asbuilt는 형식 %d을(를) 씁니다. 같은 릴리스의 것을 함께 설치하십시오",
			awsProgram, snap.Format, discover.Version)
	}
	return snap, data, nil
}

// mostSnapshot is the largest file that is read for a snapshot, in bytes.
const mostSnapshot = 512 << 20

// mostSifted is the largest file that is read as a stream, in bytes.
const mostSifted = 8 << 30

// siftSnapshot reads the snapshot of that name, or from standard input for "-", and keeps
// in memory what matters for a question.
func siftSnapshot(env *environment, name string, q discover.Question) (*discover.Snapshot, error) {
	return siftBy(env, name, func(open opener) (*discover.Snapshot, error) {
		return discover.Sift(open, newScratch, q)
	})
}

// opener opens a snapshot, once more each time.
type opener = func() (io.ReadCloser, error)

func newScratch() (discover.Scratch, error) { return files.NewScratch() }

// siftBy reads the snapshot of that name, or from standard input for "-".
func siftBy(env *environment, name string, read func(opener) (*discover.Snapshot, error)) (*discover.Snapshot, error) {
	open := func() (io.ReadCloser, error) { return files.OpenFile(name, mostSifted) }
	if name == "-" {
		all, err := files.NewScratch()
		if err != nil {
			return nil, finding.Errorf("read snapshot: %v", "스냅샷을 읽지 못했습니다: %v", err)
		}
		defer all.Close()
		if _, err := io.Copy(all, io.LimitReader(env.streams.In, mostSifted)); err != nil {
			return nil, finding.Errorf("read snapshot: %v", "스냅샷을 읽지 못했습니다: %v", err)
		}
		open = func() (io.ReadCloser, error) { return io.NopCloser(io.NewSectionReader(all, 0, mostSifted)), nil }
	}
	s, err := read(func() (io.ReadCloser, error) {
		in, err := open()
		if err == nil {
			spare(in)
		}
		return in, err
	})
	var refused *files.RefusedError
	var missing *fs.PathError
	switch {
	case errors.As(err, &refused):
		return nil, finding.Errorf("read snapshot: %v; - reads standard input",
			"스냅샷을 읽지 못했습니다: %v. -는 표준 입력을 읽습니다", err)
	case errors.As(err, &missing):
		return nil, finding.Errorf("read snapshot: %v", "스냅샷을 읽지 못했습니다: %v", err)
	case err != nil:
		return nil, finding.Errorf("read snapshot %q: %v",
			"스냅샷 %q을(를) 읽지 못했습니다: %v", name, err)
	}
	return s, nil
}

// readSnapshot reads the snapshot of that name, or from standard input for "-".
func readSnapshot(env *environment, name string) (*discover.Snapshot, error) {
	in := env.streams.In
	if name != "-" {
		f, err := files.OpenFile(name, mostSnapshot)
		var refused *files.RefusedError
		if errors.As(err, &refused) {
			return nil, finding.Errorf("read snapshot: %v; - reads standard input",
				"스냅샷을 읽지 못했습니다: %v. -는 표준 입력을 읽습니다", err)
		} else if err != nil {
			return nil, finding.Errorf("read snapshot: %v",
				"스냅샷을 읽지 못했습니다: %v", err)
		}
		defer f.Close()
		spare(f)
		in = f
	}
	s, err := discover.Read(in)
	if err != nil {
		return nil, finding.Errorf("read snapshot %q: %v",
			"스냅샷 %q을(를) 읽지 못했습니다: %v", name, err)
	}
	return s, nil
}

// largeSnapshot is a file beside which memory counts for more than time, in bytes,
// and sparingGrowth how much the heap then grows beyond what is alive, in percent.
const (
	largeSnapshot = 16 << 20
	sparingGrowth = 50
)

// spare lets the heap grow less where a large snapshot is read, if nobody has said
// by GOGC or GOMEMLIMIT what it may do.
func spare(f io.Reader) {
	file, ok := f.(interface{ Stat() (fs.FileInfo, error) })
	if !ok {
		return
	}
	info, err := file.Stat()
	if err == nil && info.Size() >= largeSnapshot && os.Getenv("GOGC") == "" && os.Getenv("GOMEMLIMIT") == "" {
		debug.SetGCPercent(sparingGrowth)
	}
}

func readable(s *discover.Snapshot) int {
	n := 0
	for _, c := range s.Cells {
		if c.Status == discover.OK {
			n++
		}
	}
	return n
}
