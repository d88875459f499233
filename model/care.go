package model

// Encryption is what protects data at rest and on the way.
type Encryption struct {
	AtRest    Bool `yaml:"at_rest" doc:"Whether what is stored is encrypted."`
	Key       Ref  `yaml:"key" ref:"element" traits:"key" doc:"The KMS key; AWS's own unless it says otherwise."`
	InTransit Bool `yaml:"in_transit" doc:"Whether TLS is required of every client."`
}

// Backup is how data comes back.
type Backup struct {
	Retention   Duration `yaml:"retention" doc:"How long backups are kept, at least."`
	PointInTime Bool     `yaml:"point_in_time" doc:"Whether any moment can be restored."`
	Plan        Ref      `yaml:"plan" ref:"element" traits:"backs-up" doc:"The AWS Backup plan that covers it."`
	RPO         Duration `yaml:"rpo" doc:"Most data that may be lost, in time."`
	RTO         Duration `yaml:"rto" doc:"Longest time until it works again."`
	Tested      Date     `yaml:"tested" doc:"Day of the last restore that was tried."`
	How         Text     `yaml:"how" doc:"How it is restored."`
}

// LifecycleRule is when objects of a store move or go.
type LifecycleRule struct {
	Prefix     String   `yaml:"prefix" doc:"Objects it applies to; all unless it says otherwise."`
	Transition String   `yaml:"to" doc:"Storage class they move to, such as GLACIER."`
	After      Duration `yaml:"after" doc:"Age at which they move."`
	Expire     Duration `yaml:"expire" doc:"Age at which they go."`
}

// Rotation is how often a key or secret changes.
type Rotation struct {
	Every Duration `yaml:"every" req:"true" doc:"Longest time between two changes."`
	By    Ref      `yaml:"by" ref:"element" doc:"What does it."`
}

// ImagePolicy is how a registry treats images.
type ImagePolicy struct {
	ScanOnPush Bool     `yaml:"scan_on_push" doc:"Whether each pushed image is scanned."`
	Immutable  Bool     `yaml:"immutable" doc:"Whether a tag can never be moved."`
	Keep       Int      `yaml:"keep" min:"1" max:"100000" doc:"Images that a lifecycle rule keeps."`
	Push       []String `yaml:"push" doc:"Names of the only roles that may push."`
}

// Cost is what a part costs a month, and how it is bought.
type Cost struct {
	Monthly  Number `yaml:"monthly" min:"0" doc:"Amount a month."`
	Currency String `yaml:"currency" pattern:"[A-Z]{3}" doc:"ISO 4217 code; USD unless it says otherwise."`
	Basis    String `yaml:"basis" enum:"estimate,bill,quote" doc:"Where the amount comes from."`
	AsOf     Date   `yaml:"as_of" doc:"Month the amount is of."`
	Purchase String `yaml:"purchase" enum:"on-demand,spot,reserved,savings-plan,serverless" doc:"How it is bought."`
}

// Budget is a limit with thresholds at which someone is told.
type Budget struct {
	Monthly  Number   `yaml:"monthly" req:"true" min:"0" doc:"Limit a month."`
	Currency String   `yaml:"currency" pattern:"[A-Z]{3}" doc:"ISO 4217 code; USD unless it says otherwise."`
	AlertAt  []Number `yaml:"alert_at" doc:"Percentages at which someone is told."`
	Notifies []Ref    `yaml:"notifies" ref:"element" doc:"Who is told."`
	Anomaly  Bool     `yaml:"anomaly_detection" doc:"Whether unusual spending is reported by itself."`
}

// Operations is what is watched of a part, and what helps when it fails.
type Operations struct {
	Alarms     []*Alarm    `yaml:"alarms" as:"list" doc:"Alarms, each with a threshold and who is told."`
	Logs       *Logs       `yaml:"logs" doc:"Where it logs, how long, what is masked."`
	Dashboards []*KeyValue `yaml:"dashboards" as:"map" doc:"Dashboards, by name."`
	Runbook    String      `yaml:"runbook" doc:"Path of the runbook, relative to the model."`
	Traces     Bool        `yaml:"traces" doc:"Whether requests are traced."`
}

// Alarm is a metric with a threshold. Exactly one of Above, Below and Anomaly
// is set.
type Alarm struct {
	Name     String   `yaml:"name" doc:"Name of the alarm, if one is fixed."`
	Metric   String   `yaml:"metric" req:"true" doc:"CloudWatch metric, such as CPUUtilization."`
	Above    Number   `yaml:"above" doc:"Threshold that must not be passed upwards."`
	Below    Number   `yaml:"below" doc:"Threshold that must not be passed downwards."`
	Anomaly  Bool     `yaml:"anomaly" doc:"Whether anything unusual counts."`
	For      Duration `yaml:"for" doc:"How long, before it counts."`
	Notifies Ref      `yaml:"notifies" ref:"element" doc:"Who is told."`
}

// Logs is where a part logs.
type Logs struct {
	Group     String      `yaml:"group" doc:"CloudWatch log group."`
	Path      String      `yaml:"path" doc:"Path on the machine."`
	Retention Duration    `yaml:"retention" doc:"How long they are kept."`
	Protect   *Protection `yaml:"protect" doc:"What is masked or hashed before it is written."`
	Holds     []Ref       `yaml:"holds" ref:"data" doc:"Classes of data that may appear in them."`
	Key       Ref         `yaml:"key" ref:"element" traits:"key" doc:"The KMS key they are encrypted with."`
}

// Protection is what is done to sensitive values before they go on.
type Protection struct {
	Mask    []String `yaml:"mask" doc:"Fields that are blanked."`
	Hash    []String `yaml:"hash" doc:"Fields that are replaced by a hash."`
	Encrypt []String `yaml:"encrypt" doc:"Fields that are encrypted by the program."`
}
