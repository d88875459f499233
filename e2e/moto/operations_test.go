package moto_test

import (
	"strconv"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	backuptypes "github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/aws/aws-sdk-go-v2/service/budgets"
	budgettypes "github.com/aws/aws-sdk-go-v2/service/budgets/types"
	"github.com/aws/aws-sdk-go-v2/service/cloudfront"
	cftypes "github.com/aws/aws-sdk-go-v2/service/cloudfront/types"
	"github.com/aws/aws-sdk-go-v2/service/cloudtrail"
	trailtypes "github.com/aws/aws-sdk-go-v2/service/cloudtrail/types"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	cwtypes "github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/codebuild"
	cbtypes "github.com/aws/aws-sdk-go-v2/service/codebuild/types"
	"github.com/aws/aws-sdk-go-v2/service/codepipeline"
	cptypes "github.com/aws/aws-sdk-go-v2/service/codepipeline/types"
	"github.com/aws/aws-sdk-go-v2/service/servicediscovery"
	sdtypes "github.com/aws/aws-sdk-go-v2/service/servicediscovery/types"

	"asbuilt/discover"
)

func (b *builder) logs() {
	c := cloudwatchlogs.NewFromConfig(b.cfg)
	all(b, "AWS::Logs::LogGroup", func(r *discover.Resource, f *discover.LogGroup) error {
		in := &cloudwatchlogs.CreateLogGroupInput{LogGroupName: &r.ID, Tags: r.Tags}
		if f.KmsKeyId != "" {
			in.KmsKeyId = &f.KmsKeyId
		}
		if _, err := c.CreateLogGroup(b.ctx, in); err != nil {
			return err
		}
		if f.RetentionInDays != nil {
			retention := &cloudwatchlogs.PutRetentionPolicyInput{
				LogGroupName:    &r.ID,
				RetentionInDays: aws.Int32(int32(*f.RetentionInDays)),
			}
			if _, err := c.PutRetentionPolicy(b.ctx, retention); err != nil {
				return err
			}
		}
		if f.DataProtectionStatus == "" {
			return nil
		}
		_, err := c.PutDataProtectionPolicy(b.ctx, &cloudwatchlogs.PutDataProtectionPolicyInput{
			LogGroupIdentifier: &r.ID,
			PolicyDocument:     aws.String(`{"Name":"mask","Version":"2021-06-01","Statement":[]}`),
		})
		return err
	})
}

func (b *builder) operations() {
	c := cloudwatch.NewFromConfig(b.cfg)
	all(b, "AWS::CloudWatch::Alarm", func(r *discover.Resource, f *discover.Alarm) error { return b.alarm(c, r, f) })
	home := cloudwatch.NewFromConfig(b.cfg, func(o *cloudwatch.Options) { o.Region = "us-east-1" })
	all(b, "AWS::CloudWatch::Dashboard", func(r *discover.Resource, _ *discover.Dashboard) error {
		_, err := home.PutDashboard(b.ctx, &cloudwatch.PutDashboardInput{
			DashboardName: &r.ID,
			DashboardBody: aws.String(`{"widgets":[{"type":"text","properties":{"markdown":"` + canary + `"}}]}`),
		})
		return err
	})
	b.backups()
	b.trail()
	b.budget()
	b.delivery()
	names := servicediscovery.NewFromConfig(b.cfg)
	all(b, "AWS::ServiceDiscovery::PrivateDnsNamespace", func(r *discover.Resource, _ *discover.Namespace) error {
		vpc := b.ids[b.byID.Type("AWS::EC2::VPC")[0].ID]
		_, err := names.CreatePrivateDnsNamespace(b.ctx, &servicediscovery.CreatePrivateDnsNamespaceInput{
			Name: &r.Name,
			Vpc:  &vpc,
			Tags: tagList(r, func(k, v *string) sdtypes.Tag { return sdtypes.Tag{Key: k, Value: v} }),
		})
		return err
	})
}

