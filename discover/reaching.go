package discover

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// Whether what is in the network answers, faces the internet, or is crossed. These
// say so in one place, because they are read together.

// working is a state with whether something answers in it: it does unless the state
// is one of the words.
func working(state, fact string, not ...string) (Reading[string], bool) {
	return said(state, fact), !slices.Contains(not, state)
}

func (f *Instance) Answers() (Reading[string], bool) {
	return working(f.State, "State", "stopped", "stopping", "terminated", "shutting-down", "pending")
}

func (f *DBInstance) Answers() (Reading[string], bool) {
	return working(f.DBInstanceStatus, "DBInstanceStatus", "stopped", "stopping", "failed", "deleting", "creating",
		"inaccessible-encryption-credentials")
}

func (f *DBCluster) Answers() (Reading[string], bool) {
	return working(f.Status, "Status", "stopped", "stopping", "failed", "deleting", "creating",
		"inaccessible-encryption-credentials")
}

func (f *LoadBalancer) Answers() (Reading[string], bool) {
	return working(f.State, "State", "failed", "provisioning")
}

func (f *VPCEndpoint) Answers() (Reading[string], bool) {
	return said(f.State, "State"), f.State == "available"
}

func (f *ReplicationGroup) Answers() (Reading[string], bool) {
	return working(f.Status, "Status", "deleting", "create-failed", "creating")
}

func (f *CacheCluster) Answers() (Reading[string], bool) {
	return working(f.CacheClusterStatus, "CacheClusterStatus", "deleting", "deleted", "create-failed", "creating")
}

func (f *VPCLink) Answers() (Reading[string], bool) {
	return said(f.VpcLinkStatus, "VpcLinkStatus"), f.VpcLinkStatus == "AVAILABLE"
}

func (f *LoadBalancer) Faces() (Reading[string], bool) {
	return said(f.Scheme, "Scheme"), f.Scheme == "internet-facing"
}

func (f *DBInstance) Faces() (Reading[string], bool) { return facing(f.PubliclyAccessible) }
func (f *DBCluster) Faces() (Reading[string], bool)  { return facing(f.PubliclyAccessible) }
func (f *Warehouse) Faces() (Reading[string], bool)  { return facing(f.PubliclyAccessible) }

func facing(public bool) (Reading[string], bool) {
	return said(strconv.FormatBool(public), "PubliclyAccessible"), public
}

func (f *ECSService) Faces() (Reading[string], bool) {
	if f.AwsvpcConfiguration == nil {
		return Reading[string]{}, false
	}
	ip := f.AwsvpcConfiguration.AssignPublicIp
	return said("AssignPublicIp "+ip, "AwsvpcConfiguration"), ip == "ENABLED"
}

func (f *Distribution) Faces() (Reading[string], bool) {
	return said(strconv.FormatBool(f.Enabled), "Enabled"), f.Enabled
}

// Faces of an HTTP API: none is private.
func (f *HTTPAPI) Faces() (Reading[string], bool) { return said(f.ProtocolType, "ProtocolType"), true }

func (f *RestAPI) Faces() (Reading[string], bool) {
	return said(strings.Join(f.EndpointTypes, ", "), "EndpointTypes"), !slices.Contains(f.EndpointTypes, "PRIVATE")
}

func (f *Distribution) HandsOn() Reading[[]string] {
	var names []string
	for _, o := range f.Origins {
		names = append(names, o.DomainName)
	}
	return said(names, "Origins")
}

func (f *RestAPI) HandsOn() Reading[[]string] {
	return said(eachOnce(linksOf(f.Methods, func(m RestMethod) string { return m.ConnectionId })), "Methods")
}

func (f *HTTPAPI) HandsOn() Reading[[]string] {
	links := linksOf(f.Integrations, func(i HTTPIntegration) string { return i.ConnectionId })
	return said(eachOnce(links), "Integrations")
}

func eachOnce(words []string) []string { return slices.Compact(slices.Sorted(slices.Values(words))) }

func (f *RestVPCLink) HandsOn() Reading[[]string] { return said(f.TargetArns, "TargetArns") }

func (f *LoadBalancer) FetchedAs(*Resource) Reading[[]string] {
	return said(nonEmpty(f.DNSName), "DNSName")
}

func (f *ClassicLoadBalancer) FetchedAs(*Resource) Reading[[]string] {
	return said(nonEmpty(f.DNSName), "DNSName")
}

