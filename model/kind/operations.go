package kind

import "asbuilt/finding"

// operations holds the kinds for operations, delivery and the outside.
var operations = []Kind{
	{
		ID: "cloudwatch", Category: Ops, Glyph: "metrics", Regional: true,
		Label: finding.Text{En: "Amazon CloudWatch", Ko: "Amazon CloudWatch"},
		Doc:   finding.Text{En: "Metrics, logs, alarms and dashboards.", Ko: "지표, 로그, 경보, 대시보드."},
	},
	{
		ID: "log-group", Category: Ops, Glyph: "logs", Regional: true,
		Label:   finding.Text{En: "CloudWatch log group", Ko: "CloudWatch 로그 그룹"},
		Doc:     finding.Text{En: "Where logs are kept.", Ko: "로그를 보관하는 곳."},
		AWS:     []string{"AWS::Logs::LogGroup"},
		Facts:   []string{"encryption", "stores"},
		Checked: []string{"encryption"},
	},
	{
		ID: "alarm", Category: Ops, Glyph: "alarm", Regional: true,
		Label: finding.Text{En: "CloudWatch alarm", Ko: "CloudWatch 경보"},
		Doc:   finding.Text{En: "Calls someone when a metric goes wrong.", Ko: "지표가 어긋나면 사람을 부릅니다."},
		AWS:   []string{"AWS::CloudWatch::Alarm"},
	},
	{
		ID: "dashboard", Category: Ops, Glyph: "dashboard", Regional: true,
		Label: finding.Text{En: "CloudWatch dashboard", Ko: "CloudWatch 대시보드"},
		Doc:   finding.Text{En: "What people look at.", Ko: "사람들이 보는 화면."},
		AWS:   []string{"AWS::CloudWatch::Dashboard"},
	},
	{
		ID: "cloudtrail", Category: Ops, Glyph: "audit", Regional: true,
		Label:   finding.Text{En: "AWS CloudTrail trail", Ko: "AWS CloudTrail 추적"},
		Doc:     finding.Text{En: "Who did what in the account.", Ko: "계정에서 누가 무엇을 했는지."},
		AWS:     []string{"AWS::CloudTrail::Trail"},
		Facts:   []string{"encryption", "stores"},
		Checked: []string{"encryption"},
	},
	{
		ID: "backup-plan", Category: Ops, Glyph: "backup", Regional: true,
		Label:   finding.Text{En: "AWS Backup plan", Ko: "AWS Backup 계획"},
		Doc:     finding.Text{En: "When backups are made and how long they stay.", Ko: "언제 백업하고 얼마나 보관하는지."},
		AWS:     []string{"AWS::Backup::BackupPlan"},
		Facts:   []string{"schedule", "backup"},
		Checked: []string{"backup"},
	},
	{
		ID: "backup-vault", Category: Ops, Glyph: "backup", Regional: true,
		Label:   finding.Text{En: "AWS Backup vault", Ko: "AWS Backup 저장소"},
		Doc:     finding.Text{En: "Where backups are kept.", Ko: "백업을 보관하는 곳."},
		AWS:     []string{"AWS::Backup::BackupVault"},
		Facts:   []string{"encryption"},
		Checked: []string{"encryption"},
	},
	{
		ID: "budget", Category: Ops, Glyph: "budget", Regional: true,
		Label: finding.Text{En: "AWS budget", Ko: "AWS 예산"},
		Doc:   finding.Text{En: "A limit on spending.", Ko: "지출 한도."},
		AWS:   []string{"AWS::Budgets::Budget"},
		Facts: []string{"budget"},
	},
	{
		ID: "flow-log", Category: Ops, Glyph: "logs", Regional: true,
		Label: finding.Text{En: "VPC flow log", Ko: "VPC 흐름 로그"},
		Doc:   finding.Text{En: "Who talked to whom in a VPC.", Ko: "VPC 안에서 누가 누구와 통신했는지."},
		AWS:   []string{"AWS::EC2::FlowLog"},
	},
	{
		ID: "config-recorder", Category: Ops, Glyph: "audit", Regional: true,
		Label: finding.Text{En: "AWS Config recorder", Ko: "AWS Config 레코더"},
		Doc:   finding.Text{En: "How resources changed.", Ko: "리소스가 어떻게 바뀌었는지."},
		AWS:   []string{"AWS::Config::ConfigurationRecorder"},
	},
	{
		ID: "systems-manager", Category: Ops, Glyph: "remote", Regional: true,
		Label: finding.Text{En: "AWS Systems Manager", Ko: "AWS Systems Manager"},
		Doc:   finding.Text{En: "Reaches into machines without opening ports.", Ko: "포트를 열지 않고 기계를 다룹니다."},
	},
	{
		ID: "git-repository", Category: Delivery, Glyph: "git",
		Label: finding.Text{En: "Git repository", Ko: "Git 저장소"},
		Doc:   finding.Text{En: "Where the source is kept.", Ko: "소스를 보관하는 곳."},
		Facts: []string{"domains"},
	},
	{
		ID: "pipeline", Category: Delivery, Glyph: "pipeline", Regional: true,
		Label: finding.Text{En: "AWS CodePipeline pipeline", Ko: "AWS CodePipeline 파이프라인"},
		Doc:   finding.Text{En: "Steps from source to running.", Ko: "소스에서 실행까지의 단계."},
		AWS:   []string{"AWS::CodePipeline::Pipeline"},
		Facts: []string{"schedule", "encryption"},
	},
	{
		ID: "build", Category: Delivery, Glyph: "build", Regional: true,
		Label: finding.Text{En: "AWS CodeBuild project", Ko: "AWS CodeBuild 프로젝트"},
		Doc:   finding.Text{En: "Builds and tests.", Ko: "빌드하고 시험합니다."},
		AWS:   []string{"AWS::CodeBuild::Project"},
		Facts: []string{"task", "encryption"},
	},
	{
		ID: "deploy", Category: Delivery, Glyph: "deploy", Regional: true,
		Label: finding.Text{En: "AWS CodeDeploy deployment group", Ko: "AWS CodeDeploy 배포 그룹"},
		Doc:   finding.Text{En: "Moves traffic to new versions.", Ko: "트래픽을 새 버전으로 옮깁니다."},
		AWS:   []string{"AWS::CodeDeploy::DeploymentGroup"},
		Facts: []string{"deployment"},
	},
	{
		ID: "ci", Category: Delivery, Glyph: "pipeline",
		Label: finding.Text{En: "CI service", Ko: "CI 서비스"},
		Doc:   finding.Text{En: "Builds, by another company.", Ko: "다른 회사의 빌드 서비스."},
		Facts: []string{"domains"},
	},
	{
		ID: "ecr", Category: Delivery, Glyph: "registry", Regional: true,
		Label:   finding.Text{En: "Amazon ECR registry", Ko: "Amazon ECR 레지스트리"},
		Doc:     finding.Text{En: "Container images; each repository is a partition.", Ko: "컨테이너 이미지. 저장소마다 파티션 하나."},
		AWS:     []string{"AWS::ECR::Repository"},
		Facts:   []string{"images", "encryption", "partitions", "lifecycle"},
		Checked: []string{"images", "encryption"},
	},
	{
		ID: "approval", Category: Delivery, Glyph: "approval",
		Label: finding.Text{En: "Approval by a person", Ko: "사람의 승인"},
		Doc:   finding.Text{En: "Someone must say yes.", Ko: "누군가 허락해야 합니다."},
	},
	{
		ID: "manual-step", Category: Delivery, Glyph: "manual",
		Label: finding.Text{En: "Manual step", Ko: "수작업"},
		Doc:   finding.Text{En: "Something a person does by hand.", Ko: "사람이 손으로 하는 일."},
	},
	{
		ID: "external-api", Category: External, Glyph: "external",
		Label: finding.Text{En: "External API", Ko: "외부 API"},
		Doc:   finding.Text{En: "A service of another company.", Ko: "다른 회사의 서비스."},
		Facts: []string{"domains", "capacity", "listens", "stores"},
	},
	{
		ID: "saas", Category: External, Glyph: "external",
		Label: finding.Text{En: "SaaS", Ko: "SaaS"},
		Doc:   finding.Text{En: "Software of another company that people use.", Ko: "사람들이 쓰는 다른 회사의 소프트웨어."},
		Facts: []string{"domains", "capacity"},
	},
	{
		ID: "on-premises-system", Category: External, Glyph: "server",
		Label: finding.Text{En: "On-premises system", Ko: "사내 시스템"},
		Doc:   finding.Text{En: "A system in one's own data centre.", Ko: "사내 데이터 센터의 시스템."},
		Facts: []string{"listens", "domains", "stores", "capacity"},
	},
}
