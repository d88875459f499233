package drift

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"asbuilt/discover"
	"asbuilt/finding"
)

// Running: as much runs as AWS was asked for, the last rollout came through,
// targets are healthy, and a web ACL refuses something. Tasks and machines that
// are just being replaced are no finding.

// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
const codeSick = "targets-unhealthy"

func runningRules() finding.Rules {
	return finding.Rules{
		{Code: codeSick, Severity: finding.Error},
	}
}

func checkRunning(s *subject) {
	if f, ok := s.resource.Facts.(*discover.ECSService); ok {
		s.checkTasks(f)
		s.checkRollout(f)
	}
	if f, ok := s.resource.Facts.(*discover.AutoScalingGroup); ok {
		s.checkMachines(f)
	}
	s.checkAgents()
	if f, ok := s.resource.Facts.(*discover.WebACL); ok {
		s.checkRefuses(f)
	}
	if s.element != nil {
		s.checkTargetHealth()
	}
}

// checkTasks compares the tasks that run with those that are wanted. What is
// starting in place of another counts, as long as anything runs.
func (s *subject) checkTasks(f *discover.ECSService) {
	if f.SchedulingStrategy == "DAEMON" && s.at.Missing(s.resource, "SchedulingStrategy") == nil {
		return // as many as there are machines
	}
	found, coming := fmt.Sprintf("%d of %d", f.RunningCount, f.DesiredCount), f.RunningCount+f.PendingCount
	running := s.read(s.resource, "RunningCount", f.RunningCount)
	c := claim{
		code: codeNotRunning,
		fact: "life.tasks",
		at:   s.pair.Position(),
		facts: append([]fact{running, s.read(s.resource, "DesiredCount", f.DesiredCount)},
			s.unread(s.resource, "PendingCount", "SchedulingStrategy")...),
		holds:    f.RunningCount >= f.DesiredCount || f.RunningCount > 0 && coming >= f.DesiredCount,
		partial:  f.RunningCount > 0,
		declared: fmt.Sprint(f.DesiredCount),
		found:    found,
		message:  finding.Say("%q runs %s tasks", "%q의 실행 중인 태스크: %s", s.id, found),
	}
	if f.RunningCount == 0 && f.PendingCount >= f.DesiredCount {
		c.flight.what = finding.Say("a start of %d tasks of %s", "태스크 %d개의 시작(%s)", f.PendingCount, nameOf(s.resource))
	}
	s.judge(c)
}

// checkRollout asks whether the deployment that counts came through.
func (s *subject) checkRollout(f *discover.ECSService) {
	for _, d := range f.Deployments {
		if d.Status != "PRIMARY" {
			continue
		}
		c := claim{
			code: codeNotRunning,
			fact: "life.rollout",
			at:   s.pair.Position(),
			facts: append([]fact{s.read(s.resource, "Deployments.RolloutState", d.RolloutState)},
				s.unread(s.resource, "Deployments.Status")...),
			holds:    d.RolloutState != "FAILED",
			declared: "COMPLETED",
			found:    d.RolloutState,
			message:  finding.Say("the last rollout of %q failed", "%q의 마지막 배포가 실패했습니다", s.id),
		}
		known := []string{"COMPLETED", "IN_PROGRESS", "FAILED", ""} // none before circuit breakers
		if !slices.Contains(known, d.RolloutState) {
			c.facts = append(c.facts, s.unsaid(s.resource, "Deployments.RolloutState", d.RolloutState))
		}
		s.judge(c)
		return
	}
	s.undecided(claim{
		code: codeNotRunning, fact: "life.rollout", at: s.pair.Position(), facts: s.unread(s.resource, "Deployments"),
	})
}

