package discover

// How much of something runs, when it starts, which groups it works in, and how
// it is asked after its health.

// Banded is what keeps a number of others between a fewest and a most.
type Banded interface {
	// Band is that range.
	Band() Band
}

// Band is the fewest and the most that may run, and what moves both at times.
type Band struct {
	Min, Max Reading[int]
	Actions  Reading[[]ScheduledAction]
}

// Tracking is a policy by which something else scales.
type Tracking interface {
	// Tracks is what it scales, by AWS's own name for it, and the metric that it
	// follows: nil for a policy that follows none.
	Tracks() (scales Reading[string], metric Reading[*TargetTracking])
}

// Stepping is a policy by which something else scales in steps, when an alarm rings.
type Stepping interface {
	// Steps are the names of the alarms that make it act, and whether it then adds to
	// what runs.
	Steps() (alarms Reading[[]string], grows Reading[bool])
}

// Scheduled is what starts something at times.
type Scheduled interface {
	// Times are those times.
	Times() Timetable
}

// Timetable is when something starts.
type Timetable struct {
	// At is the expression, as AWS writes it: cron(…), rate(…); empty for none.
	At Reading[string]
	// Zone is the time zone; without a fact, times are always those of UTC.
	Zone Reading[string]
}

// Member is what says itself which clusters and target groups it is in. Security
// groups are a matter of [Placement].
type Member interface {
	// Groups are the groups of that type that it is in, by ARN; ok is false where
	// it never is in any.
	Groups(typ string) (in Reading[[]string], ok bool)
}

// HealthAsking is what asks something after its health.
type HealthAsking interface {
	// Asks is what it asks, and how often.
	Asks() HealthQuestion
}

// HealthQuestion is a health check. What is no setting of it has no fact.
type HealthQuestion struct {
	Path Reading[string]
	// Port is a number, or traffic-port for the one that requests go to.
	Port Reading[string]
	// Seconds lie between two questions.
	Seconds Reading[int]
	// Good and Bad are how many answers in a row change the verdict.
	Good, Bad Reading[int]
}

// Authorizing is what asks callers who they are.
type Authorizing interface {
	// Authorizations are AWS's words for how, by method or route.
	Authorizations() Reading[map[string]string]
}

// Throttling is what limits how often it may be called.
type Throttling interface {
	// CallLimits are its limits, each with the fact that says so in words.
	CallLimits() []CallLimit
}

// CallLimit is a rate of calls.
type CallLimit struct {
	Rate  float64 // calls a second; zero is no limit
	Burst int
	Said  Reading[string]
	// BurstFact says how large a burst may be, where Said does not.
	BurstFact string
}

// Staged is an API that is published in stages, which are resources of their own.
type Staged interface {
	// StageType is the type of resource that its stages are.
	StageType() string
}

// Stage is a published version of an API.
type Stage interface {
	// StageOf is the id of the API.
	StageOf() Reading[string]
}

// Filtered is what names the web ACL that stands before it.
type Filtered interface {
	// WebACL is the ARN of it; empty without one.
	WebACL() Reading[string]
}