func (f *Bucket) FetchedAs(r *Resource) Reading[[]string]  { return said([]string{r.ID + ".s3"}, "") }
func (f *RestAPI) FetchedAs(r *Resource) Reading[[]string] { return said(calledAs(r), "") }
func (f *HTTPAPI) FetchedAs(r *Resource) Reading[[]string] { return said(calledAs(r), "") }

// FetchedAs is a function by its URLs.
func (f *Function) FetchedAs(*Resource) Reading[[]string] { return said(f.UrlHosts, "UrlHosts") }

func calledAs(api *Resource) []string { return []string{api.ID + ".execute-api."} }

func (f *ECSService) RunsOn(arn string) Reading[bool] {
	_, cluster, is := strings.Cut(arn, ":cluster/")
	return said(is && cluster == LastSegment(f.Cluster), "Cluster")
}

func (f *TaskDefinition) RunsOn(arn string) Reading[bool] {
	return said(strings.Contains(arn, ":cluster/"), "")
}

func (f *NatGateway) IsCrossed()                {}
func (f *Firewall) IsCrossed()                  {}
func (f *InternetGateway) IsCrossed()           {}
func (f *EgressOnlyInternetGateway) IsCrossed() {}
func (f *TransitGateway) IsCrossed()            {}
func (f *VPCPeeringConnection) IsCrossed()      {}
func (f *VPNGateway) IsCrossed()                {}
func (f *VPNConnection) IsCrossed()             {}
func (f *DirectConnectGateway) IsCrossed()      {}

func (f *LoadBalancer) OpenToInternet() (Reading[string], bool) { return f.Faces() }

func (f *DBInstance) OpenToInternet() (Reading[string], bool) {
	return switchedOpen("PubliclyAccessible", f.PubliclyAccessible)
}

func (f *Warehouse) OpenToInternet() (Reading[string], bool) {
	return switchedOpen("PubliclyAccessible", f.PubliclyAccessible)
}

func (f *AppService) OpenToInternet() (Reading[string], bool) {
	return switchedOpen("IsPubliclyAccessible", f.IsPubliclyAccessible)
}

// switchedOpen is a switch in words that show which one it is.
func switchedOpen(fact string, open bool) (Reading[string], bool) {
	return said(fact+" "+strconv.FormatBool(open), fact), open
}

// OpenToInternet of a domain outside of any VPC: it has an address on the internet.
func (f *SearchDomain) OpenToInternet() (Reading[string], bool) {
	return said(cmp.Or(f.VPCId, "outside of any VPC"), "VPCId"), f.VPCId == ""
}

func (f *NatGateway) OpenToInternet() (Reading[string], bool) {
	return said(cmp.Or(f.ConnectivityType, "public"), "ConnectivityType"), f.ConnectivityType != "private"
}

func (f *Instance) OpenToInternet() (Reading[string], bool) {
	return said(cmp.Or(f.PublicIp, "no public address"), "PublicIp"), f.PublicIp != ""
}

func (f *Function) OpenToInternet() (Reading[string], bool) {
	types := cmp.Or(strings.Join(f.UrlAuthTypes, ", "), "none")
	return said("function URL: "+types, "UrlAuthTypes"), slices.Contains(f.UrlAuthTypes, "NONE")
}

func (f *ECSService) OpenToInternet() (Reading[string], bool) { return f.Faces() }

func (f *Instance) Part() Reading[Part]         { return said(PartMachine, "") }
func (f *NetworkInterface) Part() Reading[Part] { return said(PartInterface, "") }
func (f *AutoScalingGroup) Part() Reading[Part] { return said(PartFleet, "") }
func (f *NatGateway) Part() Reading[Part]       { return said(PartTranslator, "") }
func (f *LoadBalancer) Part() Reading[Part]     { return said(PartBalancer, "") }
func (f *Function) Part() Reading[Part]         { return said(PartManaged, "") }

func (f *VPCEndpoint) Part() Reading[Part] {
	if f.VpcEndpointType == "Gateway" {
		return said(PartGateway, "VpcEndpointType")
	}
	return said(Part(""), "VpcEndpointType")
}

// Part of a service whose tasks have no interfaces of their own: bridge and host
// networking.
func (f *ECSService) Part() Reading[Part] {
	if f.AwsvpcConfiguration == nil {
		return said(PartOnMachines, "AwsvpcConfiguration")
	}
	return said(Part(""), "AwsvpcConfiguration")
}
