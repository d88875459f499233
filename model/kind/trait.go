package kind

import (
	"slices"

	"asbuilt/finding"
)

// Trait is something that is true of a kind beside its category. Checks and
// pictures ask for traits and never for kinds, so that a kind of a user's own,
// which has those of what it extends and may add others, is treated as it says.
type Trait string

// What an element is in pictures.
const (
	// WayIn is true of what requests come in through; of the whole category
	// entry. It stands first in the system, and before a VPC.
	WayIn Trait = "entry"
	// Client is true of a program or device that people use the system with: it
	// is no person, and stands with the way in.
	Client Trait = "client"
	// RemoteAccess is true of what reaches into a VPC as a way in does, without
	// being one.
	RemoteAccess Trait = "remote-access"
	// Passage is true of what only passes requests on. Where places are left out
	// the line goes through it, unless people call it themselves.
	Passage Trait = "passage"
	// Endpoint is true of what leads from a VPC to a service of AWS. It stands on
	// the VPC's border, and traffic to the service ([Kind.Service]) goes over it.
	Endpoint Trait = "endpoint"
	// Interface is true of an endpoint that has addresses in subnets and stands
	// behind security groups. Those of one VPC are one box.
	Interface Trait = "interface"
	// Gate is true of the gateway between a VPC and the internet. It stands on
	// the VPC's border.
	Gate Trait = "gate"
	// NAT is true of what leads a VPC's traffic out by its gate.
	NAT Trait = "nat"
	// KeepsData is true of what keeps data; of the whole category store.
	KeepsData Trait = "store"
	// OfOthers is true of what somebody else runs; of the whole category
	// external. It stands outside the system unless it lies in a place of AWS.
	OfOthers Trait = "external"
	// SignsIn is true of what users sign in with: the container view shows it
	// among services, though it is security.
	SignsIn Trait = "sign-in"
	// Detail is true of what others are made of or found by. The container view
	// leaves it out.
	Detail Trait = "detail"
	// Source is true of where a change begins: first in the delivery view.
	Source Trait = "source"
	// Steps is true of what leads a change from step to step.
	Steps Trait = "steps"
	// Artifact is true of what a build leaves and services are started from.
	Artifact Trait = "artifact"
	// Service is true of what does the system's work; the context view counts it.
	Service Trait = "service"
	// InTasks is true of what is counted in tasks.
	InTasks Trait = "tasks"
	// InPods is true of what is counted in pods.
	InPods Trait = "pods"
	// InInstances is true of what is counted in instances.
	InInstances Trait = "instances"
)

// What an element is to others, and to AWS.
const (
	// Role is true of what programs act in.
	Role Trait = "role"
	// Key is true of what encrypts others' data: AWS asks it on their behalf.
	Key Trait = "key"
	// Value is true of a secret or a setting that programs fetch.
	Value Trait = "value"
	// PerEnvironment is true of what no two environments may share.
	PerEnvironment Trait = "per-environment"
	// PublicEndpoint is true of what the internet reaches, where it is public, at an
	// address of AWS that lies in none of its places.
	PublicEndpoint Trait = "public-endpoint"
	// CollectsLogs is true of what the logs of everything go to.
	CollectsLogs Trait = "logs"
	// BacksUp is true of what says when others are backed up.
	BacksUp Trait = "backs-up"
	// Filter is true of what refuses requests before they arrive.
	Filter Trait = "filter"
	// Volume is true of what tasks mount.
	Volume Trait = "volume"
	// Image is true of what instances start from.
	Image Trait = "image"
	// Template is true of what says how instances are started.
	Template Trait = "template"
	// OneMachine is true of what is one machine, which nothing replaces.
	OneMachine Trait = "one-machine"
)

