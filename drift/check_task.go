package drift

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

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
	// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html
	codeOtherContainer = "undeclared-container"
	// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
	codePrivileged = "privileged-container"
	// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
	codeExec = "exec-differs"
)

func taskRules() finding.Rules {
	return finding.Rules{
		{Code: codeTaskSize, Severity: finding.Warning},
		{Code: codeFamily, Severity: finding.Warning},
		{Code: codeContainer, Severity: finding.Error},
		{Code: codeRole, Severity: finding.Error},
		{Code: codeOtherContainer, Severity: finding.Error},
		{Code: codePrivileged, Severity: finding.Error},
		{Code: codeExec, Severity: finding.Warning},
	}
}

func checkTask(s *subject) {
	if s.element == nil {
		return
	}
	if f, ok := s.resource.Facts.(*discover.ECSService); ok {
		s.checkExec(f)
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
		s.checkOtherContainers(want, task, f, facts)
		s.checkPrivileged(want, task, f, facts)
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

// checkExec compares whether people may open a shell in the containers. What the
// model does not say is that they may not: whoever does so acts with the task's role.
func (s *subject) checkExec(f *discover.ECSService) {
	want := s.element.Task != nil && s.element.Task.Exec.V
	message := finding.Say("a shell can be opened in the containers of %q (ECS Exec)",
		"%q의 컨테이너에 셸로 들어갈 수 있습니다(ECS Exec)", s.id)
	if want {
		message = finding.Say("no shell can be opened in the containers of %q (ECS Exec), declared exec: true",
			"%q의 컨테이너에 셸로 들어갈 수 없습니다(ECS Exec, 선언: exec: true)", s.id)
	}
	s.sameSwitch(codeExec, "task.exec", want, f.EnableExecuteCommand,
		s.read(s.resource, "EnableExecuteCommand", f.EnableExecuteCommand), message)
}

// checkOtherContainers finds containers beside those that the model lists, which act
// with the same role and lie in the same network. Where it lists none, any may be there.
func (s *subject) checkOtherContainers(
	want *model.Task, task *discover.Resource, f *discover.TaskDefinition, facts []fact,
) {
	if len(want.Containers) == 0 {
		return
	}
	var others []string
	for _, c := range f.ContainerDefinitions {
		if !slices.ContainsFunc(want.Containers, func(w *model.Container) bool { return w.ID == c.Name }) {
			others = append(others, c.Name)
		}
	}
	slices.Sort(others)
	s.judge(claim{
		code:     codeOtherContainer,
		fact:     "task.containers",
		facts:    append(slices.Clone(facts), s.readParts(task, "ContainerDefinitions", others, "Name")),
		holds:    len(others) == 0,
		declared: "none",
		found:    show(others),
		message: finding.Say("tasks of %q also run %s, which the model does not list",
			"%q의 태스크에 모델에 없는 컨테이너가 있습니다: %s", s.id, show(others)),
	})
}

// checkPrivileged finds containers with all rights on their machine of which the
// model does not say so.
func (s *subject) checkPrivileged(
	want *model.Task, task *discover.Resource, f *discover.TaskDefinition, facts []fact,
) {
	var found []string
	for _, c := range f.ContainerDefinitions {
		said := slices.ContainsFunc(want.Containers, func(w *model.Container) bool {
			return w.ID == c.Name && w.Privileged.V
		})
		if c.Privileged && !said {
			found = append(found, c.Name)
		}
	}
	slices.Sort(found)
	said := s.readParts(task, "ContainerDefinitions", privilegedShown(found), "Name", "Privileged")
	s.judge(claim{
		code:     codePrivileged,
		fact:     "task.privileged",
		facts:    append(slices.Clone(facts), said),
		holds:    len(found) == 0,
		declared: "none",
		found:    show(found),
		message: finding.Say("containers of %q have all rights on their machine (privileged): %s",
			"%q의 컨테이너가 privileged로 돕니다: %s", s.id, show(found)),
	})
}

// privilegedShown are the names of containers, each with what is said of it.
func privilegedShown(names []string) string {
	if len(names) == 0 {
		return "none"
	}
	return "Privileged true: " + strings.Join(names, ", ")
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
	summed := func(own string, parts ...string) []fact { // what is unread where the containers say it
		if own != "" {
			return nil
		}
		return s.gaps([]fact{s.readParts(task, "ContainerDefinitions", "", parts...)})
	}
	if want.CPU.IsSet() {
		declared := strconv.Itoa(want.CPU.V)
		s.judge(claim{
			code:     codeTaskSize,
			fact:     "task.cpu",
			facts:    append(append(facts, s.read(task, "Cpu", cpu)), summed(f.Cpu, "Cpu")...),
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
			code: codeTaskSize,
			fact: "task.memory",
			facts: append(append(facts, s.read(task, "Memory", mib+" MiB")),
				summed(f.Memory, "Memory", "MemoryReservation")...),
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
	at, i := container(f, want.ID)
	var names []string
	for _, c := range f.ContainerDefinitions {
		names = append(names, c.Name)
	}
	s.judge(claim{
		code:     codeContainer,
		fact:     key,
		at:       want.Position,
		facts:    append(facts, s.ofContainer(task, i, names)),
		holds:    at != nil,
		declared: want.ID,
		found:    show(names),
		message:  finding.Say("the tasks of %q have no container %q", "%q의 태스크에 컨테이너 %q이(가) 없습니다", s.id, want.ID),
	})
	if at == nil {
		return
	}
	shown := func(what string, value any, parts ...string) fact {
		return s.ofContainer(task, i, fmt.Sprint(at.Name, " ", what, " ", value), parts...)
	}
	essential := want.Essential.Or(true)
	s.judge(claim{
		code:     codeContainer,
		fact:     key + ".essential",
		at:       want.Position,
		holds:    at.Essential == essential,
		facts:    append(facts, shown("essential", at.Essential, "Essential")),
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
			facts:    append(facts, shown("Cpu", at.Cpu, "Cpu")),
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
			facts:    append(facts, shown("Memory", memory(found), "Memory", "MemoryReservation")),
			declared: memory(want.Memory.V),
			found:    memory(found),
			message: finding.Say("container %q of %q has %s of memory, declared %s",
				"%[2]q의 컨테이너 %[1]q의 메모리가 %[3]s입니다(선언: %[4]s)",
				want.ID, s.id, memory(found), memory(want.Memory.V)),
		})
	}
}
