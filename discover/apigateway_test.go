package discover

import (
	"slices"
	"testing"
)

// https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-integrations.html
func TestFunctionOf(t *testing.T) {
	const function = "arn:aws:lambda:eu-west-1:123456789012:function:orders"
	const action = "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/"
	for uri, want := range map[string][]string{
		action + function + "/invocations":                          {function},
		action + function + ":live/invocations":                     {function + ":live"},
		action + function + ":${stageVariables.worker}/invocations": {function + ":${stageVariables.worker}"},
		action:                                 nil,
		function + ":7":                        {function + ":7"},
		"https://example.com/:function:orders": nil,
		"arn:aws:apigateway:eu-west-1:sqs:path/123456789012/orders":     nil,
		"arn:aws:apigateway:eu-west-1:states:action/StartSyncExecution": nil,
		"": nil,
	} {
		if got := FunctionOf(uri); !slices.Equal(got, want) {
			t.Errorf("%s calls %v, want %v", uri, got, want)
		}
	}
}
