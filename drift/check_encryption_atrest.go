package drift

import (
	"cmp"
	"slices"

	"asbuilt/discover"
	"asbuilt/finding"
)

// protection is how a resource is encrypted at rest.
type protection struct {
	on bool
	// of is the resource whose facts say so, where it is not the subject's own.
	of *discover.Resource
	// onFact and keyFact name the facts that say so; they are empty where by alone
	// does.
	onFact, keyFact string
	key             string
	// silent says that those facts say nothing of it, so that what holds by default counts.
	silent bool
	// by are facts of other resources that it rests on.
	by []fact
	// unread are those that were not read and might have led elsewhere.
	unread []fact
}

// tellsKey reports whether AWS says with which key.
func (p protection) tellsKey() bool { return p.keyFact != "" || len(p.by) > 0 }

// facts are what says that it is on, or with which key.
func (p protection) facts(s *subject, name string, value any) []fact {
	if name == "" {
		return p.by
	}
	if p.silent {
		value = "no disk of its own"
	}
	return append([]fact{s.read(cmp.Or(p.of, s.resource), name, value)}, p.by...)
}

// protection reads how the resource is encrypted; ok is false for what the
// facts say nothing about. What keeps its data elsewhere is as that is: a
// machine on its disks, a template and a fleet on those of their machines, a
// delivery stream in the stream that it reads.
func (s *subject) protection() (p protection, ok bool) {
	if _, ok := s.resource.Facts.(*discover.Instance); ok {
		return s.disksProtection()
	}
	if f, ok := s.resource.Facts.(*discover.LaunchTemplate); ok {
		return s.templateProtection(s.resource, show(f.DefaultVersionNumber))
	}
	if f, ok := s.resource.Facts.(*discover.LaunchConfiguration); ok {
		return s.startProtection(start{from: s.resource, data: f.Data()}), true
	}
	if f, ok := s.resource.Facts.(*discover.AutoScalingGroup); ok {
		return s.fleetProtection(f)
	}
	if f, ok := s.resource.Facts.(*discover.DeliveryStream); ok {
		if f.SourceStreamArn != "" {
			return s.sourceProtection(f.SourceStreamArn), true
		}
		p, ok := ownProtection(s.resource)
		p.unread = s.unread(s.resource, "SourceStreamArn")
		return p, ok
	}
	return ownProtection(s.resource)
}

// ownProtection is what a resource says of itself.
func ownProtection(r *discover.Resource) (p protection, ok bool) {
	f, ok := r.Facts.(discover.Encrypting)
	if !ok {
		return protection{}, false
	}
	e := f.EncryptedAtRest()
	return protection{on: e.On.Value, of: r, onFact: e.On.Fact, keyFact: e.Key.Fact, key: e.Key.Value}, true
}

// disksProtection is that of the disks of a machine; one without disks stores
// nothing.
func (s *subject) disksProtection() (protection, bool) {
	p := protection{on: true, by: []fact{s.complete("AWS::EC2::Volume", s.resource)}}
	none := p.by[0].gap == nil
	for _, r := range s.at.Type("AWS::EC2::Volume") {
		f := r.Facts.(*discover.Volume)
		p.unread = append(p.unread, s.unread(r, "InstanceIds")...)
		if r.Account != s.resource.Account || !slices.Contains(f.InstanceIds, s.resource.ID) {
			continue
		}
		none, p.on, p.key = false, p.on && f.Encrypted, f.KmsKeyId
		p.by = append(append(p.by, s.read(r, "Encrypted", f.Encrypted)), s.unread(r, "KmsKeyId")...)
	}
	return p, !none || len(p.unread) > 0
}

// sourceProtection is that of what waits in a delivery stream which reads a
// stream of Kinesis: it keeps nothing by itself, and waits in the clear where
// that stream does (docs.aws.amazon.com/firehose/latest/dev/encryption.html).
func (s *subject) sourceProtection(arn string) protection {
	if source := s.at.ARN(arn); source != nil {
		if p, ok := ownProtection(source); ok {
			return p
		}
	}
	return protection{onFact: "SourceStreamArn", keyFact: "SourceStreamArn", by: []fact{s.lost(arn)}}
}

