package model

// Task is what one ECS task consists of.
type Task struct {
	CPU        Int          `yaml:"cpu" min:"128" max:"196608" doc:"CPU units; 1024 is one vCPU."`
	Memory     Bytes        `yaml:"memory" doc:"Memory of the whole task."`
	Family     String       `yaml:"family" doc:"Family of the task definition; the element's name unless it says otherwise."`
	Roles      *TaskRoles   `yaml:"roles" doc:"The roles it acts with."`
	Containers []*Container `yaml:"containers" as:"map" doc:"Its containers, sidecars included."`
	Volumes    []Ref        `yaml:"volumes" ref:"element" traits:"volume" doc:"Volumes it mounts."`
	Exec       Bool         `yaml:"exec" doc:"Whether people may open a shell in its containers (ECS Exec); false unless it says otherwise."`
}

// TaskRoles are the two roles of an ECS task.
type TaskRoles struct {
	Task      Ref `yaml:"task" ref:"element" traits:"role" doc:"Role of the program itself."`
	Execution Ref `yaml:"execution" ref:"element" traits:"role" doc:"Role that pulls images and reads secrets before the program starts."`
}

// Container is one container of a task.
type Container struct {
	Named
	Kind       Ref          `yaml:"kind" ref:"kind" doc:"What it is, for sidecars: fluent-bit, cloudwatch-agent, proxy."`
	Image      Ref          `yaml:"image" ref:"element/partition" doc:"The registry its image comes from, as registry/repository."`
	Essential  Bool         `yaml:"essential" doc:"Whether the task ends when it does; true unless it says otherwise."`
	Privileged Bool         `yaml:"privileged" doc:"Whether it has all rights on the machine that it runs on; false unless it says otherwise."`
	CPU        Int          `yaml:"cpu" min:"0" max:"196608" doc:"CPU units set aside for it."`
	Memory     Bytes        `yaml:"memory" doc:"Memory set aside for it."`
	Secrets    []*SecretRef `yaml:"secrets" as:"map" doc:"Environment variables that come from a secret, by name."`
	Plain      []String     `yaml:"environment" doc:"Names of environment variables with plain values; the values stay out of the model."`
}

// SecretRef ties an environment variable, named by its ID, to a secret.
type SecretRef struct {
	Named
	Secret Ref `yaml:"." ref:"element" traits:"value" doc:"The secret."`
}

// CapacityProvider is a share of an ECS service's tasks. Its ID is the
// provider's name, such as FARGATE_SPOT.
type CapacityProvider struct {
	Named
	Base   Int `yaml:"base" min:"0" max:"100000" doc:"Tasks that run here before weights count."`
	Weight Int `yaml:"weight" min:"0" max:"1000" doc:"Share of the further tasks."`
}

// Deployment is how a new version replaces an old one.
type Deployment struct {
	Strategy String    `yaml:"strategy" enum:"rolling,blue-green,canary,linear,external" doc:"How traffic moves to the new version."`
	Rollback *Rollback `yaml:"rollback" doc:"What makes it go back by itself."`
	Bake     Duration  `yaml:"bake" doc:"How long both versions stay before the old one goes."`
}

// Rollback is what undoes a deployment without a person.
type Rollback struct {
	CircuitBreaker Bool     `yaml:"circuit_breaker" doc:"Whether tasks that do not start undo the deployment."`
	Alarms         []String `yaml:"alarms" doc:"Names of alarms that undo it."`
}

// Instance is what the machines of a fleet have in common.
type Instance struct {
	Type           String       `yaml:"type" doc:"Instance type, such as m6i.large."`
	AMI            Ref          `yaml:"ami" ref:"element" traits:"image" doc:"The image they start from."`
	LaunchTemplate Ref          `yaml:"launch_template" ref:"element" traits:"template" doc:"The launch template they start from."`
	Role           Ref          `yaml:"role" ref:"element" traits:"role" doc:"The role of the instance profile."`
	TargetGroup    Ref          `yaml:"target_group" ref:"group" traits:"targets" doc:"The target group they register with."`
	CPU            Number       `yaml:"cpu" min:"0" max:"1024" doc:"vCPUs of one instance; the processes' budgets add up to it."`
	Memory         Bytes        `yaml:"memory" doc:"Memory of one instance; the processes' budgets add up to it."`
	Disk           Bytes        `yaml:"disk" doc:"Disk of one instance; the processes' budgets add up to it."`
	Credentials    []*UserCreds `yaml:"credentials" as:"map" doc:"For each user of the machine, where credentials are looked for, in order."`
	Reboot         Text         `yaml:"reboot" doc:"What a reboot costs: downtime, what is lost."`
}

