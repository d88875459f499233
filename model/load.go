package model

import (
	"io/fs"
	"path"
	"slices"

	"asbuilt/finding"
)

// Options says which reading of a model is wanted. The zero value is the base
// model.
type Options struct {
	// Env names an environment, whose overlay architecture.ENV.yaml is laid over
	// the base.
	Env string
}

// Load reads the model at name in fsys, with what it includes. The model is nil
// when a file is not YAML or holds none; otherwise it is as complete as the
// findings allow, and without findings of severity error every reference in it
// resolves. The error is for what cannot be read at all.
func Load(fsys fs.FS, name string, opt Options) (*Model, finding.List, error) {
	l := newLoader(fsys, name, opt.Env, newReporter(rules()))
	root, err := l.file(name, nil)
	if err != nil {
		return nil, nil, err
	}
	if root != nil && opt.Env != "" {
		if root, err = l.overlay(root, name); err != nil {
			return nil, nil, err
		}
	}
	if root != nil {
		root = l.d.expandTemplates(root)
	}
	if root == nil || !l.d.light(root) {
		l.d.findings.Sort()
		return nil, l.d.findings, nil
	}
	m := l.d.model(root)
	m.link(l.d)
	m.check(l.d.reporter)
	if opt.Env == "" { // which may be without some of them
		m.checkAcceptedConnections(l.d.reporter)
	}
	m.checkFiles(l.d.reporter, fsys, path.Dir(name))
	l.d.findings.Sort()
	return m, l.d.findings, nil
}

// LoadAll reads the base model and, laid over it, each of its environments. The
// models are keyed by environment, the base by ""; a model is missing when it
// could not be put together. The findings are those of all of them, each once,
// and what two environments share though each should have its own.
func LoadAll(fsys fs.FS, name string) (map[string]*Model, finding.List, error) {
	base, findings, err := Load(fsys, name, Options{})
	if base == nil || err != nil {
		return nil, findings, err
	}
	models := map[string]*Model{"": base}
	r := newReporter(rules())
	r.repeat(findings)
	var own []environment
	for _, env := range base.Environments {
		m, more, err := Load(fsys, name, Options{Env: env.ID})
		if err != nil {
			return nil, nil, finding.Errorf("environment %s: %s", "%s 환경: %s", env.ID, err)
		}
		r.repeat(more)
		if m == nil {
			continue
		}
		models[env.ID] = m
		if _, err := fs.Stat(fsys, overlayName(name, env.ID)); err == nil ||
			!slices.ContainsFunc(own, environment.isBase) {
			own = append(own, environment{env.ID, m, err != nil})
		}
	}
	compareEnvironments(r, own)
	r.findings.Sort()
	return models, r.findings, nil
}
