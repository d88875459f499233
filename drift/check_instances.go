package drift

import (
	"cmp"
	"slices"

	"asbuilt/discover"
	"asbuilt/finding"
	"asbuilt/model"
)

// Instances: the machines of a fleet are of the declared type, start from the
// declared template and image, and act with the declared role.

const (
	// https://docs.aws.amazon.com/autoscaling/ec2/userguide/launch-templates.html
	codeInstanceType = "instance-type-differs"
	// https://docs.aws.amazon.com/autoscaling/ec2/userguide/launch-templates.html
	codeTemplate = "launch-template-differs"
	// https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-instance-refresh.html
	codeOutOfDate = "instances-out-of-date"
	// https://docs.aws.amazon.com/autoscaling/ec2/userguide/launch-templates.html
	codeMachineImage = "machine-image-differs"
)

func instanceRules() finding.Rules {
	return finding.Rules{
		{Code: codeInstanceType, Severity: finding.Error},
		{Code: codeTemplate, Severity: finding.Warning},
		{Code: codeOutOfDate, Severity: finding.Warning},
		{Code: codeMachineImage, Severity: finding.Error},
	}
}

func checkInstances(s *subject) {
	if s.element == nil {
		return
	}
	if f, ok := s.resource.Facts.(*discover.AutoScalingGroup); ok {
		s.checkFleet(f)
	}
	if f, ok := s.resource.Facts.(*discover.LaunchTemplate); ok {
		at := s.version(s.resource, show(f.DefaultVersionNumber))
		at.facts = append(s.unread(s.resource, "DefaultVersionNumber"), at.facts...)
		s.checkStart(at)
	}
	if f, ok := s.resource.Facts.(*discover.LaunchConfiguration); ok {
		s.checkStart(start{from: s.resource, data: f.Data()})
	}
	if f, ok := s.resource.Facts.(*discover.Instance); ok && s.element.Instance != nil {
		s.checkMachine(f, s.element.Instance)
	}
}

// start is what machines start with: a version of a launch template, or a launch
// configuration.
type start struct {
	from *discover.Resource
	data *discover.LaunchTemplateData
	// holder is the fact that holds all of it; empty where each part is a fact.
	holder string
	// facts lead to it.
	facts []fact
	// mixed says that the group starts other types of machines than it names.
	mixed bool
}

// fact is the name of the fact that holds a part.
func (st start) fact(part string) string { return cmp.Or(st.holder, part) }

// version is a version of a launch template; one that the snapshot does not hold has
// no data, and facts that say so.
func (s *subject) version(template *discover.Resource, version string) start {
	data, holder := template.Facts.(*discover.LaunchTemplate).Data(version)
	st := start{from: template, data: data, holder: holder}
	switch {
	case data != nil:
	case holder == "" || s.at.Missing(template, holder) == nil: // such as one that a group pins
		st.data, st.holder = &discover.LaunchTemplateData{}, "LaunchTemplateData"
		st.facts = []fact{s.gone(finding.Say("version %s of the launch template %s", "시작 템플릿 %[2]s의 버전 %[1]s",
			version, template.Name))}
	default:
		st.data = &discover.LaunchTemplateData{}
	}
	return st
}

func (s *subject) checkMachine(f *discover.Instance, want *model.Instance) {
	if want.Type.IsSet() {
		s.checkInstanceType(want.Type.V, f.InstanceType, []fact{s.read(s.resource, "InstanceType", f.InstanceType)})
	}
	s.checkMachineImage("instance.ami", f.ImageId, []fact{s.read(s.resource, "ImageId", f.ImageId)})
}

