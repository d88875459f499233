package awsfake

import (
	"encoding/base64"
	"net/url"
	"strings"
)

// Secrets is an AWS in which every field of a reply that can hold a secret holds
// the canary: values of variables, user data, tokens of webhooks, headers that
// prove an origin, conditions of policies, and free text, into which people put
// anything. Tags hold an access key. One resource of each kind has them, under
// the name "leaky".
func Secrets(account, region, canary string) *Fake {
	f := New(account, region)
	place := strings.NewReplacer("CANARY", canary, "ACCOUNT", account, "REGION", region, "TAGGED", taggedKey,
		"BASE64", base64.StdEncoding.EncodeToString([]byte(canary)))
	for _, replies := range [...]map[string]string{secretReplies(), secretLinks()} {
		for operation, reply := range replies {
			f.Reply(operation, place.Replace(reply))
		}
	}
	policy := place.Replace(leakyPolicy)
	quoted := strings.ReplaceAll(policy, `"`, `\"`)
	f.Reply("iam:GetAccountAuthorizationDetails", place.Replace(`<RoleDetailList><member><RoleName>leaky</RoleName><Path>/</Path><Arn>arn:aws:iam::ACCOUNT:role/leaky</Arn>
		<AssumeRolePolicyDocument>`+url.QueryEscape(policy)+`</AssumeRolePolicyDocument><Description>CANARY</Description>
		<RolePolicyList><member><PolicyName>p</PolicyName><PolicyDocument>`+url.QueryEscape(policy)+`</PolicyDocument></member></RolePolicyList>
		<Tags><member><Key>note</Key><Value>TAGGED</Value></member></Tags></member></RoleDetailList>`))
	f.Reply("s3:GetBucketPolicy", policy)
	f.Reply("kms:GetKeyPolicy", `{"Policy":"`+quoted+`"}`)
	f.Reply("lambda:GetPolicy", `{"Policy":"`+quoted+`"}`)
	f.Reply("events:ListEventBuses", place.Replace(`{"EventBuses":[{"Name":"leaky","Arn":"arn:aws:events:REGION:ACCOUNT:event-bus/leaky","Description":"CANARY","Policy":"`+quoted+`"}]}`))
	f.Reply("sqs:GetQueueAttributes", place.Replace(`{"Attributes":{"QueueArn":"arn:aws:sqs:REGION:ACCOUNT:leaky","Policy":"`+quoted+`"}}`))
	f.Reply("apigateway:GetRestApis", place.Replace(`{"item":[{"id":"leaky","name":"leaky","description":"CANARY","policy":"`+quoted+`","tags":{"note":"TAGGED"}}]}`))
	f.Reply("ec2:DescribeVpcEndpoints", place.Replace(`<vpcEndpointSet><item><vpcEndpointId>vpce-1</vpcEndpointId><vpcId>vpc-1</vpcId><vpcEndpointType>Gateway</vpcEndpointType>
		<serviceName>com.amazonaws.REGION.s3</serviceName><state>available</state><policyDocument>`+escapeXML(policy)+`</policyDocument>`+leakyTags+`</item></vpcEndpointSet>`))
	return f
}

// SecretsOf are the texts that nothing may show of an AWS of [Secrets].
func SecretsOf(canary string) []string {
	return []string{canary, base64.StdEncoding.EncodeToString([]byte(canary)), taggedKey}
}

// taggedKey looks like the id of an access key, by which it is recognised.
const taggedKey = "AKIAQYLPMN5HFIQR7XYA"

// leakyPolicy has shared secrets in conditions: what proves a caller to a
// service, or a content delivery network to a bucket.
const leakyPolicy = `{"Version":"2012-10-17","Statement":[{"Sid":"s","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::ACCOUNT:root"},"Action":"sts:AssumeRole","Resource":"*",` +
	`"Condition":{"StringEquals":{"sts:ExternalId":"CANARY","aws:Referer":"CANARY","aws:UserAgent":["CANARY"],"lambda:EventSourceToken":"CANARY","SNS:Endpoint":"https://example.com/CANARY"}}}]}`

const leakyTags = `<tagSet><item><key>note</key><value>TAGGED</value></item></tagSet>`

