package aws

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/elasticache"
	"github.com/aws/aws-sdk-go-v2/service/elasticache/types"

	"asbuilt/discover"
)

var elastiCacheCollectors = []collector{
	{calls: []string{
		"elasticache:DescribeReplicationGroups", "elasticache:DescribeCacheClusters", "elasticache:ListTagsForResource",
	}, collect: replicationGroups},
	{calls: []string{
		"elasticache:DescribeServerlessCaches", "elasticache:ListTagsForResource",
	}, collect: serverlessCaches},
	{calls: []string{"elasticache:DescribeCacheSubnetGroups"}, collect: cacheSubnetGroups},
}

func replicationGroups(ctx context.Context, s *scan) {
	c := elasticache.NewFromConfig(s.config)
	groups := map[string]*discover.Resource{}
	var found []*discover.Resource
	each(ctx, s, c.DescribeReplicationGroups, &elasticache.DescribeReplicationGroupsInput{},
		func(out *elasticache.DescribeReplicationGroupsOutput) {
			for _, v := range out.ReplicationGroups {
				r := s.add(&discover.Resource{
					Type:  "AWS::ElastiCache::ReplicationGroup",
					ID:    val(v.ReplicationGroupId),
					ARN:   val(v.ARN),
					Name:  val(v.ReplicationGroupId),
					Facts: replicationGroup(v),
				})
				found, groups[r.ID] = append(found, r), r
			}
		})
	nodes := map[string][]types.CacheCluster{}
	withNodes := &elasticache.DescribeCacheClustersInput{ShowCacheNodeInfo: ref(true)}
	all := each(ctx, s, c.DescribeCacheClusters, withNodes, func(out *elasticache.DescribeCacheClustersOutput) {
		for _, v := range out.CacheClusters {
			if group := val(v.ReplicationGroupId); group != "" {
				nodes[group] = append(nodes[group], v)
				continue
			}
			r := s.add(&discover.Resource{
				Type:  "AWS::ElastiCache::CacheCluster",
				ID:    val(v.CacheClusterId),
				ARN:   val(v.ARN),
				Name:  val(v.CacheClusterId),
				Facts: cacheCluster(v),
			})
			notTold(r, v)
			found = append(found, r)
		}
	})
	for id, r := range groups {
		if all && s.wants("elasticache:DescribeCacheClusters") {
			fromNodes(r, nodes[id])
		}
	}
	cacheTags(ctx, s, c, found)
}

func cacheTags(ctx context.Context, s *scan, c *elasticache.Client, caches []*discover.Resource) {
	forEach(caches, func(r *discover.Resource) {
		ask(ctx, s, r, c.ListTagsForResource, &elasticache.ListTagsForResourceInput{ResourceName: &r.ARN},
			func(out *elasticache.ListTagsForResourceOutput) { r.Tags = tagsOf(out.TagList) })
	})
}

// fromNodes gives a group what only its nodes tell. One that is being made has
// none yet.
func fromNodes(r *discover.Resource, nodes []types.CacheCluster) {
	if len(nodes) == 0 {
		for _, fact := range factsOf(r, "elasticache:DescribeCacheClusters") {
			markUnknown(r, fact, "no node of the group is listed")
		}
		return
	}
	g, v := r.Facts.(*discover.ReplicationGroup), nodes[len(nodes)-1]
	g.EngineVersion = val(v.EngineVersion)
	g.CacheSubnetGroupName = val(v.CacheSubnetGroupName)
	g.SecurityGroupIds = cacheGroups(v)
	notTold(r, v)
}

// notTold marks what a node must have and AWS leaves out, as it does while the
// node is being made.
func notTold(r *discover.Resource, v types.CacheCluster) {
	if len(v.SecurityGroups) == 0 && val(v.CacheSubnetGroupName) != "" {
		markUnknown(r, "SecurityGroupIds", "AWS names none, and whatever lies in a VPC has one")
	}
	if f, ok := r.Facts.(*discover.CacheCluster); ok && f.Port == 0 {
		markUnknown(r, "Port", "the cluster has no endpoint yet")
	}
}

func serverlessCaches(ctx context.Context, s *scan) {
	c := elasticache.NewFromConfig(s.config)
	var found []*discover.Resource
	each(ctx, s, c.DescribeServerlessCaches, &elasticache.DescribeServerlessCachesInput{},
		func(out *elasticache.DescribeServerlessCachesOutput) {
			for _, v := range out.ServerlessCaches {
				facts := &discover.ServerlessCache{
					Status:                 val(v.Status),
					Engine:                 val(v.Engine),
					MajorEngineVersion:     val(v.MajorEngineVersion),
					FullEngineVersion:      val(v.FullEngineVersion),
					SubnetIds:              v.SubnetIds,
					SecurityGroupIds:       v.SecurityGroupIds,
					KmsKeyId:               val(v.KmsKeyId),
					SnapshotRetentionLimit: num(v.SnapshotRetentionLimit),
					UserGroupId:            val(v.UserGroupId),
				}
				if v.Endpoint != nil {
					facts.Port = num(v.Endpoint.Port)
				}
				if l := v.CacheUsageLimits; l != nil && l.DataStorage != nil {
					facts.DataStorageMaximum = num(l.DataStorage.Maximum)
				}
				if l := v.CacheUsageLimits; l != nil && l.ECPUPerSecond != nil {
					facts.ECPUPerSecondMaximum = num(l.ECPUPerSecond.Maximum)
				}
				found = append(found, s.add(&discover.Resource{
					Type:  "AWS::ElastiCache::ServerlessCache",
					ID:    val(v.ServerlessCacheName),
					ARN:   val(v.ARN),
					Name:  val(v.ServerlessCacheName),
					Facts: facts,
				}))
			}
		})
	cacheTags(ctx, s, c, found)
}

