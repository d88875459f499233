package model

import (
	"asbuilt/model/kind"
	"asbuilt/model/syntax"
)

// Element is one part of the system: a user, a service, a store, a key, a
// pipeline.
type Element struct {
	Named
	Use         Ref         `yaml:"use" ref:"template" doc:"The template whose facts it takes over; its own facts win."`
	Kind        Ref         `yaml:"kind" ref:"kind" req:"true" doc:"What it is; asbuilt explain kind lists them."`
	Label       Text        `yaml:"name" doc:"What it is called."`
	Description Text        `yaml:"description" doc:"What it is for, in a sentence."`
	Technology  Text        `yaml:"technology" doc:"What it is made with, when the kind does not say it."`
	In          Ref         `yaml:"in" ref:"boundary" doc:"The one place where it runs."`
	Zones       []String    `yaml:"zones" doc:"Letters of the zones it spans; all zones of its tier unless it says otherwise."`
	Module      Ref         `yaml:"module" ref:"module" doc:"The module it belongs to."`
	Groups      []Ref       `yaml:"groups" ref:"group" doc:"Sets it belongs to: security groups, an ECS cluster."`
	Owner       String      `yaml:"owner" doc:"Who answers for it."`
	Tags        []String    `yaml:"tags" doc:"Words to select it by in views."`
	Trust       Ref         `yaml:"trust" ref:"trust" doc:"Zone of trust; that of its place unless it says otherwise."`
	Access      Ref         `yaml:"access" ref:"access" doc:"The least access level that may reach it."`
	Order       Int         `yaml:"order" doc:"A hint for its place among its neighbours in a picture; smaller is earlier."`
	Links       []*KeyValue `yaml:"links" as:"map" doc:"Addresses of related pages, by a word for each."`

	Listens     []Port       `yaml:"listens" doc:"Ports it listens on."`
	Listeners   []*Listener  `yaml:"listeners" as:"list" doc:"Listeners of a load balancer."`
	HealthCheck *HealthCheck `yaml:"health_check" doc:"How its health is checked."`
	Authorizer  String       `yaml:"authorizer" enum:"jwt,iam,lambda,cognito,none" doc:"Who decides at a gateway whether a call may pass."`
	Throttling  *Throttling  `yaml:"throttling" doc:"Limits of a gateway."`
	WAF         Ref          `yaml:"waf" ref:"element" traits:"filter" doc:"The web ACL in front of it."`
	Public      Bool         `yaml:"public" doc:"Whether the internet may reach it; for a bucket, whether public access is open."`
	Domains     []String     `yaml:"domains" doc:"Host names an external service answers at."`
	Allow       []String     `yaml:"allow" doc:"Host names a firewall or proxy lets through; * stands for any label."`
	Addresses   []String     `yaml:"addresses" pattern:"[0-9a-fA-F.:]+" doc:"Fixed public addresses, such as the Elastic IP of a NAT gateway."`
	Joins       []Ref        `yaml:"joins" ref:"boundary" traits:"joinable" doc:"The networks that a peering, a transit gateway, a VPN or a line joins."`

	Task              *Task               `yaml:"task" doc:"The ECS task: size, roles, containers, volumes."`
	CapacityProviders []*CapacityProvider `yaml:"capacity_providers" as:"list" doc:"Where an ECS service gets its capacity."`
	Deployment        *Deployment         `yaml:"deployment" doc:"How a new version comes in, and goes back."`
	Instance          *Instance           `yaml:"instance" doc:"The EC2 instances of a fleet."`
	Processes         []*Process          `yaml:"processes" as:"map" doc:"Processes and agents that share an instance."`
	Schedule          *Schedule           `yaml:"schedule" doc:"When a batch or scheduled job runs."`
	Scaling           *Scaling            `yaml:"scaling" doc:"How it scales: a band, never a count."`
	Capacity          *Capacity           `yaml:"capacity" doc:"What it can do, and its quotas."`
	Replicas          Int                 `yaml:"replicas" min:"0" max:"10000" doc:"Read replicas, or nodes beside the first."`
	MultiAZ           Bool                `yaml:"multi_az" doc:"Whether a standby in another zone takes over."`

	Engine             *Engine          `yaml:"engine" doc:"Engine of a database or cache."`
	Encryption         *Encryption      `yaml:"encryption" doc:"Encryption at rest and in transit."`
	Backup             *Backup          `yaml:"backup" doc:"How it is backed up, and what recovery promises."`
	DeletionProtection Bool             `yaml:"deletion_protection" doc:"Whether AWS refuses to delete it."`
	Versioning         Bool             `yaml:"versioning" doc:"Whether a bucket keeps old versions."`
	Lifecycle          []*LifecycleRule `yaml:"lifecycle" as:"list" doc:"When objects move to another class or expire; how long a queue or stream keeps what it holds."`
	Rotation           *Rotation        `yaml:"rotation" doc:"How often a key or secret changes."`
	Images             *ImagePolicy     `yaml:"images" doc:"How a registry treats images."`
	Holds              []Ref            `yaml:"holds" ref:"data" doc:"Classes of data that rest in it."`
	Partitions         []*Partition     `yaml:"partitions" as:"map" doc:"Parts of a store: schemas, collections, buckets, prefixes, repositories."`
	Volume             *Volume          `yaml:"volume" doc:"Size and kind of a disk."`

	Cost       *Cost       `yaml:"cost" doc:"What it costs, and how it is bought."`
	Budget     *Budget     `yaml:"budget" doc:"Limit and thresholds of a budget."`
	Operations *Operations `yaml:"operations" doc:"Alarms, logs, dashboards, runbook."`
	AssumedBy  []String    `yaml:"assumed_by" doc:"Who may act in a role: services such as ecs-tasks.amazonaws.com, ids of roles or account boundaries, ARNs."`
	SharedWith []String    `yaml:"shared_with" doc:"Who beside its own account a policy may let in: ids of account boundaries, account numbers, o-…, ou-…, services, public."`
	Protection *Protection `yaml:"protection" doc:"Masking, hashing and encryption that happen in it."`

	Match     *Match  `yaml:"match" doc:"How the AWS resource is found; none opts out."`
	Was       String  `yaml:"was" doc:"The id that it had before: its AWS resource and its places in pictures stay its own."`
	Because   Text    `yaml:"because" doc:"Why something unusual is so, such as match: none."`
	Decisions []Cited `yaml:"decisions" doc:"The decision records behind it: numbers, or paths below the folder of records."`
	Lifetime

	// Boundary is the place named by In, or nil. The loader sets it.
	Boundary *Boundary `yaml:"-"`
	// node is what was written, template included.
	node *syntax.Node
	// kind is the kind it is of, or nil. The loader sets it.
	kind *kind.Kind
}

