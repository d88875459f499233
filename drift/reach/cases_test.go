package reach_test

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"asbuilt/discover"
	"asbuilt/drift/reach"
	"asbuilt/internal/golden"
	"asbuilt/internal/snapcase"
	"asbuilt/model"
	"asbuilt/way"
)

// TestNetworks asks questions of networks. A case is a snapshot, questions, and what
// is said to each. A question is "FROM TO PORT [HOST…]", and what it is asked with
// besides: " | ID FACT JSON" gives a fact another value, " | ID FACT ?" one that was
// not read, " | -OPERATION" a listing that was denied. Before and after everything of a
// case stands a network that has nothing to do with it.
func TestNetworks(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) < 4 {
		t.Fatal("no cases", err)
	}
	before, after := elsewhere(t, "0"), elsewhere(t, "9")
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var says strings.Builder
			for line := range strings.Lines(string(archive.Files[1].Data)) {
				if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
					says.WriteString("\n" + line + "\n" + answered(t, archive.Files[0].Data, line, before, after))
				}
			}
			archive.Files[2].Data = []byte(says.String())
			golden.Check(t, file, txtar.Format(archive))
		})
	}
}

// answered is what is said to one question.
func answered(t *testing.T, snapshot []byte, line string, before, after []*discover.Resource) string {
	t.Helper()
	parts := strings.Split(line, " | ")
	var denied []string
	for _, p := range parts[1:] {
		if op, ok := strings.CutPrefix(p, "-"); ok {
			denied = append(denied, op)
		}
	}
	s := snapcase.Snapshot(t, snapshot, denied...)
	s.Resources = slices.Concat(before, s.Resources, after)
	for _, p := range parts[1:] {
		if !strings.HasPrefix(p, "-") {
			edit(t, s, p)
		}
	}
	net := reach.NewNetwork(discover.NewIndex(s))
	words := strings.Fields(parts[0])
	port, ok := model.ParsePort(words[2])
	if !ok {
		t.Fatalf("%s: no port", line)
	}
	from, to := sideOf(t, net, s, words[0]), sideOf(t, net, s, words[1])
	w := net.Between(from, to, port, words[3:]...)
	var b strings.Builder
	fmt.Fprintf(&b, "  %s", w.Verdict)
	if x := net.Crossed(from, to, []model.PortRange{port}); len(words) == 3 {
		fmt.Fprintf(&b, ", anything: %s", x.Verdict)
		if y, _ := net.Reaches(from, to, []model.PortRange{port}); y != x.Verdict {
			t.Errorf("%s: by class %s, by itself %s", line, y, x.Verdict)
		}
	}
	b.WriteByte('\n')
	for _, r := range w.Blocks {
		fmt.Fprintf(&b, "  ✗ %s %s [%s %s]\n", r.Code, r.Text.En, r.Fact.Resource, r.Rule)
	}
	for _, m := range w.Missing {
		fmt.Fprintf(&b, "  ? %s [%s %s %v]\n", m.Text.En, m.Fact.Resource, m.Fact.Name, m.Ignored)
	}
	for _, h := range w.Hops {
		fmt.Fprintf(&b, "  · %s %s = %s\n", h.Resource, h.Name, h.Value)
	}
	for _, trail := range w.Trails {
		if len(trail.Passes) > 0 {
			fmt.Fprintf(&b, "  → %s\n", strings.Join(trail.Passes, " → "))
		}
	}
	return b.String()
}

