package aws

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/apprunner"
	"github.com/aws/aws-sdk-go-v2/service/batch"
	batchtypes "github.com/aws/aws-sdk-go-v2/service/batch/types"
	"github.com/aws/aws-sdk-go-v2/service/glue"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	sfntypes "github.com/aws/aws-sdk-go-v2/service/sfn/types"

	"asbuilt/discover"
)

var workflowCollectors = []collector{
	{calls: []string{
		"states:ListStateMachines", "states:DescribeStateMachine", "states:ListTagsForResource",
	}, collect: stateMachines},
	{calls: []string{"batch:DescribeJobQueues"}, collect: jobQueues},
	{calls: []string{
		"apprunner:ListServices", "apprunner:DescribeService", "apprunner:ListTagsForResource",
	}, collect: appServices},
	{calls: []string{"glue:GetDatabases"}, collect: glueDatabases},
}

// stateMachines asks for what is said about them, without what they do:
// definitions hold addresses and texts of all kinds.
func stateMachines(ctx context.Context, s *scan) {
	c := sfn.NewFromConfig(s.config)
	var found []*discover.Resource
	each(ctx, s, c.ListStateMachines, &sfn.ListStateMachinesInput{}, func(out *sfn.ListStateMachinesOutput) {
		for _, v := range out.StateMachines {
			found = append(found, s.add(&discover.Resource{
				Type:  "AWS::StepFunctions::StateMachine",
				ID:    val(v.Name),
				ARN:   val(v.StateMachineArn),
				Name:  val(v.Name),
				Facts: &discover.StateMachine{StateMachineType: string(v.Type)},
			}))
		}
	})
	forEach(found, func(r *discover.Resource) {
		facts := r.Facts.(*discover.StateMachine)
		in := &sfn.DescribeStateMachineInput{StateMachineArn: &r.ARN, IncludedData: sfntypes.IncludedDataMetadataOnly}
		ask(ctx, s, r, c.DescribeStateMachine, in, func(out *sfn.DescribeStateMachineOutput) {
			facts.RoleArn = val(out.RoleArn)
			if e := out.EncryptionConfiguration; e != nil {
				facts.KmsKeyId = val(e.KmsKeyId)
			}
			if l := out.LoggingConfiguration; l != nil {
				facts.LogLevel, facts.IncludeExecutionData = string(l.Level), l.IncludeExecutionData
			}
			facts.TracingEnabled = out.TracingConfiguration != nil && out.TracingConfiguration.Enabled
		})
		ask(ctx, s, r, c.ListTagsForResource, &sfn.ListTagsForResourceInput{ResourceArn: &r.ARN},
			func(out *sfn.ListTagsForResourceOutput) { r.Tags = tagsOf(out.Tags) })
	})
}

func jobQueues(ctx context.Context, s *scan) {
	c := batch.NewFromConfig(s.config)
	each(ctx, s, c.DescribeJobQueues, &batch.DescribeJobQueuesInput{}, func(out *batch.DescribeJobQueuesOutput) {
		for _, v := range out.JobQueues {
			s.add(&discover.Resource{
				Type: "AWS::Batch::JobQueue",
				ID:   val(v.JobQueueName),
				ARN:  val(v.JobQueueArn),
				Name: val(v.JobQueueName),
				Tags: tagMap(v.Tags),
				Facts: &discover.JobQueue{
					State: string(v.State), Status: string(v.Status), Priority: num(v.Priority),
					ComputeEnvironments: pluck(v.ComputeEnvironmentOrder,
						func(e batchtypes.ComputeEnvironmentOrder) string { return val(e.ComputeEnvironment) }),
				},
			})
		}
	})
}

// appServices leaves the environment of the container where it is.
func appServices(ctx context.Context, s *scan) {
	c := apprunner.NewFromConfig(s.config)
	var found []*discover.Resource
	each(ctx, s, c.ListServices, &apprunner.ListServicesInput{}, func(out *apprunner.ListServicesOutput) {
		for _, v := range out.ServiceSummaryList {
			found = append(found, s.add(&discover.Resource{
				Type: "AWS::AppRunner::Service", ID: val(v.ServiceId), ARN: val(v.ServiceArn), Name: val(v.ServiceName),
				Facts: &discover.AppService{Status: string(v.Status)},
			}))
		}
	})
	forEach(found, func(r *discover.Resource) {
		facts := r.Facts.(*discover.AppService)
		ask(ctx, s, r, c.DescribeService, &apprunner.DescribeServiceInput{ServiceArn: &r.ARN},
			func(out *apprunner.DescribeServiceOutput) {
				v := out.Service
				if v == nil {
					return
				}
				if n := v.NetworkConfiguration; n != nil {
					facts.IsPubliclyAccessible = n.IngressConfiguration != nil &&
						n.IngressConfiguration.IsPubliclyAccessible
					if n.EgressConfiguration != nil {
						facts.EgressType = string(n.EgressConfiguration.EgressType)
						facts.VpcConnectorArn = val(n.EgressConfiguration.VpcConnectorArn)
					}
				}
				if v.EncryptionConfiguration != nil {
					facts.KmsKey = val(v.EncryptionConfiguration.KmsKey)
				}
				if v.HealthCheckConfiguration != nil {
					facts.HealthCheckPath = val(v.HealthCheckConfiguration.Path)
				}
				if i := v.InstanceConfiguration; i != nil {
					facts.Cpu, facts.Memory, facts.InstanceRoleArn = val(i.Cpu), val(i.Memory), val(i.InstanceRoleArn)
				}
			})
		ask(ctx, s, r, c.ListTagsForResource, &apprunner.ListTagsForResourceInput{ResourceArn: &r.ARN},
			func(out *apprunner.ListTagsForResourceOutput) { r.Tags = tagsOf(out.Tags) })
	})
}

func glueDatabases(ctx context.Context, s *scan) {
	c := glue.NewFromConfig(s.config)
	each(ctx, s, c.GetDatabases, &glue.GetDatabasesInput{}, func(out *glue.GetDatabasesOutput) {
		for _, v := range out.DatabaseList {
			s.add(&discover.Resource{
				Type: "AWS::Glue::Database",
				ID:   val(v.Name),
				ARN:  s.arn("glue", "database/"+val(v.Name)),
				Name: val(v.Name),
				Facts: &discover.GlueDatabase{
					CatalogId:      val(v.CatalogId),
					LocationBucket: bucketOf(val(v.LocationUri)),
				},
			})
		}
	})
}
