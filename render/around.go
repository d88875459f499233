package render

import (
	"context"
	"fmt"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/render/sheet"
	"asbuilt/render/views"
)

// Around is the picture of an element with what it speaks with, in one language; touching
// are the connections from and to it, each once. It is
// empty where the element speaks with nothing. It stands on a page about the element and
// has neither frame nor legend. Nothing of it is kept: a site has thousands.
func Around(ctx context.Context, m *model.Model, e *model.Element, touching []*model.Connection,
	lang finding.Lang, o Options) (Picture, error) {
	d := views.Around(m, e, touching, o.Overlay)
	if !d.Empty.IsZero() {
		return Picture{View: d.View, Lang: lang, Empty: true}, nil
	}
	at, err := place(ctx, d, Options{})
	if err != nil {
		return Picture{}, fmt.Errorf("around %q: %w", e.ID, err)
	}
	so := o.sheet(lang, nil)
	so.Alone = true
	return o.picture(d, lang, sheet.Compose(d, at, so)), nil
}
