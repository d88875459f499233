package discover

import (
	"net/netip"
	"slices"
	"strings"

	"asbuilt/finding"
)

// What AWS has in every account, and what it makes by itself: nobody declares it, and
// nobody is told of it. A thing that people may have made themselves is not among these,
// whatever AWS would have made in its place.

// DefaultsVersion is that of the catalogue [Defaults]. Rows are added, each with the
// version that brought it.
const DefaultsVersion = 1

// Default is one sort of what AWS makes by itself.
type Default struct {
	// ID is a word in kebab case, never given to another sort.
	ID   string
	Type string
	Name finding.Text
	// Since is the version of the catalogue that brought it.
	Since int
	// Source is the page of AWS that says so.
	Source string
	// is reports whether a resource of the type is one, and by which facts.
	is func(x *Index, r *Resource) (bool, []FactRef)
}

// Defaults are all sorts, in the order in which they are shown: the network, keys and
// roles, then what belongs to a service.
func Defaults() []Default {
	const docs = "https://docs.aws.amazon.com/"
	const vpc, iam = docs + "vpc/latest/userguide/", docs + "IAM/latest/UserGuide/"
	return []Default{
		{"default-vpc", "AWS::EC2::VPC", finding.Both("default VPC", "기본 VPC"), 1,
			vpc + "default-vpc-components.html", ownable},
		{"default-subnet", "AWS::EC2::Subnet", finding.Both("subnet of a default VPC", "기본 VPC의 서브넷"), 1,
			vpc + "default-vpc-components.html", isDefaultSubnet},
		{"default-gateway", "AWS::EC2::InternetGateway",
			finding.Both("internet gateway of a default VPC", "기본 VPC의 인터넷 게이트웨이"), 1,
			vpc + "default-vpc-components.html", isDefaultGateway},
		{"main-route-table", "AWS::EC2::RouteTable", finding.Both("main route table", "기본 라우팅 테이블"), 1,
			vpc + "RouteTables.html", isMainTable},
		{"default-acl", "AWS::EC2::NetworkAcl", finding.Both("default network ACL", "기본 네트워크 ACL"), 1,
			vpc + "default-network-acl.html", by(func(f *NetworkACL, _ *Resource) bool { return f.IsDefault }, "IsDefault")},
		{"default-security-group", "AWS::EC2::SecurityGroup", finding.Both("default security group", "기본 보안 그룹"), 1,
			vpc + "default-security-group.html", ownable},
		{"aws-prefix-list", "AWS::EC2::PrefixList", finding.Both("prefix list of AWS", "AWS 접두사 목록"), 1,
			vpc + "working-with-aws-managed-prefix-lists.html",
			by(func(f *PrefixList, _ *Resource) bool { return f.OwnerId == "AWS" }, "OwnerId")},
		{"internet-resolver", "AWS::Route53Resolver::ResolverRule",
			finding.Both("resolver rule of AWS", "AWS 기본 리졸버 규칙"), 1,
			docs + "Route53/latest/DeveloperGuide/resolver-overview-DSN-queries-to-vpc.html",
			called(func(_, id string) bool { return strings.HasPrefix(id, "rslvr-autodefined-") })},
		{"aws-managed-key", "AWS::KMS::Key", finding.Both("AWS managed key", "AWS 관리형 키"), 1,
			docs + "kms/latest/developerguide/concepts.html", ownable},
		{"service-linked-role", "AWS::IAM::Role", finding.Both("service-linked role", "서비스 연결 역할"), 1,
			iam + "using-service-linked-roles.html", underPath("/aws-service-role/")},
		{"service-role", "AWS::IAM::Role",
			finding.Both("role that a console made for a service", "콘솔이 서비스용으로 만든 역할"), 1,
			iam + "id_roles_create_for-service.html", underPath("/service-role/")},
		{"aws-managed-policy", "AWS::IAM::ManagedPolicy", finding.Both("AWS managed policy", "AWS 관리형 정책"), 1,
			iam + "access_policies_managed-vs-inline.html", func(_ *Index, r *Resource) (bool, []FactRef) {
				return strings.Contains(r.ARN, ":iam::aws:"), nil
			}},
		{"service-secret", "AWS::SecretsManager::Secret",
			finding.Both("secret that a service keeps", "서비스가 관리하는 보안 암호"), 1,
			docs + "secretsmanager/latest/userguide/service-linked-secrets.html", ownable},
		{"default-parameter-group", "AWS::RDS::DBParameterGroup",
			finding.Both("default parameter group", "기본 파라미터 그룹"), 1,
			docs + "AmazonRDS/latest/UserGuide/parameter-groups-overview.html", called(isDefaultParameters)},
		{"default-cluster-parameter-group", "AWS::RDS::DBClusterParameterGroup",
			finding.Both("default cluster parameter group", "기본 클러스터 파라미터 그룹"), 1,
			docs + "AmazonRDS/latest/UserGuide/parameter-groups-overview.html", called(isDefaultParameters)},
		{"default-db-subnet-group", "AWS::RDS::DBSubnetGroup",
			finding.Both("default DB subnet group", "기본 DB 서브넷 그룹"), 1,
			docs + "AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html", called(isDefault)},
		{"default-cache-subnet-group", "AWS::ElastiCache::SubnetGroup",
			finding.Both("default cache subnet group", "기본 캐시 서브넷 그룹"), 1,
			docs + "AmazonElastiCache/latest/dg/SubnetGroups.html", called(isDefault)},
		{"fargate-capacity", "AWS::ECS::CapacityProvider",
			finding.Both("capacity provider of Fargate", "Fargate 용량 공급자"), 1,
			docs + "AmazonECS/latest/developerguide/fargate-capacity-providers.html",
			called(func(name, _ string) bool { return name == "FARGATE" || name == "FARGATE_SPOT" })},
		{"service-log-group", "AWS::Logs::LogGroup",
			finding.Both("log group that a service made", "서비스가 만든 로그 그룹"), 1,
			docs + "AmazonCloudWatch/latest/logs/AWS-logs-and-resource-policy.html", ownable},
		{"default-event-bus", "AWS::Events::EventBus", finding.Both("default event bus", "기본 이벤트 버스"), 1,
			docs + "eventbridge/latest/userguide/eb-event-bus.html", ownable},
		{"managed-event-rule", "AWS::Events::Rule",
			finding.Both("event rule that a service keeps", "서비스가 관리하는 이벤트 규칙"), 1,
			docs + "eventbridge/latest/userguide/eb-rules.html", ownable},
		{"service-config-rule", "AWS::Config::ConfigRule",
			finding.Both("Config rule that a service keeps", "서비스가 관리하는 Config 규칙"), 1,
			docs + "config/latest/developerguide/service-linked-awsconfig-rules.html", ownable},
		{"default-vault", "AWS::Backup::BackupVault", finding.Both("default backup vault", "기본 백업 볼트"), 1,
			docs + "aws-backup/latest/devguide/create-a-vault.html", ownable},
		{"primary-workgroup", "AWS::Athena::WorkGroup", finding.Both("primary workgroup", "기본 작업 그룹"), 1,
			docs + "athena/latest/ug/manage-queries-control-costs-with-workgroups.html",
			called(func(name, _ string) bool { return name == "primary" })},
		{"default-cost-monitor", "AWS::CE::AnomalyMonitor", finding.Both("default cost monitor", "기본 비용 모니터"), 1,
			docs + "cost-management/latest/userguide/getting-started-ad.html",
			called(func(name, _ string) bool { return name == "Default-Services-Monitor" })},
	}
}

