// Package address says where each page of the site lies. Every thing has one
// page, at a path made from its id alone, so that links from outside stay good.
// Paths are relative to an edition (one language); an edition lies at the root
// or in a folder named after it.
package address

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"strconv"
	"strings"

	"asbuilt/model/decisions"
	"asbuilt/pattern"
)

var (
	plainSlug = pattern.New(`^[a-z0-9][a-z0-9_]*([.-][a-z0-9_]+)*$`)
	notSlug   = pattern.New(`[^a-z0-9]+`)
	// reservedName matches what Windows does not accept as a file name.
	reservedName = pattern.New(`^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)`)
)

// Slug is id as a file name that every system keeps apart from others: id
// itself when it is short lower-case ASCII, else what is left of it as ASCII
// with a short hash.
func Slug(id string) string {
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

// Drift is the page of that index, from zero, among those that show what was found.
func Drift(page int) string {
	if page == 0 {
		return "drift.html"
	}
	return "drift-" + strconv.Itoa(page+1) + ".html"
}

// Views begins the pages of pictures.
const Views = "views/"

// View is the page of the picture with that id.
func View(id string) string { return Views + Slug(id) + ".html" }

// Element is the page of an element.
func Element(id string) string { return "elements/" + Slug(id) + ".html" }

// Boundary is the page of a place.
func Boundary(id string) string { return "boundaries/" + Slug(id) + ".html" }

// Module is the page of a module.
func Module(id string) string { return "modules/" + Slug(id) + ".html" }

// Owner is the page of somebody who answers for something, by the word that the model
// has for them.
func Owner(key string) string { return "owners/" + Slug(key) + ".html" }

// Flow is the page of a flow.
func Flow(id string) string { return "flows/" + Slug(id) + ".html" }

// Data is the page of a class of data.
func Data(id string) string { return "data/" + Slug(id) + ".html" }

// Connection is where a connection stands on the page of the element from that
// opens it.
func Connection(from, id string) string { return Element(from) + "#" + ConnectionAnchor(id) }

// Partition is where a part of a store stands on the page of the store.
func Partition(store, id string) string { return Element(store) + "#" + PartitionAnchor(id) }

// Group is where a group stands among the places.
func Group(id string) string { return "places.html#" + GroupAnchor(id) }

// Incident is where an incident stands on the page of operations.
func Incident(id string) string { return "operations.html#" + IncidentAnchor(id) }

// Decisions are the pages of decision records. They are made from the names of the files, which is where numbers
// stand; of two that clash, the later by path gets a hash of it.
func Decisions(all []*decisions.Record) map[*decisions.Record]string {
	paths := map[*decisions.Record]string{}
	taken := map[string]bool{}
	for _, r := range all {
		name := Slug(r.Slug)
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

// Documents are the pages of the Markdown files at those paths; of two that
// clash, the later one gets a hash of its path.
func Documents(files []string) map[string]string {
	paths := map[string]string{}
	taken := map[string]bool{}
	for _, file := range files {
		name := Slug(strings.TrimSuffix(path.Base(file), ".md"))
		if taken[name] {
			sum := sha256.Sum256([]byte(file))
			name += "-" + hex.EncodeToString(sum[:4])
		}
		taken[name] = true
		paths[file] = "runbooks/" + name + ".html"
	}
	return paths
}

// Figure is where the picture at that path beside the model lies in the site.
func Figure(file, ext string) string {
	sum := sha256.Sum256([]byte(file))
	stem := Slug(strings.ToLower(strings.TrimSuffix(path.Base(file), path.Ext(file))))
	return "figures/" + stem + "-" + hex.EncodeToString(sum[:4]) + ext
}

// GroupAnchor is the fragment of a group on the page of places.
func GroupAnchor(id string) string { return "group-" + Slug(id) }

// IncidentAnchor is the fragment of an incident on the page of operations.
func IncidentAnchor(id string) string { return "incident-" + Slug(id) }

// PartitionAnchor is the fragment of a part on the page of its store.
func PartitionAnchor(id string) string { return "partition-" + Slug(id) }

// ConnectionAnchor is the fragment of a connection on the pages of its ends.
func ConnectionAnchor(id string) string { return "connection-" + Slug(id) }

// Relative is the address of to, which may carry a fragment, as written on
// the page from. Both are paths from the root of the site.
func Relative(from, to string) string {
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
