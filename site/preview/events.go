package preview

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"

	"asbuilt/finding"
)

// message is what an open page is told: all there is to know, so that one that
// has missed some is none the worse for it.
type message struct {
	// Page is the hash of what the page's address now gives; empty when it gives
	// nothing.
	Page string `json:"page"`
	// Plain says that this is the page that stands in for a site.
	Plain bool `json:"plain"`
	// Panel is what the panel shows, as HTML; empty when there is nothing to say.
	Panel string `json:"panel"`
}

// events tells one open page of every change, as server-sent events, until it
// is closed.
func (p *Preview) events(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	if r.Method == http.MethodHead {
		return
	}
	page, lang := r.URL.Query().Get("page"), finding.English
	if r.URL.Query().Get("lang") == string(finding.Korean) {
		lang = finding.Korean
	}
	fmt.Fprint(w, "retry: 500\n\n") // milliseconds until it asks again after a server that ended
	flush := http.NewResponseController(w)
	for said := ""; ; {
		now, changed := p.current()
		if text := now.message(page, lang); text != said {
			said = text
			if _, err := fmt.Fprintf(w, "data: %s\n\n", text); err != nil {
				return
			}
		}
		if flush.Flush() != nil {
			return
		}
		select {
		case <-changed:
		case <-r.Context().Done():
			return
		}
	}
}

// message is one line of JSON.
func (s state) message(page string, lang finding.Lang) string {
	m := message{}
	if s.site == nil {
		m.Plain, m.Page = true, s.hash(s.plain(langOf(page, s.trouble)))
	} else if name, _ := s.find(page); name != "" {
		if text, err := fs.ReadFile(s.site, name); err == nil {
			m.Page = s.hash(text)
		}
	}
	m.Panel = s.panel(page, lang, m.Page == "")
	text, err := json.Marshal(m)
	if err != nil {
		panic("preview: a message of strings is no JSON: " + err.Error())
	}
	return string(text)
}
