package address

import "testing"

func TestSlug(t *testing.T) {
	for _, id := range []string{"planning-api", "a.b_c", "index", "2x"} {
		if got := Slug(id); got != id {
			t.Errorf("Slug(%q) = %q, want it unchanged", id, got)
		}
	}
	for _, id := range []string{"계획", "계획-api", "API", "con", "nul.txt", "-x", "a..b", "a/../b", "", "a b"} {
		if got := Slug(id); got == id || !plainSlug.MatchString(got) {
			t.Errorf("Slug(%q) = %q, want plain ASCII of its own", id, got)
		}
	}
	if Slug("API") == Slug("api") || Slug("가") == Slug("나") {
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
		if got := Relative(tt.from, tt.to); got != tt.want {
			t.Errorf("Relative(%q, %q) = %q, want %q", tt.from, tt.to, got, tt.want)
		}
	}
}
