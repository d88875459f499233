package discover

import "strings"

var elbFamily = Family{
	Name: "Elastic Load Balancing",
	Operations: []Operation{
		{Name: "elasticloadbalancing:DescribeLoadBalancers", Page: 400, Batch: 20, PerSecond: 10},
		{Name: "elasticloadbalancing:DescribeLoadBalancerAttributes", PerSecond: 10},
		{Name: "elasticloadbalancing:DescribeListeners", Page: 400, PerSecond: 10},
		{Name: "elasticloadbalancing:DescribeRules", Page: 400, PerSecond: 10},
		{Name: "elasticloadbalancing:DescribeTargetGroups", Page: 400, PerSecond: 10},
		{Name: "elasticloadbalancing:DescribeTargetHealth", PerSecond: 10},
		{Name: "elasticloadbalancing:DescribeTargetGroupAttributes", PerSecond: 10},
		{Name: "elasticloadbalancing:DescribeTags", Batch: 20, PerSecond: 10},
	},
	Types: []Type{
		{
			Name: "AWS::ElasticLoadBalancingV2::LoadBalancer", Facts: facts[LoadBalancer],
			Read:   []string{"elasticloadbalancing:DescribeLoadBalancers"},
			Tagged: []string{"elasticloadbalancing:DescribeTags"},
		},
		{
			Name:   "AWS::ElasticLoadBalancingV2::Listener",
			Facts:  facts[Listener],
			Read:   []string{"elasticloadbalancing:DescribeLoadBalancers", "elasticloadbalancing:DescribeListeners"},
			Detail: true,
		},
		{
			Name: "AWS::ElasticLoadBalancingV2::ListenerRule", Facts: facts[ListenerRule],
			Read: []string{
				"elasticloadbalancing:DescribeLoadBalancers", "elasticloadbalancing:DescribeListeners",
				"elasticloadbalancing:DescribeRules",
			}, Detail: true,
		},
		{
			Name: "AWS::ElasticLoadBalancingV2::TargetGroup", Facts: facts[TargetGroup],
			Read:   []string{"elasticloadbalancing:DescribeTargetGroups"},
			Tagged: []string{"elasticloadbalancing:DescribeTags"}, Detail: true,
		},
	},
}

// LoadBalancer is an application, network or gateway load balancer. Scheme is
// internet-facing or internal.
//
//asked:as network
//asked:lacks Addressed AWS chooses
//asked:lacks Linking,Leading it passes on inside
//asked:lives State fine active; in-flight provisioning; broken active_impaired failed
type LoadBalancer struct {
	VpcId          string `unjudged:"weighed"`
	Type           string `unjudged:"name"`
	Scheme         string
	State          string
	DNSName        string
	IpAddressType  string `unjudged:"weighed"`
	Subnets        []string
	SecurityGroups []string
	// LoadBalancerAttributes are settings by name, such as
	// deletion_protection.enabled; every value is text.
	LoadBalancerAttributes map[string]string `from:"elasticloadbalancing:DescribeLoadBalancerAttributes"`
}

func (f *LoadBalancer) Variant() Reading[string] { return said(f.Type, "Type") }

func (f *LoadBalancer) PlacedAt(r *Resource) Placement {
	return plugged(f.VpcId, f.Subnets, f.SecurityGroups, at(r, "Subnets"), at(r, "SecurityGroups"))
}

func (f *LoadBalancer) ProtectedFromDeletion() Reading[bool] {
	return said(f.LoadBalancerAttributes["deletion_protection.enabled"] == "true", "LoadBalancerAttributes")
}

// Dimensions is the end of the ARN, as CloudWatch has it: app/NAME/ID.
func (f *LoadBalancer) Dimensions(r *Resource) []Dimension {
	_, id, _ := strings.Cut(r.ARN, "loadbalancer/")
	return []Dimension{{Name: "LoadBalancer", Reading: said(id, "")}}
}

// Listener is one port a load balancer answers on.
type Listener struct {
	LoadBalancerArn string
	Port            int
	Protocol        string
	SslPolicy       string
	Certificates    []string
	DefaultActions  []ListenerAction
}

func (f *Listener) BelongsTo(*Resource) Reliance {
	return onOne("AWS::ElasticLoadBalancingV2::LoadBalancer", f.LoadBalancerArn, "LoadBalancerArn")
}

func (f *Listener) ReliesOn(*Resource) []Reliance {
	return []Reliance{{"AWS::CertificateManager::Certificate", said(f.Certificates, "Certificates")}}
}

// ListenerAction is what becomes of a request: forward, redirect,
// fixed-response or an authentication.
type ListenerAction struct {
	Type            string `sent:"always"`
	TargetGroupArns []string
	RedirectTo      string // "HTTPS:443"
}

// ListenerRule chooses an action by host, path and the like. Values of header
// conditions are never read.
type ListenerRule struct {
	ListenerArn string          `unjudged:"leads"`
	Priority    string          `unjudged:"undeclared"`
	IsDefault   bool            `unjudged:"name"`
	Conditions  []RuleCondition `unjudged:"undeclared"`
	Actions     []ListenerAction
}

// RuleCondition is one test of a listener rule.
type RuleCondition struct {
	Field  string
	Values []string
}

// TargetGroup is where a load balancer sends requests, and how it asks after
// their health.
//
//asked:lives HealthCheckEnabled setting only targets of Lambda may go unasked
//asked:lives Targets.State fine healthy unavailable; in-flight initial draining; broken unhealthy unhealthy.draining
//asked:lives Targets.State off unused
type TargetGroup struct {
	VpcId                      string `unjudged:"weighed"`
	TargetType                 string `unjudged:"name"`
	Protocol                   string `unjudged:"weighed"`
	Port                       int    `unjudged:"weighed"`
	LoadBalancerArns           []string
	HealthCheckEnabled         bool   `unjudged:"undeclared"`
	HealthCheckProtocol        string `unjudged:"undeclared"`
	HealthCheckPort            string
	HealthCheckPath            string
	HealthCheckIntervalSeconds int
	HealthyThresholdCount      int
	UnhealthyThresholdCount    int
	Targets                    []Target `from:"elasticloadbalancing:DescribeTargetHealth"`
	// PreserveClientIP is true or false where a network load balancer sends to it, and empty
	// elsewhere: whether targets see the addresses of clients.
	PreserveClientIP string `from:"elasticloadbalancing:DescribeTargetGroupAttributes" unjudged:"weighed"`
}

func (f *TargetGroup) PlacedAt(r *Resource) Placement {
	return Placement{VPC: f.VpcId, Facts: at(r, "VpcId")}
}

func (f *TargetGroup) Asks() HealthQuestion {
	return HealthQuestion{
		Path: said(f.HealthCheckPath, "HealthCheckPath"), Port: said(f.HealthCheckPort, "HealthCheckPort"),
		Seconds: said(f.HealthCheckIntervalSeconds, "HealthCheckIntervalSeconds"),
		Good:    said(f.HealthyThresholdCount, "HealthyThresholdCount"),
		Bad:     said(f.UnhealthyThresholdCount, "UnhealthyThresholdCount"),
	}
}

func (f *TargetGroup) Dimensions(r *Resource) []Dimension { return goesBy("TargetGroup", r) }

// Target is one address or machine of a target group, with its health.
type Target struct {
	Id               string
	Port             int
	AvailabilityZone string
	State            string `sent:"always"`
	Reason           string
}
