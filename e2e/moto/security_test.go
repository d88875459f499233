package moto_test

import (
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/acm"
	acmtypes "github.com/aws/aws-sdk-go-v2/service/acm/types"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	cognitotypes "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	iamtypes "github.com/aws/aws-sdk-go-v2/service/iam/types"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	kmstypes "github.com/aws/aws-sdk-go-v2/service/kms/types"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	smtypes "github.com/aws/aws-sdk-go-v2/service/secretsmanager/types"

	"asbuilt/discover"
)

func (b *builder) security() {
	b.keys()
	roles := iam.NewFromConfig(b.cfg)
	all(b, "AWS::IAM::Role", func(r *discover.Resource, f *discover.Role) error {
		if strings.HasPrefix(f.Path, "/aws-service-role/") {
			return nil // AWS makes these itself
		}
		_, err := roles.CreateRole(b.ctx, &iam.CreateRoleInput{
			RoleName: &r.Name, Path: &f.Path, AssumeRolePolicyDocument: document(f.AssumeRolePolicyDocument),
			Tags: tagList(r, func(k, v *string) iamtypes.Tag { return iamtypes.Tag{Key: k, Value: v} }),
		})
		if err != nil {
			return err
		}
		for _, arn := range f.ManagedPolicyArns {
			if _, err := roles.AttachRolePolicy(b.ctx, &iam.AttachRolePolicyInput{
				RoleName:  &r.Name,
				PolicyArn: &arn,
			}); err != nil {
				return err
			}
		}
		for _, name := range f.InstanceProfiles {
			if _, err := roles.CreateInstanceProfile(b.ctx, &iam.CreateInstanceProfileInput{
				InstanceProfileName: &name,
			}); err != nil {
				return err
			}
			if _, err := roles.AddRoleToInstanceProfile(b.ctx, &iam.AddRoleToInstanceProfileInput{
				InstanceProfileName: &name,
				RoleName:            &r.Name,
			}); err != nil {
				return err
			}
		}
		return nil
	})
	certificates := acm.NewFromConfig(b.cfg)
	all(b, "AWS::CertificateManager::Certificate", func(r *discover.Resource, f *discover.Certificate) error {
		out, err := certificates.RequestCertificate(b.ctx, &acm.RequestCertificateInput{
			DomainName:              &f.DomainName,
			ValidationMethod:        acmtypes.ValidationMethodDns,
			SubjectAlternativeNames: f.SubjectAlternativeNames,
			Tags: tagList(r, func(k, v *string) acmtypes.Tag {
				return acmtypes.Tag{Key: k, Value: v}
			}),
		})
		if err == nil {
			id := discover.LastSegment(aws.ToString(out.CertificateArn))
			b.born(r, &id, out.CertificateArn)
		}
		return err
	})
	pools := cognitoidentityprovider.NewFromConfig(b.cfg)
	all(b, "AWS::Cognito::UserPool", func(r *discover.Resource, f *discover.UserPool) error {
		out, err := pools.CreateUserPool(b.ctx, &cognitoidentityprovider.CreateUserPoolInput{
			PoolName:           &r.Name,
			DeletionProtection: cognitotypes.DeletionProtectionType(f.DeletionProtection),
			UserPoolTags:       r.Tags,
			MfaConfiguration:   cognitotypes.UserPoolMfaType(f.MfaConfiguration),
			Policies: &cognitotypes.UserPoolPolicyType{
				PasswordPolicy: &cognitotypes.PasswordPolicyType{
					MinimumLength: aws.Int32(int32(f.PasswordMinimumLength)),
				},
			},
		})
		if err == nil {
			b.born(r, out.UserPool.Id, out.UserPool.Arn)
		}
		return err
	})
}

// permissions come last, because they name what was made meanwhile.
func (b *builder) permissions() {
	c := iam.NewFromConfig(b.cfg)
	all(b, "AWS::IAM::Role", func(r *discover.Resource, f *discover.Role) error {
		for _, p := range f.Policies {
			if _, err := c.PutRolePolicy(b.ctx, &iam.PutRolePolicyInput{
				RoleName:       &r.Name,
				PolicyName:     &p.PolicyName,
				PolicyDocument: document(&p.PolicyDocument),
			}); err != nil {
				return err
			}
		}
		return nil
	})
}

func (b *builder) keys() {
	c := kms.NewFromConfig(b.cfg)
	all(b, "AWS::KMS::Key", func(r *discover.Resource, f *discover.Key) error {
		if f.KeyManager == "AWS" {
			return nil // AWS makes these itself
		}
		out, err := c.CreateKey(b.ctx, &kms.CreateKeyInput{
			Policy: document(f.KeyPolicy),
			Tags:   tagList(r, func(k, v *string) kmstypes.Tag { return kmstypes.Tag{TagKey: k, TagValue: v} }),
		})
		if err != nil {
			return err
		}
		b.born(r, out.KeyMetadata.KeyId, out.KeyMetadata.Arn)
		for _, alias := range f.Aliases {
			if _, err := c.CreateAlias(b.ctx, &kms.CreateAliasInput{
				AliasName:   &alias,
				TargetKeyId: out.KeyMetadata.KeyId,
			}); err != nil {
				return err
			}
		}
		if f.EnableKeyRotation {
			_, err = c.EnableKeyRotation(b.ctx, &kms.EnableKeyRotationInput{
				KeyId:                out.KeyMetadata.KeyId,
				RotationPeriodInDays: aws.Int32(int32(f.RotationPeriodInDays)),
			})
		}
		return err
	})
}

func (b *builder) secrets() {
	c := secretsmanager.NewFromConfig(b.cfg)
	all(b, "AWS::SecretsManager::Secret", func(r *discover.Resource, f *discover.Secret) error {
		if f.OwningService != "" {
			return nil // a service makes these for itself
		}
		in := &secretsmanager.CreateSecretInput{
			Name:         &r.Name,
			SecretString: aws.String(canary),
			Tags:         tagList(r, func(k, v *string) smtypes.Tag { return smtypes.Tag{Key: k, Value: v} }),
		}
		if f.KmsKeyId != "" {
			in.KmsKeyId = &f.KmsKeyId
		}
		out, err := c.CreateSecret(b.ctx, in)
		if err != nil {
			return err
		}
		b.born(r, nil, out.ARN)
		return nil
	})
}

// rotation comes after the function that does it.
func (b *builder) rotation() {
	c := secretsmanager.NewFromConfig(b.cfg)
	all(b, "AWS::SecretsManager::Secret", func(r *discover.Resource, f *discover.Secret) error {
		var err error
		if f.RotationEnabled && f.OwningService == "" {
			_, err = c.RotateSecret(b.ctx, &secretsmanager.RotateSecretInput{
				SecretId: &r.Name, RotationLambdaARN: &f.RotationLambdaARN, RotateImmediately: aws.Bool(false),
				RotationRules: &smtypes.RotationRulesType{
					AutomaticallyAfterDays: aws.Int64(int64(f.AutomaticallyAfterDays)),
				},
			})
		}
		return err
	})
}
