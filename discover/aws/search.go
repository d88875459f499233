package aws

import (
	"context"
	"maps"
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/opensearch"
	"github.com/aws/aws-sdk-go-v2/service/opensearch/types"
	"github.com/aws/aws-sdk-go-v2/service/redshift"
	redshifttypes "github.com/aws/aws-sdk-go-v2/service/redshift/types"

	"asbuilt/discover"
)

var searchCollectors = []collector{
	{calls: []string{"es:ListDomainNames", "es:DescribeDomains", "es:ListTags"}, collect: searchDomains},
	{calls: []string{"redshift:DescribeClusters", "redshift:DescribeClusterParameters"}, collect: warehouses},
	{calls: []string{"redshift:DescribeClusterSubnetGroups"}, collect: warehouseSubnetGroups},
}

func searchDomains(ctx context.Context, s *scan) {
	c := opensearch.NewFromConfig(s.config)
	var names []string
	each(ctx, s, c.ListDomainNames, &opensearch.ListDomainNamesInput{}, func(out *opensearch.ListDomainNamesOutput) {
		names = append(names, pluck(out.DomainNames, func(d types.DomainInfo) string { return val(d.DomainName) })...)
	})
	var found []*discover.Resource
	for some := range slices.Chunk(names, s.batch("es:DescribeDomains")) {
		each(ctx, s, c.DescribeDomains, &opensearch.DescribeDomainsInput{DomainNames: some},
			func(out *opensearch.DescribeDomainsOutput) {
				for _, v := range out.DomainStatusList {
					if val(v.Deleted) {
						continue
					}
					facts := searchDomain(v)
					r := s.add(&discover.Resource{
						Type:  "AWS::OpenSearchService::Domain",
						ID:    val(v.DomainName),
						ARN:   val(v.ARN),
						Name:  val(v.DomainName),
						Facts: facts,
					})
					facts.AccessPolicies = s.policy(r, "AccessPolicies", val(v.AccessPolicies))
					found = append(found, r)
				}
			})
	}
	forEach(found, func(r *discover.Resource) {
		ask(ctx, s, r, c.ListTags, &opensearch.ListTagsInput{ARN: &r.ARN}, func(out *opensearch.ListTagsOutput) {
			r.Tags = tagsOf(out.TagList)
		})
	})
}

func searchDomain(v types.DomainStatus) *discover.SearchDomain {
	facts := &discover.SearchDomain{
		EngineVersion: val(v.EngineVersion),
		Processing:    val(v.Processing) || val(v.UpgradeProcessing),
	}
	if k := v.ClusterConfig; k != nil {
		facts.InstanceType, facts.InstanceCount = string(k.InstanceType), num(k.InstanceCount)
		facts.ZoneAwarenessEnabled = val(k.ZoneAwarenessEnabled)
		facts.MultiAZWithStandbyEnabled = val(k.MultiAZWithStandbyEnabled)
		if val(k.DedicatedMasterEnabled) {
			facts.DedicatedMasterCount = num(k.DedicatedMasterCount)
		}
		if k.ZoneAwarenessConfig != nil {
			facts.AvailabilityZoneCount = num(k.ZoneAwarenessConfig.AvailabilityZoneCount)
		}
	}
	if n := v.VPCOptions; n != nil {
		facts.VPCId = val(n.VPCId)
		facts.SubnetIds = n.SubnetIds
		facts.SecurityGroupIds = n.SecurityGroupIds
		facts.AvailabilityZones = n.AvailabilityZones
	}
	if e := v.EncryptionAtRestOptions; e != nil {
		facts.EncryptionAtRest, facts.KmsKeyId = val(e.Enabled), val(e.KmsKeyId)
	}
	facts.NodeToNodeEncryption = v.NodeToNodeEncryptionOptions != nil && val(v.NodeToNodeEncryptionOptions.Enabled)
	if e := v.DomainEndpointOptions; e != nil {
		facts.EnforceHTTPS, facts.TLSSecurityPolicy = val(e.EnforceHTTPS), string(e.TLSSecurityPolicy)
	}
	facts.AdvancedSecurity = v.AdvancedSecurityOptions != nil && val(v.AdvancedSecurityOptions.Enabled)
	if e := v.EBSOptions; e != nil {
		facts.VolumeType = string(e.VolumeType)
		facts.VolumeSize = num(e.VolumeSize)
		facts.Iops = num(e.Iops)
		facts.Throughput = num(e.Throughput)
	}
	for _, kind := range slices.Sorted(maps.Keys(v.LogPublishingOptions)) {
		if o := v.LogPublishingOptions[kind]; val(o.Enabled) {
			facts.LogGroups = append(facts.LogGroups, discover.SearchLog{
				Kind:                      kind,
				CloudWatchLogsLogGroupArn: val(o.CloudWatchLogsLogGroupArn),
			})
		}
	}
	facts.UpdateAvailable = v.ServiceSoftwareOptions != nil && val(v.ServiceSoftwareOptions.UpdateAvailable)
	return facts
}

