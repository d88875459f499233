package site

// notFound is the page that servers show for what does not exist. It may be
// shown at any depth, so it brings its own style and links to the top only.
func (ed *edition) notFound() *page {
	return &page{edition: ed, Path: "404.html", Title: ed.T("not-found"), Template: "404.html", Bare: true}
}