func escapeXML(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", `"`, "&quot;").Replace(s)
}

// secretReplies are the replies of the operations that have no policy in them.
func secretReplies() map[string]string {
	return map[string]string{
		"ec2:DescribeVpcs":           `<vpcSet><item><vpcId>vpc-1</vpcId><cidrBlock>10.0.0.0/16</cidrBlock>` + leakyTags + `</item></vpcSet>`,
		"ec2:DescribeVpcAttribute":   `<enableDnsSupport><value>true</value></enableDnsSupport>`,
		"ec2:DescribeSecurityGroups": `<securityGroupInfo><item><groupId>sg-1</groupId><groupName>leaky-group</groupName><groupDescription>CANARY</groupDescription><vpcId>vpc-1</vpcId></item></securityGroupInfo>`,
		"ec2:DescribeSecurityGroupRules": `<securityGroupRuleSet><item><securityGroupRuleId>sgr-1</securityGroupRuleId><groupId>sg-1</groupId><isEgress>false</isEgress><ipProtocol>tcp</ipProtocol>
			<fromPort>22</fromPort><toPort>22</toPort><cidrIpv4>0.0.0.0/0</cidrIpv4><description>CANARY</description></item></securityGroupRuleSet>`,
		"ec2:DescribeLaunchTemplates":                `<launchTemplates><item><launchTemplateId>lt-1</launchTemplateId><launchTemplateName>leaky-template</launchTemplateName><defaultVersionNumber>1</defaultVersionNumber><latestVersionNumber>2</latestVersionNumber></item></launchTemplates>`,
		"ec2:DescribeLaunchTemplateVersions":         `<launchTemplateVersionSet><item><versionNumber>2</versionNumber><versionDescription>CANARY</versionDescription><launchTemplateData><imageId>ami-1</imageId><userData>CANARY</userData></launchTemplateData></item></launchTemplateVersionSet>`,
		"ec2:DescribeImages":                         `<imagesSet><item><imageId>ami-1</imageId><name>leaky-image</name><description>CANARY</description></item></imagesSet>`,
		"elasticloadbalancing:DescribeLoadBalancers": `<LoadBalancers><member><LoadBalancerArn>arn:aws:elasticloadbalancing:REGION:ACCOUNT:loadbalancer/app/leaky/1</LoadBalancerArn><LoadBalancerName>leaky-balancer</LoadBalancerName><Type>application</Type></member></LoadBalancers>`,
		"elasticloadbalancing:DescribeListeners": `<Listeners><member><ListenerArn>arn:aws:elasticloadbalancing:REGION:ACCOUNT:listener/app/leaky/1/2</ListenerArn><Port>443</Port><Protocol>HTTPS</Protocol><DefaultActions>
			<member><Type>authenticate-oidc</Type><AuthenticateOidcConfig><ClientId>CANARY</ClientId><ClientSecret>CANARY</ClientSecret><AuthenticationRequestExtraParams><entry><key>k</key><value>CANARY</value></entry></AuthenticationRequestExtraParams></AuthenticateOidcConfig></member>
			<member><Type>redirect</Type><RedirectConfig><Protocol>HTTPS</Protocol><Port>443</Port><Query>token=CANARY</Query><StatusCode>HTTP_301</StatusCode></RedirectConfig></member>
			<member><Type>fixed-response</Type><FixedResponseConfig><MessageBody>CANARY</MessageBody><StatusCode>200</StatusCode></FixedResponseConfig></member></DefaultActions></member></Listeners>`,
		"elasticloadbalancing:DescribeRules": `<Rules><member><RuleArn>arn:aws:elasticloadbalancing:REGION:ACCOUNT:listener-rule/app/leaky/1/2/3</RuleArn><Priority>1</Priority><Conditions>
			<member><Field>http-header</Field><HttpHeaderConfig><HttpHeaderName>X-Origin-Verify</HttpHeaderName><Values><member>CANARY</member></Values></HttpHeaderConfig></member>
			<member><Field>query-string</Field><QueryStringConfig><Values><member><Key>key</Key><Value>CANARY</Value></member></Values></QueryStringConfig></member></Conditions></member></Rules>`,
		"rds:DescribeDBInstances": `<DBInstances><DBInstance><DBInstanceIdentifier>leaky-database</DBInstanceIdentifier><DBInstanceArn>arn:aws:rds:REGION:ACCOUNT:db:leaky</DBInstanceArn><Engine>mysql</Engine><MasterUsername>CANARY</MasterUsername>
			<PendingModifiedValues><MasterUserPassword>CANARY</MasterUserPassword></PendingModifiedValues></DBInstance></DBInstances>`,
		"rds:DescribeDBParameterGroups": `<DBParameterGroups><DBParameterGroup><DBParameterGroupName>leaky-settings</DBParameterGroupName><DBParameterGroupFamily>mysql8.4</DBParameterGroupFamily>
			<Description>CANARY</Description><DBParameterGroupArn>arn:aws:rds:REGION:ACCOUNT:pg:leaky-settings</DBParameterGroupArn></DBParameterGroup></DBParameterGroups>`,
		"rds:DescribeDBParameters": `<Parameters><Parameter><ParameterName>init_connect</ParameterName><ParameterValue>CANARY</ParameterValue><Source>user</Source></Parameter>
			<Parameter><ParameterName>max_connections</ParameterName><ParameterValue>600</ParameterValue><Source>user</Source></Parameter></Parameters>`,
		"ecs:ListClusters":     `{"clusterArns":["arn:aws:ecs:REGION:ACCOUNT:cluster/c"]}`,
		"ecs:DescribeClusters": `{"clusters":[{"clusterArn":"arn:aws:ecs:REGION:ACCOUNT:cluster/c","clusterName":"c","status":"ACTIVE","tags":[{"key":"note","value":"TAGGED"}]}]}`,
		"ecs:ListServices":     `{"serviceArns":["arn:aws:ecs:REGION:ACCOUNT:service/c/leaky-service"]}`,
		"ecs:DescribeServices": `{"services":[{"serviceName":"leaky-service","serviceArn":"arn:aws:ecs:REGION:ACCOUNT:service/c/leaky-service","clusterArn":"arn:aws:ecs:REGION:ACCOUNT:cluster/c",
			"taskDefinition":"arn:aws:ecs:REGION:ACCOUNT:task-definition/leaky:7","status":"ACTIVE","events":[{"id":"1","message":"CANARY"}],"deployments":[{"id":"1","status":"PRIMARY","rolloutState":"COMPLETED","rolloutStateReason":"CANARY"}]}]}`,
		"ecs:DescribeTaskDefinition": `{"taskDefinition":{"taskDefinitionArn":"arn:aws:ecs:REGION:ACCOUNT:task-definition/leaky:7","family":"leaky","revision":7,"containerDefinitions":[{"name":"app","image":"registry.example.com/app:1",
			"environment":[{"name":"TOKEN","value":"CANARY"}],"command":["run","--password=CANARY"],"entryPoint":["CANARY"],"healthCheck":{"command":["curl","CANARY"]},"dockerLabels":{"traefik.auth":"CANARY"},
			"extraHosts":[{"hostname":"CANARY","ipAddress":"10.0.0.1"}],"logConfiguration":{"logDriver":"splunk","options":{"splunk-token":"CANARY"}},"firelensConfiguration":{"type":"fluentbit","options":{"apikey":"CANARY"}}}],
			"proxyConfiguration":{"type":"APPMESH","containerName":"app","properties":[{"name":"k","value":"CANARY"}]},"volumes":[{"name":"v","dockerVolumeConfiguration":{"driverOpts":{"o":"password=CANARY"}}}]}}`,
		"lambda:ListFunctions": `{"Functions":[{"FunctionName":"leaky-function","FunctionArn":"arn:aws:lambda:REGION:ACCOUNT:function:leaky","Description":"CANARY","Environment":{"Variables":{"TOKEN":"CANARY"},"Error":{"ErrorCode":"x","Message":"CANARY"}},"StateReason":"CANARY"}]}`,
		"apigateway:GetStages": `{"item":[{"stageName":"prod","description":"CANARY","variables":{"key":"CANARY"},"accessLogSettings":{"destinationArn":"arn:aws:logs:REGION:ACCOUNT:log-group:x","format":"CANARY"}}]}`,
		"apigateway:GetResources": `{"item":[{"id":"r","path":"/","resourceMethods":{"GET":{"httpMethod":"GET","authorizationType":"CUSTOM","requestParameters":{"method.request.header.x":true},
			"methodIntegration":{"type":"HTTP","uri":"https://user:CANARY@example.com/?key=CANARY","credentials":"CANARY","requestParameters":{"integration.request.header.x-api-key":"'CANARY'"},"requestTemplates":{"application/json":"CANARY"}}}}}]}`,
		"apigateway:GetAuthorizers":    `{"item":[{"id":"a","name":"a","type":"TOKEN","authorizerUri":"https://example.com/CANARY","identityValidationExpression":"CANARY","authorizerCredentials":"CANARY"}]}`,
		"apigatewayv2:GetApis":         `{"items":[{"apiId":"leaky-http","name":"leaky-http","description":"CANARY","routeSelectionExpression":"CANARY","tags":{"note":"TAGGED"}}]}`,
		"apigatewayv2:GetStages":       `{"items":[{"stageName":"$default","description":"CANARY","stageVariables":{"key":"CANARY"}}]}`,
		"apigatewayv2:GetIntegrations": `{"items":[{"integrationId":"i","integrationUri":"https://user:CANARY@example.com/x?key=CANARY","credentialsArn":"CANARY","requestParameters":{"append:header.x-api-key":"CANARY"},"requestTemplates":{"a":"CANARY"}}]}`,
		"apigatewayv2:GetAuthorizers":  `{"items":[{"authorizerId":"a","name":"a","authorizerType":"REQUEST","authorizerUri":"https://example.com/CANARY","identityValidationExpression":"CANARY"}]}`,
		"cloudwatch:DescribeAlarms":    `{"MetricAlarms":[{"AlarmName":"leaky-alarm","AlarmArn":"arn:aws:cloudwatch:REGION:ACCOUNT:alarm:leaky-alarm","Threshold":80,"MetricName":"CPUUtilization","AlarmDescription":"CANARY","StateReason":"CANARY","StateReasonData":"CANARY"}]}`,
		"sqs:ListQueues":               `{"QueueUrls":["https://sqs.REGION.amazonaws.com/ACCOUNT/leaky"]}`,
		"sqs:ListQueueTags":            `{"Tags":{"note":"TAGGED"}}`,
		"sns:ListTopics":               `<Topics><member><TopicArn>arn:aws:sns:REGION:ACCOUNT:leaky-topic</TopicArn></member></Topics>`,
		"sns:GetTopicAttributes":       `<Attributes><entry><key>DeliveryPolicy</key><value>CANARY</value></entry><entry><key>DisplayName</key><value>CANARY</value></entry></Attributes>`,
		"sns:ListSubscriptionsByTopic": `<Subscriptions><member><Protocol>https</Protocol><Endpoint>https://hooks.example.com/CANARY</Endpoint><SubscriptionArn>arn:aws:sns:REGION:ACCOUNT:leaky-topic:1</SubscriptionArn></member></Subscriptions>`,
		"s3:ListBuckets":               `<ListAllMyBucketsResult><Buckets><Bucket><Name>leaky-bucket</Name><BucketRegion>REGION</BucketRegion></Bucket></Buckets></ListAllMyBucketsResult>`,
		"s3:GetBucketTagging":          `<Tagging><TagSet><Tag><Key>note</Key><Value>TAGGED</Value></Tag></TagSet></Tagging>`,
		"secretsmanager:ListSecrets":   `{"SecretList":[{"Name":"leaky-secret","ARN":"arn:aws:secretsmanager:REGION:ACCOUNT:secret:leaky-secret-abcdef","Description":"CANARY","SecretVersionsToStages":{"CANARY":["AWSCURRENT"]},"Tags":[{"Key":"note","Value":"TAGGED"}]}]}`,
		"kms:ListKeys":                 `{"Keys":[{"KeyId":"key-1","KeyArn":"arn:aws:kms:REGION:ACCOUNT:key/key-1"}]}`,
		"kms:DescribeKey":              `{"KeyMetadata":{"KeyId":"key-1","Arn":"arn:aws:kms:REGION:ACCOUNT:key/key-1","KeyState":"Enabled","KeyManager":"CUSTOMER","KeySpec":"SYMMETRIC_DEFAULT","Origin":"AWS_KMS","Description":"CANARY"}}`,
		"kms:ListAliases":              `{"Aliases":[{"AliasName":"alias/leaky","TargetKeyId":"key-1"}]}`,
		"ssm:DescribeParameters":       `{"Parameters":[{"Name":"leaky-parameter","ARN":"arn:aws:ssm:REGION:ACCOUNT:parameter/leaky-parameter","Type":"SecureString","Description":"CANARY","AllowedPattern":"CANARY"}]}`,
		"events:ListRules":             `{"Rules":[{"Name":"leaky-rule","Arn":"arn:aws:events:REGION:ACCOUNT:rule/leaky-rule","EventBusName":"leaky","State":"ENABLED","ScheduleExpression":"rate(1 day)","Description":"CANARY","EventPattern":"CANARY"}]}`,
		"events:ListTargetsByRule": `{"Targets":[{"Id":"1","Arn":"arn:aws:lambda:REGION:ACCOUNT:function:leaky","Input":"{\"token\":\"CANARY\"}","InputTransformer":{"InputTemplate":"CANARY"},
			"HttpParameters":{"HeaderParameters":{"Authorization":"CANARY"},"QueryStringParameters":{"key":"CANARY"}}}]}`,
		"cloudfront:ListDistributions": `<DistributionList><Items><DistributionSummary><Id>LEAKY</Id><ARN>arn:aws:cloudfront::ACCOUNT:distribution/LEAKY</ARN><DomainName>leaky.cloudfront.net</DomainName><Comment>CANARY</Comment><Enabled>true</Enabled>
			<Origins><Quantity>1</Quantity><Items><Origin><Id>o</Id><DomainName>origin.example.com</DomainName><CustomHeaders><Quantity>1</Quantity><Items><OriginCustomHeader><HeaderName>X-Origin-Verify</HeaderName><HeaderValue>CANARY</HeaderValue></OriginCustomHeader></Items></CustomHeaders></Origin></Items></Origins></DistributionSummary></Items></DistributionList>`,
		"wafv2:ListWebACLs": `{"WebACLs":[{"Id":"leaky-acl","Name":"leaky-acl","ARN":"arn:aws:wafv2:REGION:ACCOUNT:regional/webacl/leaky-acl/1","Description":"CANARY"}]}`,
		"wafv2:GetWebACL": `{"WebACL":{"Name":"leaky-acl","Id":"leaky-acl","Description":"CANARY","CustomResponseBodies":{"b":{"ContentType":"TEXT_PLAIN","Content":"CANARY"}},"Rules":[
			{"Name":"r","Priority":1,"Statement":{"ByteMatchStatement":{"SearchString":"BASE64","FieldToMatch":{},"TextTransformations":[],"PositionalConstraint":"EXACTLY"}},
			"Action":{"Block":{"CustomResponse":{"ResponseCode":403,"ResponseHeaders":[{"Name":"x","Value":"CANARY"}]}}}}]}}`,
		"cognito-idp:ListUserPools":    `{"UserPools":[{"Id":"leaky-pool","Name":"leaky-pool"}]}`,
		"cognito-idp:DescribeUserPool": `{"UserPool":{"Id":"leaky-pool","Name":"leaky-pool","SmsConfiguration":{"SnsCallerArn":"arn:x","ExternalId":"CANARY"},"EmailVerificationMessage":"CANARY","UserPoolTags":{"note":"TAGGED"}}}`,
		"codebuild:ListProjects":       `{"projects":["leaky-build"]}`,
		"codebuild:BatchGetProjects": `{"projects":[{"name":"leaky-build","arn":"arn:aws:codebuild:REGION:ACCOUNT:project/leaky-build","description":"CANARY","environment":{"environmentVariables":[{"name":"TOKEN","value":"CANARY","type":"PLAINTEXT"}],"registryCredential":{"credential":"CANARY","credentialProvider":"SECRETS_MANAGER"}},
			"source":{"type":"GITHUB","location":"https://user:CANARY@github.com/x/y","buildspec":"export KEY=CANARY","auth":{"type":"OAUTH","resource":"CANARY"}},"webhook":{"url":"https://example.com/CANARY","secret":"CANARY","payloadUrl":"https://example.com/CANARY"},"tags":[{"key":"note","value":"TAGGED"}]}]}`,
		"codepipeline:ListPipelines":   `{"pipelines":[{"name":"leaky-pipeline"}]}`,
		"codepipeline:GetPipeline":     `{"pipeline":{"name":"leaky-pipeline","variables":[{"name":"v","defaultValue":"CANARY"}],"stages":[{"name":"s","actions":[{"name":"a","actionTypeId":{"category":"Source","provider":"GitHub"},"configuration":{"OAuthToken":"CANARY"},"environmentVariables":[{"name":"k","value":"CANARY"}]}]}]}}`,
		"firehose:ListDeliveryStreams": `{"DeliveryStreamNames":["leaky-delivery"],"HasMoreDeliveryStreams":false}`,
		"firehose:DescribeDeliveryStream": `{"DeliveryStreamDescription":{"DeliveryStreamName":"leaky-delivery","DeliveryStreamStatus":"ACTIVE","DeliveryStreamType":"DirectPut","Destinations":[
			{"DestinationId":"1","HttpEndpointDestinationDescription":{"EndpointConfiguration":{"Url":"https://user:CANARY@example.com/CANARY"},"RequestConfiguration":{"CommonAttributes":[{"AttributeName":"k","AttributeValue":"CANARY"}]}}},
			{"DestinationId":"2","SplunkDestinationDescription":{"HECEndpoint":"https://example.com/CANARY","HECToken":"CANARY"}},
			{"DestinationId":"3","RedshiftDestinationDescription":{"ClusterJDBCURL":"jdbc:CANARY","Username":"CANARY"}}]}}`,
		"athena:ListWorkGroups":             `{"WorkGroups":[{"Name":"leaky-queries","Description":"CANARY"}]}`,
		"athena:GetWorkGroup":               `{"WorkGroup":{"Name":"leaky-queries","Description":"CANARY","Configuration":{"AdditionalConfiguration":"CANARY","ResultConfiguration":{"OutputLocation":"s3://leaky-bucket/CANARY/"}}}}`,
		"route53:ListHostedZones":           `<ListHostedZonesResponse><HostedZones><HostedZone><Id>/hostedzone/Z1</Id><Name>leaky.example.com.</Name><Config><Comment>CANARY</Comment><PrivateZone>false</PrivateZone></Config></HostedZone></HostedZones></ListHostedZonesResponse>`,
		"route53:ListResourceRecordSets":    `<ListResourceRecordSetsResponse><ResourceRecordSets><ResourceRecordSet><Name>leaky.example.com.</Name><Type>TXT</Type><TTL>300</TTL><ResourceRecords><ResourceRecord><Value>"CANARY"</Value></ResourceRecord></ResourceRecords></ResourceRecordSet></ResourceRecordSets></ListResourceRecordSetsResponse>`,
		"acm:ListCertificates":              `{"CertificateSummaryList":[{"CertificateArn":"arn:aws:acm:REGION:ACCOUNT:certificate/1","DomainName":"leaky.example.com"}]}`,
		"acm:DescribeCertificate":           `{"Certificate":{"CertificateArn":"arn:aws:acm:REGION:ACCOUNT:certificate/1","DomainName":"leaky.example.com","Status":"ISSUED","DomainValidationOptions":[{"DomainName":"leaky.example.com","ResourceRecord":{"Name":"x","Type":"CNAME","Value":"CANARY"}}]}}`,
		"network-firewall:ListFirewalls":    `{"Firewalls":[{"FirewallName":"leaky-fence","FirewallArn":"arn:aws:network-firewall:REGION:ACCOUNT:firewall/leaky-fence"}]}`,
		"network-firewall:DescribeFirewall": `{"Firewall":{"FirewallName":"leaky-fence","FirewallArn":"arn:aws:network-firewall:REGION:ACCOUNT:firewall/leaky-fence","FirewallId":"1","Description":"CANARY","FirewallPolicyArn":"arn:aws:network-firewall:REGION:ACCOUNT:firewall-policy/p","VpcId":"vpc-1","SubnetMappings":[]}}`,
		"network-firewall:DescribeFirewallPolicy": `{"FirewallPolicyResponse":{"FirewallPolicyName":"p","FirewallPolicyArn":"arn:aws:network-firewall:REGION:ACCOUNT:firewall-policy/p","FirewallPolicyId":"1","Description":"CANARY"},
			"FirewallPolicy":{"StatelessDefaultActions":["aws:forward_to_sfe"],"StatelessFragmentDefaultActions":["aws:forward_to_sfe"],"StatefulRuleGroupReferences":[{"ResourceArn":"arn:aws:network-firewall:REGION:ACCOUNT:stateful-rulegroup/g"}]}}`,
		"network-firewall:DescribeRuleGroup": `{"RuleGroupResponse":{"RuleGroupName":"g","RuleGroupArn":"arn:aws:network-firewall:REGION:ACCOUNT:stateful-rulegroup/g","RuleGroupId":"1","Description":"CANARY"},"RuleGroup":{"RulesSource":{"RulesString":"alert http any any -> any any (content:\"CANARY\"; sid:1;)"}}}`,
		"ecr:DescribeRepositories":           `{"repositories":[{"repositoryName":"leaky-images","repositoryArn":"arn:aws:ecr:REGION:ACCOUNT:repository/leaky-images","repositoryUri":"ACCOUNT.dkr.ecr.REGION.amazonaws.com/leaky-images"}]}`,
		"ecr:GetLifecyclePolicy":             `{"lifecyclePolicyText":"{\"rules\":[{\"rulePriority\":1,\"description\":\"CANARY\",\"selection\":{\"tagStatus\":\"any\",\"countType\":\"imageCountMoreThan\",\"countNumber\":5},\"action\":{\"type\":\"expire\"}}]}"}`,
		"logs:DescribeLogGroups":             `{"logGroups":[{"logGroupName":"leaky-logs","arn":"arn:aws:logs:REGION:ACCOUNT:log-group:leaky-logs:*","logGroupArn":"arn:aws:logs:REGION:ACCOUNT:log-group:leaky-logs"}]}`,
		"logs:DescribeSubscriptionFilters":   `{"subscriptionFilters":[{"filterName":"f","filterPattern":"CANARY","destinationArn":"arn:aws:lambda:REGION:ACCOUNT:function:x"}]}`,
	}
}

