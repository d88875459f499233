package report

import (
	"io"
	"slices"
	"strings"

	"asbuilt/finding"
	"asbuilt/finding/plain"
)

// Summary as a format: a sentence for each owner, as a chat message has room for, and
// nothing when nothing changed since the run before. Names are anybody's to choose, so
// nothing in them may call for somebody's attention or become a link.

const (
	// mostOwners is how many owners have a sentence, mostCalled how many causes one names.
	mostOwners, mostCalled = 40, 2
	// longest is how many characters of a cause a sentence has.
	longest = 120
)

func writeSummary(w io.Writer, r *finding.Report, o Options) error {
	words := wordsIn(o.Lang)
	var lines []string
	for _, owner := range owners(r) {
		if said := summaryOf(r, owner, words, o.Lang); said != "" {
			lines = append(lines, said)
		}
	}
	if more := len(lines) - mostOwners; more > 0 {
		lines = append(lines[:mostOwners], words.andMore(more))
	}
	for _, line := range lines {
		if _, err := plain.Fprintf(w, "%s\n", line); err != nil {
			return err
		}
	}
	return nil
}

// owners are all whose findings a report has, by name; what nobody answers for comes
// last.
func owners(r *finding.Report) []string {
	var all []string
	for _, f := range r.Findings {
		all = append(all, f.Owner)
	}
	if r.Progress != nil {
		for _, f := range r.Progress.Mended {
			all = append(all, f.Owner)
		}
	}
	slices.Sort(all)
	all = slices.Compact(all)
	if len(all) > 0 && all[0] == "" {
		all = append(all[1:], "")
	}
	return all
}

// summaryOf is the sentence for an owner, or "" where nothing changed.
func summaryOf(r *finding.Report, owner string, w words, l finding.Lang) string {
	mine := func(all finding.List) finding.List {
		return slices.DeleteFunc(slices.Clone(all), func(f *finding.Finding) bool { return f.Owner != owner })
	}
	stand := slices.DeleteFunc(mine(r.Findings), func(f *finding.Finding) bool {
		return f.Accepted != nil || f.Verdict == finding.Unknown || f.Suspended
	})
	who, left := quiet(owner), (*finding.Left)(nil)
	if owner == "" {
		who, left = w.nobody, r.Left
	}
	if r.Progress == nil || r.Progress.Runs == 0 {
		if len(stand) == 0 {
			return ""
		}
		return who + ": " + w.count(&finding.Report{Findings: stand, Left: left}) + ": " + called(stand, l)
	}
	news, mended := mine(r.News()), mine(r.Progress.Mended)
	if len(news)+len(mended) == 0 {
		return ""
	}
	var parts []string
	if len(news) > 0 {
		parts = append(parts, w.news(len(news))+": "+called(news, l))
	}
	if len(mended) > 0 {
		parts = append(parts, w.mendedOnes(len(mended))+": "+subjects(mended, l))
	}
	if old := len(stand) - len(news); old > 0 {
		oldest := slices.MinFunc(stand, func(a, b *finding.Finding) int { return a.Since.Compare(b.Since) }).Since
		oldest.New = false
		parts = append(parts, w.stands(old, w.since(oldest)))
	} else if len(stand) == 0 {
		parts = append(parts, w.allRight)
	}
	return who + ": " + strings.Join(parts, "; ")
}

// called are the gravest causes of findings, in words.
func called(all finding.List, l finding.Lang) string {
	var said []string
	list := entries(&finding.Report{Findings: all})
	for _, e := range list[:min(len(list), mostCalled)] {
		text := e.first.Message
		if e.origin != nil {
			text = e.origin.Text
		}
		said = append(said, quiet(text.In(l)))
	}
	if len(list) > mostCalled {
		said = append(said, "…")
	}
	return strings.Join(said, ", ")
}

// subjects are what findings are about, in words.
func subjects(all finding.List, l finding.Lang) string {
	var said []string
	for _, f := range all[:min(len(all), mostCalled)] {
		said = append(said, quiet(strings.TrimSpace(nameOf(f, l)+" "+f.Fact))+" ["+f.Code+"]")
	}
	if len(all) > mostCalled {
		said = append(said, "…")
	}
	return strings.Join(said, ", ")
}

// quiet is text that calls nobody and leads nowhere in a chat: not too long, and with an
// unseen character in what chats look for.
func quiet(s string) string {
	if r := []rune(s); len(r) > longest {
		s = string(r[:longest-1]) + "…"
	}
	s = strings.NewReplacer("@", "@\u200b", "<", "‹", "://", ":\u200b//").Replace(clean(s))
	return address.ReplaceAllString(s, "${1}\u200b${2}")
}
