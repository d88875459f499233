package aws

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/eks"

	"asbuilt/discover"
)

var eksCollectors = []collector{
	{calls: []string{"eks:ListClusters", "eks:DescribeCluster"}, collect: kubernetesClusters},
}

func kubernetesClusters(ctx context.Context, s *scan) {
	c := eks.NewFromConfig(s.config)
	var found []*discover.Resource
	each(ctx, s, c.ListClusters, &eks.ListClustersInput{}, func(out *eks.ListClustersOutput) {
		for _, name := range out.Clusters {
			found = append(found, s.add(&discover.Resource{
				Type: "AWS::EKS::Cluster", ID: name, Name: name, ARN: s.arn("eks", "cluster/"+name),
				Facts: &discover.KubernetesCluster{},
			}))
		}
	})
	forEach(found, func(r *discover.Resource) {
		facts := r.Facts.(*discover.KubernetesCluster)
		ask(ctx, s, r, c.DescribeCluster, &eks.DescribeClusterInput{Name: &r.ID}, func(out *eks.DescribeClusterOutput) {
			if out.Cluster == nil {
				return
			}
			facts.Version = val(out.Cluster.Version)
			if net := out.Cluster.ResourcesVpcConfig; net != nil {
				facts.EndpointPublicAccess, facts.PublicAccessCidrs = net.EndpointPublicAccess, net.PublicAccessCidrs
			}
			r.Tags = out.Cluster.Tags
		})
	})
}
