package drift

import (
	"fmt"
	"strings"
	"testing"

	"asbuilt/internal/snapcase"
)

// TestAgents holds that whether a machine has an agent of Systems Manager is asked
// where the model or the account says that there are such agents, and nowhere else.
func TestAgents(t *testing.T) {
	const machine = `{"type": "AWS::EC2::Instance", "id": "i-1", "name": "box",
		"facts": {"IamInstanceProfile": "arn:aws:iam::210987654321:instance-profile/box"}}`
	role := func(profile, policy string) string {
		return fmt.Sprintf(`{"type": "AWS::IAM::Role", "id": "r", "region": "global", "facts": {
			"InstanceProfiles": ["arn:aws:iam::210987654321:instance-profile/other", %q],
			"ManagedPolicyArns": ["arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::aws:policy/%s"]}}`, profile, policy)
	}
	endpoint := func(region, service string) string {
		return fmt.Sprintf(`{"type": "AWS::EC2::VPCEndpoint", "id": "vpce-0", "region": %[1]q, "facts": {"ServiceName":
			"com.amazonaws.%[1]s.s3"}}, {"type": "AWS::EC2::VPCEndpoint", "id": "vpce-1", "region": %[1]q,
			"facts": {"ServiceName": "com.amazonaws.%[1]s.%[2]s"}}`, region, service)
	}
	own := "arn:aws:iam::210987654321:instance-profile/box"
	for _, c := range []struct {
		name, elements, resources string
		asked                     bool
	}{
		{"nobody says so", "", "", false},
		{"a parameter", "  p: {kind: parameter, in: seoul}", `{"type": "AWS::SSM::Parameter", "id": "p"}`, false},
		{"the model has Systems Manager", "  ssm: {kind: systems-manager}", "", true},
		{"by a kind of its own", "  ssm: {kind: remote}", "", true},
		{"the agent itself", "  x: {kind: ec2-instance, in: seoul, match: none, because: x, processes: {p: {kind: ssm-agent}}}", "", true},
		{"another agent", "  x: {kind: ec2-instance, in: seoul, match: none, because: x, processes: {p: {kind: cloudwatch-agent}}}", "", false},
		{"the model will have it", "  ssm: {kind: systems-manager, since: later}", "", false},
		{"a window of the model", "  w: {kind: maintenance-window, in: seoul}", `{"type": "AWS::SSM::MaintenanceWindow", "id": "w"}`, true},
		{"a window of the account", "", `{"type": "AWS::SSM::MaintenanceWindow", "id": "w"}`, true},
		{"a baseline", "", `{"type": "AWS::SSM::PatchBaseline", "id": "p"}`, true},
		{"a window elsewhere", "", `{"type": "AWS::SSM::MaintenanceWindow", "id": "w", "region": "us-east-1"}`, false},
		{"a window of another account", "", `{"type": "AWS::SSM::MaintenanceWindow", "id": "w", "account": "1"}`, false},
		{"an agent beside it", "", `{"type": "AWS::SSM::ManagedInstance", "id": "i-0"}`, true},
		{"an endpoint for agents", "", endpoint("ap-northeast-2", "ssm"), true},
		{"an endpoint for sessions", "", endpoint("ap-northeast-2", "ssmmessages"), true},
		{"another endpoint", "", endpoint("ap-northeast-2", "kms"), false},
		{"an endpoint elsewhere", "", endpoint("us-east-1", "ssm"), false},
		{"its role", "", role(own, "AmazonSSMManagedInstanceCore"), true},
		{"its role, as it was", "", role(own, "service-role/AmazonEC2RoleforSSM"), true},
		{"its role without", "", role(own, "AmazonS3FullAccess"), false},
		{"another's role", "", role("arn:aws:iam::210987654321:instance-profile/box2", "AmazonSSMManagedInstanceCore"), false},
	} {
		t.Run(c.name, func(t *testing.T) {
			states := "states: [now, later]\ncurrent: now\n"
			kinds := "kinds:\n  remote: {extends: systems-manager}\n"
			elements := "elements:\n  a: {kind: sqs-queue, in: seoul, match: none, because: x}\n  box: {kind: ec2-instance, in: seoul}\n"
			m := load(t, c.name, []byte(head+kinds+states+elements+c.elements+"\n"))
			list := []string{`{"type": "AWS::SQS::Queue", "id": "a"}`, machine}
			if c.resources != "" {
				list = append(list, c.resources)
			}
			s := snapcase.Snapshot(t, []byte("["+strings.Join(list, ",")+"]"), agentsSeen)
			asked := false
			for _, f := range compare(m, s).findings {
				asked = asked || f.Subject == "box" && f.Code == codeNotRunning && f.Verdict == "unknown"
			}
			if asked != c.asked {
				t.Errorf("asked: %t", asked)
			}
		})
	}
}