// Listener is one port a load balancer or gateway answers on.
type Listener struct {
	Port     Port   `yaml:"port" req:"true" doc:"Port, such as 443/tcp."`
	Protocol String `yaml:"protocol" enum:"http,https,tcp,tls,udp,websocket" doc:"What is spoken on it."`
	TLS      String `yaml:"tls_policy" doc:"Name of the TLS policy, such as ELBSecurityPolicy-TLS13-1-2-2021-06."`
}

// HealthCheck is how a target group or service tells the healthy from the sick.
type HealthCheck struct {
	Path     String   `yaml:"path" doc:"Path that is asked."`
	Port     Port     `yaml:"port" doc:"Port that is asked; the service's own unless it says otherwise."`
	Interval Duration `yaml:"interval" doc:"Time between two checks."`
	Healthy  Int      `yaml:"healthy" min:"1" max:"10" doc:"Good answers in a row until a target counts as healthy."`
	Failing  Int      `yaml:"unhealthy" min:"1" max:"10" doc:"Bad answers in a row until it counts as unhealthy."`
}

// Throttling is the limit a gateway puts on callers.
type Throttling struct {
	Rate  Rate `yaml:"rate" req:"true" doc:"Calls let through in the long run."`
	Burst Int  `yaml:"burst" min:"0" max:"1000000" doc:"Calls let through at once."`
}

// Engine is the software of a managed store.
type Engine struct {
	Name    String `yaml:"name" doc:"mariadb, mysql, postgres, redis, valkey, memcached."`
	Version String `yaml:"version" doc:"Version, or the start of one: 10.11."`
	Class   String `yaml:"class" doc:"Size, such as db.r6g.large."`
}

// Volume is a disk or file system.
type Volume struct {
	Size       Bytes  `yaml:"size" doc:"Size."`
	Type       String `yaml:"type" doc:"Kind, such as gp3."`
	IOPS       Int    `yaml:"iops" min:"0" max:"1000000" doc:"Operations a second it is provisioned for."`
	Throughput Bytes  `yaml:"throughput" doc:"Bytes a second it is provisioned for."`
}

// Partition is a part of a store that belongs to someone: a schema, a
// collection, a bucket or prefix, a repository. Connections name it as
// store/partition.
type Partition struct {
	Named
	Label       Text             `yaml:"name" doc:"What it is called, if not by its id."`
	Module      Ref              `yaml:"module" ref:"module" doc:"The module it belongs to."`
	Shared      Bool             `yaml:"shared" doc:"Whether several modules use it."`
	Holds       []Ref            `yaml:"holds" ref:"data" doc:"Classes of data that rest in it."`
	Transaction String           `yaml:"transaction" enum:"own,shared,none" doc:"Scope of a transaction: within the partition, across partitions, none."`
	Lifecycle   []*LifecycleRule `yaml:"lifecycle" as:"list" doc:"When its objects move or expire."`
	Access      Text             `yaml:"access_rights" doc:"Who may read and write it, and how that is enforced."`
	Match       *Match           `yaml:"match" doc:"How the AWS resource is found, for buckets and repositories."`
}
