package aws

import (
	"context"
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/codebuild"
	cbtypes "github.com/aws/aws-sdk-go-v2/service/codebuild/types"
	"github.com/aws/aws-sdk-go-v2/service/codedeploy"
	cdtypes "github.com/aws/aws-sdk-go-v2/service/codedeploy/types"
	"github.com/aws/aws-sdk-go-v2/service/codepipeline"

	"asbuilt/discover"
)

var deliveryCollectors = []collector{
	{calls: []string{
		"codepipeline:ListPipelines", "codepipeline:GetPipeline", "codepipeline:ListTagsForResource",
	}, collect: pipelines},
	{calls: []string{"codebuild:ListProjects", "codebuild:BatchGetProjects"}, collect: buildProjects},
	{calls: []string{
		"codedeploy:ListApplications", "codedeploy:ListDeploymentGroups", "codedeploy:BatchGetDeploymentGroups",
		"codedeploy:ListTagsForResource",
	}, collect: deploymentGroups},
}

// pipelines leaves the configuration of actions where it is: it holds tokens.
func pipelines(ctx context.Context, s *scan) {
	c := codepipeline.NewFromConfig(s.config)
	var found []*discover.Resource
	each(ctx, s, c.ListPipelines, &codepipeline.ListPipelinesInput{}, func(out *codepipeline.ListPipelinesOutput) {
		for _, v := range out.Pipelines {
			found = append(found, s.add(&discover.Resource{
				Type:  "AWS::CodePipeline::Pipeline",
				ID:    val(v.Name),
				ARN:   s.arn("codepipeline", val(v.Name)),
				Name:  val(v.Name),
				Facts: &discover.Pipeline{PipelineType: string(v.PipelineType)},
			}))
		}
	})
	forEach(found, func(r *discover.Resource) {
		facts := r.Facts.(*discover.Pipeline)
		ask(ctx, s, r, c.GetPipeline, &codepipeline.GetPipelineInput{Name: &r.ID},
			func(out *codepipeline.GetPipelineOutput) {
				v := out.Pipeline
				if v == nil {
					return
				}
				facts.RoleArn = val(v.RoleArn)
				if v.ArtifactStore != nil {
					facts.ArtifactBucket = val(v.ArtifactStore.Location)
					if v.ArtifactStore.EncryptionKey != nil {
						facts.EncryptionKey = val(v.ArtifactStore.EncryptionKey.Id)
					}
				}
				for _, stage := range v.Stages {
					to := discover.PipelineStage{Name: val(stage.Name)}
					for _, a := range stage.Actions {
						action := discover.PipelineAction{Name: val(a.Name)}
						if a.ActionTypeId != nil {
							action.Category = string(a.ActionTypeId.Category)
							action.Provider = val(a.ActionTypeId.Provider)
						}
						to.Actions = append(to.Actions, action)
					}
					facts.Stages = append(facts.Stages, to)
				}
			})
		ask(ctx, s, r, c.ListTagsForResource, &codepipeline.ListTagsForResourceInput{ResourceArn: &r.ARN},
			func(out *codepipeline.ListTagsForResourceOutput) { r.Tags = tagsOf(out.Tags) })
	})
}

func buildProjects(ctx context.Context, s *scan) {
	c := codebuild.NewFromConfig(s.config)
	var names []string
	each(ctx, s, c.ListProjects, &codebuild.ListProjectsInput{}, func(out *codebuild.ListProjectsOutput) {
		names = append(names, out.Projects...)
	})
	for some := range slices.Chunk(names, s.batch("codebuild:BatchGetProjects")) {
		each(ctx, s, c.BatchGetProjects, &codebuild.BatchGetProjectsInput{Names: some},
			func(out *codebuild.BatchGetProjectsOutput) {
				for _, v := range out.Projects {
					s.add(&discover.Resource{
						Type:  "AWS::CodeBuild::Project",
						ID:    val(v.Name),
						ARN:   val(v.Arn),
						Name:  val(v.Name),
						Tags:  tagsOf(v.Tags),
						Facts: buildProject(v),
					})
				}
			})
	}
}

