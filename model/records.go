package model

// Records says where decision records lie and how a team words where a decision
// stands. Folders alone may be written without their key.
type Records struct {
	Folders []String      `yaml:"folders" short:"true" alone:"true" doc:"Folders of the decision records, from the model on: one, or a list."`
	States  []*StatusWord `yaml:"states" doc:"The team's own words for where a decision stands, each with what it means."`
}

// StatusWord is a word of a team with the status it means.
type StatusWord struct {
	Named
	Means String `yaml:"." enum:"draft,proposed,accepted,rejected,deprecated,superseded" doc:"The status that the word means."`
}

// recordsDir is where decision records lie unless the model says otherwise.
const recordsDir = "docs/decisions"

// RecordFolders are the folders of decision records, as the model writes them;
// docs/decisions when it says nothing.
func (m *Model) RecordFolders() []string {
	var all []string
	if m.Records != nil {
		for _, f := range m.Records.Folders {
			if f.IsSet() {
				all = append(all, f.V)
			}
		}
	}
	if len(all) == 0 {
		return []string{recordsDir}
	}
	return all
}
