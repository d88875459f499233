package drift

import (
	"fmt"
	"slices"
	"time"

	"asbuilt/discover"
	"asbuilt/finding"
)

// flight is what is changing a fact at the moment. A deployment changes which
// tasks a service runs, a modification what it is said to modify, an instance
// refresh the machines of a group; until it ends, what it changes is not judged.
// It has a bound: what takes longer does not end by itself, and is judged.
type flight struct {
	// what is the activity and what it happens to; zero for none.
	what finding.Text
	// by is the resource that it is done to.
	by    *discover.Resource
	since *time.Time // nil where AWS does not tell
	bound time.Duration
}

// inFlight is what is changing a fact.
func (s *subject) inFlight(f fact) flight {
	if f.resource == nil {
		return flight{}
	}
	if changing, ok := f.resource.Facts.(discover.Changing); ok {
		if a := changing.InFlight(f.name).Value; a.Kind != "" {
			return s.flight(f.resource, a)
		}
	}
	for _, st := range s.at.Standings(f.resource) {
		if st.Fact == f.name && st.Life == discover.InFlight {
			what := finding.Say("a change of %s (%s)", "%s의 상태 전환(%s)", nameOf(f.resource), st.Word)
			return flight{what: what, by: f.resource}
		}
	}
	for _, r := range s.bringing(f) {
		if a := r.Facts.(discover.Changing).InFlight("Deployments").Value; a.Kind != "" {
			return s.flight(r, a)
		}
		if a := r.Facts.(discover.Changing).InFlight("Instances").Value; a.Kind != "" {
			return s.flight(r, a)
		}
	}
	return flight{}
}

// flight is an activity of r.
func (s *subject) flight(r *discover.Resource, a discover.Activity) flight {
	what := map[discover.ActivityKind]finding.Text{
		discover.Deployment:      finding.Say("a deployment of %s", "%s의 배포", nameOf(r)),
		discover.Modification:    finding.Say("a modification of %s", "%s의 변경", nameOf(r)),
		discover.InstanceRefresh: finding.Say("an instance refresh of %s", "%s의 인스턴스 새로 고침", nameOf(r)),
	}[a.Kind]
	return flight{what: what, by: r, since: a.Since, bound: s.model.InFlightBound(r.Type) + a.Extra}
}

// bringing are the services and fleets whose changes change a fact of something
// else: a service brings in its task definition, and both bring in targets.
func (s *subject) bringing(f fact) (all []*discover.Resource) {
	_, task := f.resource.Facts.(*discover.TaskDefinition)
	if _, ok := f.resource.Facts.(*discover.TargetGroup); !task && (!ok || f.name != "Targets") {
		return nil
	}
	for _, typ := range []string{"AWS::ECS::Service", "AWS::AutoScaling::AutoScalingGroup"} {
		for _, r := range s.at.Type(typ) {
			if service, ok := r.Facts.(*discover.ECSService); ok && service.TaskDefinition == f.resource.ARN {
				all = append(all, r)
			}
			in, _ := r.Facts.(discover.Member).Groups(f.resource.Type)
			if !task && slices.Contains(in.Value, f.resource.ARN) {
				all = append(all, r)
			}
		}
	}
	return all
}

// maybeInFlight are the facts for want of which it is not known whether anything
// is changing the one given.
func (s *subject) maybeInFlight(f fact) (unread []fact) {
	if f.resource == nil {
		return nil
	}
	if c, ok := f.resource.Facts.(discover.Changing); ok {
		unread = append(unread, s.unread(f.resource, c.ShowsInFlight(f.name)...)...)
	}
	for _, r := range s.bringing(f) {
		unread = append(unread, s.unread(r, r.Facts.(discover.Changing).ShowsInFlight("Deployments")...)...)
		unread = append(unread, s.unread(r, r.Facts.(discover.Changing).ShowsInFlight("Instances")...)...)
	}
	return unread
}

// is reports whether anything is changing.
func (f flight) is() bool { return !f.what.IsZero() }

// stuck reports whether it has been under way for longer than it may.
func (f flight) stuck(asOf time.Time) bool {
	return f.since != nil && asOf.Sub(*f.since) > f.bound
}

// story says what is changing, and since when.
func (f flight) story() finding.Text {
	if f.since == nil {
		return f.what
	}
	since := f.since.UTC().Format("2006-01-02 15:04 UTC")
	return finding.Text{
		En: fmt.Sprintf("%s since %s", f.what.En, since),
		Ko: fmt.Sprintf("%s(%s 시작)", f.what.Ko, since),
	}
}
