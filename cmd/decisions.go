package cmd

import (
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
	set, findings, err := decisions.Load(src.fsys, path.Clean(m.DecisionsDir.Or(decisionsDir)))
	if err != nil {
		return nil, nil, err
	}
	return set, append(findings, set.Link(m)...), nil
}
