package reach

import (
	"testing"

	"asbuilt/discover"
	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/packet"
	"asbuilt/way"
)

// TestPublicAPI holds who calls the API of a cluster from the internet, and from its VPC.
func TestPublicAPI(t *testing.T) {
	office, lab := "203.0.113.0/24", "198.51.100.0/24"
	for _, c := range []struct {
		name    string
		facts   discover.KubernetesCluster
		unknown string
		from    string // addresses, or empty for the whole internet
		port    int
		want    way.Verdict
	}{
		{"not for the internet", discover.KubernetesCluster{PublicAccessCidrs: []string{"0.0.0.0/0"}}, "", "", 443, way.Blocked},
		{"for everybody", discover.KubernetesCluster{EndpointPublicAccess: true, PublicAccessCidrs: []string{"0.0.0.0/0"}}, "", "", 443, way.Open},
		{"for everybody in halves", discover.KubernetesCluster{EndpointPublicAccess: true, PublicAccessCidrs: []string{"0.0.0.0/1", "128.0.0.0/1"}}, "", "", 443, way.Open},
		{"for an office", discover.KubernetesCluster{EndpointPublicAccess: true, PublicAccessCidrs: []string{office}}, "", "", 443, way.Partial},
		{"the office itself", discover.KubernetesCluster{EndpointPublicAccess: true, PublicAccessCidrs: []string{lab, office}}, "", office, 443, way.Open},
		{"half of the office", discover.KubernetesCluster{EndpointPublicAccess: true, PublicAccessCidrs: []string{"203.0.113.0/25"}}, "", office, 443, way.Partial},
		{"somebody else", discover.KubernetesCluster{EndpointPublicAccess: true, PublicAccessCidrs: []string{office}}, "", lab, 443, way.Blocked},
		{"another port", discover.KubernetesCluster{EndpointPublicAccess: true, PublicAccessCidrs: []string{"0.0.0.0/0"}}, "", "", 80, way.Blocked},
		{"whom is not read", discover.KubernetesCluster{EndpointPublicAccess: true}, "PublicAccessCidrs", "", 443, way.Unknown},
		{"whether is not read", discover.KubernetesCluster{PublicAccessCidrs: []string{"0.0.0.0/0"}}, "EndpointPublicAccess", "", 443, way.Unknown},
	} {
		town := newTown()
		r := town.add("AWS::EKS::Cluster", "orders", &c.facts)
		if c.unknown != "" {
			r.Unknown = map[string]string{c.unknown: discover.Older}
		}
		town.look()
		from := Everywhere()
		if c.from != "" {
			from = way.End{Name: finding.Same(c.from), Kind: way.Internet, Addresses: packet.Blocks(c.from)}
		}
		n := NewNetwork(discover.NewIndex(&town.Snapshot))
		w := n.Between(Side{End: from}, Of(r), model.PortRange{First: c.port, Last: c.port, Protocol: "tcp"})
		if w.Verdict != c.want || (w.Verdict == way.Blocked || w.Verdict == way.Partial) != (len(w.Blocks) > 0) ||
			w.Verdict == way.Unknown != (len(w.Missing) > 0) {
			t.Errorf("%s: %+v, want %s", c.name, w, c.want)
		}
	}
}

// TestPrivateAPI holds that what is in the VPC calls the interfaces that a cluster has
// there, and that nobody guesses where it has to go out and in again.
func TestPrivateAPI(t *testing.T) {
	for private, want := range map[bool]way.Verdict{true: way.Open, false: way.Unknown} {
		town := newTown()
		r := town.add("AWS::EKS::Cluster", "orders", &discover.KubernetesCluster{
			EndpointPrivateAccess: private, SubnetIds: []string{"subnet-b"}, ClusterSecurityGroupId: "sg-b",
		})
		town.groups["b"].SecurityGroupIngress = append(town.groups["b"].SecurityGroupIngress,
			discover.SecurityGroupRule{IpProtocol: "tcp", FromPort: 443, ToPort: 443, CidrIp: "10.0.0.0/16"})
		town.look()
		n := NewNetwork(discover.NewIndex(&town.Snapshot))
		w := n.Between(Of(town.a), Of(r), model.PortRange{First: 443, Last: 443, Protocol: "tcp"})
		if w.Verdict != want {
			t.Errorf("private %t: %+v, want %s", private, w, want)
		}
		if want == way.Unknown && (len(w.Missing) == 0 || !w.Missing[0].Ignored) {
			t.Errorf("private %t: %+v is no matter of what asbuilt does not follow", private, w.Missing)
		}
	}
}
