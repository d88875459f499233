package site

import (
	"encoding/json"
	"encoding/xml"
	"time"

	"asbuilt/model/diff"
	"asbuilt/site/parts"
	"asbuilt/site/search"
)

// How much the page of what changed and its feeds tell.
const (
	mostChanges = 60 // of a commit
	mostFacts   = 8  // of a change
)

// changesBody is what the last commits changed.
type changesBody struct {
	News []newsEntry
	More bool
	Feed bool
}

// newsEntry is a commit with what it changed in the model.
type newsEntry struct {
	Anchor, Day, Author, Subject string
	Commit                       parts.Link
	Changes                      []changed
	Left                         int
}

// changed is what became of one thing.
type changed struct {
	Verb    string
	Subject parts.Link
	// Kind is what it is: the kind of an element, else the section of the model.
	Kind  string
	Facts []diff.Fact
	Left  int
}

func changesPage(ed *edition) []*page {
	if ed.Provenance == nil {
		return nil
	}
	p := ed.open(page{
		Path: "changes.html", Section: "changes", Title: ed.words.T("changes"), Template: "changes.html",
		Entry: search.Entry{Kind: "page", Title: ed.words.T("changes")},
	})
	body := &changesBody{More: ed.Provenance.More, Feed: ed.publishedAt() != ""}
	for _, n := range ed.Provenance.News {
		e := newsEntry{
			Anchor: "c-" + short(n.ID), Day: ed.words.Moment(n.Time), Author: n.Author, Subject: n.Subject,
			Commit: parts.Link{Text: short(n.ID), Href: p.CommitPage(n.ID)},
		}
		for i, c := range n.Changes {
			if i == mostChanges {
				e.Left = len(n.Changes) - mostChanges
				break
			}
			e.Changes = append(e.Changes, p.changed(c))
		}
		body.News = append(body.News, e)
	}
	p.Body = body
	return []*page{p}
}

// changed is a change as the page shows it.
func (p *page) changed(c *diff.Change) changed {
	lang := p.Language()
	out := changed{Verb: p.T("verb-" + string(c.Verb)), Kind: c.Kind.In(lang), Facts: c.Facts}
	if out.Kind == "" {
		out.Kind = c.Section
		if word, ok := p.Lookup("change-" + c.Section); ok {
			out.Kind = word
		}
	}
	out.Subject = p.Subject(c.ID)
	switch {
	case c.Section == diff.Whole:
		out.Subject, out.Kind = parts.Link{Text: p.System}, ""
	case out.Subject.Href == "" && !c.Title.IsZero():
		out.Subject.Text = c.Title.In(lang)
	}
	if c.WasID != "" {
		out.Subject.Note = c.WasID
	}
	if c.Verb == diff.Added || c.Verb == diff.Removed {
		out.Facts = nil // all that it says is on its page, or gone
	}
	if len(out.Facts) > mostFacts {
		out.Left = len(out.Facts) - mostFacts
		out.Facts = out.Facts[:mostFacts]
	}
	return out
}

// summary is what a commit changed, one line a change.
func (e newsEntry) summary() string {
	text := ""
	for _, c := range e.Changes {
		text += c.Verb + ": " + c.Subject.Text
		for _, f := range c.Facts {
			text += "\n  " + f.Path + ": " + f.Before + " → " + f.After
		}
		text += "\n"
	}
	return text
}

// atom is a feed as readers of feeds want it (RFC 4287).
type atom struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string      `xml:"xml:lang,attr"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Links   []atomLink  `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID      string   `xml:"id"`
	Title   string   `xml:"title"`
	Updated string   `xml:"updated"`
	Author  string   `xml:"author>name"`
	Link    atomLink `xml:"link"`
	Content string   `xml:"content"`
}

// feedItem is an entry of a JSON feed (jsonfeed.org, version 1.1).
type feedItem struct {
	ID       string              `json:"id"`
	URL      string              `json:"url"`
	Title    string              `json:"title"`
	Text     string              `json:"content_text"`
	Modified string              `json:"date_published"`
	Authors  []map[string]string `json:"authors"`
}

// addFeeds adds what changed as feeds, where the site is published at an address:
// a reader of feeds knows no relative ones.
func addFeeds(t *Tree, ed *edition, pages []*page) error {
	for _, p := range pages {
		body, ok := p.Body.(*changesBody)
		if !ok || !body.Feed {
			continue
		}
		here := ed.published(ed.root + p.Path)
		feed := atom{
			Lang: p.Lang(), ID: here, Title: p.System + " · " + p.Title,
			Updated: lastTouched(ed.Provenance).UTC().Format(time.RFC3339),
			Links:   []atomLink{{"alternate", here}, {"self", ed.published(ed.root + "feed.xml")}},
		}
		var items []feedItem
		for i, e := range body.News {
			moment := ed.Provenance.News[i].Time.UTC().Format(time.RFC3339)
			if i == 0 {
				feed.Updated = moment
			}
			at, text := here+"#"+e.Anchor, plainXML(e.summary())
			feed.Entries = append(feed.Entries, atomEntry{
				ID: at, Title: plainXML(e.Subject), Updated: moment, Author: plainXML(e.Author),
				Link: atomLink{"alternate", at}, Content: text,
			})
			items = append(items, feedItem{
				ID: at, URL: at, Title: e.Subject, Text: text, Modified: moment,
				Authors: []map[string]string{{"name": e.Author}},
			})
		}
		asXML, err := xml.MarshalIndent(feed, "", " ")
		if err != nil {
			return err
		}
		asJSON, err := json.MarshalIndent(map[string]any{
			"version": "https://jsonfeed.org/version/1.1", "title": feed.Title, "language": p.Lang(),
			"home_page_url": here, "feed_url": ed.published(ed.root + "feed.json"), "items": items,
		}, "", " ")
		if err != nil {
			return err
		}
		t.add(ed.root+"feed.xml", append([]byte(xml.Header), asXML...))
		t.add(ed.root+"feed.json", asJSON)
	}
	return nil
}

// lastTouched is when a file of the model was changed last, as far as that is known: it
// does not move with commits of other things.
func lastTouched(p *Provenance) time.Time {
	last := time.Time{}
	for _, c := range p.Files {
		if c.Time.After(last) {
			last = c.Time
		}
	}
	if last.IsZero() {
		return p.Head.Time
	}
	return last
}

// plainXML is text without what XML has no place for.
func plainXML(text string) string {
	out := make([]rune, 0, len(text))
	for _, r := range text {
		if r == '\n' || r == '\t' || r >= ' ' && r != 0xfffd && r != 0xfffe && r != 0xffff {
			out = append(out, r)
		}
	}
	return string(out)
}
