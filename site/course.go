package site

import (
	"fmt"
	"strings"

	"asbuilt/finding"
	"asbuilt/history"
	"asbuilt/site/parts"
	"asbuilt/site/words"
)

// courseBody is what was found over time: in all, and by owner, module and account.
type courseBody struct {
	Stamp parts.Stamp
	// Said is what became of findings since the run before, in numbers.
	News, Gone, Unseen int
	Before             string
	Mended             []mended
	MoreMended         int
	Chart              chart
	Groups             []courseGroup
	Runs               parts.Table
}

// mended is a finding that is no more.
type mended struct {
	Subject parts.Link
	Fact    string
	Rule    string
	Since   string
}

// courseGroup is the courses of what is told apart by one thing.
type courseGroup struct {
	ID, Title string
	Lines     []courseLine
}

// courseLine is the course of one owner, module or account.
type courseLine struct {
	Name                    parts.Link
	Chart                   chart
	Errors, Warnings, Notes int
	Oldest                  string
}

const (
	// mostRuns is how many runs a chart shows, the last ones, and mostRunRows how many
	// the table below it.
	mostRuns, mostRunRows = 200, 30
	// mostMended is how many mended findings the page names.
	mostMended = 100
)

func hasCourse(a *atlas) bool { return a.Course != nil && len(a.Course.Records) > 0 }

func coursePage(ed *edition) *page {
	p := ed.openOverview("course")
	body := &courseBody{Stamp: p.proof.Stamp(ed.verdicts.TallyAll())}
	if progress := ed.Report.Progress; progress != nil && progress.Runs > 0 {
		body.Before = p.Moment(progress.Before)
		body.News, body.Gone, body.Unseen = len(ed.Report.News()), len(progress.Mended), progress.Unseen
		for _, f := range progress.Mended[:min(len(progress.Mended), mostMended)] {
			m := mended{Subject: p.Subject(f.Subject), Fact: f.Fact, Since: parts.Since(p.Words, f.Since)}
			if rule, ok := ed.Report.Rules.Lookup(f.Code); ok {
				m.Rule = rule.Title.In(p.Language())
			}
			body.Mended = append(body.Mended, m)
		}
		body.MoreMended = len(progress.Mended) - len(body.Mended)
	}
	whole := ed.Course.Lines(history.Whole)
	if len(whole) == 0 { // nothing was ever found
		whole = []*history.Line{ed.Course.Nothing()}
	}
	body.Chart = newChart(whole[0], 900, 180)
	body.Groups = ed.courseGroups(p)
	body.Runs = runTable(p, ed.Course)
	p.Body = body
	return p
}

// courseGroups are the courses by owner and module, and by account where there are
// several.
func (ed *edition) courseGroups(p *page) []courseGroup {
	var all []courseGroup
	for _, by := range []struct {
		id   string
		of   history.Of
		name func(string) parts.Link
	}{
		{"owner", history.ByOwner, func(key string) parts.Link { return parts.Link{Text: key} }},
		{"module", history.ByModule, func(key string) parts.Link {
			if ed.Model.Module(key) == nil {
				return parts.Link{Text: key}
			}
			return p.Subject(key)
		}},
		{"account", history.ByAccount, func(key string) parts.Link { return parts.Link{Text: key} }},
	} {
		lines := ed.Course.Lines(by.of)
		if len(lines) < 2 && by.id == "account" {
			continue
		}
		g := courseGroup{ID: by.id, Title: p.T("course-" + by.id)}
		for _, l := range lines[:min(len(lines), mostRows)] {
			last := l.Last()
			line := courseLine{
				Name: by.name(l.Key), Chart: newChart(l, 200, 28), Errors: last.Errors, Warnings: last.Warnings,
				Notes: last.Notes, Oldest: parts.Since(p.Words, l.Oldest),
			}
			if l.Key == "" {
				line.Name = parts.Link{Text: p.T("course-nobody")}
			}
			g.Lines = append(g.Lines, line)
		}
		if len(g.Lines) > 0 {
			all = append(all, g)
		}
	}
	return all
}