// elsewhere is a network of its own in the account and region of the cases, and
// something of another region that goes by the names of the cases.
func elsewhere(t *testing.T, tag string) []*discover.Resource {
	t.Helper()
	list := strings.NewReplacer("#", tag).Replace(`[
 {"type": "AWS::EC2::VPC", "id": "vpc-x#", "facts": {"CidrBlock": "172.31.0.0/16"}},
 {"type": "AWS::EC2::Subnet", "id": "subnet-x#", "facts": {"VpcId": "vpc-x#", "CidrBlock": "172.31.#.0/24", "AvailabilityZone": "za"}},
 {"type": "AWS::EC2::NetworkAcl", "id": "acl-x#", "facts": {"VpcId": "vpc-x#", "SubnetIds": ["subnet-x#"], "Entries": []}},
 {"type": "AWS::EC2::RouteTable", "id": "rtb-x#", "facts": {"VpcId": "vpc-x#", "Associations": [{"Main": true}, {"SubnetId": "subnet-x#"}], "Routes": [
  {"State": "blackhole", "DestinationCidrBlock": "0.0.0.0/0", "GatewayId": "igw-x#"}]}},
 {"type": "AWS::EC2::InternetGateway", "id": "igw-x#", "facts": {"VpcIds": ["vpc-x#"]}},
 {"type": "AWS::EC2::EgressOnlyInternetGateway", "id": "eigw-x#", "facts": {"VpcIds": []}},
 {"type": "AWS::EC2::NatGateway", "id": "nat-x#", "facts": {"VpcId": "vpc-x#", "SubnetId": "subnet-x#", "State": "failed"}},
 {"type": "AWS::EC2::SecurityGroup", "id": "sg-x#", "facts": {"VpcId": "vpc-x#", "GroupName": "x"}},
 {"type": "AWS::EC2::PrefixList", "id": "pl-x#", "region": "us-east-1", "facts": {"PrefixListName": "com.amazonaws.ap-northeast-2.s3", "OwnerId": "other", "Entries": ["192.0.2.0/28"]}},
 {"type": "AWS::EC2::VPCEndpoint", "id": "vpce-x#", "facts": {"VpcId": "vpc-x#", "VpcEndpointType": "Gateway", "ServiceName": "com.amazonaws.ap-northeast-2.dynamodb", "State": "rejected"}},
 {"type": "AWS::EC2::Instance", "id": "i-x#", "facts": {"VpcId": "vpc-x#", "SubnetId": "subnet-x#", "State": "stopped", "PrivateIpAddress": "172.31.#.5", "SecurityGroupIds": ["sg-x#"]}},
 {"type": "AWS::EC2::NetworkInterface", "id": "eni-x#", "facts": {"VpcId": "vpc-x#", "SubnetId": "subnet-x#", "InstanceId": "i-x#", "PrivateIpAddresses": ["172.31.#.5"], "GroupSet": ["sg-x#"], "SourceDestCheck": true}},
 {"type": "AWS::EC2::NetworkInterface", "id": "eni-y#", "facts": {"VpcId": "vpc-x#", "SubnetId": "subnet-x#"}},
 {"type": "AWS::EC2::VPCBlockPublicAccessOptions", "id": "bpa-x#", "region": "us-east-1", "facts": {"InternetGatewayBlockMode": "block-bidirectional"}},
 {"type": "AWS::EC2::VPCBlockPublicAccessOptions", "id": "bpa-y#", "account": "1", "facts": {"InternetGatewayBlockMode": "block-bidirectional"}},
 {"type": "AWS::EC2::VPCBlockPublicAccessExclusion", "id": "exc-x#", "facts": {"ResourceArn": "arn:aws:ec2:ap-northeast-2:210987654321:subnet/subnet-x#",
  "InternetGatewayExclusionMode": "allow-bidirectional", "State": "create-complete"}},
 {"type": "AWS::EC2::VPCPeeringConnection", "id": "pcx-x#", "facts": {"Status": "failed", "VpcId": "vpc-x#", "PeerVpcId": "vpc-1"}},
 {"type": "AWS::EC2::TransitGateway", "id": "tgw-x#", "facts": {"State": "deleting"}},
 {"type": "AWS::EC2::TransitGatewayAttachment", "id": "tga-x#", "facts": {"TransitGatewayId": "tgw-x#", "ResourceType": "vpc", "ResourceId": "vpc-1", "State": "failed"}},
 {"type": "AWS::EC2::TransitGatewayAttachment", "id": "tga-y#", "facts": {"TransitGatewayId": "tgw-1", "ResourceType": "vpc", "ResourceId": "vpc-x#", "State": "available", "SubnetIds": ["subnet-x#"]}},
 {"type": "AWS::EC2::TransitGatewayAttachment", "id": "tga-z#", "facts": {"TransitGatewayId": "tgw-1", "ResourceType": "vpn", "ResourceId": "vpc-1", "State": "failed"}},
 {"type": "AWS::EC2::TransitGatewayAttachment", "id": "tga-w#", "facts": {"TransitGatewayId": "tgw-1", "ResourceType": "vpc", "ResourceId": "vpc-1", "State": "deleted"}},
 {"type": "AWS::EC2::TransitGatewayRouteTable", "id": "tgt-x#", "facts": {"Routes": [{"DestinationCidrBlock": "10.0.0.0/8", "State": "blackhole"}]}},
 {"type": "AWS::NetworkFirewall::Firewall", "id": "fw-x#", "facts": {"Status": "DELETING", "VpcId": "vpc-x#", "Endpoints": [{"SubnetId": "subnet-x#", "EndpointId": "vpce-y#"}]}},
 {"type": "AWS::ElasticLoadBalancingV2::LoadBalancer", "id": "lb-x#", "facts": {"Type": "network", "Scheme": "internal", "VpcId": "vpc-x#", "Subnets": ["subnet-x#"], "IpAddressType": "dualstack"}},
 {"type": "AWS::ElasticLoadBalancingV2::Listener", "id": "l-x#", "facts": {"LoadBalancerArn": "arn:lb-x#", "Port": 7, "Protocol": "UDP", "DefaultActions": [{"Type": "forward", "TargetGroupArns": ["arn:tg-x#"]}]}},
 {"type": "AWS::ElasticLoadBalancingV2::Listener", "id": "l-y#", "region": "us-east-1", "facts": {"LoadBalancerArn": "arn:alb", "Port": 7, "Protocol": "UDP"}},
 {"type": "AWS::ElasticLoadBalancingV2::Listener", "id": "l-z#", "account": "1", "facts": {"LoadBalancerArn": "arn:nlb", "Port": 7, "Protocol": "UDP"}},
 {"type": "AWS::ElasticLoadBalancingV2::ListenerRule", "id": "rule-x#", "facts": {"ListenerArn": "arn:l-x#", "Actions": [{"Type": "forward", "TargetGroupArns": ["arn:tg-x#"]}]}},
 {"type": "AWS::ElasticLoadBalancingV2::TargetGroup", "id": "tg-x#", "facts": {"Protocol": "UDP", "Port": 7, "TargetType": "ip", "LoadBalancerArns": ["arn:lb-x#"], "Targets": [{"Id": "10.0.2.20", "Port": 7}]}},
 {"type": "AWS::ECS::CapacityProvider", "id": "cp-x#", "facts": {"AutoScalingGroupArn": "arn:asg-x#"}},
 {"type": "AWS::AutoScaling::AutoScalingGroup", "id": "asg-x#", "facts": {"VPCZoneIdentifier": ["subnet-x#"], "Instances": [{"InstanceId": "i-x#"}]}}]`)
	return snapcase.Snapshot(t, []byte(list)).Resources
}

