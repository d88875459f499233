package drift

import (
	"slices"
	"strings"

	"asbuilt/discover"
	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/pattern"
)

// Secrets: what is secret comes from the secret that the model names, and
// stands in no task definition.

const (
	// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html
	codeSecret = "secret-source-differs"
	// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html
	codeLiteral = "literal-secret"
)

func secretRules() finding.Rules {
	return finding.Rules{
		{Code: codeSecret, Severity: finding.Error},
		{Code: codeLiteral, Severity: finding.Error, Extra: true},
	}
}

// secretName is what variables that hold secrets are called.
var secretName = pattern.New(
	`(?i)(secret|passw(or)?d|passphrase|token|credential|private_?key|api_?key|access_?key|_key$|_pwd$)`)

func checkSecrets(s *subject) {
	s.eachTask(func(want *model.Task, task *discover.Resource, facts []fact) {
		if task == nil {
			return
		}
		f := task.Facts.(*discover.TaskDefinition)
		for _, c := range want.Containers {
			at, i := container(f, c.ID)
			if at == nil {
				continue
			}
			for _, secret := range c.Secrets {
				s.checkSecret(c, secret, i, task, facts)
			}
			s.checkLiterals(c, i, task, facts)
		}
	})
}

func (s *subject) checkSecret(
	c *model.Container, want *model.SecretRef, i int, task *discover.Resource, facts []fact,
) {
	at := &task.Facts.(*discover.TaskDefinition).ContainerDefinitions[i]
	if slices.Contains(at.Environment, want.ID) {
		return // checkLiterals says so
	}
	secret := s.pairs.Ref(want.Secret)
	if secret == nil {
		return
	}
	from := "none"
	if n := slices.IndexFunc(at.Secrets, func(v discover.ContainerSecret) bool { return v.Name == want.ID }); n >= 0 {
		from = at.Secrets[n].ValueFrom
	}
	comes := s.ofContainer(task, i, want.ID+" from "+from, "Secrets", "Environment")
	s.judge(claim{
		code:     codeSecret,
		fact:     "task.containers." + c.ID + ".secrets." + want.ID,
		at:       want.Position,
		facts:    append(facts, comes, s.named(secret)),
		holds:    isSecret(from, secret.ARN),
		declared: want.Secret.ID,
		found:    from,
		message: finding.Say("%s of %q comes from %s, declared %q",
			"%[2]q의 %[1]s이(가) %[3]s에서 옵니다(선언: %[4]q)", want.ID, s.id, from, want.Secret.ID),
	})
}

// isSecret reports whether a ValueFrom leads to the secret; it may name a key,
// a stage and a version behind the ARN, and may leave out AWS's random suffix.
func isSecret(from, arn string) bool {
	if from == arn || strings.HasPrefix(from, arn+":") {
		return true
	}
	if len(arn) < 7 || arn[len(arn)-7] != '-' {
		return false
	}
	bare := arn[:len(arn)-7]
	return from == bare || strings.HasPrefix(from, bare+":")
}

// checkLiterals reports variables that the model says are secret, or that look
// it, and have their value in the task definition.
func (s *subject) checkLiterals(
	c *model.Container, i int, task *discover.Resource, facts []fact,
) {
	at := &task.Facts.(*discover.TaskDefinition).ContainerDefinitions[i]
	found := false
	for _, name := range at.Environment {
		declared := slices.ContainsFunc(c.Secrets, func(v *model.SecretRef) bool { return v.ID == name })
		plain := slices.ContainsFunc(c.Plain, func(v model.String) bool { return v.V == name })
		if !declared && (plain || !secretName.MatchString(name)) {
			continue
		}
		found = true
		s.judge(claim{
			code:     codeLiteral,
			fact:     "task.containers." + c.ID + ".secrets." + name,
			at:       c.Position,
			facts:    append(facts, s.ofContainer(task, i, at.Name+" "+name+" is a literal", "Environment")),
			declared: "secret",
			found:    "literal",
			message: finding.Say("%s of %q stands in the task definition as plain text",
				"%[2]q의 %[1]s 값이 태스크 정의에 평문으로 있습니다", name, s.id),
		})
	}
	if !found {
		s.judge(claim{
			code: codeLiteral, fact: "task.containers." + c.ID + ".secrets", holds: true,
			facts: append(facts, s.ofContainer(task, i, at.Name+" has no literal secret", "Environment")),
		})
	}
}
