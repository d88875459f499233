package model_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"asbuilt/model"
)

// A kind that nobody knows has the hint that its writer needs: one for a word that is
// misspelt, none for a word that only looks like another.
func TestHintsForKinds(t *testing.T) {
	for word, want := range map[string]string{
		"lamda": `"lambda"`, "cloudfrnt": `"cloudfront"`, "postgress": `"rds-postgres"`, "dynamo-tabel": `"dynamodb-table"`,
		"ecs-servce": `"ecs-service"`, "kafak": `"msk-cluster"`, "redsi": `"elasticache-redis"`, "aurrora": `"aurora"`,
		"opensaerch": `"opensearch"`, "worflow": `"state-machine"`, "fargate": `"ecs-service"`, "인터넷게이트웨이": `"internet-gateway"`,
		"airflow": "airflow: {extends: state-machine, aws: [\"AWS::MWAA::Environment\"]}",
		"kendr":   "kendra: {extends: opensearch", "translate": "translate: {extends: external-api}",
		"datasync": "AWS::DataSync::Task", "appstream": "AWS::AppStream::Fleet", "connect": "AWS::Connect::Instance",
		"kong": "", "s4": "", "sqss": "", "xyz": "", "macy": "", "spak": "", "kongg": "", "rds2": "", "web3": "",
	} {
		text := fmt.Sprintf("asbuilt: 1\nname: t\nelements:\n  a: {kind: %q}\n", word)
		_, found, err := model.Load(fstest.MapFS{"a.yaml": {Data: []byte(text)}}, "a.yaml", model.Options{})
		if err != nil || len(found) != 1 || found[0].Code != model.CodeUnknownKind {
			t.Errorf("%s: %v %v", word, found, err)
			continue
		}
		hint := found[0].Hint.En
		if want == "" && !strings.HasPrefix(hint, "asbuilt explain kind lists all kinds") || !strings.Contains(hint, want) {
			t.Errorf("%s: %s, want %q", word, hint, want)
		}
	}
}
