package cmd

import (
	"bytes"
	"context"

	"github.com/spf13/pflag"

	"asbuilt/files"
	"asbuilt/finding"
	"asbuilt/render"
	"asbuilt/render/svg"
	"asbuilt/report"
)

// changesName is the page beside the pictures that says what changed in words.
const changesName = "changes.md"

// changePictures say where the pictures that changed go, and which of them.
type changePictures struct {
	out   string
	views []string
	place placeFlags
}

func (o *changePictures) bind(f *pflag.FlagSet) {
	f.StringVar(&o.out, "out", "", "")
	f.StringSliceVar(&o.views, "view", nil, "")
	o.place.bind(f)
}

// draw writes the pictures that changed, and the page that shows them; said is
// what it did.
func (e *environment) draw(ctx context.Context, o *changePictures, before, after *reading,
	changes *report.Changes) (views []report.ChangedView, said finding.Text, err error) {
	lang, err := e.language()
	if err != nil {
		return nil, said, err
	}
	sides := [2]render.Side{before.drawn(), after.drawn()}
	if err := knownViews(render.ComparedViews(sides[0], sides[1]), o.views); err != nil {
		return nil, said, err
	}
	options := render.Options{
		Views: o.views,
		SVG:   svg.Options{Form: svg.Standalone},
		Place: o.place.placer(e.streams.Err),
	}
	if e.lang != "" {
		options.Langs = []finding.Lang{lang}
	}
	compared, err := render.Compare(ctx, sides[0], sides[1], options)
	if err != nil {
		return nil, said, err
	}
	// What a side with errors seems not to have may be there: it is not drawn as gone or new.
	all, views := changedViews(compared, len(before.Errors)+len(after.Errors) == 0)
	pictures := len(all)
	var page bytes.Buffer
	whole := *changes
	whole.Views = views
	if err := report.WriteChanges(&page, &whole, report.Options{Format: report.Markdown, Lang: lang}); err != nil {
		return nil, said, err
	}
	all = append(all, files.File{Name: changesName, Data: page.Bytes()})
	if err := e.write(o.out, all); err != nil {
		return nil, said, err
	}
	said = finding.Say("%s of %s in %s", "%[3]s: %[2]s의 %[1]s", several(pictures, "picture", "그림 %d개"),
		several(len(views), "changed view", "바뀐 뷰 %d개"), o.out)
	return views, said, nil
}

// changedViews are the files of all pictures, and which is which; those of what changed
// are left out unless they are marked.
func changedViews(compared []render.Comparison, marked bool) (files.Files, []report.ChangedView) {
	var all files.Files
	var views []report.ChangedView
	for _, v := range compared {
		entry := report.ChangedView{ID: v.View.ID, Title: v.View.Title}
		for _, p := range []struct {
			suffix  string
			picture *render.Picture
			name    *string
		}{
			{"before", v.Before, &entry.Before},
			{"changes", v.Changes, &entry.Changes},
			{"after", v.After, &entry.After},
		} {
			if p.picture != nil && (marked || p.suffix != "changes") {
				*p.name = v.View.ID + "." + p.suffix + ".svg"
				all = append(all, files.File{Name: *p.name, Data: p.picture.SVG})
			}
		}
		views = append(views, entry)
	}
	return all, views
}
