package drift

import (
	"slices"

	"asbuilt/discover"
	"asbuilt/finding"
)

// inFlight says what is changing the facts at the moment; it is zero when
// nothing is. A deployment changes what an ECS service and its task definition
// say, a modification what it is said to modify, an instance refresh the
// machines of a group.
func (s *subject) inFlight(facts []fact) finding.Text {
	for _, f := range facts {
		if f.resource == nil {
			continue
		}
		if why := s.changing(f.resource, f.name); !why.IsZero() {
			return finding.Text{En: why.En + " of " + f.resource.Name, Ko: f.resource.Name + why.Ko}
		}
	}
	return finding.Text{}
}

// changer is what is changing the facts at the moment: the service whose deployment
// brings in a task definition, else the resource itself.
func (s *subject) changer(facts []fact) *discover.Resource {
	for _, f := range facts {
		if f.resource == nil || s.changing(f.resource, f.name).IsZero() {
			continue
		}
		for _, r := range s.at.Type("AWS::ECS::Service") {
			service, ok := r.Facts.(*discover.ECSService)
			if ok && service.TaskDefinition == f.resource.ARN {
				return r
			}
		}
		return f.resource
	}
	return nil
}

// maybeInFlight are the facts for want of which it is not known whether anything
// is changing those given.
func (s *subject) maybeInFlight(facts []fact) (unread []fact) {
	for _, f := range facts {
		if f.resource == nil {
			continue
		}
		if c, ok := f.resource.Facts.(discover.Changing); ok {
			unread = append(unread, s.unread(f.resource, c.ShowsInFlight(f.name)...)...)
		}
		if _, ok := f.resource.Facts.(*discover.TaskDefinition); ok {
			for _, r := range s.at.Type("AWS::ECS::Service") {
				if service := r.Facts.(*discover.ECSService); service.TaskDefinition == f.resource.ARN {
					unread = append(unread, s.unread(r, service.ShowsInFlight("TaskDefinition")...)...)
				}
			}
		}
	}
	return unread
}

// changing is what may be changing a fact of r, as both languages say it.
func (s *subject) changing(r *discover.Resource, fact string) finding.Text {
	if f, ok := r.Facts.(discover.Changing); ok {
		switch f.InFlight(fact).Value {
		case discover.Deployment:
			return finding.Both("a deployment", "의 배포가 진행")
		case discover.Modification:
			return finding.Both("a modification", "의 변경이 진행")
		case discover.InstanceRefresh:
			return finding.Both("an instance refresh", "의 인스턴스 새로 고침이 진행")
		}
	}
	if _, ok := r.Facts.(*discover.TaskDefinition); ok && s.deploys(r) {
		return finding.Both("a deployment", "의 배포")
	}
	return finding.Text{}
}

// deploys reports whether a service is bringing in or taking out a task
// definition, which says nothing of that itself.
func (s *subject) deploys(task *discover.Resource) bool {
	return slices.ContainsFunc(s.at.Type("AWS::ECS::Service"), func(r *discover.Resource) bool {
		f, ok := r.Facts.(*discover.ECSService)
		return ok && f.TaskDefinition == task.ARN && f.InFlight("TaskDefinition").Value == discover.Deployment
	})
}
