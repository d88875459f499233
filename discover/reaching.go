package discover

import (
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

func (f *RestAPI) Faces() (Reading[string], bool) {
	return said(strings.Join(f.EndpointTypes, ", "), "EndpointTypes"), !slices.Contains(f.EndpointTypes, "PRIVATE")
}

func (f *NatGateway) IsCrossed()                {}
func (f *Firewall) IsCrossed()                  {}
func (f *InternetGateway) IsCrossed()           {}
func (f *EgressOnlyInternetGateway) IsCrossed() {}
func (f *TransitGateway) IsCrossed()            {}
func (f *VPCPeeringConnection) IsCrossed()      {}
func (f *VPNGateway) IsCrossed()                {}
func (f *VPNConnection) IsCrossed()             {}
