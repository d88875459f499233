package drift

import (
	"strings"
	"testing"
)

func TestServicesOfAWS(t *testing.T) {
	for service, want := range map[string]bool{
		"com.amazonaws.ap-northeast-2.s3":                              true,
		"com.amazonaws.ap-northeast-2.vpce.api":                        true,
		"com.amazonaws.vpce.ap-northeast-2.vpce-svc-0e123abc123198abc": false,
		"aws.sagemaker.ap-northeast-2.notebook":                        true,
		"cn.com.amazonaws.cn-north-1.ec2":                              true,
		"cn.com.amazonaws.vpce.cn-north-1.vpce-svc-0e123abc123198abc":  false,
		"com.example.aws.s3":                                           false,
		"com.amazonaws":                                                false,
		"":                                                             false,
	} {
		if got := ofAWS(service); got != want {
			t.Errorf("ofAWS(%q) = %t", service, got)
		}
	}
}

// Who calls a function that has no URL calls Lambda's API; what has one is reached by it,
// and where nobody looked, that is not known.
func TestCallsOfFunctions(t *testing.T) {
	got := cases(t)["testdata/functions.txtar"]
	if c := got.coverage.Connections; c.Declared != 4 || c.Holds != 2 || c.Unknown != 1 || c.NotNetwork != 1 ||
		!strings.Contains(c.Outside[0].Because.En, "Lambda's API") {
		t.Errorf("of the four calls: %+v", c)
	}
}
