package discover

var dnsFirewallFamily = Family{
	Name: "Route 53 Resolver DNS Firewall",
	Operations: []Operation{
		{Name: "route53resolver:ListFirewallRuleGroups", Always: "FirewallRuleGroups", Page: 100, PerSecond: 5},
		{Name: "route53resolver:ListFirewallRules", Always: "FirewallRules", Page: 100, PerSecond: 5},
		{Name: "route53resolver:ListFirewallDomains", Always: "Domains", Page: 1000, PerSecond: 5},
		{
			Name: "route53resolver:ListFirewallRuleGroupAssociations", Always: "FirewallRuleGroupAssociations",
			Page: 100, PerSecond: 5,
		},
		{Name: "route53resolver:ListTagsForResource", Always: "-", Page: 100, PerSecond: 5},
	},
	Types: []Type{
		{
			Name: "AWS::Route53Resolver::FirewallRuleGroup", Facts: facts[DNSRuleGroup],
			Read:   []string{"route53resolver:ListFirewallRuleGroups"},
			Tagged: []string{"route53resolver:ListTagsForResource"},
		},
	},
}

// DNSRuleGroup refuses names. Rules are tried in the order of Priority.
//
//asked:as network
//asked:lacks Placed,Addressed,Linking,Leading,DeletionProtected,Measured a filter has none
type DNSRuleGroup struct {
	FirewallRules []DNSRule `from:"route53resolver:ListFirewallRules"`
	VpcIds        []string  `from:"route53resolver:ListFirewallRuleGroupAssociations"`
	// Domains are those of the account's own lists, by the id of the list.
	Domains []DNSDomains `from:"route53resolver:ListFirewallDomains"`
}

// DNSRule is one rule: Action is ALLOW, BLOCK or ALERT.
type DNSRule struct {
	Name                 string
	Priority             int
	Action               string
	FirewallDomainListId string
}

// DNSDomains is a list of domains; "*." stands for any label before it.
type DNSDomains struct {
	FirewallDomainListId string
	Domains              []string
}