// checkMachines counts the machines of a fleet that are in service and healthy
// and run, against those that are wanted.
func (s *subject) checkMachines(f *discover.AutoScalingGroup) {
	well, coming := 0, 0
	facts, hidden := []fact{}, []fact{}
	var ill []string
	var cause *fact
	blame := func(i discover.GroupInstance, by fact) {
		ill = append(ill, i.InstanceId+" "+by.evidence.Value)
		cause = cmp.Or(cause, &by)
	}
	for n, i := range f.Instances {
		if unseen := s.unseen(s.resource, "Instances", n); unseen != nil {
			hidden = append(hidden, unseen...)
			continue
		}
		lifecycle := s.readPart(s.resource, "Instances", n, "LifecycleState", i.LifecycleState)
		state := s.at.PartLife(s.resource.Type, "Instances.LifecycleState", i.LifecycleState)
		machine := s.at.Near(s.resource, "AWS::EC2::Instance", i.InstanceId)
		switch {
		case state == discover.Unsaid:
			facts = append(facts, s.unsaid(s.resource, "Instances.LifecycleState", i.LifecycleState))
		case state == discover.InFlight:
			coming++
		case state == discover.Off:
			blame(i, lifecycle)
		case state != discover.Fine || strings.HasPrefix(i.LifecycleState, "Warmed"):
		case s.at.PartLife(s.resource.Type, "Instances.HealthStatus", i.HealthStatus) != discover.Fine:
			blame(i, s.readPart(s.resource, "Instances", n, "HealthStatus", i.HealthStatus))
		case machine == nil:
			well++ // the group says that it is well
		default:
			facts = append(facts, s.unread(machine, "State")...)
			word := machine.Facts.(*discover.Instance).State
			if st := s.at.Standings(machine); len(st) > 0 && st[0].Life != discover.Fine {
				blame(i, s.read(machine, "State", word))
				break
			}
			well++
		}
	}
	found := fmt.Sprintf("%d of %d", well, f.DesiredCapacity)
	message := finding.Say("%q has %s machines in service and healthy", "%q의 정상 인스턴스: %s", s.id, found)
	if len(ill) > 0 {
		message = finding.Say("%q has %s machines in service and healthy (%s)",
			"%q의 정상 인스턴스: %s(%s)", s.id, found, show(ill))
	}
	facts = append([]fact{
		s.readIn(s.resource, "Instances", len(f.Instances), found),
		s.read(s.resource, "DesiredCapacity", f.DesiredCapacity),
	}, facts...)
	if well+coming+len(hidden) >= f.DesiredCapacity { // else there are too few, whatever those are
		facts = append(facts, hidden...)
	}
	if cause != nil {
		facts = append(facts, *cause)
	}
	s.judge(claim{
		code:     codeNotRunning,
		cause:    cause,
		fact:     "life.machines",
		at:       s.pair.Position(),
		facts:    facts,
		holds:    well >= f.DesiredCapacity || len(ill) == 0 && well > 0 && well+coming >= f.DesiredCapacity,
		partial:  well > 0,
		declared: fmt.Sprint(f.DesiredCapacity),
		found:    found,
		message:  message,
	})
}

// checkAgents asks whether the machines of a cluster of ECS report to it: of what runs
// on the others nothing is known, and nothing is started on them.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerInstance.html
func (s *subject) checkAgents() {
	cluster, by := s.machinesIn()
	if cluster == nil {
		s.undecided(claim{code: codeNotRunning, fact: "life.agents", at: s.pair.Position(), facts: by})
		return
	}
	well := 0
	var lost []string
	var cause *fact
	var facts []fact
	const machines = "ContainerInstances"
	all := cluster.Facts.(*discover.ECSCluster).ContainerInstances
	var hidden []fact
	for n, i := range all {
		if unseen := s.unseen(cluster, machines, n); unseen != nil {
			hidden = append(hidden, unseen...)
			continue
		}
		status := s.at.PartLife(cluster.Type, "ContainerInstances.Status", i.Status)
		leaving, asked := s.leaves(cluster, i)
		facts = append(facts, asked...)
		switch {
		case status == discover.Unsaid:
			facts = append(facts, s.unsaid(cluster, "ContainerInstances.Status", i.Status))
		case status == discover.Fine && i.AgentConnected:
			well++
		case status == discover.Fine && !leaving:
			lost = append(lost, i.Ec2InstanceId)
			read := s.readPart(cluster, machines, n, "AgentConnected", i.AgentConnected)
			cause = cmp.Or(cause, &read)
		case status == discover.Broken:
			lost = append(lost, i.Ec2InstanceId+" "+i.Status)
			read := s.readPart(cluster, machines, n, "Status", i.Status)
			cause = cmp.Or(cause, &read)
		}
	}
	found := fmt.Sprintf("%d of %d connected", well, well+len(lost))
	facts = append(append(slices.Clone(by), s.readIn(cluster, machines, len(all), found)), facts...)
	if cause != nil {
		facts = append(facts, *cause)
	} else {
		facts = append(facts, hidden...)
	}
	s.judge(claim{
		code:     codeNotRunning,
		cause:    cause,
		fact:     "life.agents",
		at:       s.pair.Position(),
		facts:    facts,
		holds:    len(lost) == 0,
		partial:  well > 0,
		declared: "connected",
		found:    found,
		message: finding.Say("the ECS agents of %d of %d machines in %s do not report: %s",
			"%[3]s의 컨테이너 인스턴스 %[2]d대 중 %[1]d대의 ECS 에이전트가 연결되어 있지 않습니다: %[4]s",
			len(lost), well+len(lost), nameOf(cluster), show(lost)),
	})
}

