package aws

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/kafka"
	"github.com/aws/aws-sdk-go-v2/service/kafka/types"

	"asbuilt/discover"
)

var kafkaCollectors = []collector{
	{calls: []string{"kafka:ListClustersV2"}, collect: kafkaClusters},
}

func kafkaClusters(ctx context.Context, s *scan) {
	c := kafka.NewFromConfig(s.config)
	each(ctx, s, c.ListClustersV2, &kafka.ListClustersV2Input{}, func(out *kafka.ListClustersV2Output) {
		for _, v := range out.ClusterInfoList {
			r := &discover.Resource{
				Type: "AWS::MSK::Cluster",
				ID:   val(v.ClusterArn),
				ARN:  val(v.ClusterArn),
				Name: val(v.ClusterName),
				Tags: tagMap(v.Tags),
			}
			switch {
			case v.Serverless != nil:
				r.Type, r.Facts = "AWS::MSK::ServerlessCluster", serverlessKafka(v)
			case v.Provisioned != nil:
				r.Facts = kafkaCluster(v.State, v.Provisioned)
			default:
				r.Facts = &discover.KafkaCluster{State: string(v.State)}
				for _, fact := range factsOf(r, "kafka:ListClustersV2") {
					markUnknown(r, fact, "AWS does not tell what it consists of")
				}
				delete(r.Unknown, "State")
			}
			s.add(r)
		}
	})
}

func kafkaCluster(state types.ClusterState, v *types.Provisioned) *discover.KafkaCluster {
	facts := &discover.KafkaCluster{
		State:                string(state),
		NumberOfBrokerNodes:  num(v.NumberOfBrokerNodes),
		ClientAuthentication: kafkaWays(v.ClientAuthentication),
		PublicAccess:         "DISABLED",
	}
	if b := v.CurrentBrokerSoftwareInfo; b != nil {
		facts.KafkaVersion = val(b.KafkaVersion)
	}
	if e := v.EncryptionInfo; e != nil && e.EncryptionAtRest != nil {
		facts.DataVolumeKMSKeyId = val(e.EncryptionAtRest.DataVolumeKMSKeyId)
	}
	if e := v.EncryptionInfo; e != nil && e.EncryptionInTransit != nil {
		facts.ClientBroker = string(e.EncryptionInTransit.ClientBroker)
		facts.InCluster = val(e.EncryptionInTransit.InCluster)
	}
	if l := v.LoggingInfo; l != nil && l.BrokerLogs != nil && l.BrokerLogs.CloudWatchLogs != nil {
		facts.LogGroup = val(l.BrokerLogs.CloudWatchLogs.LogGroup)
	}
	if n := v.BrokerNodeGroupInfo; n != nil {
		brokers(facts, n)
	}
	return facts
}

func brokers(facts *discover.KafkaCluster, v *types.BrokerNodeGroupInfo) {
	facts.InstanceType = val(v.InstanceType)
	facts.ClientSubnets, facts.SecurityGroups = v.ClientSubnets, v.SecurityGroups
	if v.StorageInfo != nil && v.StorageInfo.EbsStorageInfo != nil {
		disk := v.StorageInfo.EbsStorageInfo
		facts.VolumeSize = num(disk.VolumeSize)
		if p := disk.ProvisionedThroughput; p != nil && val(p.Enabled) {
			facts.VolumeThroughput = num(p.VolumeThroughput)
		}
	}
	if c := v.ConnectivityInfo; c != nil && c.PublicAccess != nil && val(c.PublicAccess.Type) != "" {
		facts.PublicAccess = val(c.PublicAccess.Type)
	}
}

// kafkaWays are the ways to prove who one is: where AWS names none, nobody has to.
func kafkaWays(v *types.ClientAuthentication) (ways []string) {
	note := func(way string, on bool) {
		if on {
			ways = append(ways, way)
		}
	}
	if v == nil {
		return []string{"unauthenticated"}
	}
	if v.Sasl != nil {
		note("iam", v.Sasl.Iam != nil && val(v.Sasl.Iam.Enabled))
		note("scram", v.Sasl.Scram != nil && val(v.Sasl.Scram.Enabled))
	}
	note("tls", v.Tls != nil && val(v.Tls.Enabled))
	note("unauthenticated", v.Unauthenticated != nil && val(v.Unauthenticated.Enabled))
	return ways
}

func serverlessKafka(v types.Cluster) *discover.ServerlessKafka {
	facts := &discover.ServerlessKafka{State: string(v.State)}
	for _, network := range v.Serverless.VpcConfigs {
		facts.SubnetIds = append(facts.SubnetIds, network.SubnetIds...)
		facts.SecurityGroupIds = append(facts.SecurityGroupIds, network.SecurityGroupIds...)
	}
	return facts
}
