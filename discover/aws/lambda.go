package aws

import (
	"context"
	"maps"
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/lambda"

	"asbuilt/discover"
)

var lambdaCollectors = []collector{
	{calls: []string{
		"lambda:ListFunctions", "lambda:ListTags", "lambda:ListFunctionUrlConfigs", "lambda:GetPolicy",
		"lambda:GetFunctionConcurrency", "lambda:ListAliases",
	}, collect: functions},
	{calls: []string{"lambda:ListEventSourceMappings"}, collect: eventSourceMappings},
}

// functions leaves the values of environment variables where they are.
func functions(ctx context.Context, s *scan) {
	c := lambda.NewFromConfig(s.config)
	var found []*discover.Resource
	each(ctx, s, c.ListFunctions, &lambda.ListFunctionsInput{}, func(out *lambda.ListFunctionsOutput) {
		for _, v := range out.Functions {
			facts := &discover.Function{
				Runtime:    string(v.Runtime),
				Handler:    val(v.Handler),
				Role:       val(v.Role),
				MemorySize: num(v.MemorySize),
				Timeout:    num(v.Timeout),
				KmsKeyArn:  val(v.KMSKeyArn),
			}
			if v.VpcConfig != nil {
				facts.SubnetIds, facts.SecurityGroupIds = v.VpcConfig.SubnetIds, v.VpcConfig.SecurityGroupIds
			}
			if v.Environment != nil {
				facts.Environment = slices.Sorted(maps.Keys(v.Environment.Variables))
			}
			if v.LoggingConfig != nil {
				facts.LogGroup = val(v.LoggingConfig.LogGroup)
			}
			found = append(found, s.add(&discover.Resource{
				Type:  "AWS::Lambda::Function",
				ID:    val(v.FunctionName),
				ARN:   val(v.FunctionArn),
				Name:  val(v.FunctionName),
				Facts: facts,
			}))
		}
	})
	forEach(found, func(r *discover.Resource) {
		facts := r.Facts.(*discover.Function)
		ask(ctx, s, r, c.ListTags, &lambda.ListTagsInput{Resource: &r.ARN}, func(out *lambda.ListTagsOutput) {
			r.Tags = tagMap(out.Tags)
		})
		ask(ctx, s, r, c.ListFunctionUrlConfigs, &lambda.ListFunctionUrlConfigsInput{FunctionName: &r.ID},
			func(out *lambda.ListFunctionUrlConfigsOutput) {
				for _, u := range out.FunctionUrlConfigs {
					facts.UrlAuthTypes = append(facts.UrlAuthTypes, string(u.AuthType))
					facts.UrlHosts = append(facts.UrlHosts, hostOf(val(u.FunctionUrl)))
				}
			})
		ask(ctx, s, r, c.GetPolicy, &lambda.GetPolicyInput{FunctionName: &r.ID},
			func(out *lambda.GetPolicyOutput) {
				facts.Policy = s.policy(r, "Policy", val(out.Policy))
			}, "ResourceNotFoundException")
		functionAliases(ctx, s, c, r)
		ask(ctx, s, r, c.GetFunctionConcurrency, &lambda.GetFunctionConcurrencyInput{FunctionName: &r.ID},
			func(out *lambda.GetFunctionConcurrencyOutput) {
				facts.ReservedConcurrentExecutions = count(out.ReservedConcurrentExecutions)
			})
	})
}

func functionAliases(ctx context.Context, s *scan, c *lambda.Client, r *discover.Resource) {
	facts := r.Facts.(*discover.Function)
	ask(ctx, s, r, c.ListAliases, &lambda.ListAliasesInput{FunctionName: &r.ID}, func(out *lambda.ListAliasesOutput) {
		for _, v := range out.Aliases {
			facts.Aliases = append(facts.Aliases, discover.FunctionAlias{Name: val(v.Name)})
		}
	})
	for i := range facts.Aliases {
		a := &facts.Aliases[i]
		ask(ctx, s, r, c.GetPolicy, &lambda.GetPolicyInput{FunctionName: &r.ID, Qualifier: &a.Name},
			func(out *lambda.GetPolicyOutput) {
				a.Policy = s.policy(r, "Aliases", val(out.Policy))
			}, "ResourceNotFoundException")
	}
}

func eventSourceMappings(ctx context.Context, s *scan) {
	c := lambda.NewFromConfig(s.config)
	each(ctx, s, c.ListEventSourceMappings, &lambda.ListEventSourceMappingsInput{},
		func(out *lambda.ListEventSourceMappingsOutput) {
			for _, v := range out.EventSourceMappings {
				s.add(&discover.Resource{
					Type: "AWS::Lambda::EventSourceMapping", ID: val(v.UUID), ARN: val(v.EventSourceMappingArn),
					Facts: &discover.EventSourceMapping{
						EventSourceArn: val(v.EventSourceArn),
						FunctionName:   val(v.FunctionArn),
						Enabled:        val(v.State) == "Enabled",
						BatchSize:      num(v.BatchSize),
					},
				})
			}
		})
}