// UserCreds is the order in which a user of a machine, named by its ID, finds
// credentials.
type UserCreds struct {
	Named
	Order []String `yaml:"." enum:"environment,shared-file,container,instance-role" order:"true" doc:"Sources, first wins."`
}

// Process is a program or agent that shares an instance.
type Process struct {
	Named
	Kind   Ref    `yaml:"kind" ref:"kind" doc:"What it is: process, fluent-bit, cloudwatch-agent, ssm-agent, local-cache."`
	Label  Text   `yaml:"name" doc:"What it is called."`
	User   String `yaml:"user" doc:"The user it runs as."`
	CPU    Number `yaml:"cpu" min:"0" max:"1024" doc:"vCPUs it may use."`
	Memory Bytes  `yaml:"memory" doc:"Memory it may use."`
	Disk   Bytes  `yaml:"disk" doc:"Disk it may use."`
	Logs   String `yaml:"logs" doc:"Where it logs; what lies under /tmp is lost on reboot."`
	Only   Text   `yaml:"only" doc:"When it is there at all, such as in tests."`
}

// Schedule is when a job runs.
type Schedule struct {
	At     []String `yaml:"at" pattern:"(cron|rate|at)\\(.*\\)" doc:"cron(…), rate(…) or at(…) expressions, as EventBridge Scheduler reads them."`
	Zone   String   `yaml:"timezone" pattern:"[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*" doc:"Time zone of the expressions, such as Asia/Seoul."`
	Within Duration `yaml:"within" doc:"How long a run may take."`
}

// Scaling is a band within which something scales by itself.
type Scaling struct {
	Min        Int               `yaml:"min" req:"true" min:"0" max:"100000" doc:"Fewest that run."`
	Max        Int               `yaml:"max" req:"true" min:"0" max:"100000" doc:"Most that run."`
	Metric     String            `yaml:"metric" doc:"What is followed: cpu, memory, requests, queue-depth, or a CloudWatch metric."`
	Target     Number            `yaml:"target" min:"0" doc:"Value that is aimed at."`
	And        []*ScalingMetric  `yaml:"and" as:"list" doc:"Further metrics; the one that asks for most wins."`
	Scheduled  []*ScheduledScale `yaml:"scheduled" as:"list" doc:"Bands that hold from a time on."`
	Predictive Bool              `yaml:"predictive" doc:"Whether load is foreseen from the past."`
}

// ScalingMetric is a further metric that scaling follows.
type ScalingMetric struct {
	Metric String `yaml:"metric" req:"true" doc:"What is followed."`
	Target Number `yaml:"target" req:"true" min:"0" doc:"Value that is aimed at."`
}

// ScheduledScale is a band that holds from a time on.
type ScheduledScale struct {
	At  String `yaml:"at" req:"true" pattern:"(cron|rate|at)\\(.*\\)" doc:"cron(…), rate(…) or at(…) expression."`
	Min Int    `yaml:"min" min:"0" max:"100000" doc:"Fewest from then on."`
	Max Int    `yaml:"max" min:"0" max:"100000" doc:"Most from then on."`
}

// Capacity is what something can do, in one unit of it, and what it is allowed.
type Capacity struct {
	PerUnit     Rate     `yaml:"per_unit" doc:"What one task, instance or node can serve."`
	Requests    Rate     `yaml:"requests" doc:"Quota of requests."`
	Tokens      Rate     `yaml:"tokens" doc:"Quota of tokens."`
	Connections Int      `yaml:"connections" min:"0" doc:"Most connections at once."`
	Latency     Duration `yaml:"latency" doc:"Time one request usually takes."`
}
