package site

import "testing"

func TestSlug(t *testing.T) {
	for _, id := range []string{"planning-api", "a.b_c", "index", "2x"} {
		if got := slug(id); got != id {
			t.Errorf("slug(%q) = %q, want it unchanged", id, got)
		}
	}
	for _, id := range []string{"계획", "계획-api", "API", "con", "nul.txt", "-x", "a..b", "a/../b", "", "a b"} {
		if got := slug(id); got == id || !plainSlug.MatchString(got) {
			t.Errorf("slug(%q) = %q, want plain ASCII of its own", id, got)
		}
	}
	if slug("API") == slug("api") || slug("가") == slug("나") {
		t.Error("two ids share a slug")
	}
}

func TestRelative(t *testing.T) {
	for _, tt := range []struct{ from, to, want string }{
		{"index.html", "views/a.html", "views/a.html"},
		{"views/a.html", "index.html", "../index.html"},
		{"views/a.html", "views/b.html#x", "b.html#x"},
		{"views/a.html", "views/a.html#x", "#x"},
		{"en/views/a.html", "views/a.html", "../../views/a.html"},
		{"en/views/a.html", "en/elements/b.html", "../../en/elements/b.html"},
		{"views/a.html", "assets/site.css", "../assets/site.css"},
	} {
		if got := relative(tt.from, tt.to); got != tt.want {
			t.Errorf("relative(%q, %q) = %q, want %q", tt.from, tt.to, got, tt.want)
		}
	}
}
