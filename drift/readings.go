package drift

import (
	"cmp"
	"slices"
	"strings"

	"asbuilt/discover"
	"asbuilt/drift/match"
	"asbuilt/model"
)

// What concerns read in more than one place.

// told is what r says of itself, as a fact; where the type alone says it, the
// fact is that r is there.
func told[T any](s *subject, r *discover.Resource, what discover.Reading[T]) fact {
	if what.Fact == "" {
		return s.named(r)
	}
	return s.read(r, what.Fact, what.Value)
}

// reads turns references to facts into facts with one shared value.
func (s *subject) reads(refs []discover.FactRef, value any) []fact {
	var facts []fact
	for _, ref := range refs {
		if ref.Resource == nil {
			facts = append(facts, s.lost(ref.Fact))
			continue
		}
		facts = append(facts, s.read(ref.Resource, ref.Fact, value))
	}
	return facts
}

// memberOf are the groups of a type that the subject names itself, by ARN.
func (s *subject) memberOf(typ string) (arns []string, facts []fact, ok bool) {
	f, ok := s.resource.Facts.(discover.Member)
	if !ok {
		return nil, nil, false
	}
	in, ok := f.Groups(typ)
	if !ok {
		return nil, nil, false
	}
	return in.Value, []fact{told(s, s.resource, in)}, true
}

// taskDefinition is the revision that a service runs, with the facts that say
// so; nil when the snapshot does not have it.
func (s *subject) taskDefinition(service *discover.ECSService) (*discover.Resource, []fact) {
	facts := leading(s.read(s.resource, "TaskDefinition", service.TaskDefinition))
	task := s.at.Of("AWS::ECS::TaskDefinition", service.TaskDefinition)
	if task == nil {
		return nil, append(facts, s.lost(service.TaskDefinition))
	}
	return task, facts
}

// eachTask calls check with the task definition that the element runs, nil when
// the snapshot does not have it, if the model says anything about the task.
func (s *subject) eachTask(check func(want *model.Task, task *discover.Resource, facts []fact)) {
	if s.element == nil || s.element.Task == nil {
		return
	}
	if f, ok := s.resource.Facts.(*discover.ECSService); ok {
		task, facts := s.taskDefinition(f)
		check(s.element.Task, task, facts)
	}
	if _, ok := s.resource.Facts.(*discover.TaskDefinition); ok {
		check(s.element.Task, s.resource, nil)
	}
}

// container is the one of that name in a task definition, with its place in the list;
// nil where there is none.
func container(f *discover.TaskDefinition, name string) (*discover.ContainerDefinition, int) {
	i := slices.IndexFunc(f.ContainerDefinitions, func(c discover.ContainerDefinition) bool { return c.Name == name })
	if i < 0 {
		return nil, -1
	}
	return &f.ContainerDefinitions[i], i
}

// ofContainer is what parts of a task definition say of the container with that index;
// what is not read of the others does not matter. Where none is it, all their names
// say so.
func (s *subject) ofContainer(task *discover.Resource, i int, value any, parts ...string) fact {
	f := s.readIn(task, "ContainerDefinitions", i, value, append(parts, "Name")...)
	if i < 0 {
		f.gap = s.at.Missing(task, "ContainerDefinitions.Name")
	}
	return f
}

// member is a server of a cluster, or nil.
func (c *comparison) member(of *discover.Resource, m discover.DBClusterMember) *discover.Resource {
	return c.at.Near(of, strings.TrimSuffix(of.Type, "Cluster")+"Instance", m.DBInstanceIdentifier)
}

// portOf is the port that a connection goes to; zero when nobody says.
func (c *comparison) portOf(conn *model.Connection) model.PortRange {
	if conn.Port.IsSet() {
		return conn.Port.V
	}
	if to := c.model.Element(conn.Answerer().ID); to != nil && len(to.Listens) == 1 {
		return to.Listens[0].V
	}
	return model.PortRange{}
}

// declares reports whether the model has something of its own for r.
func (c *comparison) declares(r *discover.Resource) bool {
	return slices.ContainsFunc(c.pairs.Pairs, func(p *match.Pair) bool {
		return p.When == match.Now && slices.Contains(p.Resources, r)
	})
}

// sameRegion reports whether two resources lie in the same account and region.
func sameRegion(a, b *discover.Resource) bool { return a.Account == b.Account && a.Region == b.Region }

// nameOf is what people call a resource.
func nameOf(r *discover.Resource) string { return cmp.Or(r.Name, r.ID) }

// unsaid is the fact that AWS has a word for how something lives that asbuilt does
// not know.
func (s *subject) unsaid(r *discover.Resource, name, word string) fact {
	return s.beyond("asbuilt does not know what %q says as %s of %s", "asbuilt는 %[3]s의 %[2]s 값 %[1]q의 뜻을 알지 못합니다",
		word, name, r.Type)
}