func (s *subject) checkFleet(f *discover.AutoScalingGroup) {
	gone := claim{code: codeTemplate, fact: "instance.launch_template",
		facts: s.unread(s.resource, "LaunchTemplate", "LaunchConfigurationName")}
	if s.undecided(gone) {
		return
	}
	typ, id, read := "AWS::EC2::LaunchTemplate", "", fact{}
	switch t := f.LaunchTemplate; {
	case t != nil:
		id, read = t.LaunchTemplateId, s.read(s.resource, "LaunchTemplate", t.LaunchTemplateId+" "+t.Version)
	case f.LaunchConfigurationName != "":
		typ, id = "AWS::AutoScaling::LaunchConfiguration", f.LaunchConfigurationName
		read = s.read(s.resource, "LaunchConfigurationName", id)
	default:
		return
	}
	facts := leading(read)
	from := s.at.Near(s.resource, typ, id)
	if from == nil {
		s.judge(claim{
			code:  codeTemplate,
			fact:  "instance.launch_template",
			facts: append(facts, s.lost(id)),
		})
		return
	}
	s.checkDeclaredStart(from, facts)
	st := start{from: from}
	if t, ok := from.Facts.(*discover.LaunchTemplate); ok {
		facts = append(facts, s.unread(from, "DefaultVersionNumber", "LatestVersionNumber")...)
		st = s.version(from, t.Version(f.LaunchTemplate))
		s.checkFreshness(f, "version "+t.Version(f.LaunchTemplate), func(i discover.GroupInstance) bool {
			return i.LaunchTemplate == nil || i.LaunchTemplate.Version == t.Version(f.LaunchTemplate)
		}, facts, s.versionAsked(from, f.LaunchTemplate)...)
	} else {
		st.data = from.Facts.(*discover.LaunchConfiguration).Data()
		s.checkFreshness(f, id, func(i discover.GroupInstance) bool { return i.LaunchConfigurationName == id }, facts)
	}
	st.facts = append(slices.Clone(facts), st.facts...)
	st.mixed = s.checkMixed(f)
	s.checkStart(st)
	s.checkRunningImages(f)
}

// versionAsked is the number that $Latest or $Default stand for; none for a version that
// is named by its number.
func (s *subject) versionAsked(template *discover.Resource, by *discover.LaunchTemplateSpecification) []fact {
	t := template.Facts.(*discover.LaunchTemplate)
	switch by.Version {
	case "$Latest":
		return []fact{s.read(template, "LatestVersionNumber", t.LatestVersionNumber)}
	case "$Default", "":
		return []fact{s.read(template, "DefaultVersionNumber", t.DefaultVersionNumber)}
	}
	return nil
}

// checkDeclaredStart compares what machines start with by name.
func (s *subject) checkDeclaredStart(from *discover.Resource, facts []fact) {
	want := s.element.Instance
	if want == nil || !want.LaunchTemplate.IsSet() {
		return
	}
	declared := s.pairs.Ref(want.LaunchTemplate)
	if declared == nil {
		return
	}
	s.judge(claim{
		code:     codeTemplate,
		cause:    &facts[0],
		fact:     "instance.launch_template",
		facts:    append(slices.Clone(facts), s.named(declared)),
		holds:    declared == from,
		declared: want.LaunchTemplate.ID,
		found:    from.Name,
		message: finding.Say("%q starts from the template %s, declared %q",
			"%q이(가) 템플릿 %s(으)로 시작합니다(선언: %q)", s.id, from.Name, want.LaunchTemplate.ID),
	})
}

// checkMixed compares the types of machines that a group mixes, each of which must be
// the declared one; it reports whether it mixes any, so that the type of its template
// does not count.
func (s *subject) checkMixed(f *discover.AutoScalingGroup) bool {
	want := s.element.Instance
	if want == nil || !want.Type.IsSet() {
		return false
	}
	var types []string
	if f.MixedInstancesPolicy != nil {
		for _, o := range f.MixedInstancesPolicy.Overrides {
			switch {
			case o.InstanceType != "":
				types = append(types, o.InstanceType)
			case o.InstanceRequirements != nil && len(o.InstanceRequirements.AllowedInstanceTypes) > 0:
				types = append(types, o.InstanceRequirements.AllowedInstanceTypes...)
			case o.InstanceRequirements != nil:
				types = append(types, "no type in particular")
			}
		}
	}
	facts := []fact{s.read(s.resource, "MixedInstancesPolicy", types)}
	if len(types) == 0 {
		return s.undecided(claim{code: codeInstanceType, fact: "instance.type.mixed", facts: facts})
	}
	others := slices.DeleteFunc(sortedCopy(types), func(t string) bool { return t == want.Type.V })
	s.judge(claim{
		code:     codeInstanceType,
		fact:     "instance.type",
		facts:    facts,
		holds:    len(others) == 0,
		declared: want.Type.V,
		found:    show(sortedCopy(types)),
		message: finding.Say("machines of %q may also be %s, declared %s",
			"%q의 인스턴스 유형이 %s일 수도 있습니다(선언: %s)", s.id, show(others), want.Type.V),
	})
	return true
}

