package aws

import (
	"context"
	"net/url"
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/aws-sdk-go-v2/service/s3control"
	controltypes "github.com/aws/aws-sdk-go-v2/service/s3control/types"
	smithyendpoints "github.com/aws/smithy-go/endpoints"

	"asbuilt/discover"
)

var s3Collectors = []collector{
	{calls: []string{
		"s3:ListBuckets", "s3:GetBucketTagging", "s3:GetBucketEncryption", "s3:GetPublicAccessBlock",
		"s3:GetBucketPolicyStatus", "s3:GetBucketPolicy", "s3:GetBucketVersioning",
		"s3:GetBucketLifecycleConfiguration", "s3:GetBucketLogging", "s3:GetBucketNotificationConfiguration",
		"s3:GetBucketOwnershipControls",
	}, collect: buckets},
	{global: true, calls: []string{"s3:ListBuckets"}, collect: bucketsElsewhere},
	{global: true, calls: []string{"s3control:GetPublicAccessBlock"}, collect: accountPublicAccessBlock},
}

func bucketResource(s *scan, v types.Bucket, region string) *discover.Resource {
	return s.add(&discover.Resource{
		Type:   "AWS::S3::Bucket",
		ID:     val(v.Name),
		ARN:    "arn:" + s.partition + ":s3:::" + val(v.Name),
		Name:   val(v.Name),
		Region: region,
		Facts:  &discover.Bucket{},
	})
}

// bucketsElsewhere lists the buckets in regions that are not looked at.
func bucketsElsewhere(ctx context.Context, s *scan) {
	c := s3.NewFromConfig(s.config)
	each(ctx, s, c.ListBuckets, &s3.ListBucketsInput{}, func(out *s3.ListBucketsOutput) {
		for _, v := range out.Buckets {
			if region := val(v.BucketRegion); region != "" && !slices.Contains(s.on, region) {
				bucketResource(s, v, region)
			}
		}
	})
}

// buckets reads the buckets of one region. That something is not configured is
// an error code, one for every fact.
func buckets(ctx context.Context, s *scan) {
	c := s3.NewFromConfig(s.config, func(o *s3.Options) { o.UsePathStyle = s.config.BaseEndpoint != nil })
	var found []*discover.Resource
	each(ctx, s, c.ListBuckets, &s3.ListBucketsInput{BucketRegion: &s.region}, func(out *s3.ListBucketsOutput) {
		for _, v := range out.Buckets {
			if firstOf(val(v.BucketRegion), s.region) == s.region { // a dump may hold them all
				found = append(found, bucketResource(s, v, s.region))
			}
		}
	})
	forEach(found, func(r *discover.Resource) {
		facts := r.Facts.(*discover.Bucket)
		ask(ctx, s, r, c.GetBucketTagging, &s3.GetBucketTaggingInput{Bucket: &r.ID},
			func(out *s3.GetBucketTaggingOutput) { r.Tags = tagsOf(out.TagSet) }, "NoSuchTagSet")
		ask(ctx, s, r, c.GetBucketEncryption, &s3.GetBucketEncryptionInput{Bucket: &r.ID},
			func(out *s3.GetBucketEncryptionOutput) {
				facts.BucketEncryption = bucketEncryption(out.ServerSideEncryptionConfiguration)
			},
			"ServerSideEncryptionConfigurationNotFoundError")
		ask(ctx, s, r, c.GetPublicAccessBlock, &s3.GetPublicAccessBlockInput{Bucket: &r.ID},
			func(out *s3.GetPublicAccessBlockOutput) {
				if p := out.PublicAccessBlockConfiguration; p != nil {
					facts.PublicAccessBlockConfiguration = &discover.PublicAccessBlock{
						BlockPublicAcls: val(p.BlockPublicAcls), BlockPublicPolicy: val(p.BlockPublicPolicy),
						IgnorePublicAcls: val(p.IgnorePublicAcls), RestrictPublicBuckets: val(p.RestrictPublicBuckets),
					}
				}
			}, "NoSuchPublicAccessBlockConfiguration")
		ask(ctx, s, r, c.GetBucketPolicyStatus, &s3.GetBucketPolicyStatusInput{Bucket: &r.ID},
			func(out *s3.GetBucketPolicyStatusOutput) {
				facts.PolicyIsPublic = out.PolicyStatus != nil && val(out.PolicyStatus.IsPublic)
			},
			"NoSuchBucketPolicy")
		ask(ctx, s, r, c.GetBucketPolicy, &s3.GetBucketPolicyInput{Bucket: &r.ID},
			func(out *s3.GetBucketPolicyOutput) {
				facts.BucketPolicy = s.policy(r, "BucketPolicy", val(out.Policy))
			}, "NoSuchBucketPolicy")
		ask(ctx, s, r, c.GetBucketVersioning, &s3.GetBucketVersioningInput{Bucket: &r.ID},
			func(out *s3.GetBucketVersioningOutput) { facts.VersioningStatus = string(out.Status) })
		ask(ctx, s, r, c.GetBucketLifecycleConfiguration, &s3.GetBucketLifecycleConfigurationInput{Bucket: &r.ID},
			func(out *s3.GetBucketLifecycleConfigurationOutput) { facts.LifecycleRules = bucketExpiries(out.Rules) },
			"NoSuchLifecycleConfiguration")
		ask(ctx, s, r, c.GetBucketLogging, &s3.GetBucketLoggingInput{Bucket: &r.ID},
			func(out *s3.GetBucketLoggingOutput) {
				if out.LoggingEnabled != nil {
					facts.LoggingDestination = val(out.LoggingEnabled.TargetBucket)
				}
			})
		ask(ctx, s, r, c.GetBucketOwnershipControls, &s3.GetBucketOwnershipControlsInput{Bucket: &r.ID},
			func(out *s3.GetBucketOwnershipControlsOutput) {
				if out.OwnershipControls != nil && len(out.OwnershipControls.Rules) > 0 {
					facts.ObjectOwnership = string(out.OwnershipControls.Rules[0].ObjectOwnership)
				}
			}, "OwnershipControlsNotFoundError")
		ask(ctx, s, r, c.GetBucketNotificationConfiguration,
			&s3.GetBucketNotificationConfigurationInput{Bucket: &r.ID},
			func(out *s3.GetBucketNotificationConfigurationOutput) { facts.NotificationTargets = notified(out) })
	})
}

