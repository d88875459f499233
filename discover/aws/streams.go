package aws

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/athena"
	"github.com/aws/aws-sdk-go-v2/service/firehose"
	fhtypes "github.com/aws/aws-sdk-go-v2/service/firehose/types"
	"github.com/aws/aws-sdk-go-v2/service/kinesis"
	"github.com/aws/aws-sdk-go-v2/service/kinesis/types"

	"asbuilt/discover"
)

var streamsCollectors = []collector{
	{calls: []string{
		"kinesis:ListStreams", "kinesis:DescribeStreamSummary", "kinesis:ListTagsForStream",
	}, collect: streams},
	{calls: []string{
		"firehose:ListDeliveryStreams", "firehose:DescribeDeliveryStream", "firehose:ListTagsForDeliveryStream",
	}, collect: deliveryStreams},
	{calls: []string{
		"athena:ListWorkGroups", "athena:GetWorkGroup", "athena:ListTagsForResource",
	}, collect: workGroups},
}

func streams(ctx context.Context, s *scan) {
	c := kinesis.NewFromConfig(s.config)
	var names []string
	each(ctx, s, c.ListStreams, &kinesis.ListStreamsInput{}, func(out *kinesis.ListStreamsOutput) {
		names = append(names, out.StreamNames...)
	})
	forEach(names, func(name string) {
		facts := &discover.Stream{}
		r := s.add(&discover.Resource{
			Type:  "AWS::Kinesis::Stream",
			ID:    name,
			ARN:   s.arn("kinesis", "stream/"+name),
			Name:  name,
			Facts: facts,
		})
		ask(ctx, s, r, c.DescribeStreamSummary, &kinesis.DescribeStreamSummaryInput{StreamName: &name},
			func(out *kinesis.DescribeStreamSummaryOutput) {
				v := out.StreamDescriptionSummary
				if v == nil {
					return
				}
				*facts = discover.Stream{
					StreamStatus:         string(v.StreamStatus),
					StreamMode:           string(types.StreamModeProvisioned),
					ShardCount:           num(v.OpenShardCount),
					RetentionPeriodHours: num(v.RetentionPeriodHours),
					EncryptionType:       firstOf(string(v.EncryptionType), string(types.EncryptionTypeNone)),
					KeyId:                val(v.KeyId),
					ConsumerCount:        num(v.ConsumerCount),
				}
				if v.StreamModeDetails != nil {
					facts.StreamMode = string(v.StreamModeDetails.StreamMode)
				}
			})
		ask(ctx, s, r, c.ListTagsForStream, &kinesis.ListTagsForStreamInput{StreamName: &name},
			func(out *kinesis.ListTagsForStreamOutput) { r.Tags = tagsOf(out.Tags) })
	})
}

// deliveryStreams pages by the last name, because Firehose has no token.
func deliveryStreams(ctx context.Context, s *scan) {
	c := firehose.NewFromConfig(s.config)
	var names []string
	for more := true; more; {
		more = false
		in := &firehose.ListDeliveryStreamsInput{}
		if len(names) > 0 {
			in.ExclusiveStartDeliveryStreamName = &names[len(names)-1]
		}
		each(ctx, s, c.ListDeliveryStreams, in, func(out *firehose.ListDeliveryStreamsOutput) {
			names = append(names, out.DeliveryStreamNames...)
			more = val(out.HasMoreDeliveryStreams) && len(out.DeliveryStreamNames) > 0 && s.dumps == nil
		})
	}
	forEach(names, func(name string) {
		facts := &discover.DeliveryStream{}
		r := s.add(&discover.Resource{
			Type:  "AWS::KinesisFirehose::DeliveryStream",
			ID:    name,
			ARN:   s.arn("firehose", "deliverystream/"+name),
			Name:  name,
			Facts: facts,
		})
		ask(ctx, s, r, c.DescribeDeliveryStream, &firehose.DescribeDeliveryStreamInput{DeliveryStreamName: &name},
			func(out *firehose.DescribeDeliveryStreamOutput) {
				if out.DeliveryStreamDescription != nil {
					fillDelivery(facts, out.DeliveryStreamDescription)
				}
			})
		ask(ctx, s, r, c.ListTagsForDeliveryStream, &firehose.ListTagsForDeliveryStreamInput{DeliveryStreamName: &name},
			func(out *firehose.ListTagsForDeliveryStreamOutput) { r.Tags = tagsOf(out.Tags) })
	})
}

