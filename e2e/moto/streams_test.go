package moto_test

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/athena"
	athenatypes "github.com/aws/aws-sdk-go-v2/service/athena/types"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	dynamotypes "github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/firehose"
	firehosetypes "github.com/aws/aws-sdk-go-v2/service/firehose/types"
	"github.com/aws/aws-sdk-go-v2/service/kinesis"
	kinesistypes "github.com/aws/aws-sdk-go-v2/service/kinesis/types"

	"asbuilt/discover"
)

// streams are tables, streams and what reads them.
func (b *builder) streams() {
	b.tables()
	c := kinesis.NewFromConfig(b.cfg)
	all(b, "AWS::Kinesis::Stream", func(r *discover.Resource, f *discover.Stream) error {
		_, err := c.CreateStream(b.ctx, &kinesis.CreateStreamInput{
			StreamName:        &r.ID,
			ShardCount:        aws.Int32(int32(f.ShardCount)),
			StreamModeDetails: &kinesistypes.StreamModeDetails{StreamMode: kinesistypes.StreamMode(f.StreamMode)},
		})
		if err != nil {
			return err
		}
		if _, err := c.AddTagsToStream(b.ctx, &kinesis.AddTagsToStreamInput{
			StreamName: &r.ID,
			Tags:       r.Tags,
		}); err != nil {
			return err
		}
		if f.EncryptionType == "KMS" {
			_, err = c.StartStreamEncryption(b.ctx, &kinesis.StartStreamEncryptionInput{
				StreamName:     &r.ID,
				EncryptionType: kinesistypes.EncryptionTypeKms,
				KeyId:          &f.KeyId,
			})
		}
		return err
	})
	deliveries := firehose.NewFromConfig(b.cfg)
	all(b, "AWS::KinesisFirehose::DeliveryStream", func(r *discover.Resource, f *discover.DeliveryStream) error {
		role := aws.String("arn:aws:iam::" + r.Account + ":role/service-role/" + r.ID)
		_, err := deliveries.CreateDeliveryStream(b.ctx, &firehose.CreateDeliveryStreamInput{
			DeliveryStreamName: &r.ID, DeliveryStreamType: firehosetypes.DeliveryStreamType(f.DeliveryStreamType),
			KinesisStreamSourceConfiguration: &firehosetypes.KinesisStreamSourceConfiguration{
				KinesisStreamARN: &f.SourceStreamArn,
				RoleARN:          role,
			},
			ExtendedS3DestinationConfiguration: &firehosetypes.ExtendedS3DestinationConfiguration{
				BucketARN: &f.BucketARNs[0],
				RoleARN:   role,
			},
			Tags: tagList(r, func(k, v *string) firehosetypes.Tag { return firehosetypes.Tag{Key: k, Value: v} }),
		})
		return err
	})
	queries := athena.NewFromConfig(b.cfg)
	all(b, "AWS::Athena::WorkGroup", func(r *discover.Resource, f *discover.WorkGroup) error {
		_, err := queries.CreateWorkGroup(b.ctx, &athena.CreateWorkGroupInput{
			Name: &r.ID,
			Tags: tagList(r, func(k, v *string) athenatypes.Tag { return athenatypes.Tag{Key: k, Value: v} }),
			Configuration: &athenatypes.WorkGroupConfiguration{
				EnforceWorkGroupConfiguration:   &f.EnforceWorkGroupConfiguration,
				PublishCloudWatchMetricsEnabled: &f.PublishCloudWatchMetrics,
				BytesScannedCutoffPerQuery:      aws.Int64(int64(f.BytesScannedCutoffPerQuery)),
				EngineVersion:                   &athenatypes.EngineVersion{SelectedEngineVersion: &f.EngineVersion},
				ResultConfiguration: &athenatypes.ResultConfiguration{
					OutputLocation: aws.String("s3://" + f.OutputBucket + "/athena/"),
					EncryptionConfiguration: &athenatypes.EncryptionConfiguration{
						EncryptionOption: athenatypes.EncryptionOption(f.EncryptionOption),
						KmsKey:           &f.KmsKey,
					},
				},
			},
		})
		return err
	})
}

func (b *builder) tables() {
	c := dynamodb.NewFromConfig(b.cfg)
	all(b, "AWS::DynamoDB::Table", func(r *discover.Resource, f *discover.Table) error {
		in := &dynamodb.CreateTableInput{
			TableName:                 &r.ID,
			BillingMode:               dynamotypes.BillingMode(f.BillingMode),
			DeletionProtectionEnabled: &f.DeletionProtectionEnabled,
			Tags: tagList(r, func(k, v *string) dynamotypes.Tag {
				return dynamotypes.Tag{Key: k, Value: v}
			}),
		}
		attribute := func(name string, kind dynamotypes.KeyType) []dynamotypes.KeySchemaElement {
			in.AttributeDefinitions = append(in.AttributeDefinitions, dynamotypes.AttributeDefinition{
				AttributeName: &name,
				AttributeType: dynamotypes.ScalarAttributeTypeS,
			})
			return []dynamotypes.KeySchemaElement{{AttributeName: &name, KeyType: kind}}
		}
		in.KeySchema = attribute("id", dynamotypes.KeyTypeHash)
		for _, index := range f.Indexes {
			in.GlobalSecondaryIndexes = append(in.GlobalSecondaryIndexes, dynamotypes.GlobalSecondaryIndex{
				IndexName:  &index,
				KeySchema:  attribute(index, dynamotypes.KeyTypeHash),
				Projection: &dynamotypes.Projection{ProjectionType: dynamotypes.ProjectionTypeAll},
			})
		}
		if f.KMSMasterKeyId != "" {
			in.SSESpecification = &dynamotypes.SSESpecification{
				Enabled:        &f.SSEEnabled,
				SSEType:        dynamotypes.SSETypeKms,
				KMSMasterKeyId: &f.KMSMasterKeyId,
			}
		}
		if _, err := c.CreateTable(b.ctx, in); err != nil {
			return err
		}
		if f.PointInTimeRecoveryEnabled {
			recovery := &dynamotypes.PointInTimeRecoverySpecification{
				PointInTimeRecoveryEnabled: aws.Bool(true),
				RecoveryPeriodInDays:       aws.Int32(int32(f.RecoveryPeriodInDays)),
			}
			if _, err := c.UpdateContinuousBackups(b.ctx, &dynamodb.UpdateContinuousBackupsInput{
				TableName:                        &r.ID,
				PointInTimeRecoverySpecification: recovery,
			}); err != nil {
				return err
			}
		}
		if f.TimeToLiveAttribute == "" {
			return nil
		}
		_, err := c.UpdateTimeToLive(b.ctx, &dynamodb.UpdateTimeToLiveInput{
			TableName: &r.ID,
			TimeToLiveSpecification: &dynamotypes.TimeToLiveSpecification{
				AttributeName: &f.TimeToLiveAttribute,
				Enabled:       aws.Bool(true),
			},
		})
		return err
	})
}