func (b *builder) alarm(c *cloudwatch.Client, r *discover.Resource, f *discover.Alarm) error {
	in := &cloudwatch.PutMetricAlarmInput{
		AlarmName:          &r.ID,
		ComparisonOperator: cwtypes.ComparisonOperator(f.ComparisonOperator),
		EvaluationPeriods:  aws.Int32(int32(f.EvaluationPeriods)),
		DatapointsToAlarm:  aws.Int32(int32(f.DatapointsToAlarm)),
		TreatMissingData:   &f.TreatMissingData,
		ActionsEnabled:     &f.ActionsEnabled,
		AlarmActions:       f.AlarmActions,
		OKActions:          f.OKActions,
	}
	if f.MetricName != "" {
		in.Namespace, in.MetricName, in.Period = &f.Namespace, &f.MetricName, aws.Int32(int32(f.Period))
		in.Dimensions = alarmDimensions(f.Dimensions)
		if f.ExtendedStatistic != "" {
			in.ExtendedStatistic = &f.ExtendedStatistic
		} else {
			in.Statistic = cwtypes.Statistic(f.Statistic)
		}
	}
	in.Threshold = &f.Threshold
	if f.ThresholdMetricId != "" {
		in.ThresholdMetricId, in.Threshold = &f.ThresholdMetricId, nil
	}
	for _, m := range f.Metrics {
		q := cwtypes.MetricDataQuery{Id: &m.Id}
		if m.Expression != "" {
			q.Expression = &m.Expression
		} else {
			q.MetricStat = &cwtypes.MetricStat{
				Metric: &cwtypes.Metric{
					Namespace:  &m.Namespace,
					MetricName: &m.MetricName,
					Dimensions: alarmDimensions(m.Dimensions),
				},
				Period: aws.Int32(int32(m.Period)), Stat: aws.String("Average"),
			}
		}
		in.Metrics = append(in.Metrics, q)
	}
	_, err := c.PutMetricAlarm(b.ctx, in)
	return err
}

func alarmDimensions(m map[string]string) []cwtypes.Dimension {
	var out []cwtypes.Dimension
	for k, v := range m {
		out = append(out, cwtypes.Dimension{Name: &k, Value: &v})
	}
	return out
}

func (b *builder) backups() {
	c := backup.NewFromConfig(b.cfg)
	all(b, "AWS::Backup::BackupVault", func(r *discover.Resource, f *discover.BackupVault) error {
		in := &backup.CreateBackupVaultInput{BackupVaultName: &r.ID, BackupVaultTags: r.Tags}
		if f.EncryptionKeyArn != "" {
			in.EncryptionKeyArn = &f.EncryptionKeyArn
		}
		_, err := c.CreateBackupVault(b.ctx, in)
		return err
	})
	all(b, "AWS::Backup::BackupPlan", func(r *discover.Resource, f *discover.BackupPlan) error {
		plan := &backuptypes.BackupPlanInput{BackupPlanName: &r.Name}
		for _, rule := range f.BackupPlanRule {
			one := backuptypes.BackupRuleInput{
				RuleName:               &rule.RuleName,
				TargetBackupVaultName:  &rule.TargetBackupVault,
				ScheduleExpression:     &rule.ScheduleExpression,
				EnableContinuousBackup: &rule.EnableContinuousBackup,
				Lifecycle:              &backuptypes.Lifecycle{DeleteAfterDays: aws.Int64(int64(rule.DeleteAfterDays))},
			}
			plan.Rules = append(plan.Rules, one)
		}
		out, err := c.CreateBackupPlan(b.ctx, &backup.CreateBackupPlanInput{BackupPlan: plan, BackupPlanTags: r.Tags})
		if err == nil {
			b.born(r, out.BackupPlanId, out.BackupPlanArn)
		}
		return err
	})
	all(b, "AWS::Backup::BackupSelection", func(r *discover.Resource, f *discover.BackupSelection) error {
		in := &backup.CreateBackupSelectionInput{
			BackupPlanId: &f.BackupPlanId,
			BackupSelection: &backuptypes.BackupSelection{
				SelectionName: &r.Name,
				Resources:     f.Resources,
				IamRoleArn:    aws.String("arn:aws:iam::" + b.system.account + ":role/backup"),
			},
		}
		for _, t := range f.ListOfTags {
			in.BackupSelection.ListOfTags = append(in.BackupSelection.ListOfTags, backuptypes.Condition{
				ConditionKey:   &t.ConditionKey,
				ConditionValue: &t.ConditionValue,
				ConditionType:  backuptypes.ConditionTypeStringequals,
			})
		}
		_, err := c.CreateBackupSelection(b.ctx, in)
		return err
	})
}

