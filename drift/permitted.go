package drift

import (
	"asbuilt/finding"
	"asbuilt/way"
)

// permission is whether AWS's permissions let one thing use another that AWS
// answers for: a bucket, a queue, a secret, a key. The network has no say in it.
type permission struct {
	// may says that something lets it; why says what.
	may bool
	why finding.Text
	// facts are what says so. Where one is missing, nobody knows.
	facts []fact
}

// permitted asks whether from may use to. An end without a resource is the internet.
func (s *subject) permitted(from, to end) permission {
	return permission{facts: []fact{s.lacking(way.Missing{Ignored: true,
		Fact: way.Fact{Type: to.resource.Type, Resource: to.resource.Ref()},
		Text: finding.Say("asbuilt does not follow which permissions let %s use %s",
			"asbuilt는 %s이(가) %s을(를) 쓸 권한이 있는지 따라가지 않습니다", from.name(), to.name())})}}
}
