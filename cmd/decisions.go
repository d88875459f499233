package cmd

import (
	"fmt"
	"io/fs"
	"path"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/decisions"
)

// decisionsDir is where decision records lie unless the model says otherwise.
const decisionsDir = "docs/decisions"

// loadDecisions reads the decision records beside the model and ties them to
// it.
func loadDecisions(src source, m *model.Model) (*decisions.Set, finding.List, error) {
	dir := path.Clean(m.DecisionsDir.Or(decisionsDir))
	if _, err := fs.Stat(src.fsys, dir); err != nil && m.DecisionsDir.IsSet() {
		return nil, nil, fmt.Errorf("read decisions: the model names the folder %q, which cannot be read: %w", dir, err)
	}
	set, findings, err := decisions.Load(src.fsys, dir)
	if err != nil {
		return nil, nil, err
	}
	return set, append(findings, set.Link(m)...), nil
}
