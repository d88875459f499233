package discover

var s3Family = Family{
	Name: "Amazon S3",
	Operations: []Operation{
		{Name: "s3:ListBuckets", Global: true, Actions: []string{"s3:ListAllMyBuckets"}, Page: 1000},
		{Name: "s3:GetBucketTagging"},
		{Name: "s3:GetBucketEncryption", Actions: []string{"s3:GetEncryptionConfiguration"}},
		{Name: "s3:GetPublicAccessBlock", Actions: []string{"s3:GetBucketPublicAccessBlock"}},
		{Name: "s3:GetBucketPolicyStatus"},
		{Name: "s3:GetBucketPolicy", Always: "Statement"},
		{Name: "s3:GetBucketVersioning"},
		{Name: "s3:GetBucketLifecycleConfiguration", Actions: []string{"s3:GetLifecycleConfiguration"}},
		{Name: "s3:GetBucketLogging"},
		{Name: "s3:GetBucketOwnershipControls"},
		{Name: "s3:GetBucketNotificationConfiguration", Actions: []string{"s3:GetBucketNotification"}},
		{Name: "s3control:GetPublicAccessBlock", Global: true, Actions: []string{"s3:GetAccountPublicAccessBlock"}},
	},
	Types: []Type{
		{
			Name: "AWS::S3::Bucket", Facts: facts[Bucket],
			Read: []string{"s3:ListBuckets"}, Tagged: []string{"s3:GetBucketTagging"},
		},
		{
			Name: "AWS::S3::AccountPublicAccessBlock", Facts: facts[AccountPublicAccessBlock],
			Read: []string{"s3control:GetPublicAccessBlock"}, Detail: true,
		},
	},
}

// Bucket is an S3 bucket. Each fact has an operation of its own, because a
// bucket's policy may deny any of them.
//
//asked:as store
//asked:lacks DeletionProtected S3 has no such switch
//asked:lacks BackedUp by plans alone
//asked:lives BucketEncryption.BucketKeyEnabled setting how keys are used
//asked:lives VersioningStatus setting judged as versioning
//asked:lives LifecycleRules.Status told retention-differs
//asked:lives LifecycleRules.ExpirationInDays setting judged as retention
//asked:lives LifecycleRules.NoncurrentExpirationInDays setting judged as retention
type Bucket struct {
	BucketEncryption               *BucketEncryption  `from:"s3:GetBucketEncryption"`
	PublicAccessBlockConfiguration *PublicAccessBlock `from:"s3:GetPublicAccessBlock"`
	PolicyIsPublic                 bool               `from:"s3:GetBucketPolicyStatus"`
	BucketPolicy                   *Policy            `from:"s3:GetBucketPolicy"`
	VersioningStatus               string             `from:"s3:GetBucketVersioning"` // Enabled, Suspended or empty
	LifecycleRules                 []BucketExpiry     `from:"s3:GetBucketLifecycleConfiguration"`
	LoggingDestination             string             `from:"s3:GetBucketLogging" unjudged:"undeclared"`
	ObjectOwnership                string             `from:"s3:GetBucketOwnershipControls" unjudged:"undeclared"`
	// NotificationTargets are the queues, topics and functions that hear of its
	// objects, by ARN. EventBridge stands for the default bus of the account.
	NotificationTargets []string `from:"s3:GetBucketNotificationConfiguration"`
}

// EventBridge is what a bucket that tells the default bus of its account says.
const EventBridge = "EventBridge"

func (f *Bucket) PolicyNames(r *Resource) []string { return within(r, "/*") }

func (f *Bucket) SharingPolicy() Reading[*Policy] { return said(f.BucketPolicy, "BucketPolicy") }

// EncryptedAtRest always: S3 has encrypted every new object since 2023.
func (f *Bucket) EncryptedAtRest() Encryption {
	if f.BucketEncryption == nil {
		return alwaysEncrypted("", "BucketEncryption")
	}
	return alwaysEncrypted(f.BucketEncryption.KMSMasterKeyID, "BucketEncryption")
}

// RequiresTLS when its policy refuses everybody who comes without.
func (f *Bucket) RequiresTLS() (required bool, by []Reading[any]) {
	required = f.BucketPolicy.deniesPlain()
	shown := "no Deny where aws:SecureTransport is false"
	if required {
		shown = "Deny where aws:SecureTransport is false"
	}
	return required, []Reading[any]{said[any](shown, "BucketPolicy")}
}

func (f *Bucket) Dimensions(r *Resource) []Dimension { return goesBy("BucketName", r) }

// BucketEncryption is how new objects are encrypted: SSEAlgorithm is AES256,
// aws:kms or aws:kms:dsse.
type BucketEncryption struct {
	SSEAlgorithm     string
	KMSMasterKeyID   string
	BucketKeyEnabled bool
}

// PublicAccessBlock is the guard against opening a bucket. A bucket without
// one has no such guard of its own.
type PublicAccessBlock struct {
	BlockPublicAcls       bool
	BlockPublicPolicy     bool
	IgnorePublicAcls      bool
	RestrictPublicBuckets bool
}

// All reports whether all four guards are up.
func (p *PublicAccessBlock) All() bool {
	return p != nil && p.BlockPublicAcls && p.BlockPublicPolicy && p.IgnorePublicAcls && p.RestrictPublicBuckets
}

// BucketExpiry is a lifecycle rule: when objects move or go. Zero days stand
// for never; Tagged rules apply only to objects with certain tags or sizes.
type BucketExpiry struct {
	Id                           string
	Status                       string
	Prefix                       string
	Tagged                       bool
	ExpirationInDays             int
	NoncurrentExpirationInDays   int
	AbortIncompleteUploadsInDays int
	Transitions                  []BucketTransition
}

// BucketTransition moves objects to another storage class.
type BucketTransition struct {
	StorageClass     string
	TransitionInDays int
}

// AccountPublicAccessBlock guards all buckets of an account, whatever they say
// themselves. It goes by the number of the account.
type AccountPublicAccessBlock struct {
	PublicAccessBlockConfiguration *PublicAccessBlock
}
