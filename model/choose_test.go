package model_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"asbuilt/model"
	"asbuilt/model/predicate"
)

// TestChoices chooses by what only a model knows: who answers for something, and
// what rests in it, in parts of it too.
func TestChoices(t *testing.T) {
	const source = `
asbuilt: 1
name: Shop
states: [now, later]
data:
  names: {sensitivity: personal}
  prices: {sensitivity: public}
modules:
  m: {owner: team-m}
boundaries:
  seoul: {kind: region, aws: {region: ap-northeast-2}}
kinds:
  my-db: {extends: rds-mariadb}
elements:
  api: {kind: ecs-service, module: m}
  job: {kind: ecs-service, module: m, owner: team-j, tags: [night]}
  db: {kind: my-db, in: seoul, holds: [prices], partitions: {p: {module: m, holds: [names]}}}
  next: {kind: ecs-service, since: later}
connections:
  - {from: api, to: db, port: 3306}
`
	m, findings, err := model.Load(fstest.MapFS{"m.yaml": {Data: []byte(source)}}, "m.yaml", model.Options{})
	if err != nil || m == nil {
		t.Fatal(findings, err)
	}
	for text, want := range map[string]string{
		`owner == team-m`:         "api",
		`owner == *`:              "api job",
		`holds == names`:          "db",
		`holds == *`:              "db",
		`sensitivity == personal`: "db",
		`sensitivity == public`:   "db",
		`sensitivity == secret`:   "",
		`kind == rds-mariadb`:     "db",
		`kind == my-db`:           "db",
		`category == compute`:     "api job",
		`tag == night`:            "job",
		`boundary == seoul`:       "db",
		`from(api)`:               "api db",
		`id == next or id == api`: "api",
	} {
		choices := m.Choices("now")
		test, fault := predicate.Parse(text, choices)
		if fault != nil {
			t.Errorf("%s: %s", text, fault.Message.En)
			continue
		}
		chosen := slices.DeleteFunc(slices.Clone(choices.IDs), func(id string) bool { return !test(id) })
		if got := strings.Join(chosen, " "); got != want {
			t.Errorf("%s chooses %q, want %q", text, got, want)
		}
	}
	if later := m.Choices("").IDs; !slices.Contains(later, "next") {
		t.Error("the empty state has not all elements")
	}
}

// A kind of one's own is called as its model says, or by its id: what it extends it
// is not.
func TestOwnKindIsCalled(t *testing.T) {
	const source = `
asbuilt: 1
name: Plant
kinds:
  iot-core: {extends: http-api, aws: ["AWS::IoT::Thing"]}
  embedder: {extends: llm-api, name: {ko: 임베딩, en: Embedder}}
elements:
  iot: {kind: iot-core}
`
	m, findings, err := model.Load(fstest.MapFS{"m.yaml": {Data: []byte(source)}}, "m.yaml", model.Options{})
	if err != nil || m == nil {
		t.Fatal(findings, err)
	}
	for id, want := range map[string]string{"iot-core": "iot-core", "embedder": "Embedder"} {
		if got := m.Kind(id).Label.En; got != want {
			t.Errorf("%s is called %q, want %q", id, got, want)
		}
	}
}
