package main

import (
	"bytes"
	"debug/buildinfo"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	cdx "github.com/CycloneDX/cyclonedx-go"
)

// module is one module that a program is made of.
type module struct{ Path, Version string }

// linked are the modules that are linked into the programs, sorted: what the
// linker wrote into them, not what go.mod allows.
func linked(programs []file) ([]module, error) {
	var all []module
	for _, p := range programs {
		info, err := buildinfo.Read(bytes.NewReader(p.data))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", p.name, err)
		}
		all = append(all, module{"std", info.GoVersion})
		for _, d := range info.Deps {
			if d.Replace != nil {
				d = d.Replace
			}
			all = append(all, module{d.Path, d.Version})
		}
	}
	slices.SortFunc(all, func(a, b module) int { return strings.Compare(a.Path+"@"+a.Version, b.Path+"@"+b.Version) })
	return slices.Compact(all), nil
}

// bill is the bill of materials of a target, in CycloneDX's JSON.
func (r *release) bill(t target, modules []module) ([]byte, error) {
	bom := cdx.NewBOM()
	bom.Metadata = &cdx.Metadata{
		Timestamp: r.moment.Format("2006-01-02T15:04:05Z"),
		Component: &cdx.Component{
			BOMRef: "asbuilt", Type: cdx.ComponentTypeApplication, Name: "asbuilt", Version: r.version,
			Description: "for " + t.String(), Licenses: &cdx.Licenses{{License: &cdx.License{ID: "Apache-2.0"}}},
		},
	}
	var components []cdx.Component
	var needs []string
	for _, m := range modules {
		url := "pkg:golang/" + m.Path + "@" + m.Version
		components = append(components, cdx.Component{
			BOMRef: url, Type: cdx.ComponentTypeLibrary, Name: m.Path, Version: m.Version, PackageURL: url,
		})
		needs = append(needs, url)
	}
	bom.Components = &components
	bom.Dependencies = &[]cdx.Dependency{{Ref: "asbuilt", Dependencies: &needs}}
	var b bytes.Buffer
	err := cdx.NewBOMEncoder(&b, cdx.BOMFileFormatJSON).SetPretty(true).Encode(bom)
	return b.Bytes(), err
}

// licenceFile is how the files are called in which a module says under which
// terms it may be passed on.
var licenceFile = regexp.MustCompile(`(?i)^(licen[cs]e|copying|notice|patents|unlicense)([-._].*)?$`)

// licences is the text of every licence and notice of what is linked. A module
// without any is an error: it may not be passed on.
func (r *release) licences(modules []module) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("asbuilt is made with the modules below. Each is passed on under its own terms.\n")
	for _, m := range modules {
		dir, err := r.folder(m)
		if err != nil {
			return nil, err
		}
		texts, err := licenceTexts(dir, m.Path != "std")
		if err != nil {
			return nil, err
		}
		if len(texts) == 0 {
			return nil, fmt.Errorf("%s %s has no licence in %s", m.Path, m.Version, dir)
		}
		for _, f := range texts {
			fmt.Fprintf(&b, "\n%s\n%s %s: %s\n\n", strings.Repeat("=", 78), m.Path, m.Version, f.name)
			b.Write(bytes.TrimSpace(f.data))
			b.WriteByte('\n')
		}
	}
	return b.Bytes(), nil
}

// folder is where the source of a module lies on this machine.
func (r *release) folder(m module) (string, error) {
	args := []string{"list", "-m", "-json", m.Path}
	if m.Path == "std" {
		args = []string{"env", "-json", "GOROOT"}
	}
	c := exec.Command("go", args...)
	c.Dir = r.root
	text, err := c.Output()
	if err != nil {
		return "", fmt.Errorf("find the source of %s: %w", m.Path, err)
	}
	var found struct{ Dir, GOROOT string }
	if err := json.Unmarshal(text, &found); err != nil {
		return "", err
	}
	if m.Path == "std" {
		return found.GOROOT, nil
	}
	if found.Dir == "" {
		return "", fmt.Errorf("the source of %s is not on this machine: go mod download", m.Path)
	}
	return found.Dir, nil
}

// licenceTexts are the licences in a folder and, if deep, below it outside of
// test data: a module may carry parts of others.
func licenceTexts(dir string, deep bool) ([]file, error) {
	var found []file
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			below := strings.Count(filepath.ToSlash(strings.TrimPrefix(name, dir)), "/")
			tests := slices.Contains([]string{"testdata", "test", "tests"}, d.Name())
			if below > 4 || below > 0 && (!deep || tests) {
				return fs.SkipDir
			}
			return nil
		}
		if !licenceFile.MatchString(d.Name()) || strings.HasSuffix(d.Name(), ".go") {
			return nil
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		inside, err := filepath.Rel(dir, name)
		found = append(found, file{name: filepath.ToSlash(inside), data: data})
		return err
	})
	return found, err
}

// dockerfile writes the recipe of an image with nothing in it but the programs.
func (r *release) dockerfile(dir string) error {
	recipe, err := os.ReadFile(filepath.Join(r.root, "release", "Dockerfile"))
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "Dockerfile"), recipe, 0o644)
}
