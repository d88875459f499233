package aws

import (
	"context"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/kms"
	kmstypes "github.com/aws/aws-sdk-go-v2/service/kms/types"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"

	"asbuilt/discover"
)

var secretsCollectors = []collector{
	{calls: []string{"secretsmanager:ListSecrets", "secretsmanager:GetResourcePolicy"}, collect: secrets},
	{calls: []string{
		"kms:ListKeys", "kms:DescribeKey", "kms:ListAliases", "kms:GetKeyRotationStatus", "kms:GetKeyPolicy",
		"kms:ListResourceTags",
	}, collect: keys},
}

func secrets(ctx context.Context, s *scan) {
	c := secretsmanager.NewFromConfig(s.config)
	all := &secretsmanager.ListSecretsInput{IncludePlannedDeletion: ref(true)}
	var found []*discover.Resource
	each(ctx, s, c.ListSecrets, all, func(out *secretsmanager.ListSecretsOutput) {
		for _, v := range out.SecretList {
			facts := &discover.Secret{
				KmsKeyId:          val(v.KmsKeyId),
				RotationEnabled:   val(v.RotationEnabled),
				RotationLambdaARN: val(v.RotationLambdaARN),
				LastRotatedDate:   moment(v.LastRotatedDate),
				LastChangedDate:   moment(v.LastChangedDate),
				DeletedDate:       moment(v.DeletedDate),
				OwningService:     val(v.OwningService),
			}
			if r := v.RotationRules; r != nil {
				facts.AutomaticallyAfterDays = num(r.AutomaticallyAfterDays)
				facts.ScheduleExpression = val(r.ScheduleExpression)
			}
			found = append(found, s.add(&discover.Resource{
				Type:  "AWS::SecretsManager::Secret",
				ID:    val(v.Name),
				ARN:   val(v.ARN),
				Name:  val(v.Name),
				Tags:  tagsOf(v.Tags),
				Facts: facts,
			}))
		}
	})
	forEach(found, func(r *discover.Resource) {
		facts := r.Facts.(*discover.Secret)
		if facts.DeletedDate != nil { // AWS refuses to say
			markUnknown(r, "ResourcePolicy", notAsked+"a secret that is to be deleted")
			return
		}
		ask(ctx, s, r, c.GetResourcePolicy, &secretsmanager.GetResourcePolicyInput{SecretId: &r.ARN},
			func(out *secretsmanager.GetResourcePolicyOutput) {
				facts.ResourcePolicy = s.policy(r, "ResourcePolicy", val(out.ResourcePolicy))
			})
	})
}

// moment is t in UTC, to the second.
func moment(t *time.Time) *time.Time {
	if t == nil || t.IsZero() {
		return nil
	}
	return ref(t.UTC().Truncate(time.Second))
}

func keys(ctx context.Context, s *scan) {
	c := kms.NewFromConfig(s.config)
	var found []*discover.Resource
	each(ctx, s, c.ListKeys, &kms.ListKeysInput{}, func(out *kms.ListKeysOutput) {
		for _, v := range out.Keys {
			found = append(found, s.add(&discover.Resource{
				Type:  "AWS::KMS::Key",
				ID:    val(v.KeyId),
				ARN:   val(v.KeyArn),
				Facts: &discover.Key{},
			}))
		}
	})
	aliases := map[string][]string{}
	each(ctx, s, c.ListAliases, &kms.ListAliasesInput{}, func(out *kms.ListAliasesOutput) {
		for _, v := range out.Aliases {
			aliases[val(v.TargetKeyId)] = append(aliases[val(v.TargetKeyId)], val(v.AliasName))
		}
	})
	forEach(found, func(r *discover.Resource) {
		facts := r.Facts.(*discover.Key)
		if facts.Aliases = sortedSet(aliases[r.ID]); len(facts.Aliases) > 0 {
			r.Name = facts.Aliases[0]
		}
		described := false
		ask(ctx, s, r, c.DescribeKey, &kms.DescribeKeyInput{KeyId: &r.ID}, func(out *kms.DescribeKeyOutput) {
			if v := out.KeyMetadata; v != nil {
				described = true
				facts.KeyState = string(v.KeyState)
				facts.KeyManager = string(v.KeyManager)
				facts.KeySpec = string(v.KeySpec)
				facts.KeyUsage = string(v.KeyUsage)
				facts.Origin = string(v.Origin)
				facts.MultiRegion = val(v.MultiRegion)
				facts.DeletionDate = moment(v.DeletionDate)
			}
		})
		if described && facts.KeyManager == string(kmstypes.KeyManagerTypeAws) {
			facts.EnableKeyRotation = true // always, and every year
			facts.RotationPeriodInDays = 365
			markUnknown(r, "KeyPolicy", notAsked+"a key of AWS's own")
			return
		}
		if !described || rotates(facts) {
			ask(ctx, s, r, c.GetKeyRotationStatus, &kms.GetKeyRotationStatusInput{KeyId: &r.ID},
				func(out *kms.GetKeyRotationStatusOutput) {
					facts.EnableKeyRotation = out.KeyRotationEnabled
					facts.RotationPeriodInDays = num(out.RotationPeriodInDays)
				}, "UnsupportedOperationException")
		}
		ask(ctx, s, r, c.GetKeyPolicy, &kms.GetKeyPolicyInput{KeyId: &r.ID, PolicyName: ref("default")},
			func(out *kms.GetKeyPolicyOutput) { facts.KeyPolicy = s.policy(r, "KeyPolicy", val(out.Policy)) })
		ask(ctx, s, r, c.ListResourceTags, &kms.ListResourceTagsInput{KeyId: &r.ID},
			func(out *kms.ListResourceTagsOutput) { r.Tags = tagsOf(out.Tags) })
	})
}

// rotates reports whether rotation means anything for the key.
func rotates(k *discover.Key) bool {
	return k.KeySpec == string(kmstypes.KeySpecSymmetricDefault) &&
		slices.Contains([]string{string(kmstypes.OriginTypeAwsKms), string(kmstypes.OriginTypeExternal)}, k.Origin)
}