// secretLinks are the replies about what leads elsewhere: VPNs, private lines,
// schedules and other companies' addresses.
func secretLinks() map[string]string {
	return map[string]string{
		"ec2:DescribeVpnConnections": `<vpnConnectionSet><item><vpnConnectionId>vpn-leaky</vpnConnectionId><state>available</state><type>ipsec.1</type><customerGatewayId>cgw-1</customerGatewayId><vpnGatewayId>vgw-1</vpnGatewayId>
			<customerGatewayConfiguration>CANARY</customerGatewayConfiguration><options><staticRoutesOnly>true</staticRoutesOnly><tunnelOptionSet><item><outsideIpAddress>198.51.100.1</outsideIpAddress><preSharedKey>CANARY</preSharedKey></item></tunnelOptionSet></options>
			<vgwTelemetry><item><outsideIpAddress>198.51.100.1</outsideIpAddress><status>DOWN</status><statusMessage>CANARY</statusMessage></item></vgwTelemetry>` + leakyTags + `</item></vpnConnectionSet>`,
		"directconnect:DescribeConnections": `{"connections":[{"connectionId":"dxcon-1","connectionName":"leaky-line","connectionState":"available","location":"x","bandwidth":"1Gbps"}]}`,
		"directconnect:DescribeVirtualInterfaces": `{"virtualInterfaces":[{"virtualInterfaceId":"dxvif-1","virtualInterfaceName":"leaky","virtualInterfaceState":"available","connectionId":"dxcon-1","authKey":"CANARY","customerRouterConfig":"CANARY",
			"bgpPeers":[{"addressFamily":"ipv4","authKey":"CANARY","bgpStatus":"down"}]}]}`,
		"scheduler:ListSchedules":    `{"Schedules":[{"Name":"leaky-schedule","GroupName":"default","Arn":"arn:aws:scheduler:REGION:ACCOUNT:schedule/default/leaky-schedule","State":"ENABLED","Target":{"Arn":"arn:aws:lambda:REGION:ACCOUNT:function:leaky"}}]}`,
		"scheduler:GetSchedule":      `{"Name":"leaky-schedule","ScheduleExpression":"cron(0 3 * * ? *)","Description":"CANARY","Target":{"Arn":"arn:aws:lambda:REGION:ACCOUNT:function:leaky","Input":"CANARY"}}`,
		"events:ListApiDestinations": `{"ApiDestinations":[{"Name":"leaky-hook","ApiDestinationArn":"arn:aws:events:REGION:ACCOUNT:api-destination/leaky-hook/1","InvocationEndpoint":"https://user:CANARY@hooks.example.com/CANARY?key=CANARY","HttpMethod":"POST","ApiDestinationState":"ACTIVE"}]}`,
	}
}