func cacheGroups(v types.CacheCluster) []string {
	return pluck(v.SecurityGroups, func(m types.SecurityGroupMembership) string { return val(m.SecurityGroupId) })
}

func cacheCluster(v types.CacheCluster) *discover.CacheCluster {
	facts := &discover.CacheCluster{
		CacheClusterStatus:       val(v.CacheClusterStatus),
		Engine:                   val(v.Engine),
		EngineVersion:            val(v.EngineVersion),
		CacheNodeType:            val(v.CacheNodeType),
		NumCacheNodes:            num(v.NumCacheNodes),
		CacheSubnetGroupName:     val(v.CacheSubnetGroupName),
		SecurityGroupIds:         cacheGroups(v),
		AtRestEncryptionEnabled:  val(v.AtRestEncryptionEnabled),
		TransitEncryptionEnabled: val(v.TransitEncryptionEnabled),
		PendingModifiedValues:    pending(v.PendingModifiedValues),
		AvailabilityZones: pluck(v.CacheNodes, func(n types.CacheNode) string {
			return val(n.CustomerAvailabilityZone)
		}),
	}
	if e := v.ConfigurationEndpoint; e != nil {
		facts.Port = num(e.Port)
	}
	for _, n := range v.CacheNodes {
		if n.Endpoint != nil {
			facts.Port = num(n.Endpoint.Port)
		}
	}
	return facts
}

func replicationGroup(v types.ReplicationGroup) *discover.ReplicationGroup {
	facts := &discover.ReplicationGroup{
		Status:                   val(v.Status),
		Engine:                   firstOf(val(v.Engine), "redis"),
		CacheNodeType:            val(v.CacheNodeType),
		ClusterEnabled:           val(v.ClusterEnabled),
		NumNodeGroups:            len(v.NodeGroups),
		MemberClusters:           v.MemberClusters,
		MultiAZEnabled:           v.MultiAZ == types.MultiAZStatusEnabled,
		AutomaticFailoverEnabled: v.AutomaticFailover == types.AutomaticFailoverStatusEnabled,
		AtRestEncryptionEnabled:  val(v.AtRestEncryptionEnabled),
		KmsKeyId:                 val(v.KmsKeyId),
		TransitEncryptionEnabled: val(v.TransitEncryptionEnabled),
		TransitEncryptionMode:    string(v.TransitEncryptionMode),
		AuthTokenEnabled:         val(v.AuthTokenEnabled),
		SnapshotRetentionLimit:   num(v.SnapshotRetentionLimit),
		PendingModifiedValues:    pending(v.PendingModifiedValues),
	}
	if e := v.ConfigurationEndpoint; e != nil {
		facts.Port = num(e.Port)
	}
	for _, g := range v.NodeGroups {
		if g.PrimaryEndpoint != nil {
			facts.Port = num(g.PrimaryEndpoint.Port)
		}
		facts.ReplicasPerNodeGroup = max(facts.ReplicasPerNodeGroup, len(g.NodeGroupMembers)-1)
		facts.AvailabilityZones = append(facts.AvailabilityZones,
			pluck(g.NodeGroupMembers, func(m types.NodeGroupMember) string {
				return val(m.PreferredAvailabilityZone)
			})...)
	}
	return facts
}

func cacheSubnetGroups(ctx context.Context, s *scan) {
	c := elasticache.NewFromConfig(s.config)
	each(ctx, s, c.DescribeCacheSubnetGroups, &elasticache.DescribeCacheSubnetGroupsInput{},
		func(out *elasticache.DescribeCacheSubnetGroupsOutput) {
			for _, v := range out.CacheSubnetGroups {
				s.add(&discover.Resource{
					Type: "AWS::ElastiCache::SubnetGroup",
					ID:   val(v.CacheSubnetGroupName),
					ARN:  val(v.ARN),
					Name: val(v.CacheSubnetGroupName),
					Facts: &discover.CacheSubnetGroup{
						VpcId:     val(v.VpcId),
						SubnetIds: pluck(v.Subnets, func(n types.Subnet) string { return val(n.SubnetIdentifier) }),
					},
				})
			}
		})
}
