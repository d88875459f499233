package cmd

import (
	"cmp"
	"encoding/json"
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"asbuilt/files"
	"asbuilt/finding"
	"asbuilt/finding/plain"
	"asbuilt/pattern"
)

// version is a site among several in one folder, as versions.json has it.
type version struct {
	Name    string    `json:"name"`
	Preview bool      `json:"preview,omitempty"`
	Built   time.Time `json:"built"`
}

// versionName is what a version may be called: its folder.
var versionName = pattern.New(`^[A-Za-z0-9][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*$`)

// mostVersions is the largest list of versions that is read, in bytes.
const mostVersions = 1 << 20

// versionsList is the file that lists the versions of a folder.
const versionsList = "versions.json"

// versionsIn are the versions that lie in a folder.
func versionsIn(dir string) ([]version, error) {
	data, err := files.Read(filepath.Join(dir, versionsList), mostVersions)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, finding.Errorf("read the versions in %s: %v",
			"%s의 버전들을 읽지 못했습니다: %v", dir, err)
	}
	var all []version
	if err := json.Unmarshal(data, &all); err != nil {
		return nil, finding.Errorf("read the versions in %s: %v",
			"%s의 버전들을 읽지 못했습니다: %v", dir, err)
	}
	return slices.DeleteFunc(all, func(v version) bool {
		return !versionName.MatchString(v.Name) || !files.Exists(filepath.Join(dir, v.Name, "index.html"))
	}), nil
}

// writeVersion writes a site beside those of other names, and the list of all: those
// that are settled first, the latest first.
func (e *environment) writeVersion(dir string, site files.Files, v version, lang finding.Lang) error {
	if err := e.mayWrite(); err != nil {
		return err
	}
	moment, err := e.moment(time.Time{})
	if err != nil {
		return err
	}
	v.Built = moment.UTC().Truncate(time.Second)
	all, err := versionsIn(dir)
	if err != nil {
		return err
	}
	all = append(slices.DeleteFunc(all, func(old version) bool { return old.Name == v.Name }), v)
	slices.SortFunc(all, func(a, b version) int {
		if a.Preview != b.Preview {
			return map[bool]int{true: 1, false: -1}[a.Preview]
		}
		return cmp.Or(b.Built.Compare(a.Built), cmp.Compare(a.Name, b.Name))
	})
	list, err := json.MarshalIndent(all, "", "  ")
	if err != nil {
		return err
	}
	script, err := json.Marshal(all) // escapes what would end a script
	if err != nil {
		return err
	}
	written := files.Files{
		{Name: versionsList, Data: append(list, '\n')},
		{Name: "versions.js", Data: slices.Concat([]byte("window.ASBUILT_VERSIONS="), script, []byte("\n"))},
		{Name: "index.html", Data: leading(all[0].Name, lang)},
	}
	for _, f := range site {
		if f.Name == "404.html" && all[0].Name == v.Name { // hosts show the one at the top
			written = append(written, f)
		}
		f.Name = v.Name + "/" + f.Name
		written = append(written, f)
	}
	said, err := files.WriteAmong(dir, v.Name, written)
	if said != "" {
		plain.Fprintf(e.streams.Err, "asbuilt: %s\n", said)
	}
	return err
}

// leading is a page that leads to the version that people want, without a script.
func leading(name string, lang finding.Lang) []byte {
	return []byte(strings.NewReplacer("LANG", string(lang), "NAME", name).Replace(`<!DOCTYPE html>
<html lang="LANG">
<head>
<meta charset="utf-8" />
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; base-uri 'none'; form-action 'none'" />
<meta http-equiv="refresh" content="0; url=NAME/index.html" />
<title>NAME</title>
</head>
<body><main><p><a href="NAME/index.html">NAME</a></p></main></body>
</html>
`))
}