// What a place is.
const (
	// Account is true of an account of AWS.
	Account Trait = "account"
	// Region is true of a Region of AWS.
	Region Trait = "region"
	// VPC is true of a network of one's own in AWS.
	VPC Trait = "vpc"
	// Tier is true of a tier of a VPC: one subnet in each zone.
	Tier Trait = "tier"
	// Internet is true of the internet itself.
	Internet Trait = "internet"
	// Foreign is true of a place that is not AWS's. What lies there is outside.
	Foreign Trait = "foreign"
	// Joinable is true of a network with addresses that others are joined to.
	Joinable Trait = "joinable"
)

// What a set is.
const (
	// Firewall is true of a set whose members have one firewall around each.
	Firewall Trait = "firewall"
	// Cluster is true of a set that its members run in; it is drawn around them.
	Cluster Trait = "cluster"
	// Targets is true of a set that a way in spreads requests over.
	Targets Trait = "targets"
)

// Meaning is a trait with what it says, and of what a model may say it.
type Meaning struct {
	Trait Trait
	// Of is Place or Set for a trait of places or of sets, empty for one of elements.
	Of Category
	// Inherited says that a kind of one's own has it only from what it extends.
	Inherited bool
	// Implied is the category of which all kinds have it; empty for none.
	Implied Category
	// Doc says what is true of a kind that has it.
	Doc finding.Text
}

