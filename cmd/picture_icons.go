package cmd

import (
	"slices"
	"strings"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/kind"
	"asbuilt/render/icons"
	"asbuilt/render/scene"
	"asbuilt/render/views"
)

// readIcons are the icons of a folder for what a model may show, as render takes them;
// none for an empty folder. Kinds of AWS in the model that have none are told; and, where
// pictures are wanted as dots, icons that have none.
func (e *environment) readIcons(dir string, m *model.Model, dots bool,
	lang finding.Lang) (map[string]*scene.Icon, error) {
	if dir == "" {
		return nil, nil
	}
	set, err := icons.Open(dir)
	if err != nil {
		return nil, err
	}
	all := map[string]*scene.Icon{}
	kinds := slices.Clone(kind.All())
	for _, own := range m.Kinds {
		if k := m.Kind(own.ID); k != nil {
			kinds = append(kinds, *k)
		}
	}
	for i := range kinds {
		if all[kinds[i].ID], err = set.Of(&kinds[i]); err != nil {
			return nil, err
		}
	}
	for _, style := range []views.Style{
		views.Account, views.Region, views.VPC, views.Public, views.Private, views.Isolated,
	} {
		if all["place/"+string(style)], err = set.Place(string(style)); err != nil {
			return nil, err
		}
	}
	var without, vector []finding.Text
	for _, el := range m.Elements {
		if k := m.Kind(el.Kind.ID); k != nil && len(k.AWS) > 0 && all[k.ID] == nil {
			without = append(without, k.Label)
		} else if k != nil && all[k.ID] != nil && all[k.ID].PNG == nil {
			vector = append(vector, k.Label)
		}
	}
	if len(without) > 0 {
		e.say(e.streams.Err, "asbuilt: no icon in %s for %s: drawn as without icons",
			"asbuilt: %s에 아이콘이 없어 원래 그림으로 그린 종류: %s", dir, someOf(without, lang))
	}
	if len(vector) > 0 && dots {
		e.say(e.streams.Err, "asbuilt: no icon as PNG in %s for %s: in PNG and PDF drawn as without icons",
			"asbuilt: %s에 PNG 아이콘이 없어 PNG와 PDF에서 원래 그림으로 그린 종류: %s", dir, someOf(vector, lang))
	}
	return all, nil
}

// mostNamed bounds how many kinds a line names.
const mostNamed = 8

// someOf are the names of kinds in a language, each once, by name, and how many more
// there are.
func someOf(kinds []finding.Text, lang finding.Lang) string {
	var names []string
	for _, k := range kinds {
		names = append(names, k.In(lang))
	}
	slices.Sort(names)
	names = slices.Compact(names)
	said := strings.Join(names[:min(len(names), mostNamed)], ", ")
	if more := len(names) - mostNamed; more > 0 {
		said += finding.Say(" and %d more", " 외 %d개", more).In(lang)
	}
	return said
}
