package discover

var sageMakerFamily = Family{
	Name: "Amazon SageMaker AI",
	Operations: []Operation{
		{Name: "sagemaker:ListEndpoints", Always: "Endpoints", Page: 100},
		{Name: "sagemaker:DescribeEndpoint", Always: "EndpointName"},
		{Name: "sagemaker:DescribeEndpointConfig", Always: "EndpointConfigName"},
		{Name: "sagemaker:ListNotebookInstances", Always: "NotebookInstances", Page: 100},
		{Name: "sagemaker:DescribeNotebookInstance", Always: "NotebookInstanceName"},
		{Name: "sagemaker:ListDomains", Always: "Domains", Page: 100},
		{Name: "sagemaker:DescribeDomain", Always: "DomainId"},
		{Name: "sagemaker:ListTags", Always: "-", Page: 100},
	},
	Types: []Type{
		{
			Name: "AWS::SageMaker::Endpoint", Facts: facts[ModelEndpoint],
			Read: []string{"sagemaker:ListEndpoints"}, Tagged: []string{"sagemaker:ListTags"},
		},
		{
			Name: "AWS::SageMaker::NotebookInstance", Facts: facts[Notebook],
			Read: []string{"sagemaker:ListNotebookInstances"}, Tagged: []string{"sagemaker:ListTags"},
		},
		{
			Name: "AWS::SageMaker::Domain", Facts: facts[StudioDomain],
			Read: []string{"sagemaker:ListDomains"}, Tagged: []string{"sagemaker:ListTags"},
		},
	},
}

// ModelEndpoint serves models of one's own.
//
//asked:as runner
//asked:lacks Placed that of its models, which are not collected
//asked:lacks Changing,Banded not asked yet
//asked:lacks Member SageMaker has its own
//asked:lacks Measured found by its name under any name
//asked:lives EndpointStatus fine inservice updating systemupdating rollingback; in-flight creating
//asked:lives EndpointStatus broken outofservice failed updaterollbackfailed; going deleting
//asked:lives EnableNetworkIsolation setting what its containers may call
type ModelEndpoint struct {
	EndpointStatus     string
	EndpointConfigName string         `from:"sagemaker:DescribeEndpoint" unjudged:"aside"`
	Variants           []ModelVariant `from:"sagemaker:DescribeEndpoint" unjudged:"undeclared"`
	// DataCaptured says that requests are written to a bucket.
	DataCaptured bool `from:"sagemaker:DescribeEndpoint" unjudged:"undeclared"`
	// KmsKeyId encrypts the disks; empty for AWS's own key.
	KmsKeyId               string   `from:"sagemaker:DescribeEndpointConfig"`
	InstanceTypes          []string `from:"sagemaker:DescribeEndpointConfig" unjudged:"aside"`
	EnableNetworkIsolation bool     `from:"sagemaker:DescribeEndpointConfig" unjudged:"undeclared"`
}

// EncryptedAtRest is that of its disks.
func (f *ModelEndpoint) EncryptedAtRest() Encryption { return alwaysEncrypted(f.KmsKeyId, "KmsKeyId") }

// ModelVariant is one model behind an endpoint; a serverless one has no
// instances, and a MaxConcurrency.
type ModelVariant struct {
	VariantName          string
	DesiredInstanceCount int
	MaxConcurrency       int
}

// Notebook is a machine with notebooks. DirectInternetAccess and RootAccess are
// Enabled or Disabled.
//
//asked:as runner
//asked:lacks Changing,Member,Banded it is one machine
//asked:lacks Measured found by its name under any name
//asked:lives NotebookInstanceStatus fine inservice updating; in-flight pending; off stopping stopped; broken failed
//asked:lives NotebookInstanceStatus going deleting
type Notebook struct {
	NotebookInstanceStatus string
	InstanceType           string   `unjudged:"aside"`
	DirectInternetAccess   string   `from:"sagemaker:DescribeNotebookInstance" unjudged:"aside"`
	RootAccess             string   `from:"sagemaker:DescribeNotebookInstance" unjudged:"undeclared"`
	SubnetId               string   `from:"sagemaker:DescribeNotebookInstance"`
	SecurityGroupIds       []string `from:"sagemaker:DescribeNotebookInstance"`
	RoleArn                string   `from:"sagemaker:DescribeNotebookInstance"`
	KmsKeyId               string   `from:"sagemaker:DescribeNotebookInstance"` // empty for AWS's own key
	VolumeSizeInGB         int      `from:"sagemaker:DescribeNotebookInstance" unjudged:"aside"`
}

func (f *Notebook) PlacedAt(r *Resource) Placement {
	return plugged("", nonEmpty(f.SubnetId), f.SecurityGroupIds, at(r, "SubnetId"), at(r, "SecurityGroupIds"))
}

// Uses is its role.
func (f *Notebook) Uses(*Resource) []Reliance {
	return []Reliance{onOne("AWS::IAM::Role", f.RoleArn, "RoleArn")}
}

func (f *Notebook) EncryptedAtRest() Encryption { return alwaysEncrypted(f.KmsKeyId, "KmsKeyId") }

// StudioDomain is the workplace of a team. AppNetworkAccessType is
// PublicInternetOnly or VpcOnly; AuthMode SSO or IAM.
//
//asked:as runner
//asked:lacks Changing not asked yet
//asked:lacks Member,Banded,Measured its apps are not collected
//asked:lives Status fine inservice updating; in-flight pending; broken failed update_failed delete_failed
//asked:lives Status going deleting
type StudioDomain struct {
	Status               string
	AuthMode             string   `from:"sagemaker:DescribeDomain" unjudged:"undeclared"`
	AppNetworkAccessType string   `from:"sagemaker:DescribeDomain" unjudged:"undeclared"`
	VpcId                string   `from:"sagemaker:DescribeDomain" unjudged:"weighed"`
	SubnetIds            []string `from:"sagemaker:DescribeDomain"`
	SecurityGroupIds     []string `from:"sagemaker:DescribeDomain"`
	KmsKeyId             string   `from:"sagemaker:DescribeDomain"` // empty for AWS's own key
	HomeEfsFileSystemId  string   `from:"sagemaker:DescribeDomain" unjudged:"undeclared"`
}

func (f *StudioDomain) PlacedAt(r *Resource) Placement {
	return plugged(f.VpcId, f.SubnetIds, f.SecurityGroupIds, at(r, "SubnetIds"), at(r, "SecurityGroupIds"))
}

func (f *StudioDomain) EncryptedAtRest() Encryption { return alwaysEncrypted(f.KmsKeyId, "KmsKeyId") }
