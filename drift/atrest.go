package drift

import (
	"cmp"
	"slices"

	"asbuilt/discover"
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
	// by are facts of other resources that it rests on.
	by []fact
}

// tellsKey reports whether AWS says with which key.
func (p protection) tellsKey() bool { return p.keyFact != "" || len(p.by) > 0 }

// facts are what says that it is on, or with which key.
func (p protection) facts(s *subject, name string, value any) []fact {
	if name == "" {
		return p.by
	}
	return append([]fact{s.read(cmp.Or(p.of, s.resource), name, value)}, p.by...)
}

// protection reads how the resource is encrypted; ok is false for what the
// facts say nothing about.
func (s *subject) protection() (p protection, ok bool) {
	stored := func(on bool, onFact, keyFact, key string) (protection, bool) {
		return protection{on: on, onFact: onFact, keyFact: keyFact, key: key}, true
	}
	switch f := s.resource.Facts.(type) {
	case *discover.DBInstance:
		return stored(f.StorageEncrypted, "StorageEncrypted", "KmsKeyId", f.KmsKeyId)
	case *discover.DBCluster:
		return stored(f.StorageEncrypted, "StorageEncrypted", "KmsKeyId", f.KmsKeyId)
	case *discover.ReplicationGroup:
		return stored(f.AtRestEncryptionEnabled, "AtRestEncryptionEnabled", "KmsKeyId", f.KmsKeyId)
	case *discover.CacheCluster: // AWS does not say with which key
		return stored(f.AtRestEncryptionEnabled, "AtRestEncryptionEnabled", "", "")
	case *discover.SearchDomain:
		return stored(f.EncryptionAtRest, "EncryptionAtRest", "KmsKeyId", f.KmsKeyId)
	case *discover.Warehouse:
		return stored(f.Encrypted, "Encrypted", "KmsKeyId", f.KmsKeyId)
	case *discover.FileSystem:
		return stored(f.Encrypted, "Encrypted", "KmsKeyId", f.KmsKeyId)
	case *discover.Volume:
		return stored(f.Encrypted, "Encrypted", "KmsKeyId", f.KmsKeyId)
	case *discover.Queue:
		return stored(f.KmsMasterKeyId != "" || f.SqsManagedSseEnabled, "SqsManagedSseEnabled", "KmsMasterKeyId", f.KmsMasterKeyId)
	case *discover.Stream:
		return stored(f.EncryptionType == "KMS", "EncryptionType", "KeyId", f.KeyId)
	case *discover.DeliveryStream:
		return s.deliveryProtection(f), true
	case *discover.WorkGroup:
		return stored(f.EncryptionOption != "", "EncryptionOption", "KmsKey", f.KmsKey)
	case *discover.Parameter:
		return stored(f.Type == "SecureString", "Type", "KeyId", f.KeyId)
	case *discover.Image:
		return stored(f.Encrypted, "Encrypted", "", "")
	case *discover.Topic:
		return stored(f.KmsMasterKeyId != "", "KmsMasterKeyId", "KmsMasterKeyId", f.KmsMasterKeyId)
	case *discover.Instance:
		return s.disksProtection()
	case *discover.LaunchTemplate:
		return s.templateProtection(s.resource, show(f.DefaultVersionNumber))
	case *discover.AutoScalingGroup:
		return s.fleetProtection(f)
	}
	return s.alwaysProtected()
}

// alwaysProtected is what AWS encrypts in any case, so that the key alone is
// somebody's choice.
func (s *subject) alwaysProtected() (p protection, ok bool) {
	always := func(fact, key string) (protection, bool) {
		return protection{on: true, onFact: fact, keyFact: fact, key: key}, true
	}
	switch f := s.resource.Facts.(type) {
	case *discover.Bucket: // S3 has encrypted every new object since 2023
		if f.BucketEncryption == nil {
			return always("BucketEncryption", "")
		}
		return always("BucketEncryption", f.BucketEncryption.KMSMasterKeyID)
	case *discover.Table:
		return always("KMSMasterKeyId", f.KMSMasterKeyId)
	case *discover.ServerlessCache:
		return always("KmsKeyId", f.KmsKeyId)
	case *discover.Repository:
		return always("KmsKey", f.KmsKey)
	case *discover.Secret:
		return always("KmsKeyId", f.KmsKeyId)
	case *discover.LogGroup:
		return always("KmsKeyId", f.KmsKeyId)
	case *discover.BackupVault:
		return always("EncryptionKeyArn", f.EncryptionKeyArn)
	case *discover.Trail: // files in the bucket are encrypted in any case; the key is the trail's own choice
		return always("KMSKeyId", f.KMSKeyId)
	case *discover.Pipeline:
		return always("EncryptionKey", f.EncryptionKey)
	case *discover.BuildProject:
		return always("EncryptionKey", f.EncryptionKey)
	case *discover.ModelEndpoint:
		return always("KmsKeyId", f.KmsKeyId)
	case *discover.Notebook:
		return always("KmsKeyId", f.KmsKeyId)
	case *discover.StudioDomain:
		return always("KmsKeyId", f.KmsKeyId)
	case *discover.Function: // its environment variables
		return always("KmsKeyArn", f.KmsKeyArn)
	case *discover.StateMachine:
		return always("KmsKeyId", f.KmsKeyId)
	case *discover.AppService:
		return always("KmsKey", f.KmsKey)
	}
	return protection{}, false
}

