package drift

import (
	"slices"

	"asbuilt/discover"
	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/way"
)

// Copies: what AWS copies from one store to another by itself, over lines of its own: no
// security group and no route has a say in it, but a setting of the stores.

// copied judges a connection that keeps a copy; ok is false where the stores do it
// themselves, as databases on machines do, over the network.
func (c *comparison) copied(conn *model.Connection, from, to end) (judgement, bool) {
	if from.resource == nil || to.resource == nil || !keptByAWS(from.resource) || !keptByAWS(to.resource) {
		return judgement{}, false
	}
	if from.resource == to.resource {
		return judgement{outside: finding.Say("both are parts of one store, which AWS keeps alike",
			"둘 다 AWS가 복제하는 한 저장소의 일부입니다")}, true
	}
	s := c.reader()
	set, ok := s.copies(from.resource, to.resource)
	if !ok {
		missing := s.lacking(way.Missing{Ignored: true, Text: finding.Say("asbuilt does not follow how AWS copies %s to %s",
			"asbuilt는 AWS가 %s을(를) %s(으)로 복제하는지 따라가지 않습니다", from.name(), to.name())})
		return judgement{settings: []setting{{facts: []fact{missing}}}}, true
	}
	set.wrong = finding.Say("AWS does not copy %s to %s", "AWS가 %s을(를) %s(으)로 복제하지 않습니다", from.ref.ID, to.ref.ID)
	return judgement{settings: []setting{set}}, true
}

// keptByAWS reports whether something is a store that AWS runs, and so copies by itself.
func keptByAWS(r *discover.Resource) bool {
	switch r.Facts.(type) {
	case *discover.DBInstance, *discover.DBCluster, *discover.Table, *discover.Bucket, *discover.ReplicationGroup,
		*discover.FileSystem, *discover.Repository, *discover.Secret:
		return true
	}
	return false
}

// copies is the setting by which AWS copies one store to another; ok is false where asbuilt
// reads none between such stores.
//
// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.html
// https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database.html
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GlobalTables.html
func (s *subject) copies(from, to *discover.Resource) (setting, bool) {
	names := func(name string, r *discover.Resource) bool { return name != "" && (name == r.ID || name == r.ARN) }
	switch f := from.Facts.(type) {
	case *discover.DBInstance:
		switch t := to.Facts.(type) {
		case *discover.DBInstance:
			return setting{facts: []fact{s.read(from, "ReadReplicas", f.ReadReplicas)},
				holds: slices.ContainsFunc(f.ReadReplicas, func(name string) bool { return names(name, to) })}, true
		case *discover.DBCluster:
			return setting{facts: []fact{s.read(to, "ReplicationSourceIdentifier", t.ReplicationSourceIdentifier)},
				holds: names(t.ReplicationSourceIdentifier, from)}, true
		}
	case *discover.DBCluster:
		t, ok := to.Facts.(*discover.DBCluster)
		if !ok {
			return setting{}, false
		}
		return setting{facts: []fact{s.read(to, "ReplicationSourceIdentifier", t.ReplicationSourceIdentifier),
			s.read(from, "GlobalClusterIdentifier", f.GlobalClusterIdentifier),
			s.read(to, "GlobalClusterIdentifier", t.GlobalClusterIdentifier)},
			holds: names(t.ReplicationSourceIdentifier, from) ||
				f.GlobalClusterIdentifier != "" && f.GlobalClusterIdentifier == t.GlobalClusterIdentifier}, true
	case *discover.Table:
		_, ok := to.Facts.(*discover.Table)
		return setting{facts: []fact{s.read(from, "ReplicaRegions", f.ReplicaRegions)},
			holds: from.Name == to.Name && from.Region != to.Region && slices.Contains(f.ReplicaRegions, to.Region)}, ok
	}
	return setting{}, false
}
