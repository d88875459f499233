package discover

import (
	"slices"
	"strings"
)

var eksFamily = Family{
	Name: "Amazon EKS",
	Operations: []Operation{
		{Name: "eks:ListClusters", Always: "clusters", Page: 100},
		{Name: "eks:DescribeCluster", Always: "cluster"},
	},
	Types: []Type{
		{
			Name: "AWS::EKS::Cluster", Facts: facts[KubernetesCluster],
			Read: []string{"eks:ListClusters"}, Tagged: []string{"eks:DescribeCluster"},
		},
	},
}

// KubernetesCluster is the control plane of a cluster of Kubernetes. Its machines are
// Auto Scaling groups that EKS made; what runs on them AWS does not know.
// https://docs.aws.amazon.com/eks/latest/APIReference/API_Cluster.html
//
//asked:as server
//asked:lacks BackedUp,Rewinding EKS has none
//asked:lacks ZoneSpanning,Replicated it always does
//asked:lacks Disked AWS chooses it
//asked:lacks Serving always 443
//asked:lives Status fine active updating pending
//asked:lives Status in-flight creating; broken failed; going deleting
type KubernetesCluster struct {
	Status string `from:"eks:DescribeCluster"`
	// Version is Kubernetes' own, such as 1.33.
	Version          string   `from:"eks:DescribeCluster"`
	SubnetIds        []string `from:"eks:DescribeCluster"`
	SecurityGroupIds []string `from:"eks:DescribeCluster"`
	// ClusterSecurityGroupId is the group that EKS made for control plane and machines.
	ClusterSecurityGroupId string `from:"eks:DescribeCluster"`
	// EndpointPublicAccess says that the API answers the internet, from
	// PublicAccessCidrs.
	EndpointPublicAccess bool     `from:"eks:DescribeCluster"`
	PublicAccessCidrs    []string `from:"eks:DescribeCluster"`
	// EndpointPrivateAccess says that it answers inside its VPC.
	EndpointPrivateAccess bool `from:"eks:DescribeCluster" unjudged:"weighed"`
	// KeyArn is the key around Kubernetes' secrets; empty for one of AWS.
	KeyArn string `from:"eks:DescribeCluster"`
	// LogTypes are the logs of the control plane that are written: api, audit, ….
	LogTypes           []string `from:"eks:DescribeCluster" unjudged:"undeclared"`
	DeletionProtection bool     `from:"eks:DescribeCluster"`
}

func (f *KubernetesCluster) PlacedAt(r *Resource) Placement {
	groups := f.SecurityGroupIds
	if f.ClusterSecurityGroupId != "" {
		groups = append(slices.Clip(groups), f.ClusterSecurityGroupId)
	}
	return plugged("", f.SubnetIds, groups, at(r, "SubnetIds"), at(r, "SecurityGroupIds", "ClusterSecurityGroupId"))
}

// Runs has no class: AWS chooses the machines of a control plane.
func (f *KubernetesCluster) Runs() Engine {
	return Engine{Name: said("kubernetes", "Version"), Version: said(f.Version, "Version")}
}

// EncryptedAtRest always, also where the key is one of AWS.
// https://docs.aws.amazon.com/eks/latest/userguide/envelope-encryption.html
func (f *KubernetesCluster) EncryptedAtRest() Encryption { return alwaysEncrypted(f.KeyArn, "KeyArn") }

// RequiresTLS always: its API speaks nothing else.
func (f *KubernetesCluster) RequiresTLS() (required bool, by []Reading[any]) { return true, nil }

func (f *KubernetesCluster) ProtectedFromDeletion() Reading[bool] {
	return said(f.DeletionProtection, "DeletionProtection")
}

// OpenToInternet is its API, whether for anybody or for the blocks that are named.
func (f *KubernetesCluster) OpenToInternet() (Reading[string], bool) {
	if !f.EndpointPublicAccess {
		return said("EndpointPublicAccess false", "EndpointPublicAccess"), false
	}
	return said("PublicAccessCidrs "+strings.Join(f.PublicAccessCidrs, ", "), "PublicAccessCidrs"), true
}

// InFlight is an update of anything: AWS does not say of what.
func (f *KubernetesCluster) InFlight(string) Reading[Activity] {
	if f.Status == "UPDATING" {
		return said(Activity{Kind: Modification}, "Status")
	}
	return Reading[Activity]{}
}

func (f *KubernetesCluster) ShowsInFlight(string) []string { return []string{"Status"} }

func (f *KubernetesCluster) Dimensions(r *Resource) []Dimension { return goesBy("ClusterName", r) }
