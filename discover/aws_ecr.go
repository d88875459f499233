package discover

var ecrFamily = Family{
	Name: "Amazon ECR",
	Operations: []Operation{
		{Name: "ecr:DescribeRepositories", Always: "repositories", Page: 1000},
		{Name: "ecr:GetLifecyclePolicy", Always: "lifecyclePolicyText"},
		{Name: "ecr:GetRepositoryPolicy", Always: "policyText"},
		{Name: "ecr:ListTagsForResource", Always: "tags"},
		{Name: "ecr:BatchGetRepositoryScanningConfiguration", Always: "scanningConfigurations", Batch: 25},
		{Name: "ecr:GetRegistryScanningConfiguration", Always: "scanningConfiguration"},
	},
	Types: []Type{
		{
			Name: "AWS::ECR::Repository", Facts: facts[Repository],
			Read: []string{"ecr:DescribeRepositories"}, Tagged: []string{"ecr:ListTagsForResource"},
		},
		{
			Name: "AWS::ECR::RegistryScanningConfiguration", Facts: facts[RegistryScanning],
			Read: []string{"ecr:GetRegistryScanningConfiguration"}, Detail: true,
		},
	},
}

// Repository holds the images of one program. ImageTagMutability is MUTABLE or
// IMMUTABLE, with _WITH_EXCLUSION behind it at times.
//
//asked:as store
//asked:lacks DeletionProtected,BackedUp ECR has none
//asked:lacks Measured found by its name under any name
//asked:lives LifecyclePolicy.TagStatus setting what expires
type Repository struct {
	RepositoryUri        string
	ImageTagMutability   string
	ScanOnPush           bool
	EncryptionType       string `unjudged:"said"`
	KmsKey               string
	LifecyclePolicy      []ImageExpiry `from:"ecr:GetLifecyclePolicy"`
	RepositoryPolicyText *Policy       `from:"ecr:GetRepositoryPolicy"`
	// ScanFrequency is what comes of the repository's own switch and the rules of
	// the registry: SCAN_ON_PUSH, CONTINUOUS_SCAN or MANUAL.
	ScanFrequency string `from:"ecr:BatchGetRepositoryScanningConfiguration"`
}

func (f *Repository) SharingPolicy() Reading[*Policy] {
	return said(f.RepositoryPolicyText, "RepositoryPolicyText")
}

func (f *Repository) EncryptedAtRest() Encryption { return alwaysEncrypted(f.KmsKey, "KmsKey") }

// ImageExpiry is one rule about which images go. CountType is
// imageCountMoreThan or sinceImagePushed.
type ImageExpiry struct {
	RulePriority int
	TagStatus    string
	CountType    string
	CountNumber  int
}

// RegistryScanning is how the registry of a region has images scanned. ScanType
// is BASIC or ENHANCED. It goes by the number of the account.
type RegistryScanning struct {
	ScanType string                 `unjudged:"said"`
	Rules    []RegistryScanningRule `unjudged:"said"`
}

// RegistryScanningRule is how often the repositories are scanned whose names
// match one of the filters.
type RegistryScanningRule struct {
	ScanFrequency     string
	RepositoryFilters []string
}
