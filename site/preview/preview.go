// Package preview serves a documentation site to the browser of the person who
// edits its model. Pages reload when they change; when the model is broken, the
// last good site stays and a panel on every open page says what is wrong.
//
// It builds nothing, reads no files and opens no port: it is handed one site after
// another, or what keeps the next one from being made, and is an [http.Handler].
// It answers only to names of this machine, so that no page from elsewhere can
// read the site by way of the reader's browser.
//
//	p := preview.New(4040)
//	p.Show(tree)
//	err := http.Serve(listener, p)
package preview

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"strings"
	"sync"

	"asbuilt/finding"
)

// Trouble is why there is no new site.
type Trouble struct {
	// Report is what is wrong with the user's files, or nil.
	Report *finding.Report
	// Err is what the program could not do, or nil.
	Err error
	// Lang is the language of a page that no site gives one; English when empty.
	Lang finding.Lang
}

// Preview shows the last good site, and what is wrong since.
type Preview struct {
	port int

	mu  sync.Mutex
	now state
	// changed is closed when now is replaced.
	changed chan struct{}
}

// state is what there is to show at one moment. It is never changed, only
// replaced.
type state struct {
	// site is the last good one; nil before there was any.
	site fs.FS
	// assets is a hash of what all pages share.
	assets string
	// trouble is what is wrong since, or nil.
	trouble *Trouble
}

// New shows nothing yet, to requests that come to port of this machine.
func New(port int) *Preview { return &Preview{port: port, changed: make(chan struct{})} }

// Show makes site what is seen from now on. Open pages that differ in it reload.
func (p *Preview) Show(site fs.FS) { p.replace(state{site: site, assets: hashAssets(site)}) }

// Tell leaves the last good site and says on every open page what is wrong.
func (p *Preview) Tell(t Trouble) {
	now, _ := p.current()
	now.trouble = &t
	p.replace(now)
}

func (p *Preview) replace(s state) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.now = s
	close(p.changed)
	p.changed = make(chan struct{})
}

// current is what there is to show, and a channel that is closed when there is
// something else.
func (p *Preview) current() (state, <-chan struct{}) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.now, p.changed
}

// find is the file of the site that a path of an address names: the empty string
// when there is none, or lead, the path of one that it should be.
func (s state) find(path string) (name, lead string) {
	name = strings.TrimPrefix(path, "/")
	if name == "" || strings.HasSuffix(name, "/") {
		name += indexName
	}
	if !fs.ValidPath(name) {
		return "", ""
	}
	info, err := fs.Stat(s.site, name)
	// People and hosts leave out the extension: views/network is views/network.html,
	// and so is views/network/.
	short := strings.TrimSuffix(strings.TrimSuffix(name, indexName), "/")
	page, noPage := fs.Stat(s.site, short+".html")
	switch {
	case err == nil && !info.IsDir():
		return name, ""
	case short != "" && noPage == nil && !page.IsDir():
		return "", "/" + short + ".html"
	case err == nil:
		return "", "/" + name + "/"
	}
	// A folder without a front page leads to the nearest one above it.
	dir, isIndex := strings.CutSuffix(name, "/"+indexName)
	if !isIndex {
		return "", ""
	}
	if up := strings.LastIndexByte(dir, '/'); up >= 0 {
		return "", "/" + dir[:up+1]
	}
	return "", "/"
}

const indexName = "index.html"

// hash tells the pages of one moment from those of another: it changes with the
// text of the page, and with the style and scripts that all of them share.
func (s state) hash(text []byte) string {
	sum := sha256.Sum256(append([]byte(s.assets), text...))
	return hex.EncodeToString(sum[:8])
}

func hashAssets(site fs.FS) string {
	sum := sha256.New()
	// The site is in memory, and a folder that is not there has no pages either.
	_ = fs.WalkDir(site, "assets", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(name, "assets/search.") {
			return err
		}
		text, err := fs.ReadFile(site, name)
		sum.Write(text)
		return err
	})
	return hex.EncodeToString(sum.Sum(nil))
}
