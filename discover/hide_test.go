package discover_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"asbuilt/discover"
	"asbuilt/finding/secret"
)

// No secret of a tag is read, even of a snapshot that somebody wrote by hand; and of
// what is taken, none in a fact stays.
func TestHidesSecrets(t *testing.T) {
	token := "ghp_" + strings.Repeat("aK9", 12)
	snap := &discover.Snapshot{
		Taken: time.Date(2026, 11, 29, 0, 0, 0, 0, time.UTC),
		Resources: []*discover.Resource{{
			Type: "AWS::ECS::TaskDefinition", ARN: "arn:aws:ecs:ap-northeast-2:123456789012:task-definition/orders:1",
			ID: "orders:1", Name: "orders",
			Account: "123456789012", Region: "ap-northeast-2",
			Tags: map[string]string{"owner": token, "db-password": "letmein", "team": "orders", "commit": strings.Repeat("0f1e2d3c", 5)},
			Facts: &discover.TaskDefinition{Family: "orders", ContainerDefinitions: []discover.ContainerDefinition{{
				Name: "app", User: token,
				LogConfiguration: &discover.LogConfiguration{LogDriver: "splunk", Options: map[string]string{
					"splunk-token": "letmein", "awslogs-group": "/ecs/orders",
				}},
			}}},
		}},
	}
	for _, operation := range []string{
		"ecs:ListClusters", "ecs:ListServices", "ecs:DescribeServices", "ecs:DescribeTaskDefinition",
	} {
		snap.Cells = append(snap.Cells, discover.Cell{
			Account: "123456789012", Region: "ap-northeast-2", Operation: operation, Status: discover.OK,
		})
	}
	var file bytes.Buffer
	if err := discover.Write(&file, snap); err != nil {
		t.Fatal(err)
	}
	read, err := discover.Read(&file)
	if err != nil {
		t.Fatal(err)
	}
	taken := snap.Resources[0]
	taken.HideSecrets()
	for _, r := range []*discover.Resource{read.Resources[0], taken} {
		hidesTags(t, r)
	}
	c := taken.Facts.(*discover.TaskDefinition).ContainerDefinitions[0]
	if o := c.LogConfiguration.Options; c.Name != "app" || c.User != secret.Hidden || o["splunk-token"] != secret.Hidden ||
		o["awslogs-group"] != "/ecs/orders" {
		t.Errorf("the container is %+v, %v", c, c.LogConfiguration)
	}
}

func hidesTags(t *testing.T, r *discover.Resource) {
	t.Helper()
	for key, want := range map[string]string{
		"owner": secret.Hidden, "db-password": secret.Hidden, "team": "orders", "commit": strings.Repeat("0f1e2d3c", 5),
	} {
		if r.Tags[key] != want {
			t.Errorf("tag %s is %q, want %q", key, r.Tags[key], want)
		}
	}
}
