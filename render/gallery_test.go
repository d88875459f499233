package render_test

import (
	"bytes"
	"encoding/base64"
	"testing"

	"asbuilt/render"
)

func TestGallery(t *testing.T) {
	pictures := renderAll(t, load(t, "../examples/ec2-service"), render.Options{Views: []string{"context", "delivery"}})
	page := render.Gallery([]render.Chapter{{Title: "A & B", File: "b.yaml", Pictures: pictures}})
	if !bytes.Contains(page, []byte("<title>A &amp; B</title>")) {
		t.Error("the title is not there, or not escaped")
	}
	for _, p := range pictures {
		if !bytes.Contains(page, []byte(base64.StdEncoding.EncodeToString(p.SVG))) {
			t.Errorf("%s in %s is not there", p.View.ID, p.Lang)
		}
	}
	if bytes.Contains(page, []byte("<script")) || bytes.Contains(page, []byte("http://")) ||
		bytes.Contains(page, []byte("https://")) {
		t.Error("the page needs something from elsewhere")
	}
}
