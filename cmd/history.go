package cmd

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"asbuilt/files"
	"asbuilt/finding"
	"asbuilt/finding/plain"
	"asbuilt/git"
	"asbuilt/history"
	"asbuilt/model"
)

// past is a folder of records of runs, and the one that this run adds to them.
type past struct {
	dir    string
	course *history.Course
	system history.System
	commit string
	hash   string
	// trouble is why the folder could not be read; then nothing is said of the past.
	trouble error
	now     *history.Record
}

// past reads the records of a folder that are about the model's system, and says which
// it passes over.
func (e *environment) past(ctx context.Context, dir string, src source, m *model.Model, lang finding.Lang) *past {
	p := &past{dir: dir, hash: m.Hash(), commit: commitOf(ctx, src), system: systemOf(m, e.env)}
	records, passed, err := readHistory(dir)
	if err != nil {
		p.trouble = finding.Errorf("read history %s: %v",
			"이력 %s을(를) 읽지 못했습니다: %v", dir, err)
		return p
	}
	was := map[string]string{}
	for _, x := range m.Elements {
		if x.Was.IsSet() {
			was[x.ID] = x.Was.V
		}
	}
	p.course = history.New(p.system, records, was)
	passed.foreign = p.course.Foreign
	e.tellPassed(dir, passed, lang)
	return p
}

// tellPassed says what of a folder was passed over.
func (e *environment) tellPassed(dir string, passed *passedOver, lang finding.Lang) {
	if said := passed.in(lang); said != "" {
		plain.Fprintf(e.streams.Err, "asbuilt: %s\n", finding.Say("history %s: passed over %s",
			"이력 %s: 건너뜀: %s", dir, said).In(lang))
	}
}

// systemOf says which system a model is of.
func systemOf(m *model.Model, env string) history.System {
	s := history.System{Name: finding.Text{En: m.Name.En, Ko: m.Name.Ko}, Env: env}
	for _, b := range m.Boundaries {
		if account := b.Account(); account != "" {
			s.Accounts = append(s.Accounts, account)
		}
	}
	slices.Sort(s.Accounts)
	s.Accounts = slices.Compact(s.Accounts)
	return s
}

// commitOf is the commit that the model's folder is at, or "" where none is known.
func commitOf(ctx context.Context, src source) string {
	dir := src.dir
	if dir == "" {
		dir = "."
	}
	repo, err := git.Open(ctx, filepath.FromSlash(dir))
	if err != nil {
		return ""
	}
	defer repo.Close()
	commit, err := repo.Commit(ctx, "HEAD")
	if err != nil {
		return ""
	}
	return commit
}

// mostRecords is how many records of a folder are read: the newest.
const mostRecords = 1000

// passedOver is what of a folder says nothing to a run.
type passedOver struct {
	broken, newer []string
	foreign       int
	older         int
}

// in says what was passed over; empty when nothing was.
func (p *passedOver) in(l finding.Lang) string {
	var all []string
	say := func(n int, names []string, one finding.Text) {
		if n > 0 {
			said := fmt.Sprintf(one.In(l), n)
			if len(names) > 0 {
				said += " (" + names[0] + ")"
			}
			all = append(all, said)
		}
	}
	say(len(p.broken), p.broken, finding.Both("%d that are no whole record", "온전하지 않은 기록 %d건"))
	say(len(p.newer), p.newer, finding.Both("%d of a newer asbuilt", "더 새로운 asbuilt의 기록 %d건"))
	say(p.foreign, nil, finding.Both("%d of another system", "다른 시스템의 기록 %d건"))
	say(p.older, nil, finding.Both("%d older than the 1000 newest", "가장 최근 1000건보다 오래된 기록 %d건"))
	return strings.Join(all, ", ")
}

// readHistory reads the records of a folder, which need not be there yet.
func readHistory(dir string) ([]*history.Record, *passedOver, error) {
	passed := &passedOver{}
	entries, err := files.List(dir)
	if errors.Is(err, fs.ErrNotExist) && !files.Exists(dir) {
		return nil, passed, nil
	} else if err != nil {
		return nil, nil, bareReason(err)
	}
	var names []string
	for _, entry := range entries {
		switch name := entry.Name(); {
		case history.IsName(name):
			names = append(names, name)
		case strings.HasSuffix(name, ".json"):
			passed.broken = append(passed.broken, name)
		}
	}
	slices.Sort(names)
	if more := len(names) - mostRecords; more > 0 {
		passed.older, names = more, names[more:]
	}
	var all []*history.Record
	for _, name := range names {
		data, err := files.Read(filepath.Join(dir, name), history.MostBytes)
		if err == nil {
			var r *history.Record
			if r, err = history.Parse(data); err == nil {
				all = append(all, r)
				continue
			}
		}
		if errors.Is(err, history.ErrNewer) {
			passed.newer = append(passed.newer, name)
		} else if !errors.Is(err, fs.ErrNotExist) { // a run beside this one may have taken it away
			passed.broken = append(passed.broken, name)
		}
	}
	return all, passed, nil
}

// bareReason is what the system says, without the path that the user is told anyway.
func bareReason(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}

// tell says in a report since when things stand.
func (p *past) tell(rep *finding.Report) {
	if p == nil {
		return
	}
	now := history.NewRecord(rep)
	now.System, now.Commit, now.Model = p.system, p.commit, p.hash
	now.Written = time.Now().UTC().Truncate(time.Millisecond)
	p.now = now
	if p.course != nil {
		p.course.Tell(rep, now)
	}
}

// keep adds the record of this run to the folder.
func (p *past) keep() error {
	if p == nil {
		return nil
	}
	if p.trouble != nil {
		return p.trouble
	}
	data, err := p.now.Encode()
	if err == nil {
		err = files.Keep(p.dir, files.File{Name: p.now.Name(), Data: data})
	}
	if err != nil {
		return finding.Errorf("keep the record of this run in history: %v",
			"이번 실행의 기록을 이력에 남기지 못했습니다: %v", err)
	}
	return nil
}