// fillDelivery leaves addresses and keys of destinations where they are.
func fillDelivery(facts *discover.DeliveryStream, v *fhtypes.DeliveryStreamDescription) {
	facts.DeliveryStreamStatus = string(v.DeliveryStreamStatus)
	facts.DeliveryStreamType = string(v.DeliveryStreamType)
	facts.SSEStatus = "DISABLED"
	if e := v.DeliveryStreamEncryptionConfiguration; e != nil {
		facts.SSEStatus, facts.KeyARN = string(e.Status), val(e.KeyARN)
	}
	if v.Source != nil && v.Source.KinesisStreamSourceDescription != nil {
		facts.SourceStreamArn = val(v.Source.KinesisStreamSourceDescription.KinesisStreamARN)
	}
	for _, d := range v.Destinations {
		for kind, there := range map[string]bool{
			"s3":         d.ExtendedS3DestinationDescription != nil,
			"redshift":   d.RedshiftDestinationDescription != nil,
			"splunk":     d.SplunkDestinationDescription != nil,
			"opensearch": d.AmazonopensearchserviceDestinationDescription != nil,
			"http":       d.HttpEndpointDestinationDescription != nil,
			"iceberg":    d.IcebergDestinationDescription != nil,
			"snowflake":  d.SnowflakeDestinationDescription != nil,
		} {
			if there {
				facts.Destinations = append(facts.Destinations, kind)
			}
		}
		if d.ExtendedS3DestinationDescription != nil {
			facts.BucketARNs = append(facts.BucketARNs, val(d.ExtendedS3DestinationDescription.BucketARN))
		}
	}
}

func workGroups(ctx context.Context, s *scan) {
	c := athena.NewFromConfig(s.config)
	var names []string
	each(ctx, s, c.ListWorkGroups, &athena.ListWorkGroupsInput{}, func(out *athena.ListWorkGroupsOutput) {
		for _, v := range out.WorkGroups {
			names = append(names, val(v.Name))
		}
	})
	forEach(names, func(name string) {
		facts := &discover.WorkGroup{}
		r := s.add(&discover.Resource{
			Type:  "AWS::Athena::WorkGroup",
			ID:    name,
			ARN:   s.arn("athena", "workgroup/"+name),
			Name:  name,
			Facts: facts,
		})
		ask(ctx, s, r, c.GetWorkGroup, &athena.GetWorkGroupInput{WorkGroup: &name},
			func(out *athena.GetWorkGroupOutput) {
				if out.WorkGroup == nil {
					return
				}
				facts.State = string(out.WorkGroup.State)
				v := out.WorkGroup.Configuration
				if v == nil {
					return
				}
				facts.EnforceWorkGroupConfiguration = val(v.EnforceWorkGroupConfiguration)
				facts.PublishCloudWatchMetrics = val(v.PublishCloudWatchMetricsEnabled)
				facts.BytesScannedCutoffPerQuery = num(v.BytesScannedCutoffPerQuery)
				if v.EngineVersion != nil {
					facts.EngineVersion = val(v.EngineVersion.EffectiveEngineVersion)
				}
				if o := v.ResultConfiguration; o != nil {
					facts.OutputBucket = bucketOf(val(o.OutputLocation))
					if o.EncryptionConfiguration != nil {
						facts.EncryptionOption = string(o.EncryptionConfiguration.EncryptionOption)
						facts.KmsKey = val(o.EncryptionConfiguration.KmsKey)
					}
				}
			})
		ask(ctx, s, r, c.ListTagsForResource, &athena.ListTagsForResourceInput{ResourceARN: &r.ARN},
			func(out *athena.ListTagsForResourceOutput) { r.Tags = tagsOf(out.Tags) })
	})
}