// fleetProtection is that of the disks that a fleet's machines start with.
func (s *subject) fleetProtection(f *discover.AutoScalingGroup) (protection, bool) {
	if f.LaunchTemplate == nil && f.LaunchConfigurationName != "" {
		from := s.at.Near(s.resource, "AWS::AutoScaling::LaunchConfiguration", f.LaunchConfigurationName)
		if from == nil {
			lost := s.gone(finding.Say("the launch configuration %s", "시작 구성 %s", f.LaunchConfigurationName))
			const named = "LaunchConfigurationName"
			return protection{onFact: named, keyFact: named, by: []fact{lost}}, true
		}
		p := s.startProtection(start{from: from, data: from.Facts.(*discover.LaunchConfiguration).Data()})
		p.unread = append(p.unread, s.unread(s.resource, "LaunchTemplate")...)
		return p, true
	}
	if unread := s.unread(s.resource, "LaunchTemplate", "LaunchConfigurationName"); f.LaunchTemplate == nil {
		return protection{onFact: "LaunchTemplate", keyFact: "LaunchTemplate", by: unread}, len(unread) > 0
	}
	t := s.at.Near(s.resource, "AWS::EC2::LaunchTemplate", f.LaunchTemplate.LaunchTemplateId)
	if t == nil {
		lost := s.gone(finding.Say("the launch template %s", "시작 템플릿 %s", f.LaunchTemplate.LaunchTemplateId))
		return protection{onFact: "LaunchTemplate", keyFact: "LaunchTemplate", by: []fact{lost}}, true
	}
	p, ok := s.templateProtection(t, t.Facts.(*discover.LaunchTemplate).Version(f.LaunchTemplate))
	p.unread = append(p.unread, s.unread(s.resource, "LaunchTemplate")...)
	return p, ok
}

// templateProtection is that of the disks that machines of a template's version start
// with.
func (s *subject) templateProtection(t *discover.Resource, version string) (protection, bool) {
	data, holder := t.Facts.(*discover.LaunchTemplate).Data(version)
	at := start{from: t, data: data, holder: holder}
	if holder == "" || data == nil && s.at.Missing(t, holder) == nil {
		at.holder = ""
		at.facts = []fact{s.gone(finding.Say("version %s of the launch template %s", "시작 템플릿 %[2]s의 버전 %[1]s",
			version, nameOf(t)))}
	}
	p := s.startProtection(at)
	p.unread = append(p.unread, s.unread(t, "DefaultVersionNumber", "LatestVersionNumber")...)
	return p, true
}

// startProtection is that of the disks that machines start with: what is said of them
// there, and else what holds by default in the region.
func (s *subject) startProtection(at start) protection {
	disks := at.fact("BlockDeviceMappings")
	if at.data == nil {
		disks = at.holder
	}
	silent := at.data == nil || len(at.data.BlockDeviceMappings) == 0
	p := protection{on: true, of: at.from, onFact: disks, keyFact: disks, silent: silent && at.holder == ""}
	if !silent {
		for _, d := range at.data.BlockDeviceMappings {
			p.on = p.on && d.Encrypted
			p.key = d.KmsKeyId
		}
	}
	if p.on && !silent {
		return p
	}
	byDefault, read := s.diskDefaults()
	p.by = []fact{read}
	if p.on = byDefault.EbsEncryptionByDefault; p.on && p.key == "" {
		p.key = byDefault.KmsKeyId
		if read.resource != nil {
			p.of, p.onFact, p.keyFact, p.silent = read.resource, "EbsEncryptionByDefault", "KmsKeyId", false
		}
	}
	switch {
	case p.on || !silent:
	case at.data != nil:
		p.on, p.by = s.imageProtection(at.from, at.data.ImageId, p.by)
	default:
		p.by = append(p.by, at.facts...)
	}
	return p
}

// imageProtection is that of the disks that come with an image.
func (s *subject) imageProtection(t *discover.Resource, id string, by []fact) (on bool, facts []fact) {
	if image := s.at.Near(t, "AWS::EC2::Image", id); image != nil {
		on = image.Facts.(*discover.Image).Encrypted
		return on, append(by, s.read(image, "Encrypted", on))
	}
	return false, append(by, s.gone(finding.Say("the image %s", "이미지 %s", id)))
}

// diskDefaults are those of the resource's region; without them, the fact says
// why.
func (s *subject) diskDefaults() (*discover.EBSDefaults, fact) {
	const typ = "AWS::EC2::EbsEncryptionByDefault"
	for _, r := range s.at.Type(typ) {
		if f := r.Facts.(*discover.EBSDefaults); sameRegion(r, s.resource) {
			return f, s.read(r, "EbsEncryptionByDefault", f.EbsEncryptionByDefault)
		}
	}
	return &discover.EBSDefaults{}, s.complete(typ, s.resource)
}
