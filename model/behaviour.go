package model

import (
	"strings"
	"time"

	"asbuilt/finding"
)

// Flow is what happens, step by step, when the system is used in one way.
type Flow struct {
	Named
	Label       Text     `yaml:"name" req:"true" doc:"What happens."`
	Description Text     `yaml:"description" doc:"When, and why it matters."`
	Rate        *Traffic `yaml:"rate" doc:"How often."`
	Tokens      Int      `yaml:"tokens" min:"0" doc:"Tokens of a language model that one run costs, about."`
	Steps       []*Step  `yaml:"steps" as:"list" order:"true" req:"true" doc:"The steps, in order."`
	Lifetime
}

// Step is one step of a flow: a message "a -> b", or a set of branches. Exactly
// one of Message, Parallel and Alternatives is set. A message may be written as
// a bare string.
type Step struct {
	Message      Arrow            `yaml:"step" short:"true" doc:"A message, \"from -> to\"; a connection between the two must be declared."`
	Note         Text             `yaml:"note" doc:"What happens at this step."`
	Reply        Text             `yaml:"reply" doc:"What comes back."`
	Cache        String           `yaml:"cache" enum:"hit,miss" doc:"Whether a cache answers."`
	Tokens       Int              `yaml:"tokens" min:"0" doc:"Tokens this step costs, about."`
	Parallel     []*Step          `yaml:"parallel" as:"list" doc:"Steps that happen at the same time."`
	Alternatives []*Branch        `yaml:"alternatives" as:"list" doc:"Ways it can go on; exactly one is taken."`
	Position     finding.Position `yaml:"-"`
}

// Branch is one way a flow can go on.
type Branch struct {
	When    Text    `yaml:"when" req:"true" doc:"When it goes this way."`
	Failure Bool    `yaml:"failure" doc:"Whether this is a failure path."`
	Steps   []*Step `yaml:"steps" as:"list" order:"true" doc:"The steps, in order."`
}

// Arrow is "from -> to".
type Arrow struct {
	From, To Ref
	Position finding.Position `yaml:"-"`
}

// Incident is a failure that is prepared for.
type Incident struct {
	Named
	Symptom  Text            `yaml:"symptom" req:"true" doc:"How it shows."`
	Section  Ref             `yaml:"section" ref:"element" req:"true" doc:"The part that failed."`
	Check    Text            `yaml:"check" doc:"What shows that it is this."`
	Severity String          `yaml:"severity" enum:"minor,major,critical" doc:"How bad it is."`
	Steps    []*IncidentStep `yaml:"steps" as:"list" order:"true" req:"true" doc:"What is done, in order."`
	Then     *Arrow          `yaml:"then" doc:"The way traffic takes meanwhile, \"from -> to\"."`
	Runbook  String          `yaml:"runbook" doc:"Path of the runbook, relative to the model."`
}

// IncidentStep is one act of a failure response.
type IncidentStep struct {
	Do     Text     `yaml:"do" req:"true" doc:"What is done."`
	Who    Text     `yaml:"who" req:"true" doc:"Who does it, in words or by the id of somebody among the elements."`
	Within Duration `yaml:"within" doc:"Within what time."`
}

// Bottleneck is a place where growth will hurt, or where tuning would help.
type Bottleneck struct {
	At           Ref              `yaml:"at" ref:"element" req:"true" doc:"Where."`
	Why          Text             `yaml:"why" req:"true" doc:"What limits it."`
	Alternatives []Text           `yaml:"alternatives" req:"true" doc:"What could be done."`
	Decision     []Cited          `yaml:"decisions" doc:"The decision records about it: numbers, or paths below the folder of records."`
	Position     finding.Position `yaml:"-"`
}

// Permission is what a role may do.
type Permission struct {
	Role      Ref              `yaml:"role" ref:"element" traits:"role" req:"true" many:"true" doc:"The role; a list grants the same to each."`
	Actions   []String         `yaml:"actions" req:"true" doc:"IAM actions, such as s3:GetObject."`
	Resources []String         `yaml:"resources" doc:"Element ids or ARNs they apply to."`
	Because   Text             `yaml:"because" doc:"Why it needs them; wildcards require it."`
	Position  finding.Position `yaml:"-"`
}

// Review is something that people look at again and again.
type Review struct {
	Named
	Label Text     `yaml:"name" req:"true" doc:"What is reviewed."`
	Last  Date     `yaml:"last" req:"true" doc:"Day of the last review."`
	Every Duration `yaml:"every" req:"true" doc:"Longest time between two."`
	Owner Text     `yaml:"owner" doc:"Who does it, in words or by the id of somebody among the elements."`
	About []Ref    `yaml:"about" ref:"element" doc:"What it covers."`
}

// Watch is a development that may change the roadmap.
type Watch struct {
	Named
	Label   Text   `yaml:"name" req:"true" doc:"What is watched."`
	Trigger Text   `yaml:"trigger" req:"true" doc:"What would make us act."`
	Next    Date   `yaml:"next" req:"true" doc:"When we look again."`
	State   Ref    `yaml:"state" ref:"state" doc:"State of the roadmap it would belong to."`
	Options []Text `yaml:"options" doc:"What we would choose from."`
}

