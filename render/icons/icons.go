// Package icons finds, in a folder that the user names, the icons that AWS draws for its
// resource types: AWS's own set as it is unpacked, with its folders and names. Icons are
// taken as they are and nothing of them is kept here; what has none keeps the drawing of
// package glyph. An icon that could do anything but be looked at is refused.
//
//	set, err := icons.Open("Asset-Package")
//	icon, err := set.Of(kind.Lookup("lambda"))
package icons

import (
	_ "embed"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"

	"asbuilt/files"
	"asbuilt/finding"
	"asbuilt/model/kind"
	"asbuilt/render/scene"
	"asbuilt/render/svg"
)

// Bounds of a folder and of an icon: AWS's set has some 9,000 files of a few KiB.
const (
	mostFiles = 50_000
	mostDepth = 8
	mostBytes = 256 << 10
)

// Set is the icons of a folder.
type Set struct {
	dir    string
	byName map[string][]file
	// read are icons by name.
	read map[string]*scene.Icon
}

// file is one file of a set.
type file struct {
	// path lies below the folder; set is the part of it above the folders of AWS's
	// categories, the same for all icons of one release.
	path, set string
	size      int
	png       bool
}

// Open looks at the names in a folder. It fails when the folder cannot be read or has
// none of AWS's icons.
func Open(dir string) (*Set, error) {
	info, err := files.Look(dir)
	switch {
	case err != nil:
		return nil, finding.Errorf("read icons: %v", "아이콘을 읽지 못했습니다: %v", err)
	case !info.IsDir():
		return nil, refuse("no folder", dir)
	}
	s := &Set{dir: dir, byName: map[string][]file{}, read: map[string]*scene.Icon{}}
	left := mostFiles
	if err := s.look(".", mostDepth, &left); err != nil {
		return nil, err
	}
	if len(s.byName) == 0 {
		return nil, refuse("no icons", dir)
	}
	return s, nil
}

// look takes the names in a folder below that of the set. Links are not followed, and
// what is hidden is no icon.
func (s *Set) look(below string, depth int, left *int) error {
	entries, err := files.List(filepath.Join(s.dir, below))
	if err != nil {
		return finding.Errorf("read icons: %v", "아이콘을 읽지 못했습니다: %v", err)
	}
	for _, e := range entries {
		if *left--; *left < 0 {
			return refuse("too many", s.dir, mostFiles)
		}
		path := filepath.Join(below, e.Name())
		switch {
		case strings.HasPrefix(e.Name(), "."), strings.HasPrefix(e.Name(), "__"), e.Type()&fs.ModeSymlink != 0:
		case e.IsDir() && depth > 0:
			if err := s.look(path, depth-1, left); err != nil {
				return err
			}
		case e.Type().IsRegular():
			if name, f, ok := parse(path); ok {
				s.byName[name] = append(s.byName[name], f)
			}
		}
	}
	return nil
}

// parse reads the name of a file: Arch_NAME_48.svg, Res_NAME_48.svg or, of older sets,
// Res_NAME_48_Light.svg, NAME_32.svg of a place, and PNGs of these with or without @5x.
func parse(path string) (name string, f file, ok bool) {
	base := filepath.Base(path)
	ext := filepath.Ext(base)
	if ext != ".svg" && ext != ".png" {
		return "", file{}, false
	}
	name = strings.TrimSuffix(base, ext)
	large := strings.HasSuffix(name, "@5x")
	name = strings.TrimSuffix(strings.TrimSuffix(name, "@5x"), "_Light")
	i := strings.LastIndexByte(name, '_')
	if i < 0 {
		return "", file{}, false
	}
	size, err := strconv.Atoi(name[i+1:])
	if err != nil { // that of dark paper among them
		return "", file{}, false
	}
	name = name[:i]
	for _, head := range []string{"Arch_", "Res_"} {
		name = strings.TrimPrefix(name, head)
	}
	if large {
		size *= 5
	}
	return name, file{path, setOf(path), size, ext == ".png"}, true
}

// setOf is the folder of the release that a file belongs to: of AWS's it is two above
// the folder of the category, Architecture-Service-Icons_DATE/Arch_Compute.
func setOf(path string) string {
	parts := strings.Split(filepath.ToSlash(filepath.Dir(path)), "/")
	for i, part := range parts {
		if strings.HasPrefix(part, "Arch_") || strings.HasPrefix(part, "Res_") {
			return strings.Join(parts[:i], "/")
		}
	}
	return filepath.ToSlash(filepath.Dir(path))
}

