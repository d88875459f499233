package model

// Publish says what the site that is built may tell.
type Publish struct {
	Redact Bool `yaml:"redact" doc:"Whether account ids, ARNs, addresses, ids of resources, mail and evidence are left out, as with build --redact."`
}
