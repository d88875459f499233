package discover

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

// KubernetesCluster is the control plane of a cluster of Kubernetes.
// https://docs.aws.amazon.com/eks/latest/APIReference/API_Cluster.html
//
//asked:as setting
//asked:lacks Ownable EKS makes none
type KubernetesCluster struct {
	// Version is Kubernetes' own, such as 1.33.
	Version string `from:"eks:DescribeCluster" unjudged:"aside"`
	// EndpointPublicAccess says that the API answers the internet, from
	// PublicAccessCidrs.
	EndpointPublicAccess bool     `from:"eks:DescribeCluster" unjudged:"aside"`
	PublicAccessCidrs    []string `from:"eks:DescribeCluster" unjudged:"aside"`
}