// machinesIn is the cluster whose machines the subject needs: itself, or what a service
// runs in that the model does not declare; by is what leads to it. It is nil for what
// needs none, and by is then what might say otherwise and was not read.
func (s *subject) machinesIn() (cluster *discover.Resource, by []fact) {
	if _, ok := s.resource.Facts.(*discover.ECSCluster); ok {
		return s.resource, nil
	}
	f, ok := s.resource.Facts.(*discover.ECSService)
	if !ok {
		return nil, nil
	}
	fargate := func(p discover.CapacityProviderStrategyItem) bool {
		return strings.HasPrefix(p.CapacityProvider, "FARGATE")
	}
	by = s.unread(s.resource, "Cluster", "LaunchType", "CapacityProviderStrategy")
	cluster = s.at.Of("AWS::ECS::Cluster", f.Cluster)
	own := f.LaunchType == "EC2" || len(f.CapacityProviderStrategy) > 0 &&
		!slices.ContainsFunc(f.CapacityProviderStrategy, fargate)
	if cluster == nil || s.declares(cluster) || !own {
		return nil, by
	}
	return cluster, append(leading(s.read(s.resource, "Cluster", f.Cluster)), by...)
}

// leaves reports whether the machine of a container instance is being ended, or has
// not begun, with the facts that say so and were not read.
func (s *subject) leaves(cluster *discover.Resource, i discover.ContainerInstance) (leaving bool, asked []fact) {
	machine := s.at.Near(cluster, "AWS::EC2::Instance", i.Ec2InstanceId)
	if machine == nil {
		return false, nil
	}
	for _, st := range s.at.Standings(machine) {
		asked = append(asked, s.unread(machine, st.Fact)...)
		leaving = leaving || st.Life == discover.Going || st.Life == discover.Gone || st.Life == discover.InFlight
	}
	return leaving, asked
}

// checkRefuses asks whether a web ACL refuses anything. One whose rules count and
// do no more lets through whatever comes.
func (s *subject) checkRefuses(f *discover.WebACL) {
	counts := func(r discover.WebACLRule) bool { return strings.EqualFold(r.Action, "count") }
	lets := strings.EqualFold(f.DefaultAction, "allow")
	idle := lets && !slices.ContainsFunc(f.Rules, func(r discover.WebACLRule) bool {
		return !counts(r) && !strings.EqualFold(r.Action, "allow")
	})
	var actions []string
	for _, r := range f.Rules {
		actions = append(actions, r.Name+" "+r.Action)
	}
	s.judge(claim{
		code:     codeOff,
		fact:     "life.rules",
		at:       s.pair.Position(),
		facts:    append([]fact{s.read(s.resource, "Rules", actions)}, s.unread(s.resource, "DefaultAction")...),
		holds:    !idle,
		declared: "refuses",
		found:    show(actions),
		message: finding.Say("%q refuses nothing: none of its rules does more than count",
			"%q이(가) 아무것도 막지 않습니다. 세기만 하는 규칙뿐입니다", s.id),
	})
}

