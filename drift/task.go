package drift

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"asbuilt/discover"
	"asbuilt/finding"
	"asbuilt/model"
)

// Task: an ECS task has the size, the containers and the roles that the model
// says. The family is compared, never the revision.

const (
	codeTaskSize  = "task-size-differs"
	codeFamily    = "task-family-differs"
	codeContainer = "container-differs"
	codeRole      = "role-differs"
)

func taskRules() finding.Rules {
	return finding.Rules{
		{
			Code: codeTaskSize, Severity: finding.Warning,
			Title: text("Another task size", "태스크 크기가 다름"),
			Cause: text("The task definition in use gives the task more or less CPU or memory than the model says: other cost, other headroom.",
				"사용 중인 태스크 정의의 CPU나 메모리가 모델과 달라 비용과 여유가 달라집니다."),
			Cure: text("Deploy a task definition of the declared size, or correct `task:`.", "선언한 크기의 태스크 정의를 배포하거나 `task:`를 바로잡으십시오."),
		},
		{
			Code: codeFamily, Severity: finding.Warning,
			Title: text("Task definition of another family", "태스크 정의 패밀리가 다름"),
			Cause: text("The service runs a task definition of another family than the model says.", "서비스가 모델과 다른 패밀리의 태스크 정의로 돕니다."),
			Cure:  text("Deploy the declared family, or correct `task.family:`.", "선언한 패밀리를 배포하거나 `task.family:`를 바로잡으십시오."),
		},
		{
			Code: codeContainer, Severity: finding.Error,
			Title: text("Container missing or set up otherwise", "컨테이너가 없거나 다름"),
			Cause: text("The task definition in use lacks a declared container, or ends with another one than the model says.",
				"사용 중인 태스크 정의에 선언한 컨테이너가 없거나, 필수 여부가 다릅니다."),
			Cure: text("Add the container to the task definition, or correct `task.containers:`.", "태스크 정의에 컨테이너를 더하거나 `task.containers:`를 바로잡으십시오."),
		},
		{
			Code: codeRole, Severity: finding.Error,
			Title: text("Acts with another role", "다른 역할로 동작함"),
			Cause: text("It runs with another IAM role than the model says, so it may do more, or cannot do what it must.",
				"모델과 다른 IAM 역할로 돌아, 더 많은 일을 할 수 있거나 해야 할 일을 못 합니다."),
			Cure: text("Set the declared role, or correct the model.", "선언한 역할을 지정하거나 모델을 바로잡으십시오."),
		},
	}
}

func checkTask(s *subject) {
	if s.element == nil {
		return
	}
	s.eachTask(func(want *model.Task, task *discover.Resource, facts []fact) {
		if task == nil {
			s.judge(claim{code: codeTaskSize, fact: "task", facts: facts})
			return
		}
		f := task.Facts.(*discover.TaskDefinition)
		s.checkTaskSize(want, task, f, facts)
		for _, c := range want.Containers {
			s.checkContainer(c, task, f, facts)
		}
		if want.Family.IsSet() {
			s.judge(claim{
				code: codeFamily, fact: "task.family", facts: append(facts, s.read(task, "Family", f.Family)), holds: f.Family == want.Family.V,
				declared: want.Family.V, found: f.Family,
				message: finding.Say("%q runs task definition %s, declared %s", "%q이(가) 태스크 정의 %s로 돕니다(선언: %s)", s.id, f.Family, want.Family.V),
			})
		}
		if want.Roles != nil {
			s.checkRole("task.roles.task", want.Roles.Task, append(facts, s.read(task, "TaskRoleArn", f.TaskRoleArn)), f.TaskRoleArn)
			s.checkRole("task.roles.execution", want.Roles.Execution, append(facts, s.read(task, "ExecutionRoleArn", f.ExecutionRoleArn)), f.ExecutionRoleArn)
		}
	})
}

// eachTask calls check with the task definition that the element runs, nil when
// the snapshot does not have it, if the model says anything about the task.
func (s *subject) eachTask(check func(want *model.Task, task *discover.Resource, facts []fact)) {
	if s.element == nil || s.element.Task == nil {
		return
	}
	switch f := s.resource.Facts.(type) {
	case *discover.ECSService:
		task, facts := s.taskDefinition(f)
		check(s.element.Task, task, facts)
	case *discover.TaskDefinition:
		check(s.element.Task, s.resource, nil)
	}
}

