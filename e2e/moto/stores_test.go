package moto_test

import (
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ecr"
	ecrtypes "github.com/aws/aws-sdk-go-v2/service/ecr/types"
	"github.com/aws/aws-sdk-go-v2/service/elasticache"
	ectypes "github.com/aws/aws-sdk-go-v2/service/elasticache/types"
	"github.com/aws/aws-sdk-go-v2/service/rds"
	rdstypes "github.com/aws/aws-sdk-go-v2/service/rds/types"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	s3types "github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	snstypes "github.com/aws/aws-sdk-go-v2/service/sns/types"
	"github.com/aws/aws-sdk-go-v2/service/sqs"

	"asbuilt/discover"
)

func (b *builder) stores() {
	b.buckets()
	b.databases()
	b.cache()
	b.repositories()
	b.queuesAndTopics()
	b.notifications()
}

// notifications lets buckets tell queues, which are there by now.
func (b *builder) notifications() {
	c := s3.NewFromConfig(b.cfg, func(o *s3.Options) { o.UsePathStyle = true })
	all(b, "AWS::S3::Bucket", func(r *discover.Resource, f *discover.Bucket) error {
		var queues []s3types.QueueConfiguration
		for _, arn := range f.NotificationTargets {
			queues = append(queues, s3types.QueueConfiguration{
				QueueArn: &arn, Events: []s3types.Event{s3types.EventS3ObjectCreated},
			})
		}
		if len(queues) == 0 {
			return nil
		}
		_, err := c.PutBucketNotificationConfiguration(b.ctx, &s3.PutBucketNotificationConfigurationInput{
			Bucket:                    &r.ID,
			NotificationConfiguration: &s3types.NotificationConfiguration{QueueConfigurations: queues},
		})
		return err
	})
}

func (b *builder) buckets() {
	c := s3.NewFromConfig(b.cfg, func(o *s3.Options) { o.UsePathStyle = true })
	all(b, "AWS::S3::Bucket", func(r *discover.Resource, f *discover.Bucket) error {
		location := &s3types.CreateBucketConfiguration{LocationConstraint: s3types.BucketLocationConstraint(r.Region)}
		if _, err := c.CreateBucket(b.ctx, &s3.CreateBucketInput{
			Bucket:                    &r.ID,
			CreateBucketConfiguration: location,
		}); err != nil {
			return err
		}
		tags := tagList(r, func(k, v *string) s3types.Tag { return s3types.Tag{Key: k, Value: v} })
		if _, err := c.PutBucketTagging(b.ctx, &s3.PutBucketTaggingInput{
			Bucket:  &r.ID,
			Tagging: &s3types.Tagging{TagSet: tags},
		}); err != nil && len(tags) > 0 {
			return err
		}
		return b.guardBucket(c, r.ID, f)
	})
}

func (b *builder) guardBucket(c *s3.Client, name string, f *discover.Bucket) error {
	if e := f.BucketEncryption; e != nil {
		rule := s3types.ServerSideEncryptionRule{
			BucketKeyEnabled: &e.BucketKeyEnabled,
			ApplyServerSideEncryptionByDefault: &s3types.ServerSideEncryptionByDefault{
				SSEAlgorithm: s3types.ServerSideEncryption(e.SSEAlgorithm),
			},
		}
		if e.KMSMasterKeyID != "" {
			rule.ApplyServerSideEncryptionByDefault.KMSMasterKeyID = &e.KMSMasterKeyID
		}
		if _, err := c.PutBucketEncryption(b.ctx, &s3.PutBucketEncryptionInput{
			Bucket: &name,
			ServerSideEncryptionConfiguration: &s3types.ServerSideEncryptionConfiguration{
				Rules: []s3types.ServerSideEncryptionRule{rule},
			},
		}); err != nil {
			return err
		}
	}
	if p := f.PublicAccessBlockConfiguration; p != nil {
		if _, err := c.PutPublicAccessBlock(b.ctx, &s3.PutPublicAccessBlockInput{
			Bucket: &name,
			PublicAccessBlockConfiguration: &s3types.PublicAccessBlockConfiguration{
				BlockPublicAcls:       &p.BlockPublicAcls,
				BlockPublicPolicy:     &p.BlockPublicPolicy,
				IgnorePublicAcls:      &p.IgnorePublicAcls,
				RestrictPublicBuckets: &p.RestrictPublicBuckets,
			},
		}); err != nil {
			return err
		}
	}
	if f.BucketPolicy != nil {
		if _, err := c.PutBucketPolicy(b.ctx, &s3.PutBucketPolicyInput{
			Bucket: &name,
			Policy: document(f.BucketPolicy),
		}); err != nil {
			return err
		}
	}
	if f.VersioningStatus != "" {
		status := &s3types.VersioningConfiguration{Status: s3types.BucketVersioningStatus(f.VersioningStatus)}
		if _, err := c.PutBucketVersioning(b.ctx, &s3.PutBucketVersioningInput{
			Bucket:                  &name,
			VersioningConfiguration: status,
		}); err != nil {
			return err
		}
	}
	if f.ObjectOwnership != "" {
		rules := []s3types.OwnershipControlsRule{{ObjectOwnership: s3types.ObjectOwnership(f.ObjectOwnership)}}
		if _, err := c.PutBucketOwnershipControls(b.ctx, &s3.PutBucketOwnershipControlsInput{
			Bucket:            &name,
			OwnershipControls: &s3types.OwnershipControls{Rules: rules},
		}); err != nil {
			return err
		}
	}
	return b.lifecycle(c, name, f.LifecycleRules)
}

