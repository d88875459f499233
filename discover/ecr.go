package discover

var ecrFamily = Family{
	Name: "Amazon ECR",
	Operations: []Operation{
		{Name: "ecr:DescribeRepositories", Page: 1000},
		{Name: "ecr:GetLifecyclePolicy"},
		{Name: "ecr:GetRepositoryPolicy"},
		{Name: "ecr:ListTagsForResource"},
	},
	Types: []Type{
		{Name: "AWS::ECR::Repository", Facts: func() any { return new(Repository) }, Read: []string{"ecr:DescribeRepositories"}, Tagged: []string{"ecr:ListTagsForResource"}},
	},
}

// Repository holds the images of one program. ImageTagMutability is MUTABLE or
// IMMUTABLE, with _WITH_EXCLUSION behind it at times.
type Repository struct {
	RepositoryUri        string
	ImageTagMutability   string
	ScanOnPush           bool
	EncryptionType       string
	KmsKey               string
	LifecyclePolicy      []ImageExpiry `from:"ecr:GetLifecyclePolicy"`
	RepositoryPolicyText *Policy       `from:"ecr:GetRepositoryPolicy"`
}

// ImageExpiry is one rule about which images go. CountType is
// imageCountMoreThan or sinceImagePushed.
type ImageExpiry struct {
	RulePriority int
	TagStatus    string
	CountType    string
	CountNumber  int
}