// View is a picture of one's own.
type View struct {
	Named
	Label    Text   `yaml:"name" doc:"Title of the picture."`
	Purpose  Text   `yaml:"purpose" doc:"The question it answers."`
	Like     String `yaml:"like" enum:"context,containers,network" doc:"The default view it starts from; containers unless it says otherwise."`
	Select   String `yaml:"select" doc:"A predicate that chooses elements."`
	GroupBy  String `yaml:"group_by" enum:"boundary,module,none" doc:"What the containers of the picture are."`
	Collapse []Ref  `yaml:"collapse" ref:"boundary" doc:"Places drawn as one box."`
	Depth    Int    `yaml:"depth" min:"1" max:"64" doc:"How many places, one in another, are drawn open; what lies deeper is one box each."`
	Layout   String `yaml:"layout" enum:"asbuilt,graphviz" doc:"What places the boxes; asbuilt unless it says otherwise."`
	State    Ref    `yaml:"state" ref:"state" doc:"The state of the roadmap it shows; the current one unless it says otherwise."`
}

// Acceptance accepts something that is found, until a day: a finding, a part of AWS that
// cannot be read, or that nothing is known of a connection.
type Acceptance struct {
	Finding    String           `yaml:"finding" doc:"Code of the finding, or the fingerprint of one."`
	On         String           `yaml:"on" doc:"Id of the element or connection that it is about."`
	Fact       String           `yaml:"fact" doc:"The fact it is about; all facts unless it says otherwise."`
	Value      String           `yaml:"value" doc:"The value that is accepted; with another one the finding is back. Any unless it says otherwise."`
	Unread     String           `yaml:"unread" doc:"Operation that may stay unread, such as s3:GetBucketPolicy, instead of a finding."`
	Account    String           `yaml:"account" pattern:"[0-9]{12}" doc:"Account in which it may; any unless it says otherwise."`
	Region     String           `yaml:"region" doc:"Region in which it may; any unless it says otherwise."`
	Connection String           `yaml:"connection" doc:"Id of a connection of which nothing may be known, instead of a finding."`
	Because    Text             `yaml:"because" req:"true" doc:"Why it is accepted."`
	By         String           `yaml:"by" doc:"Who answers for that."`
	Until      Date             `yaml:"until" req:"true" doc:"Last day on which it is accepted."`
	Ticket     String           `yaml:"ticket" doc:"Where it is followed up."`
	Position   finding.Position `yaml:"-"`
}

// Severity is how much the findings of one code count.
type Severity struct {
	Named
	Level   String `yaml:"severity" req:"true" enum:"error,warning,note" doc:"How much they count."`
	Because Text   `yaml:"because" req:"true" doc:"Why they count more or less than asbuilt has it."`
}

// Weights are the model's severities in the form that finding.Weigh takes.
func (m *Model) Weights() (all []finding.Weight) {
	for _, s := range m.Severities {
		if level, ok := finding.ParseSeverity(s.Level.V); ok {
			all = append(all, finding.Weight{
				Code: s.ID, Severity: level, Position: s.Position, Source: m.SourceLine(s.Position),
			})
		}
	}
	return all
}

// Bound is how long something may take.
type Bound struct {
	Named
	Within Duration `yaml:"." doc:"How long it may take."`
}

// InFlightBound is how long AWS may be changing a resource of a type, such as
// AWS::ECS::Service, before it counts as stuck.
func (m *Model) InFlightBound(typ string) time.Duration {
	bound := time.Hour
	for _, b := range m.InFlight {
		switch b.ID {
		case typ:
			return b.Within.V
		case "default":
			bound = b.Within.V
		}
	}
	return bound
}

// Acceptances are the model's in the form that finding.Accept takes.
func (m *Model) Acceptances() []*finding.Acceptance {
	out := make([]*finding.Acceptance, 0, len(m.Accepted))
	became, former := m.Renames(), map[string]string{}
	for was, id := range became {
		former[id] = was
	}
	for _, a := range m.Accepted {
		w := &finding.Acceptance{
			Code: a.Finding.V, Subject: finding.Renamed(a.On.V, became), Fact: a.Fact.V, Former: former,
			Unread: a.Unread.V, Account: a.Account.V, Region: a.Region.V,
			Connection: finding.Renamed(a.Connection.V, became),
			Reason:     a.Because.In(m.Lang()), Owner: a.By.V, Ticket: a.Ticket.V, Expires: a.Until.V,
			Position: a.Position, Source: m.SourceLine(a.Position),
		}
		if a.Value.IsSet() {
			w.Value = &a.Value.V
		}
		if isFingerprint(w.Code) && w.Subject == "" {
			w.Code, w.Fingerprint = "", w.Code
		}
		out = append(out, w)
	}
	return out
}

// isFingerprint reports whether a word is a fingerprint: no code has no letter but
// those of hexadecimal digits and is as long.
func isFingerprint(s string) bool {
	return len(s) == 16 && strings.Trim(s, "0123456789abcdef") == ""
}
