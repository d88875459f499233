package discover

var kafkaFamily = Family{
	Name: "Amazon MSK",
	Operations: []Operation{
		{Name: "kafka:ListClustersV2", Always: "clusterInfoList", Page: 100},
	},
	Types: []Type{
		{Name: "AWS::MSK::Cluster", Facts: facts[KafkaCluster], Read: []string{"kafka:ListClustersV2"}},
		{Name: "AWS::MSK::ServerlessCluster", Facts: facts[ServerlessKafka], Read: []string{"kafka:ListClustersV2"}},
	},
}

// KafkaCluster is a cluster of brokers, which lie in as many zones as it has subnets.
//
//asked:as server
//asked:lacks DeletionProtected,BackedUp,Rewinding MSK has none
//asked:lacks ZoneSpanning it always does
//asked:lacks Replicated a matter of each topic
//asked:lacks Serving a port for each way to prove oneself
//asked:lives State fine active healing maintenance rebooting_broker updating
//asked:lives State in-flight creating; broken failed; going deleting
type KafkaCluster struct {
	State               string
	KafkaVersion        string // 3.6.0, 3.8.x
	InstanceType        string // kafka.m7g.large
	NumberOfBrokerNodes int    `unjudged:"aside"`
	ClientSubnets       []string
	SecurityGroups      []string
	VolumeSize          int    // GiB of each broker; zero where AWS chooses
	VolumeThroughput    int    // MiB/s of each broker; zero where nobody chose
	DataVolumeKMSKeyId  string // AWS's own key has an ARN, too
	// ClientBroker is how clients may speak to brokers: TLS, TLS_PLAINTEXT or PLAINTEXT.
	ClientBroker string
	InCluster    bool `unjudged:"aside"` // TLS between brokers
	// ClientAuthentication are the ways to prove who one is: iam, scram, tls,
	// unauthenticated.
	ClientAuthentication []string `unjudged:"undeclared"`
	// PublicAccess is SERVICE_PROVIDED_EIPS for brokers with addresses on the internet,
	// else DISABLED.
	PublicAccess string
	LogGroup     string `unjudged:"aside"` // where brokers write; empty for nowhere
}

func (f *KafkaCluster) PlacedAt(r *Resource) Placement {
	return plugged("", f.ClientSubnets, f.SecurityGroups, at(r, "ClientSubnets"), at(r, "SecurityGroups"))
}

func (f *KafkaCluster) Runs() Engine {
	return Engine{
		Name:    said("kafka", "KafkaVersion"),
		Version: said(f.KafkaVersion, "KafkaVersion"),
		Class:   said(f.InstanceType, "InstanceType"),
	}
}

func (f *KafkaCluster) Disk() Disk {
	return Disk{GiB: said(f.VolumeSize, "VolumeSize"), Throughput: said(f.VolumeThroughput, "VolumeThroughput")}
}

func (f *KafkaCluster) EncryptedAtRest() Encryption {
	return alwaysEncrypted(f.DataVolumeKMSKeyId, "DataVolumeKMSKeyId")
}

// RequiresTLS is false where brokers take plain clients as well.
func (f *KafkaCluster) RequiresTLS() (required bool, by []Reading[any]) {
	return f.ClientBroker == "TLS", []Reading[any]{said[any](f.ClientBroker, "ClientBroker")}
}

func (f *KafkaCluster) OpenToInternet() (Reading[string], bool) {
	return said("PublicAccess "+f.PublicAccess, "PublicAccess"), f.PublicAccess == "SERVICE_PROVIDED_EIPS"
}

func (f *KafkaCluster) Faces() (Reading[string], bool) { return f.OpenToInternet() }

// InFlight is an update of anything: AWS does not say of what.
func (f *KafkaCluster) InFlight(string) Reading[Activity] {
	if f.State == "UPDATING" {
		return said(Activity{Kind: Modification}, "State")
	}
	return Reading[Activity]{}
}

func (f *KafkaCluster) ShowsInFlight(string) []string { return []string{"State"} }

func (f *KafkaCluster) Dimensions(r *Resource) []Dimension { return goesBy("Cluster Name", r) }

// ServerlessKafka is a cluster without brokers to choose. Its clients speak TLS and
// prove themselves to IAM, on port 9098.
//
//asked:as server
//asked:lacks DeletionProtected,BackedUp,Rewinding MSK has none
//asked:lacks ZoneSpanning,Replicated it always does
//asked:lacks Engined,Disked AWS chooses both
//asked:lacks Serving always 9098
//asked:lacks Encrypting always with a key of AWS
//asked:lacks Changing nothing of it can be changed
//asked:lives State fine active healing maintenance updating
//asked:lives State in-flight creating; broken failed; going deleting
type ServerlessKafka struct {
	State            string
	SubnetIds        []string
	SecurityGroupIds []string
}

func (f *ServerlessKafka) PlacedAt(r *Resource) Placement {
	return plugged("", f.SubnetIds, f.SecurityGroupIds, at(r, "SubnetIds"), at(r, "SecurityGroupIds"))
}

// RequiresTLS always: it speaks nothing else.
func (f *ServerlessKafka) RequiresTLS() (required bool, by []Reading[any]) { return true, nil }

func (f *ServerlessKafka) Dimensions(r *Resource) []Dimension { return goesBy("Cluster Name", r) }
