package drift

import (
	"strings"
	"testing"

	"asbuilt/discover"
	"asbuilt/drift/match"
	"asbuilt/finding"
	"asbuilt/model"
)

// What stands alone in its place needs no name: without the names and tags of their
// gateways and endpoints, as accounts that CloudFormation made have them, both
// examples agree with their models as before.
func TestUnnamed(t *testing.T) {
	for name, m := range map[string]*model.Model{
		"ai-service.clean.snapshot.json":  systemA(t),
		"ec2-service/clean.snapshot.json": systemBModel(t),
	} {
		s := readExample(t, name)
		taken := 0
		for _, r := range s.Resources {
			_, alone := r.Facts.(discover.Sole)
			if alone && strings.HasPrefix(r.Type, "AWS::EC2::") {
				r.Name, r.Tags = "", nil
				taken++
			}
		}
		for _, f := range compare(m, s).findings {
			if f.Code == CodeMissing || f.Code == match.CodeAmbiguous || f.Code == match.CodeUndeclared {
				t.Errorf("%s: %s", name, f.Message.In(finding.English))
			}
		}
		if taken < 10 {
			t.Errorf("%s: %d lost their names", name, taken)
		}
	}
}