// runTable is the last runs in numbers, the latest first.
func runTable(p *page, course *history.Course) parts.Table {
	type run struct {
		*history.Record
		point history.Point
	}
	whole := course.Nothing()
	if lines := course.Lines(history.Whole); len(lines) > 0 {
		whole = lines[0]
	}
	var all []run
	for i := len(course.Records) - 1; i >= 0 && len(all) < mostRunRows; i-- {
		all = append(all, run{course.Records[i], whole.Points[i]})
	}
	number := func(name finding.Text, of func(history.Point) int) parts.Column[run] {
		return parts.Column[run]{Name: name, Class: parts.Numbers, Cell: func(r run) parts.Cell {
			return parts.Show(parts.Plain(fmt.Sprint(of(r.point))))
		}}
	}
	return parts.NewTable(p.proof, parts.Shape[run]{}, all, []parts.Column[run]{
		{Name: finding.Say("Run", "실행"), Names: true, Cell: func(r run) parts.Cell {
			return parts.Show(parts.Plain(p.Moment(r.AsOf)))
		}},
		{Name: finding.Say("Commit", "커밋"), Cell: func(r run) parts.Cell {
			return parts.Show(parts.Code(r.Commit[:min(len(r.Commit), 12)]))
		}},
		number(finding.Say("Errors", "오류"), func(p history.Point) int { return p.Errors }),
		number(finding.Say("Warnings", "경고"), func(p history.Point) int { return p.Warnings }),
		number(finding.Say("Notes", "참고"), func(p history.Point) int { return p.Notes }),
		number(finding.Say("Unknown", "확인 불가"), func(p history.Point) int { return p.Unknown }),
		number(finding.Say("Accepted", "수용"), func(p history.Point) int { return p.Accepted }),
	})
}

// chart is a course as areas upon each other, errors at the bottom.
type chart struct {
	W, H  int
	Areas []area
	// From and To are the days at its ends, Most the highest sum.
	From, To string
	Most     int
}

// area is one of them: the points of a polygon.
type area struct{ Class, Points string }

// newChart draws a course by its moments, as steps: what a run found stands until the
// next. One run is as wide as the chart.
func newChart(l *history.Line, w, h int) chart {
	points := l.Points[max(0, len(l.Points)-mostRuns):]
	c := chart{W: w, H: h, From: words.Day(points[0].AsOf), To: words.Day(points[len(points)-1].AsOf)}
	for _, p := range points {
		c.Most = max(c.Most, p.Open())
	}
	if c.Most == 0 {
		return c
	}
	first, last := points[0].AsOf, points[len(points)-1].AsOf
	x := func(i int) int {
		if i == len(points) {
			return w
		}
		span := last.Sub(first)
		if span <= 0 {
			return i * w / len(points)
		}
		// the last run has a width too: as much as the runs have on average
		room := w - w/len(points)
		return int(int64(points[i].AsOf.Sub(first).Seconds()) * int64(room) / max(1, int64(span.Seconds())))
	}
	below := make([]int, len(points))
	for _, of := range []struct {
		class string
		n     func(history.Point) int
	}{
		{"error", func(p history.Point) int { return p.Errors }},
		{"warning", func(p history.Point) int { return p.Warnings }},
		{"note", func(p history.Point) int { return p.Notes }},
	} {
		var up, down []string
		sum := 0
		for i, p := range points {
			n := of.n(p)
			sum += n
			bottom, top := h-below[i]*h/c.Most, h-(below[i]+n)*h/c.Most
			up = append(up, fmt.Sprintf("%d,%d %d,%d", x(i), top, x(i+1), top))
			down = append(down, fmt.Sprintf("%d,%d %d,%d", x(i+1), bottom, x(i), bottom))
			below[i] += n
		}
		if sum == 0 {
			continue
		}
		for i := len(down) - 1; i >= 0; i-- {
			up = append(up, down[i])
		}
		c.Areas = append(c.Areas, area{of.class, strings.Join(up, " ")})
	}
	return c
}