func (b *builder) trail() {
	c := cloudtrail.NewFromConfig(b.cfg)
	all(b, "AWS::CloudTrail::Trail", func(r *discover.Resource, f *discover.Trail) error {
		out, err := c.CreateTrail(b.ctx, &cloudtrail.CreateTrailInput{
			Name:                       &r.ID,
			S3BucketName:               &f.S3BucketName,
			KmsKeyId:                   &f.KMSKeyId,
			IsMultiRegionTrail:         &f.IsMultiRegionTrail,
			IncludeGlobalServiceEvents: &f.IncludeGlobalServiceEvents,
			EnableLogFileValidation:    &f.EnableLogFileValidation,
			TagsList: tagList(r, func(k, v *string) trailtypes.Tag {
				return trailtypes.Tag{Key: k, Value: v}
			}),
		})
		if err != nil {
			return err
		}
		if f.IsLogging {
			_, err = c.StartLogging(b.ctx, &cloudtrail.StartLoggingInput{Name: out.TrailARN})
		}
		return err
	})
}

func (b *builder) budget() {
	c := budgets.NewFromConfig(b.cfg)
	all(b, "AWS::Budgets::Budget", func(r *discover.Resource, f *discover.Budget) error {
		in := &budgets.CreateBudgetInput{AccountId: &r.Account, Budget: &budgettypes.Budget{
			BudgetName: &r.ID,
			BudgetType: budgettypes.BudgetType(f.BudgetType),
			TimeUnit:   budgettypes.TimeUnit(f.TimeUnit),
			BudgetLimit: &budgettypes.Spend{
				Amount: aws.String(strconv.FormatFloat(f.LimitAmount, 'f', -1, 64)),
				Unit:   &f.LimitUnit,
			},
		}}
		for _, n := range f.Notifications {
			in.NotificationsWithSubscribers = append(in.NotificationsWithSubscribers,
				budgettypes.NotificationWithSubscribers{
					Notification: &budgettypes.Notification{
						NotificationType:   budgettypes.NotificationType(n.NotificationType),
						ThresholdType:      budgettypes.ThresholdType(n.ThresholdType),
						Threshold:          n.Threshold,
						ComparisonOperator: budgettypes.ComparisonOperatorGreaterThan,
					},
					Subscribers: []budgettypes.Subscriber{{
						SubscriptionType: budgettypes.SubscriptionTypeEmail,
						Address:          aws.String(canary + "@example.com"),
					}},
				})
		}
		_, err := c.CreateBudget(b.ctx, in)
		return err
	})
}

