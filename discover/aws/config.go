package aws

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/configservice"

	"asbuilt/discover"
)

var configCollectors = []collector{
	{calls: []string{
		"config:DescribeConfigurationRecorders", "config:DescribeConfigurationRecorderStatus",
	}, collect: configurationRecorders},
	{calls: []string{"config:DescribeDeliveryChannels"}, collect: deliveryChannels},
	{calls: []string{"config:DescribeConfigRules"}, collect: configRules},
}

func configurationRecorders(ctx context.Context, s *scan) {
	c := configservice.NewFromConfig(s.config)
	byName := map[string]*discover.ConfigurationRecorder{}
	each(ctx, s, c.DescribeConfigurationRecorders, &configservice.DescribeConfigurationRecordersInput{},
		func(out *configservice.DescribeConfigurationRecordersOutput) {
			for _, v := range out.ConfigurationRecorders {
				facts := &discover.ConfigurationRecorder{RoleARN: val(v.RoleARN)}
				if g := v.RecordingGroup; g != nil {
					facts.AllSupported = g.AllSupported
					facts.IncludeGlobalResourceTypes = g.IncludeGlobalResourceTypes
					facts.ResourceTypes = texts(g.ResourceTypes)
				}
				byName[val(v.Name)] = facts
				s.add(&discover.Resource{
					Type:  "AWS::Config::ConfigurationRecorder",
					ID:    val(v.Name),
					ARN:   val(v.Arn),
					Name:  val(v.Name),
					Facts: facts,
				})
			}
		})
	each(ctx, s, c.DescribeConfigurationRecorderStatus, &configservice.DescribeConfigurationRecorderStatusInput{},
		func(out *configservice.DescribeConfigurationRecorderStatusOutput) {
			for _, v := range out.ConfigurationRecordersStatus {
				if facts := byName[val(v.Name)]; facts != nil {
					facts.Recording, facts.LastStatus = v.Recording, string(v.LastStatus)
				}
			}
		})
}

func deliveryChannels(ctx context.Context, s *scan) {
	c := configservice.NewFromConfig(s.config)
	each(ctx, s, c.DescribeDeliveryChannels, &configservice.DescribeDeliveryChannelsInput{},
		func(out *configservice.DescribeDeliveryChannelsOutput) {
			for _, v := range out.DeliveryChannels {
				facts := &discover.DeliveryChannel{
					S3BucketName: val(v.S3BucketName),
					S3KmsKeyArn:  val(v.S3KmsKeyArn),
					SnsTopicARN:  val(v.SnsTopicARN),
				}
				if p := v.ConfigSnapshotDeliveryProperties; p != nil {
					facts.DeliveryFrequency = string(p.DeliveryFrequency)
				}
				s.add(&discover.Resource{
					Type:  "AWS::Config::DeliveryChannel",
					ID:    val(v.Name),
					Name:  val(v.Name),
					Facts: facts,
				})
			}
		})
}

func configRules(ctx context.Context, s *scan) {
	c := configservice.NewFromConfig(s.config)
	each(ctx, s, c.DescribeConfigRules, &configservice.DescribeConfigRulesInput{},
		func(out *configservice.DescribeConfigRulesOutput) {
			for _, v := range out.ConfigRules {
				facts := &discover.ConfigRule{ConfigRuleState: string(v.ConfigRuleState), CreatedBy: val(v.CreatedBy)}
				if v.Source != nil {
					facts.Owner, facts.SourceIdentifier = string(v.Source.Owner), val(v.Source.SourceIdentifier)
				}
				s.add(&discover.Resource{
					Type:  "AWS::Config::ConfigRule",
					ID:    val(v.ConfigRuleName),
					ARN:   val(v.ConfigRuleArn),
					Name:  val(v.ConfigRuleName),
					Facts: facts,
				})
			}
		})
}