func (b *builder) lifecycle(c *s3.Client, name string, rules []discover.BucketExpiry) error {
	if len(rules) == 0 {
		return nil
	}
	var out []s3types.LifecycleRule
	for _, l := range rules {
		rule := s3types.LifecycleRule{
			ID:     &l.Id,
			Status: s3types.ExpirationStatus(l.Status),
			Filter: &s3types.LifecycleRuleFilter{Prefix: &l.Prefix},
		}
		if l.ExpirationInDays > 0 {
			rule.Expiration = &s3types.LifecycleExpiration{Days: aws.Int32(int32(l.ExpirationInDays))}
		}
		if l.NoncurrentExpirationInDays > 0 {
			rule.NoncurrentVersionExpiration = &s3types.NoncurrentVersionExpiration{
				NoncurrentDays: aws.Int32(int32(l.NoncurrentExpirationInDays)),
			}
		}
		if l.AbortIncompleteUploadsInDays > 0 {
			rule.AbortIncompleteMultipartUpload = &s3types.AbortIncompleteMultipartUpload{
				DaysAfterInitiation: aws.Int32(int32(l.AbortIncompleteUploadsInDays)),
			}
		}
		for _, t := range l.Transitions {
			rule.Transitions = append(rule.Transitions, s3types.Transition{
				StorageClass: s3types.TransitionStorageClass(t.StorageClass),
				Days:         aws.Int32(int32(t.TransitionInDays)),
			})
		}
		out = append(out, rule)
	}
	_, err := c.PutBucketLifecycleConfiguration(b.ctx, &s3.PutBucketLifecycleConfigurationInput{
		Bucket: &name, LifecycleConfiguration: &s3types.BucketLifecycleConfiguration{Rules: out},
	})
	return err
}

func (b *builder) databases() {
	c := rds.NewFromConfig(b.cfg)
	password := func(f *discover.DBInstance) *string {
		if f.MasterUserSecretArn != "" {
			return nil // RDS makes one
		}
		return aws.String(canary)
	}
	tags := func(r *discover.Resource) []rdstypes.Tag {
		return tagList(r, func(k, v *string) rdstypes.Tag { return rdstypes.Tag{Key: k, Value: v} })
	}
	all(b, "AWS::RDS::DBSubnetGroup", func(r *discover.Resource, f *discover.DBSubnetGroup) error {
		_, err := c.CreateDBSubnetGroup(b.ctx, &rds.CreateDBSubnetGroupInput{
			DBSubnetGroupName:        &r.ID,
			DBSubnetGroupDescription: &r.ID,
			SubnetIds:                f.SubnetIds,
			Tags:                     tags(r),
		})
		return err
	})
	all(b, "AWS::RDS::DBParameterGroup", func(r *discover.Resource, f *discover.DBParameterGroup) error {
		if _, err := c.CreateDBParameterGroup(b.ctx, &rds.CreateDBParameterGroupInput{
			DBParameterGroupName: &r.ID, DBParameterGroupFamily: &f.Family, Description: &r.ID, Tags: tags(r),
		}); err != nil {
			return err
		}
		in := &rds.ModifyDBParameterGroupInput{DBParameterGroupName: &r.ID}
		for k, v := range f.Parameters {
			in.Parameters = append(in.Parameters, rdstypes.Parameter{
				ParameterName:  &k,
				ParameterValue: &v,
				ApplyMethod:    rdstypes.ApplyMethodImmediate,
			})
		}
		_, err := c.ModifyDBParameterGroup(b.ctx, in)
		return err
	})
	all(b, "AWS::RDS::DBInstance", func(r *discover.Resource, f *discover.DBInstance) error {
		_, err := c.CreateDBInstance(b.ctx, &rds.CreateDBInstanceInput{
			DBInstanceIdentifier:            &r.ID,
			Engine:                          &f.Engine,
			EngineVersion:                   &f.EngineVersion,
			DBInstanceClass:                 &f.DBInstanceClass,
			Port:                            aws.Int32(int32(f.Port)),
			MultiAZ:                         &f.MultiAZ,
			DBSubnetGroupName:               &f.DBSubnetGroupName,
			VpcSecurityGroupIds:             f.VPCSecurityGroups,
			PubliclyAccessible:              &f.PubliclyAccessible,
			StorageEncrypted:                &f.StorageEncrypted,
			KmsKeyId:                        &f.KmsKeyId,
			StorageType:                     &f.StorageType,
			AllocatedStorage:                aws.Int32(int32(f.AllocatedStorage)),
			MaxAllocatedStorage:             aws.Int32(int32(f.MaxAllocatedStorage)),
			BackupRetentionPeriod:           aws.Int32(int32(f.BackupRetentionPeriod)),
			DeletionProtection:              &f.DeletionProtection,
			DBParameterGroupName:            &f.DBParameterGroupName,
			Iops:                            aws.Int32(int32(f.Iops)),
			ManageMasterUserPassword:        aws.Bool(f.MasterUserSecretArn != ""),
			MasterUserPassword:              password(f),
			MasterUsername:                  aws.String("asbuilt"),
			EnableCloudwatchLogsExports:     f.EnabledLogs,
			EnableIAMDatabaseAuthentication: &f.EnableIAMDatabaseAuthentication,
			Tags:                            tags(r),
		})
		return err
	})
}

