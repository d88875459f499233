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
		s.checkTemplate(s.resource, show(f.DefaultVersionNumber), s.unread(s.resource, "DefaultVersionNumber"))
	}
	if f, ok := s.resource.Facts.(*discover.Instance); ok && s.element.Instance != nil {
		s.checkMachine(f, s.element.Instance)
	}
}

func (s *subject) checkMachine(f *discover.Instance, want *model.Instance) {
	if want.Type.IsSet() {
		s.checkInstanceType(want.Type.V, f.InstanceType, []fact{s.read(s.resource, "InstanceType", f.InstanceType)})
	}
	s.checkMachineImage("instance.ami", f.ImageId, []fact{s.read(s.resource, "ImageId", f.ImageId)})
}

func (s *subject) checkFleet(f *discover.AutoScalingGroup) {
	gone := claim{code: codeTemplate, fact: "instance.launch_template", facts: s.unread(s.resource, "LaunchTemplate")}
	if s.undecided(gone) || f.LaunchTemplate == nil {
		return
	}
	named := f.LaunchTemplate.LaunchTemplateId + " " + f.LaunchTemplate.Version
	facts := leading(s.read(s.resource, "LaunchTemplate", named))
	template := s.at.Near(s.resource, "AWS::EC2::LaunchTemplate", f.LaunchTemplate.LaunchTemplateId)
	if template == nil {
		s.judge(claim{
			code:  codeTemplate,
			fact:  "instance.launch_template",
			facts: append(facts, s.lost(f.LaunchTemplate.LaunchTemplateId)),
		})
		return
	}
	if want := s.element.Instance; want != nil && want.LaunchTemplate.IsSet() {
		if declared := s.pairs.Ref(want.LaunchTemplate); declared != nil {
			s.judge(claim{
				code:     codeTemplate,
				cause:    &facts[0],
				fact:     "instance.launch_template",
				facts:    append(facts, s.named(declared)),
				holds:    declared == template,
				declared: want.LaunchTemplate.ID,
				found:    template.Name,
				message: finding.Say("%q starts from the template %s, declared %q",
					"%q이(가) 템플릿 %s(으)로 시작합니다(선언: %q)", s.id, template.Name, want.LaunchTemplate.ID),
			})
		}
	}
	facts = append(facts, s.unread(template, "DefaultVersionNumber", "LatestVersionNumber")...)
	s.checkTemplate(template, template.Facts.(*discover.LaunchTemplate).Version(f.LaunchTemplate), facts)
	s.checkFreshness(f, template, facts)
	s.checkRunningImages(f)
}

// checkTemplate compares what a version of a template starts with what the
// element says of its machines.
func (s *subject) checkTemplate(template *discover.Resource, version string, facts []fact) {
	want := s.element.Instance
	if want == nil {
		return
	}
	data, holder := template.Facts.(*discover.LaunchTemplate).Data(version)
	switch {
	case data != nil:
	case holder == "" || s.at.Missing(template, holder) == nil: // such as one that a group pins
		data, holder = &discover.LaunchTemplateData{}, "LaunchTemplateData"
		facts = append(slices.Clone(facts), s.lost("version "+version+" of the launch template "+template.Name))
	default:
		data = &discover.LaunchTemplateData{}
	}
	if want.Type.IsSet() {
		s.checkInstanceType(want.Type.V, data.InstanceType, append(facts, s.read(template, holder, data.InstanceType)))
	}
	s.checkMachineImage("instance.ami", data.ImageId, append(facts, s.read(template, holder, data.ImageId)))
	role := s.pairs.Ref(want.Role)
	if !want.Role.IsSet() || role == nil {
		return
	}
	profile := discover.LastSegment(data.IamInstanceProfile)
	profiles := role.Facts.(*discover.Role).InstanceProfiles
	s.judge(claim{
		code:     codeRole,
		fact:     "instance.role",
		holds:    slices.Contains(profiles, profile),
		facts:    append(facts, s.read(template, holder, profile), s.read(role, "InstanceProfiles", profiles)),
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
			"%q의 일부 인스턴스가 %q이(가) 아닌 이미지로 떠 있습니다: %s", s.id, s.element.Instance.AMI.ID, show(others)),
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

// checkFreshness finds machines that were started from another version than
// the group would use now.
func (s *subject) checkFreshness(f *discover.AutoScalingGroup, template *discover.Resource, facts []fact) {
	t := template.Facts.(*discover.LaunchTemplate)
	current := t.Version(f.LaunchTemplate)
	var old []string
	for _, i := range f.Instances {
		if i.LaunchTemplate != nil && i.LaunchTemplate.Version != current {
			old = append(old, i.InstanceId)
		}
	}
	s.judge(claim{
		code:    codeOutOfDate,
		fact:    "instance.launch_template",
		holds:   len(old) == 0,
		partial: len(old) < len(f.Instances),
		facts: append(facts,
			s.read(s.resource, "Instances", old),
			s.read(template, "LatestVersionNumber", t.LatestVersionNumber)),
		declared: "version " + current,
		found:    show(old),
		message: finding.Say("machines of %q are older than their template: %s",
			"%q에 템플릿보다 오래된 인스턴스가 있습니다: %s", s.id, show(old)),
	})
}
