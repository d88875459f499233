package drift

import "testing"

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
