// Package drift says where a model and a snapshot of AWS disagree.
//
// Only what the model says is compared: a fact that it does not declare is
// never drift. Every question gets one of four answers, and what could not be
// read is unknown, never missing and never fine. What a deployment or a
// modification is changing at the moment is suspended.
//
//	pairs := match.Match(model, snapshot)
//	checks, findings, coverage := drift.Compare(pairs, drift.Options{})
//
// A concern (scaling, encryption, …) is a file check_*.go: its rules, and the
// functions that check it. The table of them all is [concerns]; the other files
// are the engine, which knows no concern.
package drift

import (
	"slices"
	"time"

	"asbuilt/discover"
	"asbuilt/drift/match"
	"asbuilt/drift/reach"
	"asbuilt/finding"
	"asbuilt/model"
)

// Options say how to compare. The zero value is the usual.
type Options struct {
	// AsOf is the moment that ages are measured against; the snapshot's own
	// unless it says otherwise.
	AsOf time.Time
}

// concern is one thing that people worry about: its rules, and what checks it
// on each kind of thing. A nil function checks nothing.
type concern struct {
	name  string
	rules finding.Rules
	// resource checks what one resource realises: an element, a partition or a
	// group that was matched.
	resource func(*subject)
	// element checks what needs no resource of the element itself: alarms and
	// logs of an external service.
	element func(*subject)
	// boundary checks a VPC or a tier of subnets that was matched.
	boundary func(*subject)
}

// concerns are all of them, in the order in which a reader would ask.
func concerns() []concern {
	return []concern{
		{name: "existence", rules: existenceRules()},
		{name: "life", rules: lifeRules(), resource: checkLife, boundary: checkLife},
		{name: "running", rules: runningRules(), resource: checkRunning},
		{name: "stuck", rules: stuckRules(), resource: checkStuck},
		{name: "names", rules: nameRules(), resource: checkNames, boundary: checkNetworkNames},
		{name: "grants", rules: grantRules(), resource: checkGrants},
		{name: "sharing", rules: sharingRules(), resource: checkSharing},
		{name: "membership", rules: membershipRules(), resource: checkMembership},
		{name: "place", rules: placeRules(), resource: checkPlace, boundary: checkBoundary},
		{name: "links", rules: linkRules(), resource: checkLinks},
		{name: "exposure", rules: exposureRules(), resource: checkPublic, boundary: checkExposure},
		{name: "ports", rules: portRules(), resource: checkPorts},
		{name: "listeners", rules: listenerRules(), resource: checkListeners},
		{name: "gateway", rules: gatewayRules(), resource: checkGateway},
		{name: "health", rules: healthRules(), resource: checkHealth},
		{name: "task", rules: taskRules(), resource: checkTask},
		{name: "images", rules: imageRules(), resource: checkImages},
		{name: "secrets", rules: secretRules(), resource: checkSecrets},
		{name: "scaling", rules: scalingRules(), resource: checkScaling},
		{name: "schedule", rules: scheduleRules(), resource: checkSchedule},
		{name: "capacity", rules: capacityRules(), resource: checkCapacity},
		{name: "instances", rules: instanceRules(), resource: checkInstances},
		{name: "deployment", rules: deploymentRules(), resource: checkDeployment},
		{name: "engine", rules: engineRules(), resource: checkEngine},
		{name: "encryption", rules: encryptionRules(), resource: checkEncryption},
		{name: "rotation", rules: rotationRules(), resource: checkRotation},
		{name: "protection", rules: protectionRules(), resource: checkProtection},
		{name: "backup", rules: backupRules(), resource: checkBackup},
		{name: "retention", rules: retentionRules(), resource: checkRetention},
		{name: "egress", rules: egressRules(), resource: checkEgress},
		{name: "alarms", rules: alarmRules(), element: checkAlarms},
		{name: "logs", rules: logRules(), element: checkLogs, boundary: checkFlowLogs},
		{name: "connections", rules: connectionRules()},
		{name: "never", rules: neverRules()},
		{name: "paths", rules: pathRules(), resource: checkPaths},
		{name: "audit", rules: auditRules(), resource: checkAudit, element: checkDashboards},
	}
}