// checkStart compares what machines start with with what the element says of them.
func (s *subject) checkStart(at start) {
	want := s.element.Instance
	if want == nil {
		return
	}
	read := func(part string, value any) []fact {
		return append(slices.Clone(at.facts), s.read(at.from, at.fact(part), value))
	}
	if want.Type.IsSet() && !at.mixed {
		s.checkInstanceType(want.Type.V, at.data.InstanceType, read("InstanceType", at.data.InstanceType))
	}
	s.checkMachineImage("instance.ami", at.data.ImageId, read("ImageId", at.data.ImageId))
	role := s.pairs.Ref(want.Role)
	if !want.Role.IsSet() || role == nil {
		return
	}
	profile := discover.LastSegment(at.data.IamInstanceProfile)
	profiles := role.Facts.(*discover.Role).InstanceProfiles
	s.judge(claim{
		code:     codeRole,
		fact:     "instance.role",
		holds:    slices.Contains(profiles, profile),
		facts:    append(read("IamInstanceProfile", profile), s.read(role, "InstanceProfiles", profiles)),
		declared: want.Role.ID,
		found:    profile,
		message: finding.Say("machines of %q start with the instance profile %s, which is not that of %q",
			"%q의 인스턴스 프로파일 %s이(가) %q의 것이 아닙니다", s.id, profile, want.Role.ID),
	})
}

// checkMachineImage compares the image that machines start from, or run, with
// the one that the model means.
func (s *subject) checkMachineImage(key, found string, facts []fact) {
	ref := s.element.Instance.AMI
	want := s.pairs.Ref(ref)
	if want == nil {
		return
	}
	name := found
	if image := s.at.Near(s.resource, want.Type, found); image != nil {
		name = cmp.Or(image.Name, found)
	}
	s.judge(claim{
		code:     codeMachineImage,
		fact:     key,
		at:       ref.Position,
		facts:    append(facts, s.named(want)),
		holds:    found == want.ID,
		declared: ref.ID,
		found:    name,
		message: finding.Say("machines of %q start from the image %s, declared %q",
			"%q의 인스턴스가 이미지 %s(으)로 시작합니다(선언: %q)", s.id, name, ref.ID),
	})
}

// checkRunningImages finds machines of a group that run another image than the
// model means, whatever their template says.
func (s *subject) checkRunningImages(f *discover.AutoScalingGroup) {
	if s.element.Instance == nil {
		return
	}
	want := s.pairs.Ref(s.element.Instance.AMI)
	if want == nil || len(f.Instances) == 0 {
		return
	}
	facts := leading(s.named(want))
	var others []string
	var cause *fact
	for _, i := range f.Instances {
		machine := s.at.Near(s.resource, "AWS::EC2::Instance", i.InstanceId)
		if machine == nil {
			facts = append(facts, s.lost(i.InstanceId))
			continue
		}
		image := machine.Facts.(*discover.Instance).ImageId
		facts = append(facts, s.read(machine, "ImageId", image))
		if image != want.ID && s.at.Missing(machine, "ImageId") == nil {
			others = append(others, i.InstanceId)
			cause = cmp.Or(cause, &facts[len(facts)-1])
		}
	}
	s.judge(claim{
		code:     codeMachineImage,
		cause:    cause,
		fact:     "instance.ami.running",
		at:       s.element.Instance.AMI.Position,
		holds:    len(others) == 0,
		partial:  len(others) < len(f.Instances),
		facts:    append(facts, s.read(s.resource, "Instances", others)),
		declared: s.element.Instance.AMI.ID,
		found:    show(others),
		message: finding.Say("machines of %q run another image than %q: %s",
			"%q의 일부 인스턴스가 %q이(가) 아닌 이미지로 실행 중입니다: %s", s.id, s.element.Instance.AMI.ID, show(others)),
	})
}

func (s *subject) checkInstanceType(declared, found string, facts []fact) {
	s.judge(claim{
		code:     codeInstanceType,
		fact:     "instance.type",
		facts:    facts,
		holds:    declared == found,
		declared: declared,
		found:    found,
		message: finding.Say("machines of %q are %s, declared %s",
			"%q의 인스턴스 유형이 %s입니다(선언: %s)", s.id, found, declared),
	})
}

// checkFreshness finds machines that were started with something else than the group
// would use now.
func (s *subject) checkFreshness(
	f *discover.AutoScalingGroup, now string, fresh func(discover.GroupInstance) bool, facts []fact, also ...fact,
) {
	var old []string
	for _, i := range f.Instances {
		if !fresh(i) {
			old = append(old, i.InstanceId)
		}
	}
	s.judge(claim{
		code:     codeOutOfDate,
		fact:     "instance.launch_template",
		holds:    len(old) == 0,
		partial:  len(old) < len(f.Instances),
		facts:    slices.Concat(facts, []fact{s.read(s.resource, "Instances", old)}, also),
		declared: now,
		found:    show(old),
		message: finding.Say("machines of %q are older than their template: %s",
			"%q에 템플릿보다 오래된 인스턴스가 있습니다: %s", s.id, show(old)),
	})
}