func (s *subject) checkTaskSize(want *model.Task, task *discover.Resource, f *discover.TaskDefinition, facts []fact) {
	cpu, mib := f.Cpu, f.Memory
	if cpu == "" || mib == "" { // on EC2 the containers may say it alone
		var c, m int
		for _, container := range f.ContainerDefinitions {
			c, m = c+container.Cpu, m+max(container.Memory, container.MemoryReservation)
		}
		cpu, mib = cmp.Or(cpu, strconv.Itoa(c)), cmp.Or(mib, strconv.Itoa(m))
	}
	if want.CPU.IsSet() {
		declared := strconv.Itoa(want.CPU.V)
		s.judge(claim{
			code: codeTaskSize, fact: "task.cpu", facts: append(facts, s.read(task, "Cpu", cpu)), holds: cpu == declared, declared: declared, found: cpu,
			message: finding.Say("a task of %q has %s CPU units, declared %s", "%q 태스크의 CPU가 %s 단위입니다(선언: %s)", s.id, cpu, declared),
		})
	}
	if want.Memory.IsSet() {
		n, _ := strconv.ParseInt(mib, 10, 64)
		found, declared := memory(n<<20), memory(want.Memory.V)
		s.judge(claim{
			code: codeTaskSize, fact: "task.memory", facts: append(facts, s.read(task, "Memory", mib+" MiB")), holds: n<<20 == want.Memory.V,
			declared: declared, found: found,
			message: finding.Say("a task of %q has %s of memory, declared %s", "%q 태스크의 메모리가 %s입니다(선언: %s)", s.id, found, declared),
		})
	}
}

func (s *subject) checkContainer(want *model.Container, task *discover.Resource, f *discover.TaskDefinition, facts []fact) {
	key := "task.containers." + want.ID
	at := container(f, want.ID)
	var names []string
	for _, c := range f.ContainerDefinitions {
		names = append(names, c.Name)
	}
	s.judge(claim{
		code: codeContainer, fact: key, at: want.Position, facts: append(facts, s.read(task, "ContainerDefinitions", names)), holds: at != nil,
		declared: want.ID, found: show(names),
		message: finding.Say("the tasks of %q have no container %q", "%q의 태스크에 컨테이너 %q이(가) 없습니다", s.id, want.ID),
	})
	if at == nil {
		return
	}
	essential := want.Essential.Or(true)
	s.judge(claim{
		code: codeContainer, fact: key + ".essential", at: want.Position, holds: at.Essential == essential,
		facts:    append(facts, s.read(task, "ContainerDefinitions", fmt.Sprintf("%s essential %t", at.Name, at.Essential))),
		declared: fmt.Sprint(essential), found: fmt.Sprint(at.Essential),
		message: finding.Say("container %q of %q is essential: %t, declared %t", "%[2]q의 컨테이너 %[1]q: essential %[3]t (선언: %[4]t)", want.ID, s.id, at.Essential, essential),
	})
	if want.CPU.IsSet() {
		s.judge(claim{
			code: codeTaskSize, fact: key + ".cpu", at: want.CPU.Position, holds: at.Cpu == want.CPU.V,
			facts:    append(facts, s.read(task, "ContainerDefinitions", fmt.Sprintf("%s Cpu %d", at.Name, at.Cpu))),
			declared: fmt.Sprint(want.CPU.V), found: fmt.Sprint(at.Cpu),
			message: finding.Say("container %q of %q has %d CPU units, declared %d", "%[2]q의 컨테이너 %[1]q의 CPU가 %[3]d 단위입니다(선언: %[4]d)", want.ID, s.id, at.Cpu, want.CPU.V),
		})
	}
	if want.Memory.IsSet() {
		found := int64(max(at.Memory, at.MemoryReservation)) << 20
		s.judge(claim{
			code: codeTaskSize, fact: key + ".memory", at: want.Memory.Position, holds: found == want.Memory.V,
			facts:    append(facts, s.read(task, "ContainerDefinitions", fmt.Sprintf("%s Memory %s", at.Name, memory(found)))),
			declared: memory(want.Memory.V), found: memory(found),
			message: finding.Say("container %q of %q has %s of memory, declared %s", "%[2]q의 컨테이너 %[1]q의 메모리가 %[3]s입니다(선언: %[4]s)",
				want.ID, s.id, memory(found), memory(want.Memory.V)),
		})
	}
}

func container(f *discover.TaskDefinition, name string) *discover.ContainerDefinition {
	i := slices.IndexFunc(f.ContainerDefinitions, func(c discover.ContainerDefinition) bool { return c.Name == name })
	if i < 0 {
		return nil
	}
	return &f.ContainerDefinitions[i]
}

// checkRole compares the ARN of a role in use with the one that the model
// refers to.
func (s *subject) checkRole(key string, ref model.Ref, facts []fact, arn string) {
	role := s.pairs.Ref(ref)
	if !ref.IsSet() || role == nil {
		return
	}
	s.judge(claim{
		code: codeRole, fact: key, at: ref.Position, facts: append(facts, s.named(role)), holds: arn == role.ARN,
		declared: ref.ID, found: arn,
		message: finding.Say("%q acts with the role %s, declared %q", "%q이(가) 역할 %s(으)로 동작합니다(선언: %q)", s.id, discover.LastSegment(arn), ref.ID),
	})
}
