package aws

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"asbuilt/discover"
)

var dynamoDBCollectors = []collector{
	{calls: []string{
		"dynamodb:ListTables", "dynamodb:DescribeTable", "dynamodb:DescribeContinuousBackups",
		"dynamodb:DescribeTimeToLive", "dynamodb:ListTagsOfResource", "dynamodb:GetResourcePolicy",
	}, collect: tables},
}

func tables(ctx context.Context, s *scan) {
	c := dynamodb.NewFromConfig(s.config)
	var names []string
	each(ctx, s, c.ListTables, &dynamodb.ListTablesInput{}, func(out *dynamodb.ListTablesOutput) {
		names = append(names, out.TableNames...)
	})
	forEach(names, func(name string) {
		facts := &discover.Table{}
		r := s.add(&discover.Resource{
			Type:  "AWS::DynamoDB::Table",
			ID:    name,
			ARN:   s.arn("dynamodb", "table/"+name),
			Name:  name,
			Facts: facts,
		})
		ask(ctx, s, r, c.DescribeTable, &dynamodb.DescribeTableInput{TableName: &name},
			func(out *dynamodb.DescribeTableOutput) {
				if out.Table != nil {
					fillTable(facts, out.Table)
				}
			})
		ask(ctx, s, r, c.DescribeContinuousBackups, &dynamodb.DescribeContinuousBackupsInput{TableName: &name},
			func(out *dynamodb.DescribeContinuousBackupsOutput) {
				if d := out.ContinuousBackupsDescription; d != nil && d.PointInTimeRecoveryDescription != nil {
					p := d.PointInTimeRecoveryDescription
					status := p.PointInTimeRecoveryStatus
					facts.PointInTimeRecoveryEnabled = status == types.PointInTimeRecoveryStatusEnabled
					facts.RecoveryPeriodInDays = num(p.RecoveryPeriodInDays)
				}
			})
		ask(ctx, s, r, c.DescribeTimeToLive, &dynamodb.DescribeTimeToLiveInput{TableName: &name},
			func(out *dynamodb.DescribeTimeToLiveOutput) {
				if d := out.TimeToLiveDescription; d != nil && d.TimeToLiveStatus == types.TimeToLiveStatusEnabled {
					facts.TimeToLiveAttribute = val(d.AttributeName)
				}
			})
		ask(ctx, s, r, c.ListTagsOfResource, &dynamodb.ListTagsOfResourceInput{ResourceArn: &r.ARN},
			func(out *dynamodb.ListTagsOfResourceOutput) {
				r.Tags = tagsOf(out.Tags)
			})
		ask(ctx, s, r, c.GetResourcePolicy, &dynamodb.GetResourcePolicyInput{ResourceArn: &r.ARN},
			func(out *dynamodb.GetResourcePolicyOutput) {
				facts.ResourcePolicy = s.policy(r, "ResourcePolicy", val(out.Policy))
			}, "PolicyNotFoundException")
	})
}

func fillTable(facts *discover.Table, v *types.TableDescription) {
	facts.TableStatus, facts.DeletionProtectionEnabled = string(v.TableStatus), val(v.DeletionProtectionEnabled)
	facts.BillingMode = string(types.BillingModeProvisioned)
	if v.BillingModeSummary != nil {
		facts.BillingMode = string(v.BillingModeSummary.BillingMode)
	}
	if p := v.ProvisionedThroughput; p != nil {
		facts.ReadCapacityUnits, facts.WriteCapacityUnits = num(p.ReadCapacityUnits), num(p.WriteCapacityUnits)
	}
	if e := v.SSEDescription; e != nil {
		facts.SSEEnabled, facts.KMSMasterKeyId = e.Status == types.SSEStatusEnabled, val(e.KMSMasterKeyArn)
	}
	facts.StreamEnabled = v.StreamSpecification != nil && val(v.StreamSpecification.StreamEnabled)
	facts.Indexes = pluck(v.GlobalSecondaryIndexes, func(i types.GlobalSecondaryIndexDescription) string {
		return val(i.IndexName)
	})
	facts.ReplicaRegions = pluck(v.Replicas, func(p types.ReplicaDescription) string { return val(p.RegionName) })
}
