package site

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"testing"
)

func TestPictureType(t *testing.T) {
	dot := image.NewPaletted(image.Rect(0, 0, 1, 1), []color.Color{color.Black})
	var asPNG, asJPEG, asGIF bytes.Buffer
	if err := errors.Join(png.Encode(&asPNG, dot), jpeg.Encode(&asJPEG, dot, nil), gif.Encode(&asGIF, dot, nil)); err != nil {
		t.Fatal(err)
	}
	const ns = `xmlns="http://www.w3.org/2000/svg"`
	for _, tt := range []struct{ name, data, want string }{
		{"PNG", asPNG.String(), ".png"},
		{"JPEG", asJPEG.String(), ".jpg"},
		{"GIF", asGIF.String(), ".gif"},
		{"WebP", "RIFF\x00\x00\x00\x00WEBPVP8 ", ".webp"},
		{"text", "# not a picture", ""},
		{"HTML", "<!DOCTYPE html><html><body>x</body></html>", ""},
		{"nothing", "", ""},
		{"SVG", `<svg ` + ns + `><path d="M0 0"/><style>.a{fill:url(#g)}</style><use href="#a"/></svg>`, ".svg"},
		{"SVG with a declaration", `<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x"><svg ` + ns + `/>`, ".svg"},
		{"SVG with a picture in it", `<svg ` + ns + `><image href="data:image/png;base64,AA=="/></svg>`, ".svg"},
		{"script", `<svg ` + ns + `><script>alert(1)</script></svg>`, ""},
		{"script of another name space", `<svg ` + ns + ` xmlns:x="http://www.w3.org/1999/xhtml"><x:script>alert(1)</x:script></svg>`, ""},
		{"handler", `<svg ` + ns + ` ONLOAD="alert(1)"/>`, ""},
		{"foreign content", `<svg ` + ns + `><foreignObject><b/></foreignObject></svg>`, ""},
		{"link", `<svg ` + ns + `><a href="javascript:alert(1)"><path/></a></svg>`, ""},
		{"old link", `<svg ` + ns + ` xmlns:xlink="http://www.w3.org/1999/xlink"><use xlink:href="https://evil.example/x#a"/></svg>`, ""},
		{"animated link", `<svg ` + ns + `><a><animate attributeName="href" values="javascript:alert(1)"/></a></svg>`, ""},
		{"picture of HTML", `<svg ` + ns + ` xmlns:h="http://www.w3.org/1999/xhtml"><h:img src="https://evil.example/x.png"/></svg>`, ""},
		{"element of HTML", `<svg ` + ns + `><b xmlns="http://www.w3.org/1999/xhtml" background="x"/></svg>`, ""},
		{"base", `<svg ` + ns + ` xml:base="https://evil.example/"><use href="#a"/></svg>`, ""},
		{"SVG in an address", `<svg ` + ns + `><use href="data:image/svg+xml,x#a"/></svg>`, ""},
		{"SVG as a picture", `<svg ` + ns + `><image href="data:image/svg+xml,x"/></svg>`, ""},
		{"attribute of a document type", `<!DOCTYPE svg [<!ATTLIST svg onload CDATA "alert(1)">]><svg ` + ns + `/>`, ""},
		{"escaped style", `<svg ` + ns + `><rect style="fill:u\72l(https://evil.example/x)"/></svg>`, ""},
		{"escaped rule", `<svg ` + ns + `><style>@\69mport "https://evil.example/x.css";</style></svg>`, ""},
		{"set of pictures", `<svg ` + ns + `><rect style="fill:image-set('https://evil.example/x' 1x)"/></svg>`, ""},
		{"backslash in a title", `<svg ` + ns + `><title>C:\x</title></svg>`, ".svg"},
		{"entity", `<!DOCTYPE svg [<!ENTITY x "y">]><svg ` + ns + `/>`, ""},
		{"style sheet", `<?xml-stylesheet href="https://evil.example/x.css"?><svg ` + ns + `/>`, ""},
		{"imported style", `<svg ` + ns + `><style>@import "https://evil.example/x.css";</style></svg>`, ""},
		{"loading style", `<svg ` + ns + `><rect style="fill:url( 'https://evil.example/x')"/></svg>`, ""},
		{"broken", `<svg ` + ns + `><path></svg>`, ""},
		{"another document", `<html ` + ns + `><svg/></html>`, ""},
	} {
		if got := pictureType([]byte(tt.data)); got != tt.want {
			t.Errorf("%s is %q, want %q", tt.name, got, tt.want)
		}
	}
}
