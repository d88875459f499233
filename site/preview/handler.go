package preview

import (
	"bytes"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"

	"asbuilt/finding"
)

// What the preview adds to a site lies in a folder that no site has.
const (
	eventsPath = "/-/events"
	ownFolder  = "/-/"
)

// ServeHTTP answers to names of this machine, with what is in the site and
// nothing else.
func (p *Preview) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	// A page from elsewhere may neither frame the site nor load its search index,
	// which is a script. Each page brings the rest of its policy with it.
	h.Set("Content-Security-Policy", "frame-ancestors 'none'")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	switch {
	case !p.answersTo(r.Host):
		refuse(w, http.StatusMisdirectedRequest, fmt.Sprintf("this is the preview of 127.0.0.1:%d alone", p.port))
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		h.Set("Allow", "GET, HEAD")
		refuse(w, http.StatusMethodNotAllowed, "the preview can only be read")
	case r.URL.Path == eventsPath:
		p.events(w, r)
	case strings.HasPrefix(r.URL.Path, ownFolder):
		own(w, r)
	default:
		now, _ := p.current()
		now.serve(w, r)
	}
}

// answersTo reports whether host is this machine by a name that nobody else can
// give an address to. Any other name may be one that a page from elsewhere has
// bent to 127.0.0.1 (DNS rebinding).
func (p *Preview) answersTo(host string) bool {
	port := ":" + strconv.Itoa(p.port)
	names := []string{"localhost" + port, "127.0.0.1" + port, "[::1]" + port}
	if p.port == 80 { // which browsers leave out
		names = append(names, "localhost", "127.0.0.1", "[::1]")
	}
	return slices.Contains(names, strings.ToLower(host))
}

// serve answers with what the address names.
func (s state) serve(w http.ResponseWriter, r *http.Request) {
	if s.site == nil {
		text := s.plain(langOf(r.URL.Path, s.trouble))
		send(w, r, http.StatusServiceUnavailable, indexName, s.live(text, true))
		return
	}
	name, lead := s.find(r.URL.Path)
	switch {
	case lead != "":
		http.Redirect(w, r, (&url.URL{Path: lead}).String(), http.StatusFound)
		return
	case name == "":
		s.notFound(w, r)
		return
	}
	text, err := fs.ReadFile(s.site, name)
	if err != nil {
		s.notFound(w, r)
		return
	}
	if path.Ext(name) == ".html" && path.Base(name) != notFoundName {
		text = s.live(text, false)
	}
	send(w, r, http.StatusOK, name, text)
}

const notFoundName = "404.html"

// notFound is the site's own page for what it does not have, in the language of
// the address. It stays when the site changes: nothing in it would.
func (s state) notFound(w http.ResponseWriter, r *http.Request) {
	for _, name := range []string{editionOf(r.URL.Path) + notFoundName, notFoundName} {
		if text, err := fs.ReadFile(s.site, name); err == nil {
			send(w, r, http.StatusNotFound, name, text)
			return
		}
	}
	refuse(w, http.StatusNotFound, "there is no such page")
}

// editionOf is the folder of the language that an address begins with: "ko/",
// "en/", or nothing.
func editionOf(address string) string {
	for _, lang := range []finding.Lang{finding.Korean, finding.English} {
		if folder := string(lang) + "/"; strings.HasPrefix(address, "/"+folder) {
			return folder
		}
	}
	return ""
}

// langOf is the language of the page that stands in for a site: that of the
// address, else of the model.
func langOf(address string, t *Trouble) finding.Lang {
	if folder := editionOf(address); folder != "" {
		return finding.Lang(strings.TrimSuffix(folder, "/"))
	}
	if t != nil && t.Lang != "" {
		return t.Lang
	}
	return finding.English
}

// live is a page with the script that hears of changes, and the hash by which
// it knows them. It loads from the same origin, as the policy of every page
// allows.
func (s state) live(page []byte, plain bool) []byte {
	mark := ""
	if plain {
		mark = ` data-plain=""`
	}
	head := fmt.Sprintf("<link rel=\"stylesheet\" href=\"%slive.css\" />\n"+
		"<script src=\"%slive.js\" defer=\"defer\" data-page=\"%s\"%s></script>\n</head>",
		ownFolder, ownFolder, s.hash(page), mark)
	return bytes.Replace(page, []byte("</head>"), []byte(head), 1)
}

// own serves the scripts and the style of the preview.
func own(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(r.URL.Path, ownFolder)
	text, err := assets.ReadFile("assets/" + name)
	if err != nil || path.Ext(name) == ".html" {
		refuse(w, http.StatusNotFound, "there is no such page")
		return
	}
	if name == "events.js" { // a worker has the policy that comes with it
		w.Header().Set("Content-Security-Policy", "default-src 'none'; connect-src 'self'")
	}
	send(w, r, http.StatusOK, name, text)
}

func send(w http.ResponseWriter, r *http.Request, status int, name string, text []byte) {
	w.Header().Set("Content-Type", contentType(name))
	w.Header().Set("Content-Length", strconv.Itoa(len(text)))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		w.Write(text) // a reader who is gone needs no answer
	}
}

// refuse says why there is no answer, in one line.
func refuse(w http.ResponseWriter, status int, why string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	fmt.Fprintln(w, why)
}

// contentType is that of the files that a site consists of. It does not ask the
// system, whose table is not the same everywhere.
func contentType(name string) string {
	switch path.Ext(name) {
	case ".html":
		return "text/html; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	case ".png":
		return "image/png"
	case ".json":
		return "application/json"
	}
	return "application/octet-stream"
}