// notified are those that hear of a bucket's objects, each once.
func notified(out *s3.GetBucketNotificationConfigurationOutput) []string {
	var all []string
	for _, v := range out.QueueConfigurations {
		all = append(all, val(v.QueueArn))
	}
	for _, v := range out.TopicConfigurations {
		all = append(all, val(v.TopicArn))
	}
	for _, v := range out.LambdaFunctionConfigurations {
		all = append(all, val(v.LambdaFunctionArn))
	}
	if out.EventBridgeConfiguration != nil {
		all = append(all, discover.EventBridge)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func bucketEncryption(v *types.ServerSideEncryptionConfiguration) *discover.BucketEncryption {
	if v == nil || len(v.Rules) == 0 || v.Rules[0].ApplyServerSideEncryptionByDefault == nil {
		return nil
	}
	rule := v.Rules[0]
	return &discover.BucketEncryption{
		SSEAlgorithm:     string(rule.ApplyServerSideEncryptionByDefault.SSEAlgorithm),
		KMSMasterKeyID:   val(rule.ApplyServerSideEncryptionByDefault.KMSMasterKeyID),
		BucketKeyEnabled: val(rule.BucketKeyEnabled),
	}
}

func bucketExpiries(rules []types.LifecycleRule) []discover.BucketExpiry {
	var out []discover.BucketExpiry
	for _, v := range rules {
		//lint:ignore SA1019 rules from before 2016 still say their prefix there
		e := discover.BucketExpiry{Id: val(v.ID), Status: string(v.Status), Prefix: val(v.Prefix)}
		if f := v.Filter; f != nil {
			e.Prefix = firstOf(e.Prefix, val(f.Prefix))
			e.Tagged = f.Tag != nil || f.And != nil || f.ObjectSizeGreaterThan != nil || f.ObjectSizeLessThan != nil
			if f.And != nil {
				e.Prefix = firstOf(e.Prefix, val(f.And.Prefix))
			}
		}
		if v.Expiration != nil {
			e.ExpirationInDays = num(v.Expiration.Days)
		}
		if v.NoncurrentVersionExpiration != nil {
			e.NoncurrentExpirationInDays = num(v.NoncurrentVersionExpiration.NoncurrentDays)
		}
		if v.AbortIncompleteMultipartUpload != nil {
			e.AbortIncompleteUploadsInDays = num(v.AbortIncompleteMultipartUpload.DaysAfterInitiation)
		}
		for _, t := range v.Transitions {
			e.Transitions = append(e.Transitions, discover.BucketTransition{
				StorageClass:     string(t.StorageClass),
				TransitionInDays: num(t.Days),
			})
		}
		out = append(out, e)
	}
	return out
}

// accountPublicAccessBlock reads the guard of all buckets; an account without
// one has an error for it.
func accountPublicAccessBlock(ctx context.Context, s *scan) {
	c := s3control.NewFromConfig(s.config, func(o *s3control.Options) {
		if o.BaseEndpoint != nil {
			o.EndpointResolverV2 = plainEndpoint{*o.BaseEndpoint}
		}
	})
	look(ctx, s, c.GetPublicAccessBlock, &s3control.GetPublicAccessBlockInput{AccountId: &s.id},
		func(out *s3control.GetPublicAccessBlockOutput) {
			p := out.PublicAccessBlockConfiguration
			if p == nil || *p == (controltypes.PublicAccessBlockConfiguration{}) {
				return
			}
			s.add(&discover.Resource{
				Type: "AWS::S3::AccountPublicAccessBlock", ID: s.id, Facts: &discover.AccountPublicAccessBlock{
					PublicAccessBlockConfiguration: &discover.PublicAccessBlock{
						BlockPublicAcls: val(p.BlockPublicAcls), BlockPublicPolicy: val(p.BlockPublicPolicy),
						IgnorePublicAcls: val(p.IgnorePublicAcls), RestrictPublicBuckets: val(p.RestrictPublicBuckets),
					},
				},
			})
		}, "NoSuchPublicAccessBlockConfiguration")
}

// plainEndpoint is an address that somebody gave, as it is: the SDK would put
// the number of the account before it, which no emulator answers to.
type plainEndpoint struct{ address string }

// ResolveEndpoint is the address.
func (e plainEndpoint) ResolveEndpoint(
	context.Context, s3control.EndpointParameters,
) (smithyendpoints.Endpoint, error) {
	uri, err := url.Parse(e.address)
	if err != nil {
		return smithyendpoints.Endpoint{}, err
	}
	return smithyendpoints.Endpoint{URI: *uri}, nil
}
