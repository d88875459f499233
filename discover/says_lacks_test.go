package discover

import (
	"reflect"
	"slices"
	"strings"
	"testing"
)

// sorts are what types of resources are like, with what each of a sort is asked.
// A | stands between two questions of which one needs an answer.
const sorts = `
server   Placed Encrypting TLSRequiring|TLSSetting DeletionProtected ZoneSpanning Replicated BackedUp Rewinding Engined Disked Serving Changing Lasting Measured
store    Encrypting DeletionProtected BackedUp|Rewinding Lasting Measured
runner   Placed Encrypting Changing Member Banded Lasting Measured
network  Placed Addressed Linking Leading DeletionProtected Lasting Measured
front    Authorizing Throttling Filtered|Staged Lasting Measured
clock    Scheduled Lasting Measured
key      Rotating Ownable Lasting
watcher  Recording|Sole Lasting
setting  Ownable
`

// lacks has a row for each type that people think of as a thing of its own: its
// sort, and which questions of that sort it does not answer, with the reason.
// A new type needs a row, so that somebody has asked it everything.
const lacks = `
DBInstance server
CacheCluster server: DeletionProtected, Replicated, BackedUp, Rewinding: Memcached knows none; ZoneSpanning: its nodes share nothing; Disked: it keeps all in memory
DBCluster server: Disked: that of Aurora grows by itself, and that of a Multi-AZ cluster is not compared yet; Measured: found by its id under any name
ReplicationGroup server: DeletionProtected, Rewinding: ElastiCache has neither; Disked: it keeps all in memory
ServerlessCache server: DeletionProtected, Rewinding: ElastiCache has neither; ZoneSpanning, Replicated, Disked: AWS chooses; Measured: found by its name under any name
SearchDomain server: DeletionProtected, Rewinding: OpenSearch has neither; Replicated: a matter of each index; BackedUp: AWS always does, for 14 days; Disked: not compared yet; Serving: always 443; Lasting: not collected; Measured: found by its name under any name
Warehouse server: DeletionProtected, Rewinding: Redshift has neither; Replicated: nodes are no copies; Disked: it comes with the size of its nodes; Measured: found by its id under any name
DBProxy server: Encrypting, DeletionProtected, ZoneSpanning, Replicated, BackedUp, Rewinding, Disked: it keeps nothing; Engined: it has that of what is behind it; Serving: that of what is behind it; Changing, Lasting, Measured: not asked yet

Bucket store: DeletionProtected, Lasting: S3 has neither; BackedUp: by plans alone
Table store: Lasting: not asked yet
FileSystem store: DeletionProtected: EFS has none; BackedUp: by plans alone; Lasting: not asked yet
Volume store: DeletionProtected: EC2 has none; BackedUp: by plans alone; Lasting: not asked yet
Image store: DeletionProtected, Lasting, BackedUp, Measured: it is a copy itself
Repository store: DeletionProtected, BackedUp, Lasting: ECR has none; Measured: found by its name under any name
Queue store: DeletionProtected, BackedUp, Lasting: SQS has none
Topic store: DeletionProtected, BackedUp, Lasting: SNS has none
Stream store: DeletionProtected, BackedUp: Kinesis has neither; Lasting: not asked yet
DeliveryStream store: DeletionProtected, BackedUp: Firehose has neither; Lasting: not asked yet
WorkGroup store: DeletionProtected, BackedUp: results lie in a bucket; Lasting: Athena has none
LogGroup store: DeletionProtected: not collected; BackedUp, Lasting: CloudWatch Logs has neither; Measured: found by its name under any name
BackupVault store: DeletionProtected: it has a lock, which is not compared; BackedUp: it is the backup; Lasting: AWS Backup has none
Parameter store: DeletionProtected, BackedUp, Lasting, Measured: Systems Manager has none
GlueDatabase store: Encrypting, DeletionProtected, BackedUp, Lasting, Measured: it holds descriptions of files that lie in buckets
UserPool store: Encrypting, BackedUp, Lasting: not collected; Measured: found by its id under any name

Instance runner: Encrypting: its disks do; Changing: not asked yet; Member: its fleet is; Banded: it is one
AutoScalingGroup runner: Encrypting: its template says; Lasting: not asked yet
LaunchTemplate runner: Placed, Changing, Member, Banded, Lasting, Measured: nothing runs yet; Encrypting: a version says
ECSCluster runner: Placed, Encrypting, Changing, Member, Banded: its services are; Measured: found by its name under any name
ECSService runner: Encrypting: its volumes do; Banded: a scalable target is
Function runner: Changing, Lasting: not collected; Member: not asked yet; Banded: it has a most, and no fewest
AppService runner: Placed: by a connector, which is not collected; Changing, Banded: not asked yet; Member: App Runner has its own; Measured: found by its name under any name
BuildProject runner: Changing, Member, Banded, Lasting: it runs when it is told to; Measured: found by its name under any name
StateMachine runner: Placed, Changing, Member, Banded: it calls others; Lasting: not collected; Measured: found by its name under any name
JobQueue runner: Placed, Encrypting, Changing, Member, Banded: its environments are not collected; Lasting: not asked yet; Measured: found by its name under any name
Pipeline runner: Placed, Changing, Member, Banded, Lasting: it calls others; Measured: found by its name under any name
DeploymentGroup runner: Placed, Encrypting, Changing, Member, Banded, Lasting, Measured: it keeps and runs nothing itself
ModelEndpoint runner: Placed: that of its models, which are not collected; Changing, Banded: not asked yet; Member: SageMaker has its own; Measured: found by its name under any name
Notebook runner: Changing, Member, Banded: it is one machine; Measured: found by its name under any name
StudioDomain runner: Changing, Lasting: not asked yet; Member, Banded, Measured: its apps are not collected

VPC network: Addressed, Linking, Leading, DeletionProtected, Lasting, Measured: a VPC has none
Subnet network: Addressed, Linking, Leading, DeletionProtected, Lasting, Measured: a subnet has none
SecurityGroup network: Addressed, Linking, Leading, DeletionProtected, Lasting, Measured: a filter has none
InternetGateway network: Addressed, Linking, Leading, DeletionProtected, Lasting, Measured: it is there or not
EgressOnlyInternetGateway network: Addressed, Linking, Leading, DeletionProtected, Lasting, Measured: it is there or not
NatGateway network: Linking, Leading, DeletionProtected: it leads out alone
ElasticIP network: Placed, Linking, Leading, DeletionProtected, Lasting, Measured: what uses it has
VPCEndpoint network: Addressed, Linking, Leading, DeletionProtected: it leads to a service alone; Measured: found by its id under any name
VPCPeeringConnection network: Placed, Addressed, DeletionProtected: it lies in neither of its VPCs; Measured: it has no metrics
TransitGateway network: Placed, Addressed, Linking, DeletionProtected: it lies in no VPC; Leading: its attachments say; Measured: found by its id under any name
VPNGateway network: Addressed, Linking, DeletionProtected, Measured: its connections have
VPNConnection network: Placed, Leading: its gateway says; Addressed: AWS chooses; DeletionProtected: EC2 has none; Measured: found by its id under any name
CustomerGateway network: Placed, Linking, Leading, DeletionProtected, Measured: it stands at the other end
DirectConnectConnection network: Placed, Addressed, DeletionProtected: it ends outside of any VPC; Leading: its virtual interfaces say; Measured: found by its id under any name
ResolverEndpoint network: Addressed, Linking, Leading, DeletionProtected, Lasting: not asked yet; Measured: found by its id under any name
VPCLink network: Addressed, Linking, Leading, DeletionProtected, Lasting, Measured: not asked yet
RestVPCLink network: Placed, Addressed, Linking, Leading, DeletionProtected, Lasting, Measured: its load balancer says
LoadBalancer network: Addressed: AWS chooses; Linking, Leading: it passes on inside; Lasting: not asked yet
Firewall network: Addressed, Linking, Leading: routes lead through it; Lasting: not asked yet
DNSRuleGroup network: Placed, Addressed, Linking, Leading, DeletionProtected, Lasting, Measured: a filter has none
HostedZone network: Placed, Addressed, Linking, Leading, DeletionProtected, Lasting, Measured: names have none
HealthCheck network: Placed, Addressed, Linking, Leading, DeletionProtected, Lasting: it asks from outside; Measured: found by its id under any name
Namespace network: Placed, Addressed, Linking, Leading, DeletionProtected, Lasting, Measured: names have none

RestAPI front: Throttling: its stages do; Lasting: API Gateway has none
HTTPAPI front: Throttling: its stages do; Lasting: API Gateway has none
Distribution front: Authorizing, Throttling: its web ACL does; Lasting: not asked yet
WebACL front: Authorizing, Filtered, Lasting: it is the filter

Schedule clock: Lasting, Measured: the Scheduler has neither
EventRule clock: Lasting: EventBridge has none
Canary clock: Lasting: not asked yet; Measured: found by its name under any name
MaintenanceWindow clock: Lasting, Measured: Systems Manager has neither

Secret key
Key key
Certificate key: Rotating: AWS renews it when it can; Ownable, Lasting: not asked yet
User key: Rotating: AWS never does; Ownable, Lasting: IAM has neither

Trail watcher: Lasting: CloudTrail has none
ConfigurationRecorder watcher: Lasting: AWS Config has none
Detector watcher
SecurityHub watcher: Lasting: it is there or not
Budget watcher: Recording, Lasting: it only warns
BackupPlan watcher: Recording, Lasting: its rules run by themselves

Role setting
ConfigRule setting
EventBus setting
OIDCProvider setting: Ownable: IAM makes none
IdentityPool setting: Ownable: Cognito makes none
APIDestination setting: Ownable: EventBridge makes none
Pipe setting: Ownable: EventBridge makes none
PatchBaseline setting: Ownable: those of AWS's own are not listed
`

