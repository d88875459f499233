package pdf

import (
	"bytes"
	"encoding/binary"

	"golang.org/x/image/font/sfnt"

	"asbuilt/finding"
	"asbuilt/render/fonts"
)

// Font is a TrueType font of the user's or of the system's: the letters that are not
// embedded in this program. It may be used by several goroutines at once.
type Font struct {
	// Path is the file it was read from.
	Path string
	face face
}

// OpenFont reads a TrueType font, and the bold one in the file beside it that is named
// for it. It refuses what cannot be embedded as a subset: outlines of PostScript,
// collections, web fonts, and what says that it must not be.
func OpenFont(path string) (*Font, error) {
	f := &Font{Path: path, face: face{name: tagged[1] + "named"}}
	var err error
	if f.face.regularTTF, f.face.regular, err = readFont(path); err != nil {
		return nil, err
	}
	f.face.boldTTF, f.face.bold, f.face.thickens = f.face.regularTTF, f.face.regular, true
	if beside := fonts.Bold(path); beside != "" {
		if data, bold, err := readFont(beside); err == nil {
			f.face.boldTTF, f.face.bold, f.face.thickens = data, bold, false
		}
	}
	return f, nil
}

// FindFont is the first Korean font among those of the system and of the user, whose
// home folder is home, that can be embedded; nil when there is none.
func FindFont(home string) *Font {
	for path := range fonts.Installed(home) {
		if f, err := OpenFont(path); err == nil {
			return f
		}
	}
	return nil
}

// readFont reads a font that can be embedded.
func readFont(path string) ([]byte, *sfnt.Font, error) {
	data, err := fonts.Read(path)
	if err != nil {
		return nil, nil, err
	}
	if reason := refused(data); reason != "" {
		return nil, nil, finding.Errorf("%s", "%s", texts().Say(reason, path))
	}
	f, err := sfnt.Parse(data)
	if err != nil {
		return nil, nil, finding.Errorf("%s", "%s", texts().Say("not a font", path, err))
	}
	return data, f, nil
}

// refused is why a font cannot be embedded, as a key of texts, or empty.
func refused(data []byte) string {
	switch {
	case bytes.HasPrefix(data, []byte("OTTO")):
		return "postscript"
	case bytes.HasPrefix(data, []byte("ttcf")):
		return "collection"
	case bytes.HasPrefix(data, []byte("wOFF")), bytes.HasPrefix(data, []byte("wOF2")):
		return "web font"
	case forbidden(data):
		return "forbidden"
	}
	return ""
}

// forbidden reports whether a font says of itself, in fsType of its table OS/2, that
// it must not be embedded, or not as a subset.
func forbidden(data []byte) bool {
	const header, record, fsType = 12, 16, 8
	if len(data) < header {
		return false
	}
	for i := range int(binary.BigEndian.Uint16(data[4:])) {
		at := header + i*record
		if at+record > len(data) {
			return false
		}
		if string(data[at:at+4]) != "OS/2" {
			continue
		}
		offset := int(binary.BigEndian.Uint32(data[at+8:])) + fsType
		if offset+2 > len(data) {
			return false
		}
		said := binary.BigEndian.Uint16(data[offset:])
		return said&0xf == 2 || said&0x100 != 0
	}
	return false
}