// Of is the icon of a kind by its first resource type, nil where the set has none.
func (s *Set) Of(k *kind.Kind) (*scene.Icon, error) {
	if len(k.AWS) == 0 {
		return nil, nil
	}
	key, names := lookup(k.AWS[0], k.Variant)
	return s.first(key, names)
}

// Names are the names of icons for a resource type and variant, the best first.
func Names(awsType, variant string) []string {
	_, names := lookup(awsType, variant)
	return names
}

// lookup is the line of the table for a type: with its variant, as it is, or that of its
// service.
func lookup(awsType, variant string) (key string, names []string) {
	service := awsType
	if i := strings.LastIndex(awsType, "::"); i > len("AWS") {
		service = awsType[:i]
	}
	for _, key := range []string{awsType + " " + variant, awsType, service} {
		if names, ok := table()[key]; ok {
			return key, names
		}
	}
	return "", nil
}

// Place is the icon of a place by how its border is drawn, such as "region"; nil where
// the set has none.
func (s *Set) Place(style string) (*scene.Icon, error) {
	key := "place " + style
	return s.first(key, table()[key])
}

// first is the first of these icons that the set has.
func (s *Set) first(key string, names []string) (*scene.Icon, error) {
	for _, name := range names {
		if s.byName[name] != nil {
			return s.icon(key, name)
		}
	}
	return nil, nil
}

func (s *Set) icon(key, name string) (*scene.Icon, error) {
	if known := s.read[name]; known != nil {
		return known, nil
	}
	drawn, err := s.choose(key, name, false)
	if err != nil {
		return nil, err
	}
	dots, err := s.choose(key, name, true)
	if err != nil {
		return nil, err
	}
	icon := &scene.Icon{Name: name}
	if drawn != nil {
		if icon.SVG, err = s.bytes(drawn.path); err != nil {
			return nil, err
		}
		if !svg.Harmless(icon.SVG) {
			return nil, refuse("acts", filepath.Join(s.dir, drawn.path))
		}
	}
	if dots != nil {
		if icon.PNG, err = s.bytes(dots.path); err != nil {
			return nil, err
		}
	}
	if drawn == nil {
		return nil, nil
	}
	s.read[name] = icon
	return icon, nil
}

// choose is the file of an icon: of drawings the one of 48 units, which is drawn for
// that, of dots the largest. Two in different sets are told, as nobody can know which is
// meant; in one set AWS has some under two categories, of which the first by name stands.
func (s *Set) choose(key, name string, png bool) (*file, error) {
	var all []file
	for _, f := range s.byName[name] {
		if f.png == png {
			all = append(all, f)
		}
	}
	if len(all) == 0 {
		return nil, nil
	}
	for _, f := range all {
		if f.set != all[0].set {
			return nil, refuse("twice", key, filepath.Join(s.dir, all[0].path), filepath.Join(s.dir, f.path))
		}
	}
	rank := func(f file) int {
		if !png && f.size == 48 {
			return 1 << 20
		}
		return f.size
	}
	best := slices.MaxFunc(all, func(a, b file) int { return rank(a) - rank(b) })
	return &best, nil
}

func (s *Set) bytes(path string) ([]byte, error) {
	data, err := files.Read(filepath.Join(s.dir, path), mostBytes)
	if err != nil {
		return nil, finding.Errorf("read icon: %v", "아이콘을 읽지 못했습니다: %v", err)
	}
	return data, nil
}

// refuse is the error with that text.
func refuse(key string, args ...any) error {
	return finding.Errorf("%s", "%s", texts().Say(key, args...))
}

//go:embed icons.txt
var tableFile string

// table has the names of icons, the best first, by type with variant, type, service, or
// place.
var table = sync.OnceValue(func() map[string][]string { return readTable(tableFile) })

func readTable(text string) map[string][]string {
	all := map[string][]string{}
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		i := strings.LastIndex(line, ": ")
		if i < 0 || all[line[:i]] != nil {
			panic(fmt.Sprintf("icons: line %q", line))
		}
		all[line[:i]] = strings.Split(line[i+2:], ", ")
	}
	return all
}
