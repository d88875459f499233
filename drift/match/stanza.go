package match

import (
	"fmt"
	"strconv"
	"strings"

	"asbuilt/discover"
	"asbuilt/model/kind"
	"asbuilt/pattern"
)

// Stanza is the line of a model that would declare a resource, and the section that
// it belongs into; both are empty for what the catalogue has no kind for. No two
// resources get one id.
func (r *Result) Stanza(res *discover.Resource) (section, line string) {
	variant := ""
	if f, ok := res.Facts.(discover.Varied); ok {
		variant = f.Variant().Value
	}
	k := kind.Realised(res.Type, variant)
	if len(k.AWS) == 0 {
		return "", ""
	}
	section = "elements"
	switch k.Category {
	case kind.Place:
		section = "boundaries"
	case kind.Set:
		section = "groups"
	}
	id := r.newID(res)
	keys := []string{"kind: " + k.ID}
	in, zone, _ := strings.Cut(r.home(res), "/")
	if k.Regional || in == "" || k.Has(kind.VPC) {
		in, zone = r.region(res), ""
	}
	if in != "" {
		keys = append(keys, "in: "+in)
	}
	if blocks, ok := res.Facts.(discover.Blocked); ok {
		switch block := blocks.Blocks().Value[0]; {
		case k.Has(kind.Tier):
			keys = append(keys, fmt.Sprintf("per_zone: {%s: %s}", discover.ZoneLetter(res), block))
		case block != "":
			keys = append(keys, "cidr: "+block)
		}
	} else if zone != "" {
		keys = append(keys, "zones: ["+zone+"]")
	}
	if by := r.matching(res, id); by != "" {
		keys = append(keys, "match: {"+by+"}")
	}
	return section, id + ": {" + strings.Join(keys, ", ") + "}"
}

// matching is how `match:` finds res and nothing else; empty where its name does.
// A name outlives the resource that has it, an id does not.
func (r *Result) matching(res *discover.Resource, id string) string {
	if r.Index.Namesake(res) {
		return "id: " + scalar(res.ID)
	}
	switch {
	case res.Name == id:
		return ""
	case res.Name == "" || strings.ContainsAny(res.Name, "*?"):
		return "id: " + scalar(res.ID)
	}
	return "name: " + scalar(res.Name)
}

var (
	notInID    = pattern.New(`[^\p{L}\p{N}\p{M}_.-]+`)
	plainValue = pattern.New(`^[A-Za-z/][A-Za-z0-9_./-]*$`)
)

// scalar is a text as YAML takes it in a list of keys.
func scalar(text string) string {
	switch strings.ToLower(text) {
	case "y", "n", "yes", "no", "on", "off", "true", "false", "null":
		return strconv.Quote(text)
	}
	if plainValue.MatchString(text) {
		return text
	}
	return strconv.Quote(text)
}

// newID is an id that neither the model nor another stanza has, after the name of
// res.
func (r *Result) newID(res *discover.Resource) string {
	name := res.Name
	if name == "" {
		name = discover.LastSegment(res.ID)
	}
	base := strings.Trim(notInID.ReplaceAllString(strings.ToLower(name), "-"), "-.")
	if base == "" {
		base = "unnamed"
	}
	key := discover.HashOf(res.Type, res.Account, res.Region, res.ID, res.ARN)
	n, known := r.numbers[key]
	if !known {
		for n = 1; r.isTaken(numbered(base, n)); n++ {
		}
		r.given[discover.HashOf(numbered(base, n))], r.numbers[key] = true, n
	}
	return numbered(base, n)
}

// numbered is the id of the n-th of its name.
func numbered(base string, n int) string {
	if n == 1 {
		return base
	}
	return fmt.Sprintf("%s-%d", base, n)
}

func (r *Result) isTaken(id string) bool {
	m := r.Model
	return r.given[discover.HashOf(id)] || m.Element(id) != nil || m.Boundary(id) != nil || m.Group(id) != nil ||
		m.Module(id) != nil
}

// region is the place of the model that stands for the region of res, or for its
// account where it is global or the model has no such region; empty for neither.
func (r *Result) region(res *discover.Resource) (id string) {
	for _, b := range r.Model.Boundaries {
		if b.Account() != "" && b.Account() != res.Account {
			continue
		}
		switch {
		case b.Has(kind.Region) && b.Region() == res.Region:
			return b.ID
		case b.Has(kind.Account) && id == "":
			id = b.ID
		}
	}
	return id
}