// Traits is every trait with its meaning, in the order of the documentation.
func Traits() []Meaning {
	return []Meaning{
		{Trait: WayIn, Implied: Entry, Doc: finding.Text{
			En: "requests come in through it: it stands first in the system, and before a VPC",
			Ko: "요청이 들어오는 길. 시스템의 맨 앞, VPC의 앞에 놓입니다"}},
		{Trait: Client, Doc: finding.Text{
			En: "people use the system with it: it is no person, and stands with the way in",
			Ko: "사람이 시스템을 쓸 때 거치는 프로그램이나 기기. 사람이 아니라 진입 쪽에 놓입니다"}},
		{Trait: RemoteAccess, Doc: finding.Text{
			En: "it reaches into a VPC as a way in does, without being one",
			Ko: "진입점은 아니지만 진입점처럼 VPC 안에 닿습니다"}},
		{Trait: Passage, Doc: finding.Text{
			En: "it only passes requests on: container views draw the line through it, unless people call it themselves",
			Ko: "요청을 넘기기만 합니다. 사람이 직접 부르지 않으면 컨테이너 뷰는 선을 이어 그립니다"}},
		{Trait: Endpoint, Doc: finding.Text{
			En: "it leads from a VPC to a service of AWS: it stands on the VPC's border, and traffic to the service goes over it",
			Ko: "VPC에서 AWS 서비스로 가는 길. VPC 경계에 놓이고 그 서비스로 가는 트래픽이 여기를 지납니다"}},
		{Trait: Interface, Doc: finding.Text{
			En: "an endpoint with addresses in subnets, behind security groups: those of one VPC are one box",
			Ko: "서브넷에 주소를 두고 보안 그룹 뒤에 있는 엔드포인트. 한 VPC의 것들은 상자 하나로 그립니다"}},
		{Trait: Gate, Doc: finding.Text{
			En: "the gateway between a VPC and the internet: it stands on the VPC's border",
			Ko: "VPC와 인터넷 사이의 문. VPC 경계에 놓입니다"}},
		{Trait: NAT, Doc: finding.Text{
			En: "it leads a VPC's traffic out by its gate", Ko: "VPC의 트래픽을 문으로 내보냅니다"}},
		{Trait: KeepsData, Implied: Store, Doc: finding.Text{
			En: "it keeps data: it stands with the data stores", Ko: "데이터를 보관합니다. 데이터 저장소와 함께 놓입니다"}},
		{Trait: OfOthers, Implied: External, Doc: finding.Text{
			En: "somebody else runs it: it stands outside the system, unless it lies in a place of AWS",
			Ko: "다른 곳에서 운영합니다. AWS 안에 놓지 않으면 시스템 밖에 그립니다"}},
		{Trait: SignsIn, Doc: finding.Text{
			En: "users sign in with it: container views show it", Ko: "사용자가 로그인할 때 씁니다. 컨테이너 뷰에 나타납니다"}},
		{Trait: Detail, Doc: finding.Text{
			En: "others are made of it or found by it: container views leave it out",
			Ko: "다른 것을 이루거나 찾는 데 쓰일 뿐입니다. 컨테이너 뷰에서 뺍니다"}},
		{Trait: Source, Doc: finding.Text{
			En: "a change begins there: it stands first in the delivery view, and is no person",
			Ko: "변경이 시작되는 곳. 배포 뷰의 맨 앞에 놓이며 사람이 아닙니다"}},
		{Trait: Steps, Doc: finding.Text{
			En: "it leads a change from step to step: it stands with the pipelines",
			Ko: "변경을 단계마다 이끕니다. 파이프라인과 함께 놓입니다"}},
		{Trait: Artifact, Doc: finding.Text{
			En: "a build leaves it, and services start from it: it stands with images and artifacts",
			Ko: "빌드가 남기고 서비스가 시작하는 바탕. 이미지·산출물과 함께 놓입니다"}},
		{Trait: Service, Doc: finding.Text{
			En: "it does the system's work: the context view counts it", Ko: "시스템의 일을 합니다. 컨텍스트 뷰가 서비스로 셉니다"}},
		{Trait: InTasks, Doc: finding.Text{En: "it is counted in tasks", Ko: "태스크 수로 셉니다"}},
		{Trait: InPods, Doc: finding.Text{En: "it is counted in pods", Ko: "파드 수로 셉니다"}},
		{Trait: InInstances, Doc: finding.Text{En: "it is counted in instances", Ko: "인스턴스 수로 셉니다"}},

		{Trait: Role, Doc: finding.Text{
			En: "programs act in it: keys that name a role take it", Ko: "프로그램이 맡는 역할. 역할을 적는 키에 쓸 수 있습니다"}},
		{Trait: Key, Doc: finding.Text{
			En: "it encrypts others' data, and AWS asks it on their behalf: keys that name a key take it",
			Ko: "다른 것의 데이터를 암호화하며 AWS가 대신 호출합니다. 암호화 키를 적는 키에 쓸 수 있습니다"}},
		{Trait: Value, Doc: finding.Text{
			En: "programs fetch it: `secrets:` of a container take it", Ko: "프로그램이 가져다 씁니다. 컨테이너의 `secrets:`에 쓸 수 있습니다"}},
		{Trait: PerEnvironment, Doc: finding.Text{
			En: "no two environments may share it", Ko: "환경마다 따로 두어야 합니다"}},
		{Trait: PublicEndpoint, Doc: finding.Text{
			En: "where it is `public`, the internet reaches it at an address of AWS, whatever tier it lies in",
			Ko: "`public`이면 어느 계층에 있든 인터넷에서 AWS의 주소로 접근할 수 있습니다"}},
		{Trait: CollectsLogs, Doc: finding.Text{
			En: "the logs of everything go to it", Ko: "모든 로그가 모이는 곳"}},
		{Trait: BacksUp, Doc: finding.Text{
			En: "it says when others are backed up: `backup.plan` takes it", Ko: "언제 백업할지 정합니다. `backup.plan`에 쓸 수 있습니다"}},
		{Trait: Filter, Doc: finding.Text{
			En: "it refuses requests before they arrive: `waf:` takes it", Ko: "요청을 미리 거릅니다. `waf:`에 쓸 수 있습니다"}},
		{Trait: Volume, Doc: finding.Text{
			En: "tasks mount it: `task.volumes` takes it", Ko: "태스크가 마운트합니다. `task.volumes`에 쓸 수 있습니다"}},
		{Trait: Image, Doc: finding.Text{
			En: "instances start from it: `instance.ami` takes it", Ko: "인스턴스가 시작하는 이미지. `instance.ami`에 쓸 수 있습니다"}},
		{Trait: Template, Doc: finding.Text{
			En: "it says how instances are started: `instance.launch_template` takes it",
			Ko: "인스턴스를 시작하는 설정. `instance.launch_template`에 쓸 수 있습니다"}},
		{Trait: OneMachine, Doc: finding.Text{
			En: "one machine, which nothing replaces: it fails alone", Ko: "대신할 것이 없는 기계 한 대. 혼자 멈춥니다"}},

		{Trait: Account, Of: Place, Inherited: true, Doc: finding.Text{En: "an account of AWS", Ko: "AWS 계정"}},
		{Trait: Region, Of: Place, Inherited: true, Doc: finding.Text{En: "a Region of AWS", Ko: "AWS 리전"}},
		{Trait: VPC, Of: Place, Inherited: true, Doc: finding.Text{En: "a network of one's own in AWS", Ko: "AWS 안의 프라이빗 네트워크"}},
		{Trait: Tier, Of: Place, Inherited: true, Doc: finding.Text{
			En: "a tier of a VPC: one subnet in each zone", Ko: "VPC의 계층. 가용 영역마다 서브넷 하나"}},
		{Trait: Internet, Of: Place, Inherited: true, Doc: finding.Text{En: "the internet itself", Ko: "인터넷"}},
		{Trait: Foreign, Of: Place, Doc: finding.Text{
			En: "a place that is not AWS's: what lies there is outside", Ko: "AWS가 아닌 곳. 여기 있는 것은 시스템 밖입니다"}},
		{Trait: Joinable, Of: Place, Doc: finding.Text{
			En: "a network that others are joined to: `joins:` takes it", Ko: "다른 네트워크와 이을 수 있습니다. `joins:`에 쓸 수 있습니다"}},

		{Trait: Firewall, Of: Set, Doc: finding.Text{
			En: "a firewall around each member: pictures name it on the members", Ko: "구성원마다 둘러싼 방화벽. 그림에서 구성원에 이름을 적습니다"}},
		{Trait: Cluster, Of: Set, Doc: finding.Text{
			En: "its members run in it: it is drawn around them", Ko: "구성원이 그 안에서 돕니다. 구성원을 둘러 그립니다"}},
		{Trait: Targets, Of: Set, Doc: finding.Text{
			En: "a way in spreads requests over it: `instance.target_group` takes it",
			Ko: "진입점이 요청을 나눠 보냅니다. `instance.target_group`에 쓸 수 있습니다"}},
	}
}

