package cmd

import (
	"slices"
	"time"

	"github.com/spf13/cobra"

	"asbuilt/finding"
	"asbuilt/finding/plain"
	"asbuilt/history"
	"asbuilt/report"
)

type historyOptions struct {
	env    *environment
	format string
}

func newHistory(env *environment) *cobra.Command {
	o := &historyOptions{env: env}
	c := &cobra.Command{
		Use: "history DIR…",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usagef("history needs a folder of records, as asbuilt drift --history DIR writes them",
					"history에는 기록 폴더가 필요합니다. asbuilt drift --history DIR이 만듭니다")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return o.run(args) },
	}
	c.Flags().StringVar(&o.format, "format", "text", "")
	return c
}

func (o *historyOptions) run(dirs []string) error {
	if !slices.Contains([]string{"text", "markdown", "json"}, o.format) {
		return usagef("unknown format %q: --format is text, markdown or json",
			"%q 형식은 없습니다. --format은 text, markdown, json 중 하나입니다", o.format)
	}
	lang, err := o.env.language()
	if err != nil {
		return err
	}
	var all []*history.Record
	for _, dir := range dirs {
		records, passed, err := readHistory(dir)
		if err != nil {
			return finding.Errorf("read history %s: %v",
				"이력 %s을(를) 읽지 못했습니다: %v", dir, err)
		}
		o.env.tellPassed(dir, passed, lang)
		all = append(all, records...)
	}
	if len(all) == 0 {
		return finding.Errorf("there is no record of a run in %s: asbuilt drift --history DIR writes one",
			"%s에 실행 기록이 없습니다. asbuilt drift --history DIR이 기록을 남깁니다", dirs[0])
	}
	rows := history.Table(all)
	switch o.format {
	case "json":
		return o.object(rows, lang)
	case "markdown":
		return report.WriteSystems(o.env.streams.Out, rows, lang)
	}
	return o.table(rows, lang)
}

// table writes a line for each account of each system.
func (o *historyOptions) table(rows []history.Row, lang finding.Lang) error {
	heads, cells := report.Systems(rows, lang)
	t := table{lines: cells, elastic: 0, count: several(len(rows), "row", "%d행")}
	for _, head := range heads {
		t.heads = append(t.heads, finding.Same(head))
	}
	return t.write(o.env.streams.Out, lang)
}

// object writes the rows as JSON.
func (o *historyOptions) object(rows []history.Row, lang finding.Lang) error {
	type row struct {
		System    string     `json:"system"`
		Env       string     `json:"env,omitempty"`
		Account   string     `json:"account"`
		AsOf      time.Time  `json:"as_of"`
		Before    *time.Time `json:"before,omitempty"`
		Errors    int        `json:"errors"`
		Warnings  int        `json:"warnings"`
		Notes     int        `json:"notes"`
		Unknown   int        `json:"unknown"`
		Accepted  int        `json:"accepted"`
		New       int        `json:"new"`
		Mended    int        `json:"mended"`
		Oldest    *time.Time `json:"oldest,omitempty"`
		OrEarlier bool       `json:"oldest_or_earlier,omitempty"`
	}
	out := plain.NewObject(o.env.raw())
	out.Member("asbuilt_history_table", 1)
	out.List("rows", func(yield func(any) bool) {
		for _, r := range rows {
			said := row{
				System: r.System.Name.In(lang), Env: r.System.Env, Account: r.Account, AsOf: r.AsOf,
				Errors: r.Errors, Warnings: r.Warnings, Notes: r.Notes, Unknown: r.Unknown, Accepted: r.Accepted,
				New: r.New, Mended: r.Mended, OrEarlier: r.Oldest.OrEarlier,
			}
			if !r.Before.IsZero() {
				said.Before = &r.Before
			}
			if !r.Oldest.IsZero() {
				said.Oldest = &r.Oldest.At
			}
			if !yield(said) {
				return
			}
		}
	})
	return out.End()
}
