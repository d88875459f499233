package discover

var sqsFamily = Family{
	Name: "Amazon SQS",
	Operations: []Operation{
		{Name: "sqs:ListQueues", Always: "-", Page: 1000},
		{Name: "sqs:GetQueueAttributes", Always: "Attributes"},
		{Name: "sqs:ListQueueTags", Always: "-"},
	},
	Types: []Type{
		{
			Name: "AWS::SQS::Queue", Facts: facts[Queue],
			Read: []string{"sqs:ListQueues", "sqs:GetQueueAttributes"}, Tagged: []string{"sqs:ListQueueTags"},
		},
	},
}

// Queue holds messages for a consumer.
//
//asked:as store
//asked:lacks DeletionProtected,BackedUp SQS has none
//asked:lives SqsManagedSseEnabled setting judged as encryption
type Queue struct {
	KmsMasterKeyId         string
	SqsManagedSseEnabled   bool
	MessageRetentionPeriod int `unjudged:"undeclared"` // seconds
	VisibilityTimeout      int `unjudged:"undeclared"` // seconds
	DeadLetterTargetArn    string
	MaxReceiveCount        int `unjudged:"undeclared"`
	Policy                 *Policy
}

func (f *Queue) SharingPolicy() Reading[*Policy] { return said(f.Policy, "Policy") }

func (f *Queue) EncryptedAtRest() Encryption {
	if f.KmsMasterKeyId != "" { // then SQS's own key does not
		return encrypted(true, "KmsMasterKeyId", f.KmsMasterKeyId, "KmsMasterKeyId")
	}
	return encrypted(f.SqsManagedSseEnabled, "SqsManagedSseEnabled", "", "KmsMasterKeyId")
}

func (f *Queue) Dimensions(r *Resource) []Dimension { return goesBy("QueueName", r) }

var snsFamily = Family{
	Name: "Amazon SNS",
	Operations: []Operation{
		{Name: "sns:ListTopics", Page: 100, PerSecond: 30},
		{Name: "sns:GetTopicAttributes"},
		{Name: "sns:ListSubscriptionsByTopic", Page: 100},
		{Name: "sns:ListTagsForResource"},
	},
	Types: []Type{
		{
			Name: "AWS::SNS::Topic", Facts: facts[Topic],
			Read: []string{"sns:ListTopics", "sns:GetTopicAttributes"}, Tagged: []string{"sns:ListTagsForResource"},
		},
	},
}

// Topic passes messages on to its subscribers. Of these the ARNs of what AWS runs are kept;
// addresses of people and of other systems never are.
//
//asked:as store
//asked:lacks DeletionProtected,BackedUp SNS has none
type Topic struct {
	KmsMasterKeyId string
	Policy         *Policy
	Subscriptions  []Subscription `from:"sns:ListSubscriptionsByTopic"`
	// Subscribers are the functions, queues and delivery streams among those that get its
	// messages, by ARN.
	Subscribers []string `from:"sns:ListSubscriptionsByTopic"`
}

func (f *Topic) SharingPolicy() Reading[*Policy] { return said(f.Policy, "Policy") }

func (f *Topic) EncryptedAtRest() Encryption {
	return encrypted(f.KmsMasterKeyId != "", "KmsMasterKeyId", f.KmsMasterKeyId, "KmsMasterKeyId")
}

func (f *Topic) Dimensions(r *Resource) []Dimension { return goesBy("TopicName", r) }

// Subscription is one way a message goes on; one that is not Confirmed gets
// none.
type Subscription struct {
	Protocol  string
	Confirmed bool
	Count     int // of subscribers alike
}
