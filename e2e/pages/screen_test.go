package pages_test

import (
	"testing"

	"asbuilt/internal/browser"
	"asbuilt/internal/nightly"
	"asbuilt/internal/tool"
)

// cutCells are what stands in cells of tables in lines of less than six letters,
// where it is more than one: the room is too narrow for it.
const cutCells = `Array.from(document.querySelectorAll('main td, main th')).flatMap(function (cell) {
	var walk = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT), blocks = new Map(), range = document.createRange();
	while (walk.nextNode()) {
		var text = walk.currentNode, block = text.parentElement;
		if (block.closest('.unseen, svg') || !text.data.trim()) continue;
		while (getComputedStyle(block).display.startsWith('inline') && block !== cell) block = block.parentElement;
		var seen = blocks.get(block) || {letters: 0, lines: [], text: ''};
		range.selectNodeContents(text);
		Array.from(range.getClientRects()).filter(r => r.width > 0.5).forEach(function (r) {
			if (!seen.lines.some(l => r.top < l.bottom - 3 && r.bottom > l.top + 3)) seen.lines.push(r);
		});
		seen.letters += text.data.replace(/\\s/g, '').length;
		seen.text += text.data;
		blocks.set(block, seen);
	}
	return Array.from(blocks.values()).filter(b => b.lines.length > 1 && b.letters / b.lines.length < 6 && cell.offsetWidth > 1)
		.map(b => b.lines.length + ' lines in ' + cell.offsetWidth + ' px: ' + b.text.trim().slice(0, 60));
})`

// TestBrowserScreens looks at every kind of page in both languages, on a wide
// screen, a telephone and on A4: nothing is too wide, no table is cut into
// letters, and on a telephone every table is cards.
func TestBrowserScreens(t *testing.T) {
	tool.Browser(t)
	base := onDisk(t, exampleSite(t))
	for _, tt := range []struct {
		name, medium string
		width        int64
	}{{"wide", "screen", 1440}, {"telephone", "screen", 390}, {"paper", "print", 680}} {
		t.Run(tt.name, func(t *testing.T) {
			b := browser.New(t)
			b.Medium(tt.medium)
			b.Size(tt.width, 960)
			for i, lang := range []string{"", "en/"} {
				pages := onePage
				if i == 1 {
					pages = nightly.Of(onePage, 12)
				}
				for _, name := range pages {
					b.Open(base + lang + name)
					if over := browser.Value[int](b, "document.documentElement.scrollWidth - innerWidth"); over > 0 {
						t.Errorf("%s%s is %d px too wide", lang, name, over)
					}
					cut := browser.Value[[]string](b, cutCells)
					if len(cut) > 0 {
						t.Errorf("%s%s has %d cut cells: %q", lang, name, len(cut), cut[:min(len(cut), 6)])
					}
					if tt.name != "telephone" {
						continue
					}
					tables := "Array.from(document.querySelectorAll('main table')).filter(t => getComputedStyle(t.tBodies[0].rows[0]).display === 'table-row').length"
					if n := browser.Value[int](b, tables); n > 0 {
						t.Errorf("%s%s has %d tables that are no cards", lang, name, n)
					}
				}
			}
		})
	}
}
