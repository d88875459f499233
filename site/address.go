package site

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"regexp"
	"strings"

	"asbuilt/finding"
	"asbuilt/model/decisions"
)

// Addresses: every thing has one page, at a path made from its id alone, so
// that links from outside stay good. Paths are relative to an edition (one
// language); an edition lies at the root or in a folder named after it.

var (
	plainSlug = regexp.MustCompile(`^[a-z0-9][a-z0-9_]*([.-][a-z0-9_]+)*$`)
	notSlug   = regexp.MustCompile(`[^a-z0-9]+`)
	// reservedName matches what Windows does not accept as a file name.
	reservedName = regexp.MustCompile(`^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)`)
)

// slug is id as a file name that every system keeps apart from others: id
// itself when it is short lower-case ASCII, else what is left of it as ASCII
// with a short hash.
func slug(id string) string {
	if plainSlug.MatchString(id) && len(id) <= 80 && !reservedName.MatchString(id) {
		return id
	}
	sum := sha256.Sum256([]byte(id))
	stem := strings.Trim(notSlug.ReplaceAllString(strings.ToLower(id), "-"), "-")
	if len(stem) > 40 {
		stem = strings.Trim(stem[:40], "-")
	}
	if stem != "" {
		stem += "-"
	}
	return stem + hex.EncodeToString(sum[:4])
}

func viewPath(id string) string     { return "views/" + slug(id) + ".html" }
func elementPath(id string) string  { return "elements/" + slug(id) + ".html" }
func boundaryPath(id string) string { return "boundaries/" + slug(id) + ".html" }
func modulePath(id string) string   { return "modules/" + slug(id) + ".html" }
func flowPath(id string) string     { return "flows/" + slug(id) + ".html" }
func dataPath(id string) string     { return "data/" + slug(id) + ".html" }

// decisionPaths are made from the names of the files, which is where numbers
// stand; of two that clash, the later by path gets a hash of it.
func decisionPaths(all []*decisions.Record) map[*decisions.Record]string {
	paths := map[*decisions.Record]string{}
	taken := map[string]bool{}
	for _, r := range all {
		name := slug(r.Slug)
		if r.Number >= 0 {
			name = fmt.Sprintf("%04d-%s", r.Number, name)
		}
		if taken[name] {
			sum := sha256.Sum256([]byte(r.Path))
			name += "-" + hex.EncodeToString(sum[:4])
		}
		taken[name] = true
		paths[r] = "decisions/" + name + ".html"
	}
	return paths
}

func groupAnchor(id string) string     { return "group-" + slug(id) }
func incidentAnchor(id string) string  { return "incident-" + slug(id) }
func partitionAnchor(id string) string { return "partition-" + slug(id) }

// connectionAnchor is the fragment of a connection on the pages of its ends.
func connectionAnchor(id string) string { return "connection-" + slug(id) }

// relative is the address of to, which may carry a fragment, as written on
// the page from. Both are paths from the root of the site.
func relative(from, to string) string {
	file, fragment, _ := strings.Cut(to, "#")
	if fragment != "" {
		fragment = "#" + fragment
	}
	if file == from && fragment != "" {
		return fragment
	}
	if dir := path.Dir(from) + "/"; strings.HasPrefix(file, dir) {
		return strings.TrimPrefix(file, dir) + fragment
	}
	return strings.Repeat("../", strings.Count(from, "/")) + file + fragment
}

// path is where the edition's page p lies in the site.
func (ed *edition) path(p string) string { return editionPath(ed.atlas, ed.lang, p) }

func editionPath(a *atlas, lang finding.Lang, p string) string {
	if lang == a.lang {
		return p
	}
	return string(lang) + "/" + p
}