// checkTargetHealth asks whether the targets of the element's groups are healthy.
// Where nothing is wanted to run there is nothing to be healthy.
func (s *subject) checkTargetHealth() {
	if f, ok := s.resource.Facts.(*discover.ClassicLoadBalancer); ok {
		s.checkClassicTargets(f)
		return
	}
	if _, ok := s.resource.Facts.(*discover.Instance); ok {
		s.checkAsTarget()
		return
	}
	arns, by, ok := s.memberOf("AWS::ElasticLoadBalancingV2::TargetGroup")
	if !ok {
		return
	}
	s.undecided(claim{code: codeSick, fact: "targets", at: s.pair.Position(), facts: s.gaps(by)})
	wanted, asked := s.wanted()
	for _, arn := range arns {
		group := s.at.ARN(arn)
		if group == nil {
			continue // its absence is told where its health check is compared
		}
		f, ok := group.Facts.(*discover.TargetGroup)
		if !ok || len(f.LoadBalancerArns) == 0 && s.at.Missing(group, "LoadBalancerArns") == nil {
			continue // nobody sends to it: the other one of a blue-green deployment
		}
		lives, unsaid := s.targetLives(group, f)
		well, sick := lives[discover.Fine], lives[discover.Broken]
		if well == 0 {
			sick += lives[discover.Off] // which are in no zone of the load balancer
		}
		found := fmt.Sprintf("%d of %d healthy", well, len(f.Targets))
		facts := append(leading(slices.Clone(by)...), s.readIn(group, "Targets", len(f.Targets), found))
		if lives[discover.Broken] == 0 { // else some are sick, whatever the others are
			facts = append(facts, unsaid...)
		}
		facts = append(facts, s.unread(group, "LoadBalancerArns")...)
		idle := false
		if len(f.Targets) == 0 {
			var twins []fact
			idle, twins = s.isIdleTwin(arn)
			facts = append(facts, twins...)
		}
		c := claim{
			code:     codeSick,
			fact:     "targets@" + group.Name,
			at:       s.pair.Position(),
			facts:    append(facts, asked...),
			holds:    sick == 0 && (len(f.Targets) > 0 || !wanted || idle),
			partial:  well > 0,
			declared: "healthy",
			found:    found,
			message: finding.Say("%d of %d targets of %q in %s are unhealthy",
				"%[4]s에 있는 %[3]q의 대상 %[2]d개 중 %[1]d개가 비정상입니다", sick, len(f.Targets), s.id, group.Name),
		}
		if len(f.Targets) == 0 {
			c.message = finding.Say("%[2]s sends to no target of %[1]q", "%[2]s에 %[1]q의 대상이 없습니다", s.id, group.Name)
		}
		s.judge(c)
	}
}

// checkAsTarget asks whether a machine is healthy wherever a load balancer sends to it.
func (s *subject) checkAsTarget() {
	if s.targets == nil {
		s.targets = s.registrations()
	}
	for _, at := range slices.Concat(s.targets[s.resource.ID], s.targets[unread]) {
		group, i := at.group, at.index
		f := group.Facts.(*discover.TargetGroup)
		uses := s.unread(group, "LoadBalancerArns")
		nameless := s.unseen(group, "Targets", i, "Id") // then it may be this machine
		switch {
		case len(f.LoadBalancerArns) == 0 && len(uses) == 0, f.Targets[i].Id == unread && len(nameless) == 0,
			len(nameless) > 0 && s.at.Placement(s.resource).VPC != f.VpcId && len(s.unread(group, "VpcId")) == 0:
			continue
		}
		state := f.Targets[i].State
		life := s.at.PartLife(group.Type, "Targets.State", state)
		facts := slices.Concat([]fact{s.readPart(group, "Targets", i, "State", state)}, uses, nameless)
		if life == discover.Unsaid {
			facts = append(facts, s.unsaid(group, "Targets.State", state))
		}
		s.judge(claim{
			code:     codeSick,
			fact:     "targets@" + group.Name,
			at:       s.pair.Position(),
			facts:    facts,
			holds:    life != discover.Broken,
			declared: "healthy",
			found:    state,
			message: finding.Say("%q is no healthy target of %s: it is %s", "%q이(가) %s의 정상 대상이 아닙니다(상태: %s)",
				s.id, group.Name, state),
		})
	}
}