func warehouses(ctx context.Context, s *scan) {
	c := redshift.NewFromConfig(s.config)
	var found []*discover.Resource
	each(ctx, s, c.DescribeClusters, &redshift.DescribeClustersInput{}, func(out *redshift.DescribeClustersOutput) {
		for _, v := range out.Clusters {
			found = append(found, s.add(&discover.Resource{
				Type:  "AWS::Redshift::Cluster",
				ID:    val(v.ClusterIdentifier),
				ARN:   s.arn("redshift", "cluster:"+val(v.ClusterIdentifier)),
				Name:  val(v.ClusterIdentifier),
				Tags:  tagsOf(v.Tags),
				Facts: warehouse(v),
			}))
		}
	})
	forEach(found, func(r *discover.Resource) {
		facts := r.Facts.(*discover.Warehouse)
		in := &redshift.DescribeClusterParametersInput{ParameterGroupName: &facts.ClusterParameterGroupName}
		ask(ctx, s, r, c.DescribeClusterParameters, in, func(out *redshift.DescribeClusterParametersOutput) {
			for _, p := range out.Parameters {
				if val(p.ParameterName) == "require_ssl" {
					facts.RequireSSL = val(p.ParameterValue) == "true"
				}
			}
		})
	})
}

func warehouse(v redshifttypes.Cluster) *discover.Warehouse {
	facts := &discover.Warehouse{
		ClusterStatus:                    val(v.ClusterStatus),
		ClusterVersion:                   val(v.ClusterVersion),
		NodeType:                         val(v.NodeType),
		NumberOfNodes:                    num(v.NumberOfNodes),
		MultiAZ:                          lower(val(v.MultiAZ)) == "enabled",
		AvailabilityZone:                 val(v.AvailabilityZone),
		VpcId:                            val(v.VpcId),
		ClusterSubnetGroupName:           val(v.ClusterSubnetGroupName),
		PubliclyAccessible:               val(v.PubliclyAccessible),
		EnhancedVpcRouting:               val(v.EnhancedVpcRouting),
		Encrypted:                        val(v.Encrypted),
		KmsKeyId:                         val(v.KmsKeyId),
		AutomatedSnapshotRetentionPeriod: num(v.AutomatedSnapshotRetentionPeriod),
		MasterUserSecretArn:              val(v.MasterPasswordSecretArn),
		PendingModifiedValues:            pending(v.PendingModifiedValues),
		VpcSecurityGroupIds: pluck(v.VpcSecurityGroups,
			func(g redshifttypes.VpcSecurityGroupMembership) string { return val(g.VpcSecurityGroupId) }),
	}
	if v.Endpoint != nil {
		facts.Port = num(v.Endpoint.Port)
	}
	for _, g := range v.ClusterParameterGroups {
		facts.ClusterParameterGroupName = val(g.ParameterGroupName)
	}
	return facts
}

func warehouseSubnetGroups(ctx context.Context, s *scan) {
	c := redshift.NewFromConfig(s.config)
	each(ctx, s, c.DescribeClusterSubnetGroups, &redshift.DescribeClusterSubnetGroupsInput{},
		func(out *redshift.DescribeClusterSubnetGroupsOutput) {
			for _, v := range out.ClusterSubnetGroups {
				s.add(&discover.Resource{
					Type: "AWS::Redshift::ClusterSubnetGroup",
					ID:   val(v.ClusterSubnetGroupName),
					Name: val(v.ClusterSubnetGroupName),
					Tags: tagsOf(v.Tags),
					ARN:  s.arn("redshift", "subnetgroup:"+val(v.ClusterSubnetGroupName)),
					Facts: &discover.WarehouseSubnetGroup{
						VpcId: val(v.VpcId),
						SubnetIds: pluck(v.Subnets, func(n redshifttypes.Subnet) string {
							return val(n.SubnetIdentifier)
						}),
					},
				})
			}
		})
}
