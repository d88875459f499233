package drift

import (
	"cmp"
	"fmt"
	"strconv"

	"asbuilt/discover"
	"asbuilt/finding"
	"asbuilt/model"
)

// Task: an ECS task has the size, the containers and the roles that the model
// says. The family is compared, never the revision.

const (
	// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html
	codeTaskSize = "task-size-differs"
	// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html
	codeFamily = "task-family-differs"
	// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html
	codeContainer = "container-differs"
	// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
	codeRole = "role-differs"
)

func taskRules() finding.Rules {
	return finding.Rules{
		{Code: codeTaskSize, Severity: finding.Warning},
		{Code: codeFamily, Severity: finding.Warning},
		{Code: codeContainer, Severity: finding.Error},
		{Code: codeRole, Severity: finding.Error},
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
				code:     codeFamily,
				fact:     "task.family",
				facts:    append(facts, s.read(task, "Family", f.Family)),
				holds:    f.Family == want.Family.V,
				declared: want.Family.V,
				found:    f.Family,
				message: finding.Say("%q runs task definition %s, declared %s",
					"%q이(가) 태스크 정의 %s(으)로 실행됩니다(선언: %s)", s.id, f.Family, want.Family.V),
			})
		}
		if want.Roles != nil {
			own := s.read(task, "TaskRoleArn", f.TaskRoleArn)
			s.checkRole("task.roles.task", want.Roles.Task, append(facts, own), f.TaskRoleArn)
			starts := s.read(task, "ExecutionRoleArn", f.ExecutionRoleArn)
			s.checkRole("task.roles.execution", want.Roles.Execution, append(facts, starts), f.ExecutionRoleArn)
		}
	})
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
			code:     codeTaskSize,
			fact:     "task.cpu",
			facts:    append(facts, s.read(task, "Cpu", cpu)),
			holds:    cpu == declared,
			declared: declared,
			found:    cpu,
			message: finding.Say("a task of %q has %s CPU units, declared %s",
				"%q 태스크의 CPU가 %s 단위입니다(선언: %s)", s.id, cpu, declared),
		})
	}
	if want.Memory.IsSet() {
		n, _ := strconv.ParseInt(mib, 10, 64)
		found, declared := memory(n<<20), memory(want.Memory.V)
		s.judge(claim{
			code:     codeTaskSize,
			fact:     "task.memory",
			facts:    append(facts, s.read(task, "Memory", mib+" MiB")),
			holds:    n<<20 == want.Memory.V,
			declared: declared,
			found:    found,
			message: finding.Say("a task of %q has %s of memory, declared %s",
				"%q 태스크의 메모리가 %s입니다(선언: %s)", s.id, found, declared),
		})
	}
}

func (s *subject) checkContainer(
	want *model.Container, task *discover.Resource, f *discover.TaskDefinition, facts []fact,
) {
	key := "task.containers." + want.ID
	at := container(f, want.ID)
	var names []string
	for _, c := range f.ContainerDefinitions {
		names = append(names, c.Name)
	}
	s.judge(claim{
		code:     codeContainer,
		fact:     key,
		at:       want.Position,
		facts:    append(facts, s.read(task, "ContainerDefinitions", names)),
		holds:    at != nil,
		declared: want.ID,
		found:    show(names),
		message:  finding.Say("the tasks of %q have no container %q", "%q의 태스크에 컨테이너 %q이(가) 없습니다", s.id, want.ID),
	})
	if at == nil {
		return
	}
	shown := func(what string, value any) fact {
		return s.read(task, "ContainerDefinitions", fmt.Sprint(at.Name, " ", what, " ", value))
	}
	essential := want.Essential.Or(true)
	s.judge(claim{
		code:     codeContainer,
		fact:     key + ".essential",
		at:       want.Position,
		holds:    at.Essential == essential,
		facts:    append(facts, shown("essential", at.Essential)),
		declared: fmt.Sprint(essential),
		found:    fmt.Sprint(at.Essential),
		message: finding.Say("container %q of %q is essential: %t, declared %t",
			"%[2]q의 컨테이너 %[1]q: essential %[3]t (선언: %[4]t)", want.ID, s.id, at.Essential, essential),
	})
	if want.CPU.IsSet() {
		s.judge(claim{
			code:     codeTaskSize,
			fact:     key + ".cpu",
			at:       want.CPU.Position,
			holds:    at.Cpu == want.CPU.V,
			facts:    append(facts, shown("Cpu", at.Cpu)),
			declared: fmt.Sprint(want.CPU.V),
			found:    fmt.Sprint(at.Cpu),
			message: finding.Say("container %q of %q has %d CPU units, declared %d",
				"%[2]q의 컨테이너 %[1]q의 CPU가 %[3]d 단위입니다(선언: %[4]d)", want.ID, s.id, at.Cpu, want.CPU.V),
		})
	}
	if want.Memory.IsSet() {
		found := int64(max(at.Memory, at.MemoryReservation)) << 20
		s.judge(claim{
			code:     codeTaskSize,
			fact:     key + ".memory",
			at:       want.Memory.Position,
			holds:    found == want.Memory.V,
			facts:    append(facts, shown("Memory", memory(found))),
			declared: memory(want.Memory.V),
			found:    memory(found),
			message: finding.Say("container %q of %q has %s of memory, declared %s",
				"%[2]q의 컨테이너 %[1]q의 메모리가 %[3]s입니다(선언: %[4]s)",
				want.ID, s.id, memory(found), memory(want.Memory.V)),
		})
	}
}
