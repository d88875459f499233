package drift

import (
	"slices"

	"asbuilt/discover"
)

// inFlight says what is changing the facts at the moment, or "": a deployment
// changes what an ECS service and its task definition say, a modification what
// it is said to modify, an instance refresh the machines of a group.
func (s *subject) inFlight(facts []fact) string {
	for _, f := range facts {
		if f.resource == nil {
			continue
		}
		if why := s.changing(f.resource, f.name); why != "" {
			return why + " of " + f.resource.Ref()
		}
	}
	return ""
}

func (s *subject) changing(r *discover.Resource, fact string) string {
	switch f := r.Facts.(type) {
	case *discover.ECSService:
		if isDeploying(f) {
			return "a deployment"
		}
	case *discover.TaskDefinition:
		for _, service := range s.at.Type("AWS::ECS::Service") {
			if f := service.Facts.(*discover.ECSService); f.TaskDefinition == r.ARN && isDeploying(f) {
				return "a deployment"
			}
		}
	case *discover.DBInstance:
		if slices.Contains(f.PendingModifiedValues, fact) || slices.Contains(underWay, f.DBInstanceStatus) {
			return "a modification"
		}
	case *discover.ReplicationGroup:
		if slices.Contains(f.PendingModifiedValues, fact) || slices.Contains(underWay, f.Status) {
			return "a modification"
		}
	case *discover.AutoScalingGroup:
		if f.InstanceRefresh == "InProgress" || f.InstanceRefresh == "Pending" {
			return "an instance refresh"
		}
	}
	return ""
}

// underWay are the statuses in which RDS and ElastiCache change a store.
var underWay = []string{"creating", "modifying", "upgrading", "renaming", "configuring-enhanced-monitoring", "configuring-log-exports", "maintenance"}

func isDeploying(f *discover.ECSService) bool {
	return slices.ContainsFunc(f.Deployments, func(d discover.ServiceDeployment) bool { return d.RolloutState == "IN_PROGRESS" })
}