func (b *builder) delivery() {
	builds := codebuild.NewFromConfig(b.cfg)
	all(b, "AWS::CodeBuild::Project", func(r *discover.Resource, f *discover.BuildProject) error {
		environment := &cbtypes.ProjectEnvironment{
			Type:           cbtypes.EnvironmentTypeLinuxContainer,
			ComputeType:    cbtypes.ComputeType(f.ComputeType),
			Image:          &f.Image,
			PrivilegedMode: &f.PrivilegedMode,
		}
		for _, v := range f.Environment {
			environment.EnvironmentVariables = append(environment.EnvironmentVariables, cbtypes.EnvironmentVariable{
				Name:  &v.Name,
				Type:  cbtypes.EnvironmentVariableType(v.Type),
				Value: aws.String(canary),
			})
		}
		_, err := builds.CreateProject(b.ctx, &codebuild.CreateProjectInput{
			Name:          &r.ID,
			ServiceRole:   &f.ServiceRole,
			EncryptionKey: &f.EncryptionKey,
			Environment:   environment,
			Source: &cbtypes.ProjectSource{
				Type:     cbtypes.SourceType(f.SourceType),
				Location: aws.String("source"),
			},
			Artifacts: &cbtypes.ProjectArtifacts{
				Type:     cbtypes.ArtifactsTypeCodepipeline,
				Location: aws.String("artifacts"),
			},
			LogsConfig: &cbtypes.LogsConfig{
				CloudWatchLogs: &cbtypes.CloudWatchLogsConfig{
					Status:    cbtypes.LogsConfigStatusTypeEnabled,
					GroupName: &f.LogGroup,
				},
			},
			Tags: tagList(r, func(k, v *string) cbtypes.Tag { return cbtypes.Tag{Key: k, Value: v} }),
		})
		return err
	})
	pipelines := codepipeline.NewFromConfig(b.cfg)
	all(b, "AWS::CodePipeline::Pipeline", func(r *discover.Resource, f *discover.Pipeline) error {
		p := &cptypes.PipelineDeclaration{
			Name: &r.ID, RoleArn: &f.RoleArn, PipelineType: cptypes.PipelineType(f.PipelineType),
			ArtifactStore: &cptypes.ArtifactStore{
				Type:          cptypes.ArtifactStoreTypeS3,
				Location:      &f.ArtifactBucket,
				EncryptionKey: &cptypes.EncryptionKey{Id: &f.EncryptionKey, Type: cptypes.EncryptionKeyTypeKms},
			},
		}
		for _, stage := range f.Stages {
			s := cptypes.StageDeclaration{Name: &stage.Name}
			for _, a := range stage.Actions {
				s.Actions = append(s.Actions, cptypes.ActionDeclaration{
					Name: &a.Name, Configuration: map[string]string{"OAuthToken": canary},
					ActionTypeId: &cptypes.ActionTypeId{
						Category: cptypes.ActionCategory(a.Category),
						Provider: &a.Provider,
						Owner:    cptypes.ActionOwnerAws,
						Version:  aws.String("1"),
					},
				})
			}
			p.Stages = append(p.Stages, s)
		}
		_, err := pipelines.CreatePipeline(b.ctx, &codepipeline.CreatePipelineInput{
			Pipeline: p, Tags: tagList(r, func(k, v *string) cptypes.Tag { return cptypes.Tag{Key: k, Value: v} }),
		})
		return err
	})
}

func (b *builder) distribution() {
	c := cloudfront.NewFromConfig(b.cfg)
	all(b, "AWS::CloudFront::Distribution", func(r *discover.Resource, f *discover.Distribution) error {
		config := &cftypes.DistributionConfig{
			CallerReference: &r.ID, Comment: aws.String(""), Enabled: &f.Enabled,
			Aliases: &cftypes.Aliases{Quantity: aws.Int32(int32(len(f.Aliases))), Items: f.Aliases},
			DefaultCacheBehavior: &cftypes.DefaultCacheBehavior{
				TargetOriginId:       &f.Origins[0].Id,
				ViewerProtocolPolicy: cftypes.ViewerProtocolPolicy(f.ViewerProtocolPolicy),
			},
			ViewerCertificate: &cftypes.ViewerCertificate{
				ACMCertificateArn:      &f.AcmCertificateArn,
				MinimumProtocolVersion: cftypes.MinimumProtocolVersion(f.MinimumProtocolVersion),
				SSLSupportMethod:       cftypes.SSLSupportMethodSniOnly,
			},
			Origins: &cftypes.Origins{Quantity: aws.Int32(int32(len(f.Origins)))},
		}
		for _, o := range f.Origins {
			config.Origins.Items = append(config.Origins.Items, cftypes.Origin{
				Id:                    &o.Id,
				DomainName:            &o.DomainName,
				OriginAccessControlId: &o.OriginAccessControlId,
				S3OriginConfig:        &cftypes.S3OriginConfig{OriginAccessIdentity: aws.String("")},
				CustomHeaders: &cftypes.CustomHeaders{
					Quantity: aws.Int32(1),
					Items: []cftypes.OriginCustomHeader{{
						HeaderName:  aws.String("X-Origin"),
						HeaderValue: aws.String(canary),
					}},
				},
			})
		}
		out, err := c.CreateDistributionWithTags(b.ctx, &cloudfront.CreateDistributionWithTagsInput{
			DistributionConfigWithTags: &cftypes.DistributionConfigWithTags{
				DistributionConfig: config,
				Tags: &cftypes.Tags{
					Items: tagList(r, func(k, v *string) cftypes.Tag { return cftypes.Tag{Key: k, Value: v} }),
				},
			},
		})
		if err == nil {
			b.born(r, out.Distribution.Id, out.Distribution.ARN)
			b.ids[f.DomainName] = aws.ToString(out.Distribution.DomainName)
		}
		return err
	})
}