func buildProject(v cbtypes.Project) *discover.BuildProject {
	facts := &discover.BuildProject{ServiceRole: val(v.ServiceRole), EncryptionKey: val(v.EncryptionKey)}
	if v.Source != nil {
		facts.SourceType = string(v.Source.Type)
	}
	if e := v.Environment; e != nil {
		facts.ComputeType = string(e.ComputeType)
		facts.Image = val(e.Image)
		facts.PrivilegedMode = val(e.PrivilegedMode)
		for _, variable := range e.EnvironmentVariables {
			facts.Environment = append(facts.Environment, discover.BuildVariable{
				Name: val(variable.Name),
				Type: string(variable.Type),
			})
		}
	}
	if n := v.VpcConfig; n != nil {
		facts.VpcId, facts.Subnets, facts.SecurityGroups = val(n.VpcId), n.Subnets, n.SecurityGroupIds
	}
	if v.LogsConfig != nil && v.LogsConfig.CloudWatchLogs != nil {
		facts.LogGroup = val(v.LogsConfig.CloudWatchLogs.GroupName)
	}
	return facts
}

func deploymentGroups(ctx context.Context, s *scan) {
	c := codedeploy.NewFromConfig(s.config)
	var applications []string
	each(ctx, s, c.ListApplications, &codedeploy.ListApplicationsInput{}, func(out *codedeploy.ListApplicationsOutput) {
		applications = append(applications, out.Applications...)
	})
	forEach(applications, func(app string) {
		var names []string
		each(ctx, s, c.ListDeploymentGroups, &codedeploy.ListDeploymentGroupsInput{ApplicationName: &app},
			func(out *codedeploy.ListDeploymentGroupsOutput) {
				names = append(names, out.DeploymentGroups...)
			})
		for some := range slices.Chunk(names, s.batch("codedeploy:BatchGetDeploymentGroups")) {
			in := &codedeploy.BatchGetDeploymentGroupsInput{ApplicationName: &app, DeploymentGroupNames: some}
			each(ctx, s, c.BatchGetDeploymentGroups, in, func(out *codedeploy.BatchGetDeploymentGroupsOutput) {
				for _, v := range out.DeploymentGroupsInfo {
					deploymentGroup(ctx, s, c, v)
				}
			})
		}
	})
}

func deploymentGroup(ctx context.Context, s *scan, c *codedeploy.Client, v cdtypes.DeploymentGroupInfo) {
	facts := &discover.DeploymentGroup{
		ApplicationName:      val(v.ApplicationName),
		ServiceRoleArn:       val(v.ServiceRoleArn),
		DeploymentConfigName: val(v.DeploymentConfigName),
		ECSServices: pluck(v.EcsServices, func(e cdtypes.ECSService) string {
			return val(e.ClusterName) + "/" + val(e.ServiceName)
		}),
	}
	if d := v.DeploymentStyle; d != nil {
		facts.DeploymentType, facts.DeploymentOption = string(d.DeploymentType), string(d.DeploymentOption)
	}
	if a := v.AutoRollbackConfiguration; a != nil {
		facts.AutoRollbackEnabled, facts.AutoRollbackEvents = a.Enabled, texts(a.Events)
	}
	if a := v.AlarmConfiguration; a != nil && a.Enabled {
		facts.Alarms = pluck(a.Alarms, func(a cdtypes.Alarm) string { return val(a.Name) })
	}
	name := facts.ApplicationName + "/" + val(v.DeploymentGroupName)
	r := s.add(&discover.Resource{
		Type:  "AWS::CodeDeploy::DeploymentGroup",
		ID:    name,
		ARN:   s.arn("codedeploy", "deploymentgroup:"+name),
		Name:  val(v.DeploymentGroupName),
		Facts: facts,
	})
	ask(ctx, s, r, c.ListTagsForResource, &codedeploy.ListTagsForResourceInput{ResourceArn: &r.ARN},
		func(out *codedeploy.ListTagsForResourceOutput) { r.Tags = tagsOf(out.Tags) })
}