// edit changes one fact of one resource, or says that it was not read.
func edit(t *testing.T, s *discover.Snapshot, change string) {
	t.Helper()
	words := strings.SplitN(change, " ", 3)
	for i, r := range s.Resources {
		if r.ID != words[0] {
			continue
		}
		switch {
		case words[1] == "gone":
			s.Resources = append(s.Resources[:i:i], s.Resources[i+1:]...)
		case words[2] == "?":
			r.Unknown = map[string]string{words[1]: "denied"}
		default:
			f := reflect.ValueOf(r.Facts).Elem().FieldByName(words[1])
			f.SetZero()
			if err := json.Unmarshal([]byte(words[2]), f.Addr().Interface()); err != nil {
				t.Fatalf("%s: %v", change, err)
			}
		}
		return
	}
	t.Fatalf("%s: there is no %s", change, words[0])
}

func sideOf(t *testing.T, net *reach.Network, s *discover.Snapshot, word string) reach.Side {
	t.Helper()
	if word == "internet" {
		return reach.Side{End: reach.Everywhere()}
	}
	for _, r := range s.Resources {
		if r.ID == word && r.Type != "AWS::EC2::Subnet" && r.Type != "AWS::EC2::VPC" {
			return reach.Of(r)
		}
	}
	all, err := net.At(word)
	if err != nil || len(all) != 1 {
		return reach.Side{End: way.End{Missing: []way.Missing{{Ignored: true, Fact: way.Fact{Name: fmt.Sprint(err)}}}}}
	}
	return reach.Side{End: all[0]}
}
