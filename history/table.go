package history

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"asbuilt/finding"
)

// Row is what the last run of one system found in one account.
type Row struct {
	System System
	// Account is empty for what lies in none, such as what is wrong with the model.
	Account string
	Point
	// Before is the moment of the run before; zero for none. New and Mended are since then.
	Before      time.Time
	New, Mended int
	// Oldest is since when the oldest of what stands stands.
	Oldest finding.Since
}

// Table is a row for each account of each system that records are about, by their last
// runs: what is worst now stands first.
func Table(records []*Record) (rows []Row) {
	for len(records) > 0 {
		newest := slices.MaxFunc(records, compare) // a system is called what its last run calls it
		c := New(newest.System, records, nil)
		rows = append(rows, c.rows()...)
		records = slices.DeleteFunc(slices.Clone(records), func(r *Record) bool { return r.System.Is(newest.System) })
	}
	slices.SortStableFunc(rows, func(a, b Row) int {
		return cmp.Or(
			cmp.Compare(b.Errors, a.Errors), cmp.Compare(b.Warnings, a.Warnings), cmp.Compare(b.Notes, a.Notes),
			cmp.Compare(a.System.Name.En+a.System.Name.Ko, b.System.Name.En+b.System.Name.Ko),
			cmp.Compare(a.System.Env, b.System.Env), cmp.Compare(a.Account, b.Account))
	})
	return rows
}

// rows are those of one system.
func (c *Course) rows() []Row {
	last := c.Records[len(c.Records)-1]
	at, accounts := map[string]*Row{}, []string{}
	row := func(account string) *Row {
		if at[account] == nil {
			at[account] = &Row{System: last.System, Account: account, Point: Point{AsOf: last.AsOf}}
			accounts = append(accounts, account)
		}
		return at[account]
	}
	for _, place := range last.Places {
		account, _, _ := strings.Cut(place, "/")
		row(account)
	}
	for i := range last.Entries {
		row(last.Entries[i].Account).add(&last.Entries[i])
	}
	earlier := c.Records[:len(c.Records)-1]
	was := c.standings(earlier)
	is := c.follow(was, c.Records, len(earlier))
	for _, key := range keys(is) {
		s := is[key]
		if !s.open || s.entry.Accepted {
			continue
		}
		r := row(s.entry.Account)
		if len(earlier) > 0 && !was[key].open {
			r.New++
		}
		if r.Oldest.IsZero() || s.since.Compare(r.Oldest) < 0 {
			r.Oldest = s.since
		}
	}
	for _, key := range keys(was) {
		if then := was[key]; then.open && !is[key].open && c.became(then, last) == right {
			row(then.entry.Account).Mended++
		}
	}
	var rows []Row
	for _, account := range accounts {
		r := at[account]
		if len(earlier) > 0 {
			r.Before = earlier[len(earlier)-1].AsOf
		}
		rows = append(rows, *r)
	}
	return rows
}