// Meaning is what t says; ok is false for a word that is no trait.
func (t Trait) Meaning() (m Meaning, ok bool) {
	all := Traits()
	i := slices.IndexFunc(all, func(m Meaning) bool { return m.Trait == t })
	if i < 0 {
		return Meaning{}, false
	}
	return all[i], true
}

// Has reports whether t is true of k, by itself or for its category.
func (k *Kind) Has(t Trait) bool {
	if slices.Contains(k.Traits, t) {
		return true
	}
	switch t {
	case WayIn:
		return k.Category == Entry
	case KeepsData:
		return k.Category == Store
	case OfOthers:
		return k.Category == External
	}
	return false
}

// TraitWords are the words of all traits that are true of k, in the order of
// [Traits].
func (k *Kind) TraitWords() []string {
	var out []string
	for _, m := range Traits() {
		if k.Has(m.Trait) {
			out = append(out, string(m.Trait))
		}
	}
	return out
}

// WithTrait are the ids of the catalogue's kinds that have one of the traits, in
// the order of the catalogue.
func WithTrait(traits ...Trait) []string {
	var out []string
	catalogue := All()
	for i := range catalogue {
		if slices.ContainsFunc(traits, catalogue[i].Has) {
			out = append(out, catalogue[i].ID)
		}
	}
	return out
}
