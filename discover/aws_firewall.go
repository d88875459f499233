package discover

var networkFirewallFamily = Family{
	Name: "AWS Network Firewall",
	Operations: []Operation{
		{Name: "network-firewall:ListFirewalls", Always: "Firewalls", Page: 100},
		{Name: "network-firewall:DescribeFirewall", Always: "Firewall"},
		{Name: "network-firewall:DescribeFirewallPolicy", Always: "FirewallPolicyResponse"},
		{Name: "network-firewall:DescribeRuleGroup", Always: "RuleGroupResponse"},
	},
	Types: []Type{
		{
			Name: "AWS::NetworkFirewall::Firewall", Facts: facts[Firewall],
			Read: []string{"network-firewall:ListFirewalls", "network-firewall:DescribeFirewall"},
		},
		{
			Name: "AWS::NetworkFirewall::FirewallPolicy", Facts: facts[FirewallPolicy],
			Read: []string{"network-firewall:DescribeFirewallPolicy"}, Detail: true,
		},
		{
			Name: "AWS::NetworkFirewall::RuleGroup", Facts: facts[RuleGroup],
			Read:   []string{"network-firewall:DescribeFirewallPolicy", "network-firewall:DescribeRuleGroup"},
			Detail: true,
		},
	},
}

// Firewall filters what is routed through its endpoints.
//
//asked:as network
//asked:lacks Addressed,Linking,Leading routes lead through it
//asked:lives Status fine ready; in-flight provisioning; going deleting
type Firewall struct {
	VpcId             string `unjudged:"weighed"`
	Status            string // READY when it works
	FirewallPolicyArn string
	DeleteProtection  bool
	Endpoints         []FirewallEndpoint
}

func (f *Firewall) PlacedAt(r *Resource) Placement {
	p := Placement{VPC: f.VpcId, Facts: at(r, "Endpoints")}
	for _, e := range f.Endpoints {
		p.Subnets = append(p.Subnets, e.SubnetId)
	}
	return p
}

func (f *Firewall) ProtectedFromDeletion() Reading[bool] {
	return said(f.DeleteProtection, "DeleteProtection")
}

func (f *Firewall) Dimensions(r *Resource) []Dimension { return goesBy("FirewallName", r) }

// FirewallEndpoint is where routes lead to a firewall, in one zone.
type FirewallEndpoint struct {
	AvailabilityZone string
	SubnetId         string
	EndpointId       string
}

// FirewallPolicy joins rule groups. A domain allow-list refuses the rest only
// when StatefulDefaultActions drop it.
type FirewallPolicy struct {
	RuleOrder               string
	StatefulRuleGroups      []string // ARNs
	StatefulDefaultActions  []string
	StatelessDefaultActions []string
	// StatelessRuleGroups, by ARN, decide before the default actions.
	StatelessRuleGroups []string
	// RuleGroupPriorities say in which order groups are asked, where one is: the lowest
	// number first.
	RuleGroupPriorities []RuleGroupPriority `unjudged:"weighed"`
	// RuleVariables are those that the policy sets for all of its groups: HOME_NET.
	RuleVariables []RuleVariable
}

// RuleGroupPriority is the place of one rule group in a policy.
type RuleGroupPriority struct {
	ResourceArn string
	Priority    int
}

// RuleVariable is a name that rules use for addresses or ports.
type RuleVariable struct {
	Name   string
	Values []string
}

// RuleGroup is a list of domains when GeneratedRulesType is ALLOWLIST or
// DENYLIST. OtherRules counts all rules of other kinds: those of five parts are
// in StatelessRules and StatefulRules, those in Suricata's words are not read.
type RuleGroup struct {
	Type               string `unjudged:"name"`
	GeneratedRulesType string `unjudged:"weighed"`
	TargetTypes        []string
	Targets            []string // a leading dot stands for any label before it
	OtherRules         int
	StatelessRules     []StatelessRule `unjudged:"weighed"`
	StatefulRules      []StatefulRule  `order:"kept" unjudged:"weighed"`
	IPSets             []RuleVariable
	PortSets           []RuleVariable `unjudged:"weighed"`
}

// StatelessRule is asked about each packet by itself, the lowest number first. A
// part that names nothing takes in everything.
type StatelessRule struct {
	Priority         int
	Actions          []string // aws:pass, aws:drop, aws:forward_to_sfe, and names of one's own
	Protocols        []string // by number
	Sources          []string
	Destinations     []string
	SourcePorts      []PortRange
	DestinationPorts []PortRange
	// TCPFlags are those that the packets must have.
	TCPFlags []string
}

// StatefulRule is asked about flows. Its parts are in Suricata's words: a block,
// ANY, a variable, or several of them; Options are the keywords besides, without
// their settings.
type StatefulRule struct {
	Action          string // PASS, DROP, REJECT or ALERT
	Protocol        string
	Source          string
	SourcePort      string
	Destination     string
	DestinationPort string
	Direction       string // FORWARD or ANY
	Options         []string
}
