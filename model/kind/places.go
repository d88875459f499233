package kind

import "asbuilt/finding"

// places holds the kinds for processes, places and sets.
var places = []Kind{
	{
		ID: "process", Category: Process, Glyph: "process",
		Label: finding.Text{En: "Process", Ko: "프로세스"},
		Doc:   finding.Text{En: "A program on an instance.", Ko: "인스턴스 위의 프로그램."},
	},
	{
		ID: "app-container", Category: Process, Glyph: "container",
		Label: finding.Text{En: "Application container", Ko: "애플리케이션 컨테이너"},
		Doc:   finding.Text{En: "A container that does the work.", Ko: "일을 하는 컨테이너."},
	},
	{
		ID: "fluent-bit", Category: Process, Glyph: "logs",
		Label: finding.Text{En: "Fluent Bit", Ko: "Fluent Bit"},
		Doc:   finding.Text{En: "Ships logs.", Ko: "로그를 실어 나릅니다."},
	},
	{
		ID: "cloudwatch-agent", Category: Process, Glyph: "metrics",
		Label: finding.Text{En: "CloudWatch agent", Ko: "CloudWatch 에이전트"},
		Doc:   finding.Text{En: "Sends metrics and logs.", Ko: "지표와 로그를 보냅니다."},
	},
	{
		ID: "ssm-agent", Category: Process, Glyph: "remote",
		Label: finding.Text{En: "SSM agent", Ko: "SSM 에이전트"},
		Doc:   finding.Text{En: "Carries out commands, as root.", Ko: "root로 명령을 수행합니다."},
	},
	{
		ID: "local-cache", Category: Process, Glyph: "cache",
		Label: finding.Text{En: "Local cache", Ko: "로컬 캐시"},
		Doc:   finding.Text{En: "A cache on the instance itself.", Ko: "인스턴스 안의 캐시."},
	},
	{
		ID: "dynamodb-local", Category: Process, Glyph: "local-store",
		Label: finding.Text{En: "DynamoDB Local", Ko: "DynamoDB Local"},
		Doc:   finding.Text{En: "DynamoDB for tests.", Ko: "테스트용 DynamoDB."},
	},
	{
		ID: "sidecar", Category: Process, Glyph: "container",
		Label: finding.Text{En: "Sidecar", Ko: "사이드카"},
		Doc:   finding.Text{En: "A container that helps another.", Ko: "다른 컨테이너를 돕는 컨테이너."},
	},
	{
		ID: "xray-daemon", Category: Process, Glyph: "trace",
		Label: finding.Text{En: "X-Ray daemon", Ko: "X-Ray 데몬"},
		Doc:   finding.Text{En: "Sends traces.", Ko: "추적을 보냅니다."},
	},
	{
		ID: "codedeploy-agent", Category: Process, Glyph: "deploy",
		Label: finding.Text{En: "CodeDeploy agent", Ko: "CodeDeploy 에이전트"},
		Doc:   finding.Text{En: "Installs new versions on an instance.", Ko: "인스턴스에 새 버전을 설치합니다."},
	},
	{
		ID: "batch-process", Category: Process, Glyph: "clock",
		Label: finding.Text{En: "Scheduled process", Ko: "예약 프로세스"},
		Doc:   finding.Text{En: "A program that cron starts.", Ko: "cron이 시작하는 프로그램."},
	},
	{
		ID: "organization", Category: Place, Glyph: "account",
		Label: finding.Text{En: "AWS organization", Ko: "AWS 조직"},
		Doc:   finding.Text{En: "Accounts under one management.", Ko: "함께 관리되는 계정들."},
		AWS:   []string{"AWS::Organizations::Organization"},
	},
	{
		ID: "account", Category: Place, Glyph: "account",
		Label: finding.Text{En: "AWS account", Ko: "AWS 계정"},
		Doc:   finding.Text{En: "An AWS account.", Ko: "AWS 계정."},
		Facts: []string{"aws"},
	},
	{
		ID: "region", Category: Place, Glyph: "region",
		Label: finding.Text{En: "AWS Region", Ko: "AWS 리전"},
		Doc:   finding.Text{En: "A Region of AWS.", Ko: "AWS 리전."},
		Facts: []string{"aws"},
	},
	{
		ID: "vpc", Category: Place, Glyph: "vpc",
		Label: finding.Text{En: "VPC", Ko: "VPC"},
		Doc:   finding.Text{En: "A private network.", Ko: "사설 네트워크."},
		AWS:   []string{"AWS::EC2::VPC"},
		Facts: []string{"cidr", "owner_account", "flow_logs"},
	},
	{
		ID: "subnets", Category: Place, Glyph: "subnet",
		Label: finding.Text{En: "Subnet tier", Ko: "서브넷 계층"},
		Doc:   finding.Text{En: "A tier: one subnet in each zone.", Ko: "가용 영역마다 서브넷 하나를 둔 계층."},
		AWS:   []string{"AWS::EC2::Subnet"},
		Facts: []string{"cidr", "per_zone", "exposure"},
	},
	{
		ID: "on-premises", Category: Place, Glyph: "building",
		Label: finding.Text{En: "On-premises network", Ko: "사내 네트워크"},
		Doc:   finding.Text{En: "One's own data centre or office.", Ko: "사내 데이터 센터나 사무실."},
		Facts: []string{"cidr"},
	},
	{
		ID: "external-cloud", Category: Place, Glyph: "cloud",
		Label: finding.Text{En: "External cloud", Ko: "외부 클라우드"},
		Doc:   finding.Text{En: "Another company's cloud.", Ko: "다른 회사의 클라우드."},
		Facts: []string{"cidr"},
	},
	{
		ID: "internet", Category: Place, Glyph: "internet",
		Label: finding.Text{En: "Internet", Ko: "인터넷"},
		Doc:   finding.Text{En: "The internet.", Ko: "인터넷."},
	},
	{
		ID: "zone", Category: Place, Glyph: "building",
		Label: finding.Text{En: "Area", Ko: "구역"},
		Doc:   finding.Text{En: "A place that is none of the others, such as developers' desks.", Ko: "개발자 자리처럼 다른 종류에 들지 않는 곳."},
		Facts: []string{"cidr"},
	},
	{
		ID: "security-group", Category: Set, Glyph: "security-group",
		Label: finding.Text{En: "Security group", Ko: "보안 그룹"},
		Doc:   finding.Text{En: "A firewall around each member.", Ko: "구성원마다 둘러싼 방화벽."},
		AWS:   []string{"AWS::EC2::SecurityGroup"},
	},
	{
		ID: "ecs-cluster", Category: Set, Glyph: "cluster",
		Label: finding.Text{En: "Amazon ECS cluster", Ko: "Amazon ECS 클러스터"},
		Doc:   finding.Text{En: "Where ECS services run.", Ko: "ECS 서비스가 도는 곳."},
		AWS:   []string{"AWS::ECS::Cluster"},
		Facts: []string{"container_insights"},
	},
	{
		ID: "auto-scaling-group", Category: Set, Glyph: "vm-group",
		Label: finding.Text{En: "Auto Scaling group", Ko: "Auto Scaling 그룹"},
		Doc:   finding.Text{En: "Instances that are added and removed by themselves.", Ko: "스스로 늘고 주는 인스턴스들."},
		AWS:   []string{"AWS::AutoScaling::AutoScalingGroup"},
	},
	{
		ID: "target-group", Category: Set, Glyph: "target",
		Label: finding.Text{En: "Target group", Ko: "대상 그룹"},
		Doc:   finding.Text{En: "Targets of a load balancer.", Ko: "로드 밸런서의 대상들."},
		AWS:   []string{"AWS::ElasticLoadBalancingV2::TargetGroup"},
	},
}
