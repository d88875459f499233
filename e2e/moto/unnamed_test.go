package moto_test

import (
	"os"
	"path/filepath"
	"strings"

	"asbuilt/discover"
)

// unnamed takes the names and tags off everything that needs none, because nothing
// else stands in its place, and holds that drift finds what it found before.
func (b *builder) unnamed(file string, before map[string]bool) {
	b.t.Helper()
	snap := b.read(file)
	taken := 0
	for _, r := range snap.Resources {
		if _, ok := r.Facts.(discover.Sole); ok && strings.HasPrefix(r.Type, "AWS::EC2::") {
			r.Name, r.Tags = "", map[string]string{}
			taken++
		}
	}
	var text strings.Builder
	if err := discover.Write(&text, snap); err != nil {
		b.t.Fatal(err)
	}
	plain := filepath.Join(b.t.TempDir(), "unnamed.json")
	if err := os.WriteFile(plain, []byte(text.String()), 0o644); err != nil {
		b.t.Fatal(err)
	}
	after, _ := b.drift(plain)
	for line := range after {
		if !before[line] {
			b.t.Errorf("without the names of %d gateways and endpoints: %s", taken, line)
		}
	}
	if taken == 0 {
		b.t.Error("nothing has lost its name")
	}
}
