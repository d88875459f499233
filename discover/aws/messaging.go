package aws

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"asbuilt/discover"
)

var messagingCollectors = []collector{
	{calls: []string{"sqs:ListQueues", "sqs:GetQueueAttributes", "sqs:ListQueueTags"}, collect: queues},
	{calls: []string{
		"sns:ListTopics", "sns:GetTopicAttributes", "sns:ListSubscriptionsByTopic", "sns:ListTagsForResource",
	}, collect: topics},
}

func queues(ctx context.Context, s *scan) {
	c := sqs.NewFromConfig(s.config)
	var urls []string
	each(ctx, s, c.ListQueues, &sqs.ListQueuesInput{}, func(out *sqs.ListQueuesOutput) {
		urls = append(urls, out.QueueUrls...)
	})
	forEach(urls, func(url string) {
		facts := &discover.Queue{}
		name := discover.LastSegment(url)
		r := s.add(&discover.Resource{
			Type:  "AWS::SQS::Queue",
			ID:    name,
			ARN:   s.arn("sqs", name),
			Name:  name,
			Facts: facts,
		})
		in := &sqs.GetQueueAttributesInput{
			QueueUrl:       &url,
			AttributeNames: []types.QueueAttributeName{types.QueueAttributeNameAll},
		}
		ask(ctx, s, r, c.GetQueueAttributes, in, func(out *sqs.GetQueueAttributesOutput) {
			a := out.Attributes
			facts.KmsMasterKeyId, facts.SqsManagedSseEnabled = a["KmsMasterKeyId"], a["SqsManagedSseEnabled"] == "true"
			facts.MessageRetentionPeriod = atoi(a["MessageRetentionPeriod"])
			facts.VisibilityTimeout = atoi(a["VisibilityTimeout"])
			facts.Policy = s.policy(r, "Policy", a["Policy"])
			var redrive struct {
				DeadLetterTargetArn string
				MaxReceiveCount     json.Number
			}
			if json.Unmarshal([]byte(a["RedrivePolicy"]), &redrive) == nil {
				facts.DeadLetterTargetArn = redrive.DeadLetterTargetArn
				facts.MaxReceiveCount = atoi(redrive.MaxReceiveCount.String())
			}
		})
		ask(ctx, s, r, c.ListQueueTags, &sqs.ListQueueTagsInput{QueueUrl: &url}, func(out *sqs.ListQueueTagsOutput) {
			r.Tags = tagMap(out.Tags)
		})
	})
}

// topics counts subscribers and leaves the addresses of people where they are.
func topics(ctx context.Context, s *scan) {
	c := sns.NewFromConfig(s.config)
	var arns []string
	each(ctx, s, c.ListTopics, &sns.ListTopicsInput{}, func(out *sns.ListTopicsOutput) {
		for _, v := range out.Topics {
			arns = append(arns, val(v.TopicArn))
		}
	})
	forEach(arns, func(arn string) {
		facts := &discover.Topic{}
		name := discover.LastSegment(arn)
		r := s.add(&discover.Resource{Type: "AWS::SNS::Topic", ID: name, ARN: arn, Name: name, Facts: facts})
		ask(ctx, s, r, c.GetTopicAttributes, &sns.GetTopicAttributesInput{TopicArn: &arn},
			func(out *sns.GetTopicAttributesOutput) {
				facts.KmsMasterKeyId = out.Attributes["KmsMasterKeyId"]
				facts.Policy = s.policy(r, "Policy", out.Attributes["Policy"])
			})
		ask(ctx, s, r, c.ListSubscriptionsByTopic, &sns.ListSubscriptionsByTopicInput{TopicArn: &arn},
			func(out *sns.ListSubscriptionsByTopicOutput) {
				for _, v := range out.Subscriptions {
					confirmed := val(v.SubscriptionArn) != "PendingConfirmation"
					facts.Subscriptions = subscribed(facts.Subscriptions, val(v.Protocol), confirmed)
					if arn := runsOnAWS(val(v.Protocol), val(v.Endpoint)); confirmed && arn != "" {
						facts.Subscribers = sortedSet(append(facts.Subscribers, arn))
					}
				}
			})
		ask(ctx, s, r, c.ListTagsForResource, &sns.ListTagsForResourceInput{ResourceArn: &arn},
			func(out *sns.ListTagsForResourceOutput) { r.Tags = tagsOf(out.Tags) })
	})
}

func subscribed(list []discover.Subscription, protocol string, confirmed bool) []discover.Subscription {
	for i := range list {
		if list[i].Protocol == protocol && list[i].Confirmed == confirmed {
			list[i].Count++
			return list
		}
	}
	return append(list, discover.Subscription{Protocol: protocol, Confirmed: confirmed, Count: 1})
}

// runsOnAWS is the endpoint of a subscription where that is something on AWS, else nothing:
// it may be somebody's address, or a URL that holds a secret.
func runsOnAWS(protocol, endpoint string) string {
	if slices.Contains([]string{"lambda", "sqs", "firehose"}, protocol) && strings.HasPrefix(endpoint, "arn:") {
		return endpoint
	}
	return ""
}
