package drift

import (
	"fmt"
	"strings"
	"testing"

	"asbuilt/discover"
	"asbuilt/drift/reach"
	"asbuilt/internal/snapcase"
	"asbuilt/model"
	"asbuilt/way"
)

// What calls the public address of a machine goes out, and comes in as somebody on the
// internet: one that lets in all of it is open, a part unknown, and nobody blocked.
func TestOutAndIn(t *testing.T) {
	const network = `[
 {"type": "AWS::EC2::VPC", "id": "vpc-1", "facts": {"CidrBlock": "10.0.0.0/16"}},
 {"type": "AWS::EC2::Subnet", "id": "s-1", "facts": {"VpcId": "vpc-1", "CidrBlock": "10.0.1.0/24"}},
 {"type": "AWS::EC2::InternetGateway", "id": "igw-1", "facts": {"VpcIds": ["vpc-1"]}},
 {"type": "AWS::EC2::NetworkAcl", "id": "acl-1", "facts": {"VpcId": "vpc-1", "SubnetIds": ["s-1"], "Entries": [
  {"Egress": true, "RuleNumber": 100, "RuleAction": "allow", "Protocol": "-1", "CidrBlock": "0.0.0.0/0"},
  {"RuleNumber": 100, "RuleAction": "allow", "Protocol": "-1", "CidrBlock": "0.0.0.0/0"}]}},
 {"type": "AWS::EC2::RouteTable", "id": "rtb-1", "facts": {"VpcId": "vpc-1", "Associations": [{"Main": true}], "Routes": [
  {"DestinationCidrBlock": "10.0.0.0/16", "GatewayId": "local", "State": "active"},
  {"DestinationCidrBlock": "0.0.0.0/0", "GatewayId": "igw-1", "State": "active"}]}},
 {"type": "AWS::EC2::SecurityGroup", "id": "sg-a", "facts": {"VpcId": "vpc-1", "GroupName": "a", "SecurityGroupEgress": [
  {"IpProtocol": "tcp", "FromPort": 1, "ToPort": 1000, "CidrIp": "0.0.0.0/0"}]}},
 {"type": "AWS::EC2::SecurityGroup", "id": "sg-b", "facts": {"VpcId": "vpc-1", "GroupName": "b", "SecurityGroupIngress": [
  {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIp": "0.0.0.0/0"},
  {"IpProtocol": "tcp", "FromPort": 8443, "ToPort": 8443, "CidrIp": "0.0.0.0/0"},
  {"IpProtocol": "tcp", "FromPort": 25, "ToPort": 25, "GroupId": "sg-a"},
  {"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "CidrIp": "198.51.100.0/24"}]}},
 {"type": "AWS::EC2::Instance", "id": "a", "facts": {"State": "running", "VpcId": "vpc-1", "SubnetId": "s-1", "PrivateIpAddress": "10.0.1.10", "PublicIp": "203.0.113.8", "SecurityGroupIds": ["sg-a"]}},
 {"type": "AWS::EC2::Instance", "id": "b", "facts": {"State": "running", "VpcId": "vpc-1", "SubnetId": "s-1", "PrivateIpAddress": "10.0.1.11", "PublicIp": "203.0.113.9", "SecurityGroupIds": ["sg-b"]}}]`
	x := discover.NewIndex(snapcase.Snapshot(t, []byte(network)))
	net := reach.NewNetwork(x)
	find := func(id string) *discover.Resource {
		return x.Near(&discover.Resource{}, "AWS::EC2::Instance", id)
	}
	ends, err := net.At("203.0.113.9")
	if err != nil || len(ends) != 1 {
		t.Fatal(ends, err)
	}
	behind := net.Behind(ends[0].Addresses)
	if behind != find("b") {
		t.Fatalf("%v has the address", behind)
	}
	for port, want := range map[int]way.Verdict{443: way.Open, 22: way.Unknown, 25: way.Blocked, 80: way.Blocked, 8443: way.Blocked} {
		w := OutAndIn(net, reach.Of(find("a")), reach.Side{End: ends[0]}, behind,
			model.PortRange{First: port, Last: port, Protocol: "tcp"})
		if w.Verdict != want {
			t.Errorf("%d is %s, want %s: %+v %+v", port, w.Verdict, want, w.Blocks, w.Missing)
		}
		if said := fmt.Sprint(w.Missing); want == way.Unknown && !strings.Contains(said, "b lets in a part of the internet") {
			t.Errorf("%d: %s", port, said)
		}
	}
}
