package aws

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/guardduty"
	gdtypes "github.com/aws/aws-sdk-go-v2/service/guardduty/types"
	"github.com/aws/aws-sdk-go-v2/service/organizations"
	"github.com/aws/aws-sdk-go-v2/service/securityhub"

	"asbuilt/discover"
)

var securityCollectors = []collector{
	{calls: []string{"guardduty:ListDetectors", "guardduty:GetDetector"}, collect: detectors},
	{calls: []string{"securityhub:DescribeHub", "securityhub:ListTagsForResource"}, collect: securityHub},
	{global: true, calls: []string{"organizations:DescribeOrganization"}, collect: organization},
}

// detectors have no name: a region has one at most, and it goes by GuardDuty's.
func detectors(ctx context.Context, s *scan) {
	c := guardduty.NewFromConfig(s.config)
	var ids []string
	each(ctx, s, c.ListDetectors, &guardduty.ListDetectorsInput{}, func(out *guardduty.ListDetectorsOutput) {
		ids = append(ids, out.DetectorIds...)
	})
	forEach(ids, func(id string) {
		facts := &discover.Detector{}
		r := s.add(&discover.Resource{
			Type:  "AWS::GuardDuty::Detector",
			ID:    id,
			ARN:   s.arn("guardduty", "detector/"+id),
			Name:  "guardduty",
			Facts: facts,
		})
		ask(ctx, s, r, c.GetDetector, &guardduty.GetDetectorInput{DetectorId: &id},
			func(out *guardduty.GetDetectorOutput) {
				facts.Status = string(out.Status)
				facts.FindingPublishingFrequency = string(out.FindingPublishingFrequency)
				for _, f := range out.Features {
					if f.Status == gdtypes.FeatureStatusEnabled {
						facts.Features = append(facts.Features, string(f.Name))
					}
				}
				r.Tags = tagMap(out.Tags)
			})
	})
}

// securityHub is refused with an error of its own where it is not enabled.
func securityHub(ctx context.Context, s *scan) {
	c := securityhub.NewFromConfig(s.config)
	var found *discover.Resource
	look(ctx, s, c.DescribeHub, &securityhub.DescribeHubInput{}, func(out *securityhub.DescribeHubOutput) {
		if val(out.HubArn) == "" {
			return
		}
		found = s.add(&discover.Resource{
			Type: "AWS::SecurityHub::Hub",
			ID:   discover.LastSegment(val(out.HubArn)),
			ARN:  val(out.HubArn),
			Name: "security-hub",
			Facts: &discover.SecurityHub{
				AutoEnableControls:      val(out.AutoEnableControls),
				ControlFindingGenerator: string(out.ControlFindingGenerator),
			},
		})
	}, "InvalidAccessException", "ResourceNotFoundException")
	if found == nil {
		return
	}
	ask(ctx, s, found, c.ListTagsForResource, &securityhub.ListTagsForResourceInput{ResourceArn: &found.ARN},
		func(out *securityhub.ListTagsForResourceOutput) { found.Tags = tagMap(out.Tags) })
}

// organization leaves the address of whoever owns it where it is.
func organization(ctx context.Context, s *scan) {
	c := organizations.NewFromConfig(s.config)
	look(ctx, s, c.DescribeOrganization, &organizations.DescribeOrganizationInput{},
		func(out *organizations.DescribeOrganizationOutput) {
			if v := out.Organization; v != nil {
				s.add(&discover.Resource{
					Type: "AWS::Organizations::Organization", ID: val(v.Id), ARN: val(v.Arn), Name: val(v.Id),
					Facts: &discover.Organization{
						FeatureSet:          string(v.FeatureSet),
						ManagementAccountId: val(v.MasterAccountId),
					},
				})
			}
		}, "AWSOrganizationsNotInUseException")
}
