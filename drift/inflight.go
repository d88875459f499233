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

func (s *subject) changing(r *discover.Resource, fact string) finding.Text {
	switch f := r.Facts.(type) {
	case *discover.ECSService:
		if isDeploying(f) {
			return finding.Both("a deployment", "의 배포가 진행")
		}
	case *discover.TaskDefinition:
		for _, service := range s.at.Type("AWS::ECS::Service") {
			if f := service.Facts.(*discover.ECSService); f.TaskDefinition == r.ARN && isDeploying(f) {
				return finding.Both("a deployment", "의 배포")
			}
		}
	case *discover.DBInstance:
		if slices.Contains(f.PendingModifiedValues, fact) || slices.Contains(underWay, f.DBInstanceStatus) {
			return finding.Both("a modification", "의 변경이 진행")
		}
	case *discover.DBCluster:
		if slices.Contains(f.PendingModifiedValues, fact) || slices.Contains(underWay, f.Status) {
			return finding.Both("a modification", "의 변경이 진행")
		}
	case *discover.Warehouse:
		if slices.Contains(f.PendingModifiedValues, fact) || slices.Contains(underWay, f.ClusterStatus) {
			return finding.Both("a modification", "의 변경이 진행")
		}
	case *discover.ServerlessCache:
		if slices.Contains(underWay, f.Status) {
			return finding.Both("a modification", "의 변경이 진행")
		}
	case *discover.SearchDomain:
		if f.Processing {
			return finding.Both("a modification", "의 변경이 진행")
		}
	case *discover.ReplicationGroup:
		if slices.Contains(f.PendingModifiedValues, fact) || slices.Contains(underWay, f.Status) {
			return finding.Both("a modification", "의 변경이 진행")
		}
	case *discover.AutoScalingGroup:
		if fact == "Instances" && (f.InstanceRefresh == "InProgress" || f.InstanceRefresh == "Pending") {
			return finding.Both("an instance refresh", "의 인스턴스 새로 고침이 진행")
		}
	}
	return finding.Text{}
}

// underWay are the statuses in which RDS, ElastiCache and Redshift change a store.
var underWay = []string{"creating", "modifying", "upgrading", "renaming", "configuring-enhanced-monitoring", "configuring-log-exports", "maintenance", "resizing", "rebooting"}

func isDeploying(f *discover.ECSService) bool {
	return slices.ContainsFunc(f.Deployments, func(d discover.ServiceDeployment) bool { return d.RolloutState == "IN_PROGRESS" })
}