func (b *builder) cache() {
	c := elasticache.NewFromConfig(b.cfg)
	tags := func(r *discover.Resource) []ectypes.Tag {
		return tagList(r, func(k, v *string) ectypes.Tag { return ectypes.Tag{Key: k, Value: v} })
	}
	all(b, "AWS::ElastiCache::SubnetGroup", func(r *discover.Resource, f *discover.CacheSubnetGroup) error {
		_, err := c.CreateCacheSubnetGroup(b.ctx, &elasticache.CreateCacheSubnetGroupInput{
			CacheSubnetGroupName:        &r.ID,
			CacheSubnetGroupDescription: &r.ID,
			SubnetIds:                   f.SubnetIds,
		})
		return err
	})
	all(b, "AWS::ElastiCache::ReplicationGroup", func(r *discover.Resource, f *discover.ReplicationGroup) error {
		_, err := c.CreateReplicationGroup(b.ctx, &elasticache.CreateReplicationGroupInput{
			ReplicationGroupId:          &r.ID,
			ReplicationGroupDescription: &r.ID,
			Engine:                      &f.Engine,
			EngineVersion:               &f.EngineVersion,
			CacheNodeType:               &f.CacheNodeType,
			Port:                        aws.Int32(int32(f.Port)),
			NumNodeGroups:               aws.Int32(int32(f.NumNodeGroups)),
			ReplicasPerNodeGroup:        aws.Int32(int32(f.ReplicasPerNodeGroup)),
			MultiAZEnabled:              &f.MultiAZEnabled,
			AutomaticFailoverEnabled:    &f.AutomaticFailoverEnabled,
			AtRestEncryptionEnabled:     &f.AtRestEncryptionEnabled,
			KmsKeyId:                    &f.KmsKeyId,
			TransitEncryptionEnabled:    &f.TransitEncryptionEnabled,
			TransitEncryptionMode:       ectypes.TransitEncryptionMode(f.TransitEncryptionMode),
			AuthToken:                   aws.String(canary),
			CacheSubnetGroupName:        &f.CacheSubnetGroupName,
			SecurityGroupIds:            f.SecurityGroupIds,
			SnapshotRetentionLimit:      aws.Int32(int32(f.SnapshotRetentionLimit)),
			PreferredCacheClusterAZs:    f.AvailabilityZones,
			Tags:                        tags(r),
		})
		if err != nil {
			return err
		}
		for _, member := range f.MemberClusters { // AWS makes the nodes of a group; moto does not
			_, err := c.CreateCacheCluster(b.ctx, &elasticache.CreateCacheClusterInput{
				CacheClusterId:       &member,
				ReplicationGroupId:   &r.ID,
				Engine:               &f.Engine,
				EngineVersion:        &f.EngineVersion,
				CacheNodeType:        &f.CacheNodeType,
				CacheSubnetGroupName: &f.CacheSubnetGroupName,
				SecurityGroupIds:     f.SecurityGroupIds,
				NumCacheNodes:        aws.Int32(1),
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	all(b, "AWS::ElastiCache::CacheCluster", func(r *discover.Resource, f *discover.CacheCluster) error {
		_, err := c.CreateCacheCluster(b.ctx, &elasticache.CreateCacheClusterInput{
			CacheClusterId:             &r.ID,
			Engine:                     &f.Engine,
			EngineVersion:              &f.EngineVersion,
			CacheNodeType:              &f.CacheNodeType,
			Port:                       aws.Int32(int32(f.Port)),
			NumCacheNodes:              aws.Int32(int32(f.NumCacheNodes)),
			CacheSubnetGroupName:       &f.CacheSubnetGroupName,
			SecurityGroupIds:           f.SecurityGroupIds,
			PreferredAvailabilityZones: f.AvailabilityZones,
			TransitEncryptionEnabled:   &f.TransitEncryptionEnabled,
			Tags:                       tags(r),
		})
		return err
	})
}

func (b *builder) repositories() {
	c := ecr.NewFromConfig(b.cfg)
	all(b, "AWS::ECR::Repository", func(r *discover.Resource, f *discover.Repository) error {
		if _, err := c.CreateRepository(b.ctx, &ecr.CreateRepositoryInput{
			RepositoryName: &r.ID, ImageTagMutability: ecrtypes.ImageTagMutability(f.ImageTagMutability),
			ImageScanningConfiguration: &ecrtypes.ImageScanningConfiguration{ScanOnPush: f.ScanOnPush},
			EncryptionConfiguration: &ecrtypes.EncryptionConfiguration{
				EncryptionType: ecrtypes.EncryptionType(f.EncryptionType),
				KmsKey:         &f.KmsKey,
			},
			Tags: tagList(r, func(k, v *string) ecrtypes.Tag { return ecrtypes.Tag{Key: k, Value: v} }),
		}); err != nil {
			return err
		}
		var rules []map[string]any
		for _, l := range f.LifecyclePolicy {
			rules = append(rules, map[string]any{
				"rulePriority": l.RulePriority, "action": map[string]string{"type": "expire"},
				"selection": map[string]any{
					"tagStatus":   l.TagStatus,
					"countType":   l.CountType,
					"countNumber": l.CountNumber,
				},
			})
		}
		text, err := json.Marshal(map[string]any{"rules": rules})
		if err != nil || len(rules) == 0 {
			return err
		}
		_, err = c.PutLifecyclePolicy(b.ctx, &ecr.PutLifecyclePolicyInput{
			RepositoryName:      &r.ID,
			LifecyclePolicyText: aws.String(string(text)),
		})
		return err
	})
}

func (b *builder) queuesAndTopics() {
	queues := sqs.NewFromConfig(b.cfg)
	all(b, "AWS::SQS::Queue", func(r *discover.Resource, f *discover.Queue) error {
		attributes := map[string]string{
			"KmsMasterKeyId":         f.KmsMasterKeyId,
			"MessageRetentionPeriod": strconv.Itoa(f.MessageRetentionPeriod),
			"VisibilityTimeout":      strconv.Itoa(f.VisibilityTimeout),
		}
		if f.DeadLetterTargetArn != "" {
			attributes["RedrivePolicy"] = fmt.Sprintf(`{"deadLetterTargetArn":%q,"maxReceiveCount":%d}`,
				f.DeadLetterTargetArn, f.MaxReceiveCount)
		}
		if f.Policy != nil {
			attributes["Policy"] = *document(f.Policy)
		}
		_, err := queues.CreateQueue(b.ctx, &sqs.CreateQueueInput{
			QueueName:  &r.ID,
			Attributes: attributes,
			Tags:       r.Tags,
		})
		return err
	})
	topics := sns.NewFromConfig(b.cfg)
	all(b, "AWS::SNS::Topic", func(r *discover.Resource, f *discover.Topic) error {
		out, err := topics.CreateTopic(b.ctx, &sns.CreateTopicInput{
			Name: &r.ID, Attributes: map[string]string{"KmsMasterKeyId": f.KmsMasterKeyId},
			Tags: tagList(r, func(k, v *string) snstypes.Tag { return snstypes.Tag{Key: k, Value: v} }),
		})
		if err != nil {
			return err
		}
		if policy := document(f.Policy); policy != nil {
			if _, err := topics.SetTopicAttributes(b.ctx, &sns.SetTopicAttributesInput{
				TopicArn: out.TopicArn, AttributeName: aws.String("Policy"), AttributeValue: policy,
			}); err != nil {
				return err
			}
		}
		for _, s := range f.Subscriptions {
			for i := range s.Count {
				in := &sns.SubscribeInput{
					TopicArn: out.TopicArn,
					Protocol: &s.Protocol,
					Endpoint: aws.String(endpointOf(s.Protocol, i)),
				}
				if _, err := topics.Subscribe(b.ctx, in); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// endpointOf is an address that must not be found in a snapshot.
func endpointOf(protocol string, i int) string {
	if protocol == "email" {
		return fmt.Sprintf("%s-%d@example.com", canary, i)
	}
	return fmt.Sprintf("https://hooks.example.com/%s/%d", canary, i)
}