// disksProtection is that of the disks of a machine; one without disks stores
// nothing.
func (s *subject) disksProtection() (protection, bool) {
	p := protection{on: true, by: []fact{s.complete("AWS::EC2::Volume", s.resource)}}
	none := p.by[0].gap == nil
	for _, r := range s.at.Type("AWS::EC2::Volume") {
		f := r.Facts.(*discover.Volume)
		if r.Account != s.resource.Account || !slices.Contains(f.InstanceIds, s.resource.ID) {
			continue
		}
		none, p.on, p.key = false, p.on && f.Encrypted, f.KmsKeyId
		p.by = append(p.by, s.read(r, "Encrypted", f.Encrypted))
	}
	return p, !none
}

// deliveryProtection is that of what waits in a delivery stream: one that reads
// a Kinesis stream keeps nothing by itself, and waits in the clear where that
// stream does (docs.aws.amazon.com/firehose/latest/dev/encryption.html).
func (s *subject) deliveryProtection(f *discover.DeliveryStream) protection {
	source := s.at.ARN(f.SourceStreamArn)
	switch {
	case source == nil && f.SourceStreamArn != "":
		return protection{onFact: "SourceStreamArn", keyFact: "SourceStreamArn", by: []fact{s.lost(f.SourceStreamArn)}}
	case source == nil:
		return protection{on: f.SSEStatus == "ENABLED", onFact: "SSEStatus", keyFact: "KeyARN", key: f.KeyARN}
	}
	stream := source.Facts.(*discover.Stream)
	return protection{on: stream.EncryptionType == "KMS", of: source, onFact: "EncryptionType", keyFact: "KeyId", key: stream.KeyId}
}

// fleetProtection is that of the disks that a fleet's machines start with.
func (s *subject) fleetProtection(f *discover.AutoScalingGroup) (protection, bool) {
	if f.LaunchTemplate == nil {
		return protection{}, false
	}
	t := s.at.Near(s.resource, "AWS::EC2::LaunchTemplate", f.LaunchTemplate.LaunchTemplateId)
	if t == nil {
		lost := s.lost("the launch template " + f.LaunchTemplate.LaunchTemplateId)
		return protection{onFact: "LaunchTemplate", keyFact: "LaunchTemplate", by: []fact{lost}}, true
	}
	return s.templateProtection(t, t.Facts.(*discover.LaunchTemplate).Version(f.LaunchTemplate))
}

// templateProtection is that of the disks that machines of a template's version
// start with: what the version says, and else what holds by default in the
// region.
func (s *subject) templateProtection(t *discover.Resource, version string) (protection, bool) {
	data, holder := t.Facts.(*discover.LaunchTemplate).Data(version)
	p := protection{on: true, of: t, onFact: holder, keyFact: holder}
	silent := data == nil || len(data.BlockDeviceMappings) == 0
	if !silent {
		for _, d := range data.BlockDeviceMappings {
			p.on = p.on && d.Encrypted
			p.key = d.KmsKeyId
		}
	}
	if p.on && !silent {
		return p, true
	}
	byDefault, read := s.diskDefaults()
	p.by = []fact{read}
	if p.on = byDefault.EbsEncryptionByDefault; p.on && p.key == "" {
		p.key = byDefault.KmsKeyId
	}
	switch {
	case p.on || !silent:
	case data != nil:
		p.on, p.by = s.imageProtection(t, data.ImageId, p.by)
	case holder == "":
		p.by = append(p.by, s.lost("version "+version+" of the launch template "+t.ID))
	}
	return p, true
}

// imageProtection is that of the disks that come with an image.
func (s *subject) imageProtection(t *discover.Resource, id string, by []fact) (on bool, facts []fact) {
	if image := s.at.Near(t, "AWS::EC2::Image", id); image != nil {
		on = image.Facts.(*discover.Image).Encrypted
		return on, append(by, s.read(image, "Encrypted", on))
	}
	return false, append(by, s.lost("the image "+id))
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
