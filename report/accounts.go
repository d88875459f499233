package report

import (
	"cmp"
	"io"
	"slices"
	"strconv"
	"strings"

	"asbuilt/finding"
	"asbuilt/history"
)

// Accounts as a format: one table, as Markdown, with a row for each account of AWS that
// the snapshot has or that something was found in, the worst first, and one for all. What
// lies in no account, such as what is wrong with the model, has a row of its own.

// mostAccounts is how many accounts the table has.
const mostAccounts = 500

// accountRow counts what was found in one account.
type accountRow struct {
	account string
	// severities counts what is broken by severity; the rest is what it says.
	severities        [finding.Note + 1]int
	unknown, accepted int
	isNew, mended     int
	oldest            finding.Since
}

func (a *accountRow) add(f *finding.Finding) {
	switch {
	case f.Accepted != nil:
		a.accepted++
		return
	case f.Verdict == finding.Unknown || f.Suspended:
		a.unknown++
		return
	}
	a.severities[f.Severity]++
	if f.Since.New {
		a.isNew++
	}
	if a.oldest.IsZero() || f.Since.Compare(a.oldest) < 0 {
		a.oldest = f.Since
	}
}

// accountRows are the rows of a report, and the one for all.
func accountRows(r *finding.Report) (rows []*accountRow, all accountRow) {
	at := map[string]*accountRow{}
	row := func(account string) *accountRow {
		if at[account] == nil {
			at[account] = &accountRow{account: account}
			rows = append(rows, at[account])
		}
		return at[account]
	}
	for _, place := range r.Places {
		account, _, _ := strings.Cut(place, "/")
		row(account)
	}
	for _, f := range r.Findings {
		row(f.Account).add(f)
		all.add(f)
	}
	if r.Progress != nil {
		for _, f := range r.Progress.Mended {
			row(f.Account).mended++
			all.mended++
		}
	}
	slices.SortStableFunc(rows, func(a, b *accountRow) int {
		if order := slices.Compare(b.severities[:], a.severities[:]); order != 0 {
			return order
		}
		return strings.Compare(a.account, b.account)
	})
	return rows, all
}

func writeAccounts(w io.Writer, r *finding.Report, o Options) error {
	m := &markdownWriter{words: wordsIn(o.Lang), lang: o.Lang}
	heads := m.words.accounts
	if r.Progress == nil {
		heads = heads[:6]
	}
	line := func(cells []markup) { m.out.print("| %s |\n", joined(cells, " | ")) }
	var head, under []markup
	for i, h := range heads {
		head, under = append(head, markup(h)), append(under, "---:")
		if i == 0 {
			under[0] = "---"
		}
	}
	line(head)
	m.out.print("|%s|\n", joined(under, "|"))
	rows, all := accountRows(r)
	for i, row := range rows {
		if i == mostAccounts {
			break
		}
		name := code(row.account)
		if row.account == "" {
			name = markup(m.words.noAccount)
		}
		line(m.accountCells(name, row, len(heads)))
	}
	line(m.accountCells(markup(m.words.allAccounts), &all, len(heads)))
	if more := len(rows) - mostAccounts; more > 0 {
		m.out.print("\n%s\n", markup(m.words.leftOut(more)))
	}
	m.progress(r)
	if r.Snapshot != nil {
		m.out.print("\n"+m.words.snapshot+"\n", code(r.Snapshot.Path), markup(moment(r.Snapshot.Taken)))
	}
	_, err := w.Write(m.out.Bytes())
	return err
}

// Systems is a table over the last runs of many systems, a line for each account: its
// heads, and the cells below them.
func Systems(rows []history.Row, l finding.Lang) (heads []string, cells [][]string) {
	w := wordsIn(l)
	heads = append(slices.Clone(w.systems), w.accounts...)
	for _, r := range rows {
		line := []string{r.System.Name.In(l), cmp.Or(r.System.Env, "–"), moment(r.AsOf), cmp.Or(r.Account, w.noAccount)}
		for _, n := range []int{r.Errors, r.Warnings, r.Notes, r.Unknown, r.Accepted, r.New, r.Mended} {
			line = append(line, strconv.Itoa(n))
		}
		cells = append(cells, append(line, cmp.Or(w.since(r.Oldest), "–")))
	}
	return heads, cells
}

// WriteSystems writes that table as Markdown.
func WriteSystems(w io.Writer, rows []history.Row, l finding.Lang) error {
	m := &markdownWriter{words: wordsIn(l), lang: l}
	heads, cells := Systems(rows, l)
	under := make([]markup, len(heads))
	for i := range under {
		under[i] = "---"
	}
	line := func(texts []string) {
		var said []markup
		for _, text := range texts {
			said = append(said, prose(text))
		}
		m.out.print("| %s |\n", joined(said, " | "))
	}
	line(heads)
	m.out.print("|%s|\n", joined(under, "|"))
	for _, row := range cells[:min(len(cells), mostAccounts)] {
		line(row)
	}
	if more := len(cells) - mostAccounts; more > 0 {
		m.out.print("\n%s\n", markup(m.words.leftOut(more)))
	}
	_, err := w.Write(m.out.Bytes())
	return err
}

// accountCells are the cells of a row, so many of them.
func (m *markdownWriter) accountCells(name markup, row *accountRow, n int) []markup {
	cells := []markup{name}
	for _, count := range []int{
		row.severities[finding.Error], row.severities[finding.Warning], row.severities[finding.Note],
		row.unknown, row.accepted, row.isNew, row.mended,
	} {
		cells = append(cells, markup(strconv.Itoa(count)))
	}
	since := markup("–")
	if when := m.words.since(finding.Since{At: row.oldest.At, OrEarlier: row.oldest.OrEarlier}); when != "" {
		since = prose(when)
	}
	return append(cells, since)[:n]
}
