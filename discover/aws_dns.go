package discover

import (
	"strconv"
	"time"
)

var dnsFamily = Family{
	Name: "Amazon Route 53 and AWS Cloud Map",
	Operations: []Operation{
		{Name: "route53:ListHostedZones", Global: true, Page: 100, PerSecond: 5, AccountWide: true},
		{Name: "route53:ListResourceRecordSets", Global: true, Page: 300, PerSecond: 5, AccountWide: true},
		{Name: "route53:GetHostedZone", Global: true, PerSecond: 5, AccountWide: true},
		{Name: "route53:ListHealthChecks", Global: true, Page: 1000, PerSecond: 5, AccountWide: true},
		{Name: "servicediscovery:ListNamespaces", Always: "Namespaces", Page: 100},
		{Name: "route53:ListTagsForResources", Global: true, Batch: 10, PerSecond: 5, AccountWide: true},
		{Name: "servicediscovery:ListTagsForResource", Always: "-"},
	},
	Types: []Type{
		{
			Name: "AWS::Route53::HostedZone", Facts: facts[HostedZone],
			Read: []string{"route53:ListHostedZones"}, Tagged: []string{"route53:ListTagsForResources"},
		},
		{
			Name: "AWS::Route53::HealthCheck", Facts: facts[HealthCheck],
			Read: []string{"route53:ListHealthChecks"}, Tagged: []string{"route53:ListTagsForResources"},
		},
		{
			Name: "AWS::ServiceDiscovery::PrivateDnsNamespace", Facts: facts[Namespace],
			Read: []string{"servicediscovery:ListNamespaces"}, Tagged: []string{"servicediscovery:ListTagsForResource"},
		},
	},
}

// HostedZone is a zone of DNS names.
//
//asked:as network
//asked:lacks Placed,Addressed,Linking,Leading,DeletionProtected,Measured names have none
//asked:lives RecordSets.EvaluateTargetHealth setting how names are answered
type HostedZone struct {
	PrivateZone bool `unjudged:"name"`
	// VpcIds are the VPCs in which the names of a private zone are answered.
	VpcIds     []string    `from:"route53:GetHostedZone"`
	RecordSets []RecordSet `from:"route53:ListResourceRecordSets" unjudged:"weighed"`
}

// RecordSet is one name. Only records that lead to AWS resources keep their
// target; values of others are never read.
type RecordSet struct {
	Name                 string
	Type                 string
	SetIdentifier        string
	AliasTarget          string
	EvaluateTargetHealth bool
	HealthCheckId        string
}

// HealthCheck asks an address from outside whether it works. What it looks for
// in an answer is never read, and of the path only what stands before the
// question mark.
//
//asked:as network
//asked:lacks Placed,Addressed,Linking,Leading,DeletionProtected it asks from outside
//asked:lacks Measured found by its id under any name
//asked:lives Disabled fine false; off true
type HealthCheck struct {
	Type                     string `unjudged:"name"` // HTTPS, TCP, CALCULATED and so on
	FullyQualifiedDomainName string `unjudged:"name"`
	IPAddress                string `unjudged:"name"`
	Port                     int
	ResourcePath             string
	RequestInterval          int // seconds
	FailureThreshold         int
	Inverted                 bool `unjudged:"undeclared"`
	Disabled                 bool
	ChildHealthChecks        []string `unjudged:"undeclared"`
	// AlarmName is the alarm that a CLOUDWATCH_METRIC check follows.
	AlarmName string `unjudged:"undeclared"`
}

// Asks has no number of good answers: Route 53 counts bad ones alone.
func (f *HealthCheck) Asks() HealthQuestion {
	return HealthQuestion{
		Path: said(f.ResourcePath, "ResourcePath"), Port: said(strconv.Itoa(f.Port), "Port"),
		Seconds: said(f.RequestInterval, "RequestInterval"), Bad: said(f.FailureThreshold, "FailureThreshold"),
	}
}

// Namespace is a set of names for services inside a VPC.
//
//asked:as network
//asked:lacks Placed,Addressed,Linking,Leading,DeletionProtected,Measured names have none
type Namespace struct {
	HostedZoneId string `unjudged:"name"`
}

var certificateFamily = Family{
	Name: "AWS Certificate Manager",
	Operations: []Operation{
		{Name: "acm:ListCertificates", Always: "CertificateSummaryList", Page: 1000},
		{Name: "acm:DescribeCertificate", Always: "Certificate"},
		{Name: "acm:ListTagsForCertificate", Always: "Tags"},
	},
	Types: []Type{
		{
			Name: "AWS::CertificateManager::Certificate", Facts: facts[Certificate],
			Read:   []string{"acm:ListCertificates", "acm:DescribeCertificate"},
			Tagged: []string{"acm:ListTagsForCertificate"},
		},
	},
}

// Certificate proves a name. Type is AMAZON_ISSUED, IMPORTED or PRIVATE.
//
//asked:as key
//asked:lacks Rotating AWS renews it when it can
//asked:lacks Ownable not asked yet
//asked:lives Status fine issued; off inactive; broken pending_validation expired validation_timed_out revoked failed
//asked:lives NotAfter until
type Certificate struct {
	DomainName              string   `unjudged:"name"`
	SubjectAlternativeNames []string `unjudged:"name"`
	Status                  string
	Type                    string `unjudged:"name"`
	NotAfter                *time.Time
	RenewalEligibility      string   `unjudged:"moment"`
	InUseBy                 []string `unjudged:"moment"`
}
