package aws

import (
	"context"
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/eks"
	"github.com/aws/aws-sdk-go-v2/service/eks/types"

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
		ask(ctx, s, r, c.DescribeCluster, &eks.DescribeClusterInput{Name: &r.ID}, func(out *eks.DescribeClusterOutput) {
			if out.Cluster == nil {
				return
			}
			r.Facts, r.Tags = kubernetesCluster(out.Cluster), out.Cluster.Tags
		})
	})
}

func kubernetesCluster(v *types.Cluster) *discover.KubernetesCluster {
	facts := &discover.KubernetesCluster{
		Status:             string(v.Status),
		Version:            val(v.Version),
		DeletionProtection: val(v.DeletionProtection),
	}
	if net := v.ResourcesVpcConfig; net != nil {
		facts.SubnetIds, facts.SecurityGroupIds = net.SubnetIds, net.SecurityGroupIds
		facts.ClusterSecurityGroupId = val(net.ClusterSecurityGroupId)
		facts.EndpointPublicAccess, facts.PublicAccessCidrs = net.EndpointPublicAccess, net.PublicAccessCidrs
		facts.EndpointPrivateAccess = net.EndpointPrivateAccess
	}
	for _, e := range v.EncryptionConfig {
		if e.Provider != nil {
			facts.KeyArn = val(e.Provider.KeyArn)
		}
	}
	if v.Logging != nil {
		for _, set := range v.Logging.ClusterLogging {
			for _, typ := range set.Types {
				if val(set.Enabled) {
					facts.LogTypes = append(facts.LogTypes, string(typ))
				}
			}
		}
	}
	slices.Sort(facts.LogTypes)
	return facts
}
