package discover

import (
	"strings"
	"time"
)

var secretsFamily = Family{
	Name: "AWS Secrets Manager",
	Operations: []Operation{
		{Name: "secretsmanager:ListSecrets", Always: "SecretList", Page: 100},
		{Name: "secretsmanager:GetResourcePolicy", Always: "ARN"},
	},
	Types: []Type{
		{Name: "AWS::SecretsManager::Secret", Facts: facts[Secret], Read: []string{"secretsmanager:ListSecrets"}},
	},
}

// Secret is what is known about a secret without its value, which is never
// read.
//
//asked:as key
//asked:lives RotationEnabled setting judged as rotation
//asked:lives LastRotatedDate setting judged as rotation
//asked:lives LastChangedDate setting when it was changed
//asked:lives DeletedDate fine never; going set
type Secret struct {
	KmsKeyId               string // empty for AWS's own key
	RotationEnabled        bool
	AutomaticallyAfterDays int
	ScheduleExpression     string `unjudged:"said"`
	RotationLambdaARN      string `unjudged:"undeclared"`
	LastRotatedDate        *time.Time
	LastChangedDate        *time.Time `unjudged:"moment"`
	DeletedDate            *time.Time
	// OwningService is the AWS service that made the secret for itself.
	OwningService  string
	ResourcePolicy *Policy `from:"secretsmanager:GetResourcePolicy"`
}

func (f *Secret) SharingPolicy() Reading[*Policy] { return said(f.ResourcePolicy, "ResourcePolicy") }

// PolicyNames of a secret leave out the six characters that AWS puts behind its
// name, as people do who do not know them yet.
func (f *Secret) PolicyNames(r *Resource) []string {
	if i := strings.LastIndex(r.ARN, "-"); i > 0 && len(r.ARN)-i == 7 {
		return []string{r.ARN[:i] + "-??????"}
	}
	return nil
}

func (f *Secret) EncryptedAtRest() Encryption { return alwaysEncrypted(f.KmsKeyId, "KmsKeyId") }

func (f *Secret) Rotation() Rotation {
	return Rotation{
		On:   said(f.RotationEnabled, "RotationEnabled"),
		Days: said(f.AutomaticallyAfterDays, "AutomaticallyAfterDays"),
	}
}

func (f *Secret) MadeByAWS(*Resource) Reading[bool] {
	return said(f.OwningService != "", "OwningService")
}

var kmsFamily = Family{
	Name: "AWS KMS",
	Operations: []Operation{
		{Name: "kms:ListKeys", Always: "Keys", Page: 1000},
		{Name: "kms:DescribeKey", Always: "KeyMetadata"},
		{Name: "kms:ListAliases", Always: "Aliases", Page: 100},
		{Name: "kms:GetKeyRotationStatus", Always: "KeyRotationEnabled"},
		{Name: "kms:GetKeyPolicy", Always: "Policy"},
		{Name: "kms:ListResourceTags", Always: "Tags", Page: 50},
	},
	Types: []Type{
		{
			Name: "AWS::KMS::Key", Facts: facts[Key],
			Read:   []string{"kms:ListKeys", "kms:DescribeKey", "kms:ListAliases"},
			Tagged: []string{"kms:ListResourceTags"},
		},
	},
}

// Key is a key of KMS; its name is its first alias. KeyManager is CUSTOMER or AWS. Rotation does not apply
// to asymmetric, HMAC, imported and custom-store keys.
//
//asked:as key
//asked:lives KeyState fine enabled; in-flight creating updating; off disabled pendingimport; broken unavailable
//asked:lives KeyState going pendingdeletion pendingreplicadeletion
//asked:lives DeletionDate setting KeyState says it
//asked:lives EnableKeyRotation setting judged as rotation
type Key struct {
	KeyState             string
	KeyManager           string     `unjudged:"name"`
	KeySpec              string     `unjudged:"weighed"`
	KeyUsage             string     `unjudged:"undeclared"`
	Origin               string     `unjudged:"weighed"`
	MultiRegion          bool       `unjudged:"undeclared"`
	DeletionDate         *time.Time `unjudged:"said"`
	Aliases              []string   `unjudged:"weighed"`
	EnableKeyRotation    bool       `from:"kms:GetKeyRotationStatus"`
	RotationPeriodInDays int        `from:"kms:GetKeyRotationStatus"`
	KeyPolicy            *Policy    `from:"kms:GetKeyPolicy"`
}

func (f *Key) SharingPolicy() Reading[*Policy] { return said(f.KeyPolicy, "KeyPolicy") }

// Rotation is only possible for symmetric keys that KMS made itself.
func (f *Key) Rotation() Rotation {
	return Rotation{
		On: said(f.EnableKeyRotation, "EnableKeyRotation"), Days: said(f.RotationPeriodInDays, "RotationPeriodInDays"),
		Able: said(f.KeySpec == "SYMMETRIC_DEFAULT" && f.Origin == "AWS_KMS", "KeySpec"),
	}
}

func (f *Key) MadeByAWS(*Resource) Reading[bool] { return said(f.KeyManager == "AWS", "KeyManager") }
