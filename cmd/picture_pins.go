package cmd

import (
	"errors"
	"io/fs"
	"path"
	"path/filepath"
	"slices"

	"asbuilt/files"
	"asbuilt/finding"
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
		return nil, nil, finding.Errorf("read pins: %v",
			"고정 위치를 읽지 못했습니다: %v", err)
	}
	p, findings, err := pins.Parse(name, data)
	p.Follow(m.Renames())
	return p, findings, err
}

// noPins says why a model can have no pins, or nil.
func noPins(src source, m *model.Model) error {
	if src.name == stdinName {
		return finding.Errorf("a model on standard input has no file beside it",
			"표준 입력의 모델에는 옆에 둘 파일이 없습니다")
	}
	if slices.ContainsFunc(m.Environments, func(e *model.Term) bool { return e.ID == "layout" }) {
		return finding.Errorf("%s is the overlay of the environment %q",
			"%s은(는) 환경 %q의 오버레이입니다", model.PinsName(src.name), "layout")
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
		return nil, finding.Errorf("%s is not valid; delete it to draw without pins",
			"%s에 오류가 있습니다. 지우면 고정 위치 없이 그립니다",
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
		e.say(e.streams.Err,
			"asbuilt: %s in %s for what is not there; asbuilt check says which, asbuilt render --pin drops it",
			"asbuilt: %[2]s에 없는 것의 %[1]s. 어느 것인지는 asbuilt check로 보고, asbuilt render --pin으로 지우십시오",
			several(n, "pin", "고정 위치 %d개"), path.Join(src.dir, model.PinsName(src.name)))
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
		return nil, usagef("--pin and --env exclude each other: what is pinned is the model itself",
			"--pin과 --env는 함께 쓸 수 없습니다. 고정하는 것은 모델 자체입니다")
	}
	if err := noPins(src, m); err != nil {
		return nil, usagef("--pin has nowhere to write: %v",
			"--pin으로 쓸 곳이 없습니다: %v", err)
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
	e.say(e.streams.Err, "%s pinned in %s", "%[2]s: %[1]s의 자리를 고정함", several(len(p.Views()), "view", "뷰 %d개"), name)
	return p, nil
}
