package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"

	"github.com/goreleaser/nfpm/v2"
	_ "github.com/goreleaser/nfpm/v2/deb" // nfpm.Get finds the formats that are imported
	"github.com/goreleaser/nfpm/v2/files"
	_ "github.com/goreleaser/nfpm/v2/rpm"
)

// place says where a file of the archive lies in an installed package.
func place(name string) string {
	switch {
	case strings.HasPrefix(name, "asbuilt"):
		return "/usr/bin/" + name
	case name == "completions/asbuilt.bash":
		return "/usr/share/bash-completion/completions/asbuilt"
	case name == "completions/_asbuilt":
		return "/usr/share/zsh/site-functions/_asbuilt"
	case name == "completions/asbuilt.fish":
		return "/usr/share/fish/vendor_completions.d/asbuilt.fish"
	case strings.HasPrefix(name, "completions/"): // of a shell that Linux has no folder for
		return ""
	case name == "LICENSE":
		return "/usr/share/doc/asbuilt/copyright"
	}
	return "/usr/share/doc/asbuilt/" + name
}

// packages writes a .deb and a .rpm. Both programs that asbuilt starts lie
// beside it; git is only recommended, as only some commands need it.
func (r *release) packages(dir string, t target, content []file) error {
	staged, err := os.MkdirTemp("", "asbuilt-package-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(staged)
	var list files.Contents
	for _, f := range content {
		to := place(f.name)
		if to == "" {
			continue
		}
		from := filepath.Join(staged, strings.ReplaceAll(f.name, "/", "_"))
		if err := os.WriteFile(from, f.data, f.mode); err != nil {
			return err
		}
		list = append(list, &files.Content{
			Source: from, Destination: to,
			FileInfo: &files.ContentFileInfo{Owner: "root", Group: "root", Mode: f.mode, MTime: r.moment},
		})
	}
	for _, format := range []string{"deb", "rpm"} {
		packager, err := nfpm.Get(format)
		if err != nil {
			return err
		}
		info := nfpm.WithDefaults(&nfpm.Info{
			Name:        "asbuilt",
			Arch:        t.arch,
			Platform:    "linux",
			Version:     r.version,
			Section:     "devel",
			Priority:    "optional",
			Maintainer:  "asbuilt <noreply@asbuilt.invalid>",
			License:     "Apache-2.0",
			MTime:       r.moment,
			Description: "Architecture diagrams of AWS systems that are checked against what runs",
			Overridables: nfpm.Overridables{
				Contents: list, Recommends: []string{"git"}, RPM: nfpm.RPM{BuildHost: "localhost"},
			},
		})
		var b bytes.Buffer
		if err := packager.Package(info, &b); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, packager.ConventionalFileName(info)), b.Bytes(), 0o644); err != nil {
			return err
		}
	}
	return nil
}
