package aws

import "slices"

// collectors are all collectors, in the order in which they start. A new list is
// added at the end by: go test ./discover/aws -run TestListed -update
func collectors() []collector {
	return slices.Concat(
		vpcCollectors, securityGroupCollectors, transitCollectors, vpnCollectors, ec2Collectors,
		autoScalingCollectors, elbCollectors, apiGatewayCollectors, apiGatewayV2Collectors,
		edgeCollectors, ecsCollectors, lambdaCollectors, scalingCollectors, ecrCollectors,
		rdsCollectors, elastiCacheCollectors, searchCollectors, s3Collectors, secretsCollectors,
		cloudWatchCollectors, iamCollectors, dnsCollectors, deliveryCollectors, backupCollectors,
		messagingCollectors, firewallCollectors, auditCollectors, imageCollectors,
		dynamoDBCollectors, streamsCollectors, dnsFirewallCollectors, resolverCollectors,
		eventsCollectors, configCollectors, sageMakerCollectors, workflowCollectors,
		securityCollectors, efsCollectors, systemsCollectors, eksCollectors, classicELBCollectors,
		kafkaCollectors,
	)
}
