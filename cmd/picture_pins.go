package cmd

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"

	"asbuilt/files"
	"asbuilt/finding"
	"asbuilt/finding/plain"
	"asbuilt/model"
	"asbuilt/model/decisions"
	"asbuilt/render"
	"asbuilt/render/pins"
)

// loadPins reads the file beside the model that says where things stand in
// pictures. There is none beside standard input, nor where an environment has
// that name for its overlay.
func loadPins(src source, m *model.Model) (*pins.Pins, finding.List, error) {
	if noPins(src, m) != nil {
		return nil, nil, nil
	}
	name := model.PinsName(src.name)
	data, err := fs.ReadFile(src.fsys, name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil, nil
	case err != nil:
		return nil, nil, fmt.Errorf("read pins: %w", err)
	}
	p, findings, err := pins.Parse(name, data)
	p.Follow(m.Renames())
	return p, findings, err
}

// noPins says why a model can have no pins, or nil.
func noPins(src source, m *model.Model) error {
	if src.name == stdinName {
		return errors.New("a model on standard input has no file beside it")
	}
	if slices.ContainsFunc(m.Environments, func(e *model.Term) bool { return e.ID == "layout" }) {
		return fmt.Errorf("%s is the overlay of the environment %q", model.PinsName(src.name), "layout")
	}
	return nil
}

// pinned reads the pins, and fails, saying why, when the file is wrong.
func (e *environment) pinned(src source, m *model.Model, lang finding.Lang) (*pins.Pins, error) {
	p, findings, err := loadPins(src, m)
	if err != nil {
		return nil, err
	}
	if len(findings) > 0 {
		src.place(findings)
		if err := e.tell(findings, pinRules(), lang); err != nil {
			return nil, err
		}
		return nil, fmt.Errorf("%s is not valid; delete it to draw without pins",
			path.Join(src.dir, model.PinsName(src.name)))
	}
	return p, nil
}

// drawPinned is what drawing needs of the pins: [environment.pinned], and a word
// when lines of the file do nothing.
func (e *environment) drawPinned(src source, m *model.Model, set *decisions.Set,
	lang finding.Lang) (*pins.Pins, error) {
	p, err := e.pinned(src, m, lang)
	if n := len(unused(p, m, set, e.env)); n > 0 {
		plain.Fprintf(e.streams.Err,
			"asbuilt: %s in %s for what is not there; asbuilt check says which, asbuilt render --pin drops it\n",
			several(n, "pin"), path.Join(src.dir, model.PinsName(src.name)))
	}
	return p, err
}

// unused are the notes on pins of what is not there. An environment may leave
// out what the base has, so that only the base is judged.
func unused(p *pins.Pins, m *model.Model, set *decisions.Set, env string) finding.List {
	if env != "" {
		return nil
	}
	return p.Unused(func(view string) (map[string]bool, bool) { return render.Pinnable(m, set, view) })
}

// checkPins is everything that is wrong with the pins of a model.
func (e *environment) checkPins(src source, m *model.Model, set *decisions.Set) (finding.List, error) {
	p, findings, err := loadPins(src, m)
	if err != nil {
		return nil, err
	}
	return append(findings, unused(p, m, set, e.env)...), nil
}

// pinRules are the rules of the file of pins: its own and those of YAML.
func pinRules() finding.Rules { return append(pins.Rules(), model.Rules()...) }

// pin writes where everything stands into the file beside the model. What is
// pinned already stays, and so do views that o does not name.
func (e *environment) pin(src source, m *model.Model, o render.Options, lang finding.Lang) (*pins.Pins, error) {
	if e.env != "" {
		return nil, usagef("--pin and --env exclude each other: what is pinned is the model itself")
	}
	if err := noPins(src, m); err != nil {
		return nil, usagef("--pin has nowhere to write: %w", err)
	}
	p, err := e.pinned(src, m, lang)
	if err != nil {
		return nil, err
	}
	if p == nil {
		p = &pins.Pins{}
	}
	if err := render.Pin(p, m, o); err != nil {
		return nil, err
	}
	name := path.Join(src.dir, model.PinsName(src.name))
	if err := e.mayWrite(); err != nil {
		return nil, err
	}
	if err := files.Replace(filepath.FromSlash(name), p.Encode()); err != nil {
		return nil, err
	}
	plain.Fprintf(e.streams.Err, "%s pinned in %s\n", several(len(p.Views()), "view"), name)
	return p, nil
}
