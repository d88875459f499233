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
	// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.html
	codeEngine = "engine-differs"
	// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html
	codeVolume = "volume-differs"
)

func engineRules() finding.Rules {
	return finding.Rules{
		{Code: codeEngine, Severity: finding.Error},
		{Code: codeVolume, Severity: finding.Warning},
	}
}

func checkEngine(s *subject) {
	if s.element == nil {
		return
	}
	if f, ok := s.resource.Facts.(discover.Engined); ok && s.element.Engine != nil {
		s.checkEngineIs(s.element.Engine, f.Runs())
	}
	if f, ok := s.resource.Facts.(discover.Disked); ok && s.element.Volume != nil {
		s.checkVolume(s.element.Volume, f.Disk())
	}
}

// checkClass compares the size of the machines: the store's own, or that of the
// server of a cluster that writes. A store without machines has any size.
func (s *subject) checkClass(want model.String, own discover.Reading[string]) {
	read, class := told(s, s.resource, own), own.Value
	if own.Fact == "" {
		class = want.V
	}
	if cluster, ok := s.resource.Facts.(*discover.DBCluster); ok {
		if own.Fact == "" {
			read, class = s.writerClass(cluster)
		}
		unread := s.unread(s.resource, "Members", "DBClusterInstanceClass")
		if own.Fact == "" && len(unread) > 0 || len(unread) > 0 && class == "" {
			read = unread[0]
		}
	}
	s.judgeEngine("class", want, read, class, want.V == class)
}

// writerClass is the size of the server that writes to a cluster.
func (s *subject) writerClass(cluster *discover.DBCluster) (read fact, class string) {
	writer, _ := cluster.Writer()
	server := s.member(s.resource, writer)
	if server == nil {
		return s.lost(writer.DBInstanceIdentifier), ""
	}
	f, ok := server.Facts.(discover.Engined)
	if !ok {
		return s.named(server), ""
	}
	return told(s, server, f.Runs().Class), f.Runs().Class.Value
}

func (s *subject) checkEngineIs(want *model.Engine, got discover.Engine) {
	name, version := got.Name.Value, got.Version.Value
	s.judgeEngine("name", want.Name, told(s, s.resource, got.Name), name, sameEngine(want.Name.V, name))
	s.judgeEngine("version", want.Version, told(s, s.resource, got.Version), version,
		startsVersion(version, want.Version.V))
	s.checkClass(want.Class, got.Class)
}

// judgeEngine compares one thing that the model says of an engine, if it does.
func (s *subject) judgeEngine(key string, declared model.String, read fact, found string, holds bool) {
	if !declared.IsSet() {
		return
	}
	s.judge(claim{
		code:     codeEngine,
		fact:     "engine." + key,
		facts:    []fact{read},
		holds:    holds,
		declared: declared.V,
		found:    found,
		message: finding.Say("%q has engine %s %s, declared %s", "%q의 엔진 %s이(가) %s입니다(선언: %s)",
			s.id, partOfEngine(key), found, declared.V),
	})
}

func partOfEngine(key string) finding.Text {
	return finding.Both(key, map[string]string{"name": "이름", "version": "버전", "class": "클래스"}[key])
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

func (s *subject) checkVolume(want *model.Volume, got discover.Disk) {
	if want.Size.IsSet() { // disks grow by themselves; only a smaller one is wrong
		size := int64(got.GiB.Value) << 30
		s.judgeVolume("size", got.GiB.Fact, memory(want.Size.V), memory(size), size >= want.Size.V)
	}
	if want.Type.IsSet() {
		s.judgeVolume("type", got.Kind.Fact, want.Type.V, got.Kind.Value, want.Type.V == got.Kind.Value)
	}
	if want.IOPS.IsSet() {
		iops := got.IOPS.Value
		s.judgeVolume("iops", got.IOPS.Fact, show(want.IOPS.V), show(iops), iops >= want.IOPS.V)
	}
	unread := s.unread(s.resource, got.Throughput.Fact)
	if want.Throughput.IsSet() && (got.Throughput.Value > 0 || len(unread) > 0) {
		rate := int64(got.Throughput.Value) << 20
		declared := memory(want.Throughput.V)
		s.judgeVolume("throughput", got.Throughput.Fact, declared, memory(rate), rate >= want.Throughput.V)
	}
}

// judgeVolume compares one thing that the model says of a disk.
func (s *subject) judgeVolume(key, name, declared, found string, holds bool) {
	s.judge(claim{
		code:     codeVolume,
		fact:     "volume." + key,
		facts:    []fact{s.read(s.resource, name, found)},
		holds:    holds,
		declared: declared,
		found:    found,
		message: finding.Say("the disk of %q has %s %s, declared %s", "%q의 디스크 %s이(가) %s입니다(선언: %s)",
			s.id, key, found, declared),
	})
}
