package drift

import (
	"strings"

	"asbuilt/discover"
	"asbuilt/finding"
	"asbuilt/model"
)

// Engine: a managed store runs the declared software, in a version that begins
// as declared, on the declared size, with the declared disk.

const (
	codeEngine = "engine-differs"
	codeVolume = "volume-differs"
)

func engineRules() finding.Rules {
	return finding.Rules{
		{Code: codeEngine, Severity: finding.Warning},
		{Code: codeVolume, Severity: finding.Warning},
	}
}

func checkEngine(s *subject) {
	if s.element == nil {
		return
	}
	if want := s.element.Engine; want != nil {
		switch f := s.resource.Facts.(type) {
		case *discover.DBInstance:
			s.checkEngineIs(want, engine{f.Engine, f.EngineVersion, f.DBInstanceClass, "Engine", "EngineVersion", s.read(s.resource, "DBInstanceClass", f.DBInstanceClass)})
		case *discover.DBCluster:
			class, read := s.clusterClass(f)
			s.checkEngineIs(want, engine{f.Engine, f.EngineVersion, class, "Engine", "EngineVersion", read})
		case *discover.ReplicationGroup:
			s.checkEngineIs(want, engine{f.Engine, f.EngineVersion, f.CacheNodeType, "Engine", "EngineVersion", s.read(s.resource, "CacheNodeType", f.CacheNodeType)})
		case *discover.CacheCluster:
			s.checkEngineIs(want, engine{f.Engine, f.EngineVersion, f.CacheNodeType, "Engine", "EngineVersion", s.read(s.resource, "CacheNodeType", f.CacheNodeType)})
		case *discover.ServerlessCache: // which has no size to choose
			s.checkEngineIs(want, engine{f.Engine, f.FullEngineVersion, want.Class.V, "Engine", "FullEngineVersion", s.named(s.resource)})
		case *discover.SearchDomain:
			name, version, _ := strings.Cut(f.EngineVersion, "_")
			s.checkEngineIs(want, engine{strings.ToLower(name), version, f.InstanceType, "EngineVersion", "EngineVersion", s.read(s.resource, "InstanceType", f.InstanceType)})
		case *discover.Warehouse:
			s.checkEngineIs(want, engine{"redshift", f.ClusterVersion, f.NodeType, "ClusterVersion", "ClusterVersion", s.read(s.resource, "NodeType", f.NodeType)})
		}
	}
	if want := s.element.Volume; want != nil {
		switch f := s.resource.Facts.(type) {
		case *discover.DBInstance:
			s.checkVolume(want, disk{f.AllocatedStorage, "AllocatedStorage", f.StorageType, "StorageType", f.Iops, 0})
		case *discover.Volume:
			s.checkVolume(want, disk{f.Size, "Size", f.VolumeType, "VolumeType", f.Iops, f.Throughput})
		}
	}
}

// engine is what a store runs, with the facts that say so.
type engine struct {
	name, version, class  string
	nameFact, versionFact string
	classRead             fact
}

// clusterClass is the size of the servers of a cluster: the cluster's own, or
// that of the server that writes.
func (s *subject) clusterClass(f *discover.DBCluster) (string, fact) {
	for _, m := range f.Members {
		if f.DBClusterInstanceClass != "" || !m.IsClusterWriter {
			continue
		}
		server := s.member(m)
		if server == nil {
			return "", s.lost(m.DBInstanceIdentifier)
		}
		class := server.Facts.(*discover.DBInstance).DBInstanceClass
		return class, s.read(server, "DBInstanceClass", class)
	}
	return f.DBClusterInstanceClass, s.read(s.resource, "DBClusterInstanceClass", f.DBClusterInstanceClass)
}

// member is the server of the cluster that is the resource, or nil.
func (s *subject) member(m discover.DBClusterMember) *discover.Resource {
	return s.at.Near(s.resource, strings.TrimSuffix(s.resource.Type, "Cluster")+"Instance", m.DBInstanceIdentifier)
}

func (s *subject) checkEngineIs(want *model.Engine, got engine) {
	compare := func(key string, declared model.String, read fact, found string, holds bool) {
		if !declared.IsSet() {
			return
		}
		s.judge(claim{
			code: codeEngine, fact: "engine." + key, facts: []fact{read}, holds: holds, declared: declared.V, found: found,
			message: finding.Say("%q has engine %s %s, declared %s", "%q의 엔진 %s이(가) %s입니다(선언: %s)", s.id, key, found, declared.V),
		})
	}
	compare("name", want.Name, s.read(s.resource, got.nameFact, got.name), got.name, sameEngine(want.Name.V, got.name))
	compare("version", want.Version, s.read(s.resource, got.versionFact, got.version), got.version, startsVersion(got.version, want.Version.V))
	compare("class", want.Class, got.classRead, got.class, want.Class.V == got.class)
}

// sameEngine reports whether AWS means the declared engine; Aurora's names say
// what they are compatible with.
func sameEngine(declared, found string) bool {
	switch found {
	case "aurora-mysql":
		return declared == found || declared == "mysql"
	case "aurora-postgresql":
		return declared == found || declared == "postgres" || declared == "postgresql"
	}
	return declared == found
}

// startsVersion reports whether a version is the declared one or begins with
// it: 10.11.8 is 10.11, 10.110 is not.
func startsVersion(version, declared string) bool {
	return version == declared || strings.HasPrefix(version, declared+".")
}

type disk struct {
	gib        int
	sizeFact   string
	kind       string
	kindFact   string
	iops       int
	throughput int // MiB/s
}

func (s *subject) checkVolume(want *model.Volume, got disk) {
	compare := func(key, name, declared, found string, holds bool) {
		s.judge(claim{
			code: codeVolume, fact: "volume." + key, facts: []fact{s.read(s.resource, name, found)}, holds: holds, declared: declared, found: found,
			message: finding.Say("the disk of %q has %s %s, declared %s", "%q의 디스크 %s이(가) %s입니다(선언: %s)", s.id, key, found, declared),
		})
	}
	if want.Size.IsSet() { // disks grow by themselves; only a smaller one is wrong
		size := int64(got.gib) << 30
		compare("size", got.sizeFact, memory(want.Size.V), memory(size), size >= want.Size.V)
	}
	if want.Type.IsSet() {
		compare("type", got.kindFact, want.Type.V, got.kind, want.Type.V == got.kind)
	}
	if want.IOPS.IsSet() {
		compare("iops", "Iops", show(want.IOPS.V), show(got.iops), got.iops >= want.IOPS.V)
	}
	if want.Throughput.IsSet() && got.throughput > 0 {
		rate := int64(got.throughput) << 20
		compare("throughput", "Throughput", memory(want.Throughput.V), memory(rate), rate >= want.Throughput.V)
	}
}