// registration is one entry of a target group.
type registration struct {
	group *discover.Resource
	index int
}

// unread is what an entry names of which nobody read that.
const unread = ""

// registrations are those of all target groups, by what they name.
func (c *comparison) registrations() map[string][]registration {
	all := map[string][]registration{}
	for _, group := range c.at.Type(targetGroup) {
		for i, t := range group.Facts.(*discover.TargetGroup).Targets {
			all[t.Id] = append(all[t.Id], registration{group, i})
		}
	}
	return all
}

// checkClassicTargets asks whether a classic load balancer sends to anybody who answers.
func (s *subject) checkClassicTargets(f *discover.ClassicLoadBalancer) {
	well := 0
	facts := []fact{s.read(s.resource, "Instances", "")}
	for _, i := range f.Instances {
		switch s.at.PartLife(s.resource.Type, "Instances.State", i.State) {
		case discover.Fine:
			well++
		case discover.Unsaid:
			facts = append(facts, s.unsaid(s.resource, "Instances.State", i.State))
		}
	}
	found := fmt.Sprintf("%d of %d healthy", well, len(f.Instances))
	facts[0] = s.read(s.resource, "Instances", found)
	c := claim{
		code:     codeSick,
		fact:     "targets",
		at:       s.pair.Position(),
		facts:    facts,
		holds:    well == len(f.Instances) && well > 0,
		partial:  well > 0,
		declared: "healthy",
		found:    found,
		message: finding.Say("%d of %d machines that %q sends to are not in service",
			"%[3]q의 대상 인스턴스 %[2]d대 중 %[1]d대가 서비스 중이 아닙니다", len(f.Instances)-well, len(f.Instances), s.id),
	}
	if len(f.Instances) == 0 {
		c.message = finding.Say("%q sends to no machine", "%q에 등록된 인스턴스가 없습니다", s.id)
	}
	s.judge(c)
}

// isIdleTwin reports whether a target group is the one of a pair that a blue-green
// deployment leaves empty, because the other one has the targets; with the facts that
// say so and were not read.
func (s *subject) isIdleTwin(arn string) (idle bool, asked []fact) {
	f, ok := s.resource.Facts.(*discover.ECSService)
	if !ok {
		return false, nil
	}
	asked = s.unread(s.resource, "LoadBalancers")
	for _, lb := range f.LoadBalancers {
		twin := ""
		switch arn {
		case lb.TargetGroupArn:
			twin = lb.AlternateTargetGroupArn
		case lb.AlternateTargetGroupArn:
			twin = lb.TargetGroupArn
		}
		other := s.at.ARN(twin)
		if other == nil {
			continue
		}
		if group, ok := other.Facts.(*discover.TargetGroup); ok {
			idle = idle || len(group.Targets) > 0
			asked = append(asked, s.unread(other, "Targets")...)
		}
	}
	return idle, asked
}

// targetLives counts how the targets of a group live; unsaid are those of which that was
// not read, or is a word of AWS that asbuilt does not know.
func (s *subject) targetLives(
	group *discover.Resource, f *discover.TargetGroup,
) (n map[discover.Life]int, unsaid []fact) {
	n = map[discover.Life]int{}
	for i, t := range f.Targets {
		if unseen := s.unseen(group, "Targets", i); unseen != nil {
			unsaid = append(unsaid, unseen...)
			continue
		}
		life := s.at.PartLife(group.Type, "Targets.State", t.State)
		n[life]++
		if life == discover.Unsaid {
			unsaid = append(unsaid, s.unsaid(group, "Targets.State", t.State))
		}
	}
	return n, unsaid
}

// wanted reports whether anything is wanted to run, with the facts that say so and
// were not read.
func (s *subject) wanted() (bool, []fact) {
	if f, ok := s.resource.Facts.(*discover.ECSService); ok {
		return f.DesiredCount > 0, s.unread(s.resource, "DesiredCount")
	}
	if f, ok := s.resource.Facts.(*discover.AutoScalingGroup); ok {
		return f.DesiredCapacity > 0, s.unread(s.resource, "DesiredCapacity")
	}
	return true, nil
}
