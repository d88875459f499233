package aws

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/rds"
	"github.com/aws/aws-sdk-go-v2/service/rds/types"

	"asbuilt/discover"
)

func dbClusters(ctx context.Context, s *scan) {
	c := rds.NewFromConfig(s.config)
	each(ctx, s, c.DescribeDBClusters, &rds.DescribeDBClustersInput{}, func(out *rds.DescribeDBClustersOutput) {
		for _, v := range out.DBClusters {
			s.add(&discover.Resource{
				Type:  serviceOf(val(v.Engine)) + "::DBCluster",
				ID:    val(v.DBClusterIdentifier),
				ARN:   val(v.DBClusterArn),
				Name:  val(v.DBClusterIdentifier),
				Tags:  tagsOf(v.TagList),
				Facts: dbCluster(v),
			})
		}
	})
}

func dbCluster(v types.DBCluster) *discover.DBCluster {
	facts := &discover.DBCluster{
		Status:            val(v.Status),
		Engine:            val(v.Engine),
		EngineVersion:     val(v.EngineVersion),
		EngineMode:        val(v.EngineMode),
		Port:              num(v.Port),
		AvailabilityZones: v.AvailabilityZones,
		MultiAZ:           val(v.MultiAZ),
		DBSubnetGroupName: val(v.DBSubnetGroup),
		VpcSecurityGroupIds: pluck(v.VpcSecurityGroups, func(g types.VpcSecurityGroupMembership) string {
			return val(g.VpcSecurityGroupId)
		}),
		PubliclyAccessible:              val(v.PubliclyAccessible),
		StorageEncrypted:                val(v.StorageEncrypted),
		KmsKeyId:                        val(v.KmsKeyId),
		StorageType:                     val(v.StorageType),
		AllocatedStorage:                num(v.AllocatedStorage),
		Iops:                            num(v.Iops),
		BackupRetentionPeriod:           num(v.BackupRetentionPeriod),
		BacktrackWindow:                 num(v.BacktrackWindow),
		DeletionProtection:              val(v.DeletionProtection),
		DBClusterParameterGroupName:     val(v.DBClusterParameterGroup),
		DBClusterInstanceClass:          val(v.DBClusterInstanceClass),
		EnableCloudwatchLogsExports:     v.EnabledCloudwatchLogsExports,
		GlobalClusterIdentifier:         val(v.GlobalClusterIdentifier),
		ReplicationSourceIdentifier:     val(v.ReplicationSourceIdentifier),
		EnableIAMDatabaseAuthentication: val(v.IAMDatabaseAuthenticationEnabled),
		PendingModifiedValues:           pending(v.PendingModifiedValues),
	}
	for _, m := range v.DBClusterMembers {
		facts.Members = append(facts.Members, discover.DBClusterMember{
			DBInstanceIdentifier: val(m.DBInstanceIdentifier),
			IsClusterWriter:      val(m.IsClusterWriter),
			PromotionTier:        num(m.PromotionTier),
		})
	}
	if c := v.ServerlessV2ScalingConfiguration; c != nil {
		facts.MinCapacity, facts.MaxCapacity = val(c.MinCapacity), val(c.MaxCapacity)
	}
	if v.MasterUserSecret != nil {
		facts.MasterUserSecretArn = val(v.MasterUserSecret.SecretArn)
	}
	return facts
}

func dbClusterParameterGroups(ctx context.Context, s *scan) {
	c := rds.NewFromConfig(s.config)
	var found []*discover.Resource
	each(ctx, s, c.DescribeDBClusterParameterGroups, &rds.DescribeDBClusterParameterGroupsInput{},
		func(out *rds.DescribeDBClusterParameterGroupsOutput) {
			for _, v := range out.DBClusterParameterGroups {
				found = append(found, s.add(&discover.Resource{
					Type:  "AWS::RDS::DBClusterParameterGroup",
					ID:    val(v.DBClusterParameterGroupName),
					ARN:   val(v.DBClusterParameterGroupArn),
					Name:  val(v.DBClusterParameterGroupName),
					Facts: &discover.DBClusterParameterGroup{Family: val(v.DBParameterGroupFamily)},
				}))
			}
		})
	forEach(found, func(r *discover.Resource) {
		facts := r.Facts.(*discover.DBClusterParameterGroup)
		ask(ctx, s, r, c.DescribeDBClusterParameters,
			&rds.DescribeDBClusterParametersInput{DBClusterParameterGroupName: &r.ID, Source: ref("user")},
			func(out *rds.DescribeDBClusterParametersOutput) {
				facts.Parameters = keepOpen(facts.Parameters, out.Parameters)
			})
	})
}

// dbProxies keeps which secrets a proxy logs in with, not as whom.
func dbProxies(ctx context.Context, s *scan) {
	c := rds.NewFromConfig(s.config)
	var found []*discover.Resource
	each(ctx, s, c.DescribeDBProxies, &rds.DescribeDBProxiesInput{}, func(out *rds.DescribeDBProxiesOutput) {
		for _, v := range out.DBProxies {
			found = append(found, s.add(&discover.Resource{
				Type: "AWS::RDS::DBProxy", ID: val(v.DBProxyName), ARN: val(v.DBProxyArn), Name: val(v.DBProxyName),
				Facts: &discover.DBProxy{
					Status:              string(v.Status),
					EngineFamily:        val(v.EngineFamily),
					RequireTLS:          val(v.RequireTLS),
					RoleArn:             val(v.RoleArn),
					VpcId:               val(v.VpcId),
					VpcSubnetIds:        v.VpcSubnetIds,
					VpcSecurityGroupIds: v.VpcSecurityGroupIds,
					IdleClientTimeout:   num(v.IdleClientTimeout),
					DebugLogging:        val(v.DebugLogging),
					SecretArns: pluck(v.Auth, func(a types.UserAuthConfigInfo) string {
						return val(a.SecretArn)
					}),
				},
			}))
		}
	})
	forEach(found, func(r *discover.Resource) {
		ask(ctx, s, r, c.ListTagsForResource, &rds.ListTagsForResourceInput{ResourceName: &r.ARN},
			func(out *rds.ListTagsForResourceOutput) { r.Tags = tagsOf(out.TagList) })
	})
}