// Rules are the rules of every code that [Compare] reports, those of matching
// included.
func Rules() finding.Rules {
	var rules finding.Rules
	for _, c := range concerns() {
		rules = append(rules, c.rules...)
	}
	return append(match.Rules(), texts().Explain(rules)...)
}

// Compare asks everything that the model declares of the snapshot it was
// matched with. Checks hold every answer, sorted by subject, code and fact;
// findings what is broken, partial or unknown, sorted by place.
func Compare(pairs *match.Result, opt Options) (
	checks []finding.Check, findings finding.List, coverage finding.Coverage,
) {
	c := &comparison{
		model:    pairs.Model,
		at:       pairs.Index,
		pairs:    pairs,
		rules:    Rules(),
		asOf:     opt.AsOf,
		findings: slices.Clone(pairs.Findings),
		net:      reach.NewNetwork(pairs.Index),
	}
	if c.asOf.IsZero() {
		c.asOf = pairs.Index.Snapshot.Taken
	}
	table := concerns()
	for _, p := range pairs.Pairs {
		c.pair(p, table)
	}
	for _, e := range c.model.Elements {
		if !c.model.ActiveIn(e.Lifetime, c.model.CurrentState()) {
			continue
		}
		s := c.subject(pairs.Of(e.ID), e)
		for _, concern := range table {
			if concern.element != nil && !s.optedOut() {
				concern.element(s)
			}
		}
	}
	for _, conn := range c.model.Connections {
		if !conn.Derived && c.model.ActiveIn(conn.Lifetime, c.model.CurrentState()) {
			c.checkConnection(conn)
		}
	}
	c.checkNever()
	c.describe()
	c.trace()
	slices.SortStableFunc(c.checks, finding.CompareChecks)
	c.findings.Sort()
	return c.checks, c.findings, c.coverage()
}

// comparison is one run of Compare.
type comparison struct {
	model    *model.Model
	at       *discover.Index
	pairs    *match.Result
	rules    finding.Rules
	asOf     time.Time
	checks   []finding.Check
	findings finding.List
	net      *reach.Network
	// members are the elements behind each security group, once they were asked for.
	members map[string][]*model.Element
	// targets are the entries of target groups by what they name, once they were asked for.
	targets map[string][]registration
	// arriving are connections by what they lead to, once they were asked for.
	arriving map[string][]arrival
	// refused is why connections are, by the findings that say so.
	refused map[*finding.Finding]refused
	// connections counts what became of each of them, grants the roles.
	connections finding.Connections
	grants      finding.Grants
}

// pair checks one thing of the model, unless it has no resource to check.
func (c *comparison) pair(p *match.Pair, table []concern) {
	s := c.subject(p, p.Element)
	s.checkExistence()
	if p.When != match.Now || p.OptedOut || len(p.Resources) == 0 {
		return
	}
	for _, concern := range table {
		check := concern.resource
		if p.Boundary != nil {
			check = concern.boundary
		}
		if check != nil {
			check(s)
		}
	}
}

func (c *comparison) coverage() finding.Coverage {
	v := finding.Coverage{Connections: c.connections, Grants: c.grants}
	for _, p := range c.pairs.Pairs {
		if p.Element == nil || p.When != match.Now {
			continue
		}
		v.Elements++
		switch {
		case p.OptedOut:
			v.OptedOut++
		case len(p.Resources) > 0:
			v.Matched++
		case !slices.ContainsFunc(p.Types, isCollected):
			v.NotCollected++
		}
	}
	for _, check := range c.checks {
		switch check.Verdict {
		case finding.Holds:
			v.Holds++
		case finding.Broken:
			v.Broken++
		case finding.Partial:
			v.Partial++
		case finding.Unknown:
			v.Unknown++
		}
	}
	return v
}

// isCollected reports whether asbuilt reads resources of a type.
func isCollected(typ string) bool {
	_, ok := discover.Lookup(typ)
	return ok
}
