package site

import (
	"bytes"
	"strings"

	"asbuilt/model"
	"asbuilt/render"
	"asbuilt/render/svg"
	"asbuilt/site/address"
)

// PictureFile is where a picture lies as a file: beside its page, under the same
// name.
func PictureFile(m *model.Model, p render.Picture, ext string) string {
	root := ""
	if p.Lang != m.Lang() {
		root = string(p.Lang) + "/"
	}
	return root + strings.TrimSuffix(address.View(p.View.ID), ".html") + ext
}

// PictureFiles are the pictures as SVG of their own, whose links lead to the pages
// around them.
func PictureFiles(m *model.Model, pictures []render.Picture) map[string][]byte {
	all := map[string][]byte{}
	for _, p := range pictures {
		if p.Scene == nil || p.Empty {
			continue
		}
		text := svg.Encode(p.Scene, svg.Options{})
		all[PictureFile(m, p, ".svg")] = bytes.ReplaceAll(text, []byte(`<a href="`), []byte(`<a href="../`))
	}
	return all
}
