package sense

import (
	"reflect"
	"slices"

	"asbuilt/finding"
	"asbuilt/model"
)

// Coverage says how much a model says: what nobody declared, nothing here judges.
type Coverage struct {
	// Facts that the kinds of all elements have and that are compared with AWS, and
	// how many of them are declared.
	Facts    int `json:"facts"`
	Declared int `json:"declared"`
	// Elements that AWS runs, and how many of them say where.
	Elements int `json:"elements"`
	Placed   int `json:"placed"`
	// Connections, and how many of them say each of the facts that protect them.
	Connections int `json:"connections"`
	TLS         int `json:"tls"`
	Auth        int `json:"auth"`
	Ports       int `json:"ports"`
	// Tiers, and how many of them say how the internet reaches them.
	Tiers   int `json:"tiers"`
	Exposed int `json:"exposure"`
	// Of is each element with what it says.
	Of []Covered `json:"of"`
}

// Covered is what one element says of its kind.
type Covered struct {
	ID   string       `json:"id"`
	Name finding.Text `json:"name"`
	Kind string       `json:"kind"`
	// Declared are the facts of its kind that it states, Worth those that are compared
	// with AWS, or looked at here, and that it does not.
	Declared []string `json:"declared"`
	Worth    []string `json:"worth"`
}

// CoverageOf counts what a model says.
func CoverageOf(m *model.Model) *Coverage {
	c := &Coverage{Of: []Covered{}}
	for _, e := range m.Elements {
		k := m.Kind(e.Kind.ID)
		if k == nil {
			continue
		}
		covered := Covered{ID: e.ID, Name: e.Title(), Kind: k.ID, Declared: []string{}, Worth: []string{}}
		said := keysSaid(e)
		for _, fact := range k.Facts {
			switch {
			case said[fact]:
				covered.Declared = append(covered.Declared, fact)
			case slices.Contains(k.Checked, fact):
				covered.Worth = append(covered.Worth, fact)
			}
			if slices.Contains(k.Checked, fact) {
				c.Facts++
				if said[fact] {
					c.Declared++
				}
			}
		}
		if len(k.AWS) > 0 {
			c.Elements++
			if said["in"] {
				c.Placed++
			} else {
				covered.Worth = append(covered.Worth, "in")
			}
		}
		c.Of = append(c.Of, covered)
	}
	for _, conn := range m.Connections {
		if conn.Derived {
			continue
		}
		c.Connections++
		c.TLS += one(conn.TLS.IsSet())
		c.Auth += one(conn.Auth.IsSet())
		c.Ports += one(conn.Port.IsSet())
	}
	for _, b := range m.Boundaries {
		if k := m.Kind(b.Kind.ID); k != nil && slices.Contains(k.Facts, "exposure") {
			c.Tiers++
			c.Exposed += one(b.Exposure.IsSet())
		}
	}
	return c
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// keysSaid are the keys that an element states, its template's too.
func keysSaid(e *model.Element) map[string]bool {
	said := map[string]bool{}
	v := reflect.ValueOf(e).Elem()
	for i := range v.NumField() {
		f := v.Type().Field(i)
		if key := f.Tag.Get("yaml"); f.IsExported() && key != "" && key != "-" {
			said[key] = !v.Field(i).IsZero()
		}
	}
	return said
}
