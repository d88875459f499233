package discover

// Families are all families, in the order of AWS's own documentation. A new one
// is added at the end by: go test ./discover -run TestListed -update
func Families() []Family {
	return []Family{
		vpcFamily, transitFamily, vpnFamily, directConnectFamily, ec2Family, imagesFamily,
		autoScalingFamily, elbFamily, apiGatewayFamily, cloudFrontFamily, wafFamily, cognitoFamily,
		ecsFamily, lambdaFamily, applicationAutoScalingFamily, ecrFamily, rdsFamily,
		elastiCacheFamily, openSearchFamily, redshiftFamily, s3Family, secretsFamily, kmsFamily,
		cloudWatchFamily, logsFamily, iamFamily, dnsFamily, certificateFamily, deliveryFamily,
		backupFamily, sqsFamily, snsFamily, networkFirewallFamily, dnsFirewallFamily,
		resolverFamily, auditFamily, configFamily, securityFamily, organizationFamily, costFamily,
		dynamoDBFamily, streamsFamily, athenaFamily, glueFamily, eventsFamily, schedulerFamily,
		efsFamily, systemsFamily, syntheticsFamily, stepFunctionsFamily, batchFamily,
		appRunnerFamily, sageMakerFamily, eksFamily, classicELBFamily, kafkaFamily,
	}
}
