package pages_test

import (
	"testing"

	"asbuilt/internal/browser"
	"asbuilt/internal/tool"
)

// TestBrowserHover moves the mouse over a picture: what lights up changes, the picture
// itself has one class for all else, and nothing is animated, which would draw every
// thing of the picture anew for each frame.
func TestBrowserHover(t *testing.T) {
	tool.Browser(t)
	base := onDisk(t, exampleSite(t))
	b := browser.New(t)
	b.Size(1440, 960)
	b.Open(base + "views/containers.html")
	b.Do(`var svg = document.querySelector('svg.ab');
window.changed = [];
new MutationObserver(function (all) { all.forEach(function (m) { window.changed.push(m.target); }); })
	.observe(svg, {attributes: true, childList: true, subtree: true});`)
	for _, id := range []string{"planning-api", "support-api", "planning-api"} {
		b.Do("window.changed.length = 0; window.before = new Set(svg.querySelectorAll('.on'))")
		b.Hover("[data-role=node][data-id=" + id + "]")
		b.Is("svg.classList.contains('lit') && svg.querySelector('[data-id=" + id + "].on')")
		lit := browser.Value[int](b, "new Set([...window.before, ...svg.querySelectorAll('.on')]).size")
		if all := browser.Value[int](b, "svg.querySelectorAll('[data-role]').length"); lit < 3 || lit >= all {
			t.Fatalf("%d of %d things are lit or were, so nothing is measured", lit, all)
		}
		if n := browser.Value[int](b, "new Set(window.changed).size"); n > lit+1 {
			t.Errorf("over %s, %d things change, of which %d are lit or were", id, n, lit)
		}
		if n := browser.Value[int](b, "document.getAnimations().length"); n > 0 {
			t.Errorf("over %s, %d animations run", id, n)
		}
	}
	b.Clean()
}
