package discover

var streamsFamily = Family{
	Name: "Amazon Kinesis and Data Firehose",
	Operations: []Operation{
		{Name: "kinesis:ListStreams", Page: 100, PerSecond: 5},
		{Name: "kinesis:DescribeStreamSummary", PerSecond: 20},
		{Name: "kinesis:ListTagsForStream", Page: 50, PerSecond: 5},
		{Name: "firehose:ListDeliveryStreams", Page: 100, PerSecond: 5},
		{Name: "firehose:DescribeDeliveryStream", PerSecond: 5},
		{Name: "firehose:ListTagsForDeliveryStream", Page: 50, PerSecond: 5},
	},
	Types: []Type{
		{
			Name: "AWS::Kinesis::Stream", Facts: facts[Stream],
			Read:   []string{"kinesis:ListStreams", "kinesis:DescribeStreamSummary"},
			Tagged: []string{"kinesis:ListTagsForStream"},
		},
		{
			Name: "AWS::KinesisFirehose::DeliveryStream", Facts: facts[DeliveryStream],
			Read:   []string{"firehose:ListDeliveryStreams", "firehose:DescribeDeliveryStream"},
			Tagged: []string{"firehose:ListTagsForDeliveryStream"},
		},
	},
}

// Stream carries records, which are never read. StreamMode is PROVISIONED or
// ON_DEMAND.
//
//asked:as store
//asked:lacks DeletionProtected,BackedUp Kinesis has neither
type Stream struct {
	StreamStatus         string
	StreamMode           string
	ShardCount           int
	RetentionPeriodHours int
	EncryptionType       string // KMS or NONE
	KeyId                string
	ConsumerCount        int
}

func (f *Stream) PolicyNames(r *Resource) []string { return within(r, "/consumer/*") }

func (f *Stream) EncryptedAtRest() Encryption {
	return encrypted(f.EncryptionType == "KMS", "EncryptionType", f.KeyId, "KeyId")
}

func (f *Stream) Dimensions(r *Resource) []Dimension { return goesBy("StreamName", r) }

// DeliveryStream writes what it is given into a store. Addresses of HTTP
// destinations are never read.
//
//asked:as store
//asked:lacks DeletionProtected,BackedUp Firehose has neither
type DeliveryStream struct {
	DeliveryStreamStatus string
	DeliveryStreamType   string // DirectPut, KinesisStreamAsSource, MSKAsSource
	SourceStreamArn      string
	SSEStatus            string // ENABLED or DISABLED, for direct puts
	KeyARN               string
	// Destinations are kinds: s3, redshift, opensearch, splunk, http and so on.
	Destinations []string
	BucketARNs   []string
}

// EncryptedAtRest is that of what was put into it directly. One that reads a
// stream keeps nothing by itself, and waits where that stream does.
func (f *DeliveryStream) EncryptedAtRest() Encryption {
	return encrypted(f.SSEStatus == "ENABLED", "SSEStatus", f.KeyARN, "KeyARN")
}

func (f *DeliveryStream) Dimensions(r *Resource) []Dimension { return goesBy("DeliveryStreamName", r) }

var athenaFamily = Family{
	Name: "Amazon Athena",
	Operations: []Operation{
		{Name: "athena:ListWorkGroups", Page: 50, PerSecond: 5},
		{Name: "athena:GetWorkGroup", PerSecond: 5},
		{Name: "athena:ListTagsForResource", PerSecond: 5},
	},
	Types: []Type{
		{
			Name: "AWS::Athena::WorkGroup", Facts: facts[WorkGroup],
			Read:   []string{"athena:ListWorkGroups", "athena:GetWorkGroup"},
			Tagged: []string{"athena:ListTagsForResource"},
		},
	},
}

// WorkGroup bounds queries; these and their results are never read.
//
//asked:as store
//asked:lacks DeletionProtected,BackedUp results lie in a bucket
type WorkGroup struct {
	State                         string
	EngineVersion                 string
	OutputBucket                  string
	EncryptionOption              string // SSE_S3, SSE_KMS, CSE_KMS or empty
	KmsKey                        string
	EnforceWorkGroupConfiguration bool
	BytesScannedCutoffPerQuery    int
	PublishCloudWatchMetrics      bool
}

// EncryptedAtRest is that of the results of queries.
func (f *WorkGroup) EncryptedAtRest() Encryption {
	return encrypted(f.EncryptionOption != "", "EncryptionOption", f.KmsKey, "KmsKey")
}

func (f *WorkGroup) Dimensions(r *Resource) []Dimension { return goesBy("WorkGroup", r) }
