package discover

import "testing"

// What AWS makes by itself is told from what people make by the path of a role, the name of a
// group of parameters, and the VPC that a gateway is attached to.
func TestWhatAWSMakesByItself(t *testing.T) {
	vpc := func(id string, first bool) *Resource {
		return &Resource{Type: "AWS::EC2::VPC", ID: id, Facts: &VPC{IsDefault: first}}
	}
	gateway := func(id string, vpcs ...string) *Resource {
		return &Resource{Type: "AWS::EC2::InternetGateway", ID: id, Facts: &InternetGateway{VpcIds: vpcs}}
	}
	role := func(path string) *Resource {
		return &Resource{Type: "AWS::IAM::Role", ID: "r" + path, Facts: &Role{Path: path}}
	}
	parameters := func(name string) *Resource {
		return &Resource{Type: "AWS::RDS::DBParameterGroup", ID: name, Name: name, Facts: &DBParameterGroup{}}
	}
	resolver := func(id string) *Resource {
		return &Resource{Type: "AWS::Route53Resolver::ResolverRule", ID: id, Name: "rule", Facts: &ResolverRule{}}
	}
	x := NewIndex(&Snapshot{Resources: []*Resource{vpc("vpc-0", true), vpc("vpc-1", false)}})
	for _, c := range []struct {
		name string
		of   *Resource
		want bool
	}{
		{"a gateway of the default VPC", gateway("igw-0", "vpc-0"), true},
		{"a gateway of one that people made", gateway("igw-1", "vpc-1"), false},
		{"a gateway of both", gateway("igw-2", "vpc-1", "vpc-0"), true},
		{"a gateway of none", gateway("igw-3"), false},
		{"a role of a service", role("/aws-service-role/ecs.amazonaws.com/"), true},
		{"a role that the console made", role("/service-role/"), true},
		{"a role of people", role("/"), false},
		{"parameters of AWS", parameters("default.mysql8.0"), true},
		{"parameters of people", parameters("orders-mysql"), false},
		{"the internet resolver", resolver("rslvr-autodefined-rr-internet-resolver"), true},
		{"a rule of people", resolver("rslvr-rr-0123456789abcdef0"), false},
	} {
		if sort, _ := x.Default(c.of); (sort != nil) != c.want {
			t.Errorf("%s: made by AWS is %t, want %t", c.name, sort != nil, c.want)
		}
	}
}