// Default is the sort of AWS's own that r is, nil for none, and the facts that say so
// beside its name.
func (x *Index) Default(r *Resource) (*Default, []FactRef) {
	var facts []FactRef
	for i := range x.cells.defaults[r.Type] {
		d := &x.cells.defaults[r.Type][i]
		is, by := d.is(x, r)
		if is {
			return d, by
		}
		facts = append(facts, by...)
	}
	return nil, facts
}

// HasDefaults reports whether AWS makes some of a type by itself, marked or not.
func (x *Index) HasDefaults(typ string, _ bool) bool { return len(x.cells.defaults[typ]) > 0 }

// defaultsByType are the rows of the catalogue by the type that they are about.
func defaultsByType() map[string][]Default {
	all := map[string][]Default{}
	for _, d := range Defaults() {
		all[d.Type] = append(all[d.Type], d)
	}
	return all
}

// by asks the facts of a resource, and names those that say so.
func by[F any](is func(F, *Resource) bool, facts ...string) func(*Index, *Resource) (bool, []FactRef) {
	return func(_ *Index, r *Resource) (bool, []FactRef) {
		f, ok := r.Facts.(F)
		return ok && is(f, r), at(r, facts...)
	}
}

// called asks the name and the id alone.
func called(is func(name, id string) bool) func(*Index, *Resource) (bool, []FactRef) {
	return func(_ *Index, r *Resource) (bool, []FactRef) { return is(r.Name, r.ID), nil }
}

// ownable asks the resource itself.
func ownable(_ *Index, r *Resource) (bool, []FactRef) {
	made := r.Facts.(Ownable).MadeByAWS(r)
	if made.Fact == "" {
		return made.Value, nil
	}
	return made.Value, at(r, made.Fact)
}

func underPath(path string) func(*Index, *Resource) (bool, []FactRef) {
	return by(func(f *Role, _ *Resource) bool { return strings.HasPrefix(f.Path, path) }, "Path")
}

func isDefault(name, _ string) bool { return name == "default" }

func isDefaultParameters(name, _ string) bool { return strings.HasPrefix(name, "default.") }

// defaultBlock is what every default VPC has for addresses, and its subnets each a /20 of.
var defaultBlock = netip.MustParsePrefix("172.31.0.0/16")

func isDefaultSubnet(x *Index, r *Resource) (bool, []FactRef) {
	f := r.Facts.(*Subnet)
	block, err := netip.ParsePrefix(f.CidrBlock)
	if err != nil || block.Bits() != 20 || !defaultBlock.Contains(block.Addr()) {
		return false, at(r, "CidrBlock")
	}
	in, facts := inDefault(x, r, f.VpcId)
	return in, append(facts, at(r, "VpcId", "CidrBlock")...)
}

func isDefaultGateway(x *Index, r *Resource) (bool, []FactRef) {
	facts := at(r, "VpcIds")
	for _, id := range r.Facts.(*InternetGateway).VpcIds {
		in, by := inDefault(x, r, id)
		if facts = append(facts, by...); in {
			return true, facts
		}
	}
	return false, facts
}

// inDefault reports whether a VPC is a default one.
func inDefault(x *Index, near *Resource, vpc string) (bool, []FactRef) {
	r := x.Near(near, "AWS::EC2::VPC", vpc)
	if r == nil {
		return false, nil
	}
	return r.Facts.(*VPC).IsDefault, at(r, "IsDefault")
}

func isMainTable(_ *Index, r *Resource) (bool, []FactRef) {
	main := func(a RouteTableAssociation) bool { return a.Main }
	return slices.ContainsFunc(r.Facts.(*RouteTable).Associations, main), at(r, "Associations")
}
