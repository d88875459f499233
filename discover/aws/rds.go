package aws

import (
	"context"
	"reflect"
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/rds"
	"github.com/aws/aws-sdk-go-v2/service/rds/types"

	"asbuilt/discover"
)

var rdsCollectors = []collector{
	{calls: []string{"rds:DescribeDBInstances"}, collect: dbInstances},
	{calls: []string{"rds:DescribeDBSubnetGroups"}, collect: dbSubnetGroups},
	{calls: []string{"rds:DescribeDBParameterGroups", "rds:DescribeDBParameters"}, collect: dbParameterGroups},
	{calls: []string{"rds:DescribeDBClusters"}, collect: dbClusters},
	{calls: []string{
		"rds:DescribeDBClusterParameterGroups", "rds:DescribeDBClusterParameters",
	}, collect: dbClusterParameterGroups},
	{calls: []string{"rds:DescribeDBProxies", "rds:ListTagsForResource"}, collect: dbProxies},
}

func dbInstances(ctx context.Context, s *scan) {
	c := rds.NewFromConfig(s.config)
	each(ctx, s, c.DescribeDBInstances, &rds.DescribeDBInstancesInput{}, func(out *rds.DescribeDBInstancesOutput) {
		for _, v := range out.DBInstances {
			s.add(&discover.Resource{
				Type:  serviceOf(val(v.Engine)) + "::DBInstance",
				ID:    val(v.DBInstanceIdentifier),
				ARN:   val(v.DBInstanceArn),
				Name:  val(v.DBInstanceIdentifier),
				Tags:  tagsOf(v.TagList),
				Facts: dbInstance(v),
			})
		}
	})
}

// serviceOf is CloudFormation's name of the service that an engine belongs to:
// RDS answers for DocumentDB and Neptune as well.
func serviceOf(engine string) string {
	switch engine {
	case "docdb":
		return "AWS::DocDB"
	case "neptune":
		return "AWS::Neptune"
	}
	return "AWS::RDS"
}

func dbInstance(v types.DBInstance) *discover.DBInstance {
	facts := &discover.DBInstance{
		DBInstanceStatus:                val(v.DBInstanceStatus),
		Engine:                          val(v.Engine),
		EngineVersion:                   val(v.EngineVersion),
		DBInstanceClass:                 val(v.DBInstanceClass),
		AvailabilityZone:                val(v.AvailabilityZone),
		SecondaryAvailability:           val(v.SecondaryAvailabilityZone),
		MultiAZ:                         val(v.MultiAZ),
		PubliclyAccessible:              val(v.PubliclyAccessible),
		StorageEncrypted:                val(v.StorageEncrypted),
		KmsKeyId:                        val(v.KmsKeyId),
		StorageType:                     val(v.StorageType),
		AllocatedStorage:                num(v.AllocatedStorage),
		MaxAllocatedStorage:             num(v.MaxAllocatedStorage),
		Iops:                            num(v.Iops),
		BackupRetentionPeriod:           num(v.BackupRetentionPeriod),
		DeletionProtection:              val(v.DeletionProtection),
		DBClusterIdentifier:             val(v.DBClusterIdentifier),
		SourceDBInstance:                val(v.ReadReplicaSourceDBInstanceIdentifier),
		ReadReplicas:                    v.ReadReplicaDBInstanceIdentifiers,
		EnabledLogs:                     v.EnabledCloudwatchLogsExports,
		EnableIAMDatabaseAuthentication: val(v.IAMDatabaseAuthenticationEnabled),
		VPCSecurityGroups: pluck(v.VpcSecurityGroups, func(g types.VpcSecurityGroupMembership) string {
			return val(g.VpcSecurityGroupId)
		}),
		PendingModifiedValues: pending(v.PendingModifiedValues),
	}
	if v.Endpoint != nil {
		facts.Port = num(v.Endpoint.Port)
	}
	if v.DBSubnetGroup != nil {
		facts.DBSubnetGroupName = val(v.DBSubnetGroup.DBSubnetGroupName)
	}
	for _, g := range v.DBParameterGroups {
		facts.DBParameterGroupName = val(g.DBParameterGroupName)
	}
	if v.MasterUserSecret != nil {
		facts.MasterUserSecretArn = val(v.MasterUserSecret.SecretArn)
	}
	return facts
}

// pending are the names of the fields of a reply that say what is about to
// change: those that hold anything. Their values can be passwords.
func pending[T any](p *T) []string {
	if p == nil {
		return nil
	}
	var names []string
	v := reflect.ValueOf(*p)
	for i := range v.NumField() {
		if f := v.Type().Field(i); f.IsExported() && !v.Field(i).IsZero() && f.Name != "ResultMetadata" {
			names = append(names, f.Name)
		}
	}
	return names
}

func dbSubnetGroups(ctx context.Context, s *scan) {
	c := rds.NewFromConfig(s.config)
	each(ctx, s, c.DescribeDBSubnetGroups, &rds.DescribeDBSubnetGroupsInput{},
		func(out *rds.DescribeDBSubnetGroupsOutput) {
			for _, v := range out.DBSubnetGroups {
				s.add(&discover.Resource{
					Type: "AWS::RDS::DBSubnetGroup",
					ID:   val(v.DBSubnetGroupName),
					ARN:  val(v.DBSubnetGroupArn),
					Name: val(v.DBSubnetGroupName),
					Facts: &discover.DBSubnetGroup{
						VpcId:     val(v.VpcId),
						SubnetIds: pluck(v.Subnets, func(n types.Subnet) string { return val(n.SubnetIdentifier) }),
					},
				})
			}
		})
}

// openParameters are settings whose values say how an engine is guarded.
var openParameters = []string{
	"require_secure_transport", "rds.force_ssl", "tls_version", "max_connections", "server_audit_logging",
	"server_audit_events", "general_log", "slow_query_log", "log_output", "tls", "audit_logs", "event_scheduler",
	"character_set_server", "time_zone", "rds.log_retention_period", "log_statement", "shared_preload_libraries",
}

func dbParameterGroups(ctx context.Context, s *scan) {
	c := rds.NewFromConfig(s.config)
	var found []*discover.Resource
	each(ctx, s, c.DescribeDBParameterGroups, &rds.DescribeDBParameterGroupsInput{},
		func(out *rds.DescribeDBParameterGroupsOutput) {
			for _, v := range out.DBParameterGroups {
				found = append(found, s.add(&discover.Resource{
					Type:  "AWS::RDS::DBParameterGroup",
					ID:    val(v.DBParameterGroupName),
					ARN:   val(v.DBParameterGroupArn),
					Name:  val(v.DBParameterGroupName),
					Facts: &discover.DBParameterGroup{Family: val(v.DBParameterGroupFamily)},
				}))
			}
		})
	forEach(found, func(r *discover.Resource) {
		facts := r.Facts.(*discover.DBParameterGroup)
		ask(ctx, s, r, c.DescribeDBParameters,
			&rds.DescribeDBParametersInput{DBParameterGroupName: &r.ID, Source: ref("user")},
			func(out *rds.DescribeDBParametersOutput) {
				facts.Parameters = keepOpen(facts.Parameters, out.Parameters)
			})
	})
}

// keepOpen adds those of the parameters whose values may be kept.
func keepOpen(kept map[string]string, list []types.Parameter) map[string]string {
	for _, p := range list {
		if !slices.Contains(openParameters, val(p.ParameterName)) {
			continue
		}
		if kept == nil {
			kept = map[string]string{}
		}
		kept[val(p.ParameterName)] = val(p.ParameterValue)
	}
	return kept
}