// Every type answers what its sort is asked, or the table says why not.
func TestEveryTypeIsAskedEverything(t *testing.T) {
	asked := map[string][]string{}
	for _, line := range rowsOf(sorts) {
		sort, questions, _ := strings.Cut(line, " ")
		asked[sort] = strings.Fields(questions)
	}
	types := factTypes()
	for _, line := range rowsOf(lacks) {
		head, excuses, _ := strings.Cut(line, ":")
		name, sort, _ := strings.Cut(head, " ")
		s, ok := types[name]
		if !ok {
			t.Errorf("%s: there is no such type, or it has two rows", name)
			continue
		}
		delete(types, name)
		if asked[sort] == nil {
			t.Errorf("%s: there is no sort %q", name, sort)
		}
		excused := reasons(t, name, excuses)
		for _, question := range asked[sort] {
			either := strings.Split(question, "|")
			has := slices.ContainsFunc(either, func(q string) bool { return answersTo(s, q) })
			i := slices.IndexFunc(either, func(q string) bool { return excused[q] })
			switch {
			case !has && i < 0:
				t.Errorf("%s, a %s, does not answer to %s; give it the method, or say here why it has none", name, sort, question)
			case has && i >= 0:
				t.Errorf("%s answers to %s, and the table says that it does not", name, question)
			}
			for _, q := range either {
				delete(excused, q)
			}
		}
		for q := range excused {
			t.Errorf("%s: nobody asks a %s for %s", name, sort, q)
		}
	}
	for _, f := range Families() {
		for _, typ := range f.Types {
			name := reflect.TypeOf(typ.Facts()).Elem().Name()
			if _, left := types[name]; left && !typ.Detail {
				t.Errorf("%s (%s) has no row in lacks", name, typ.Name)
			}
		}
	}
}

func answersTo(s reflect.Type, question string) bool {
	i := slices.IndexFunc(questions(), func(q reflect.Type) bool { return q.Name() == question })
	return i >= 0 && reflect.PointerTo(s).Implements(questions()[i])
}

// reasons are the questions that a row excuses its type from.
func reasons(t *testing.T, name, text string) map[string]bool {
	excused := map[string]bool{}
	for _, group := range strings.Split(text, ";") {
		which, why, ok := strings.Cut(group, ":")
		if strings.TrimSpace(group) == "" {
			continue
		}
		if !ok || strings.TrimSpace(why) == "" {
			t.Errorf("%s: %q gives no reason", name, group)
		}
		for _, q := range strings.Split(which, ",") {
			excused[strings.TrimSpace(q)] = true
		}
	}
	return excused
}

func rowsOf(table string) (rows []string) {
	for _, line := range strings.Split(table, "\n") {
		if line != "" {
			rows = append(rows, line)
		}
	}
	return rows
}
