package model

import (
	"testing"
	"testing/fstest"

	"asbuilt/finding"
)

// What is accepted under the id that an element had before is accepted under its new one,
// and so is a connection of it, which is no unknown one.
func TestAcceptedUnderFormerID(t *testing.T) {
	m, findings, err := Load(fstest.MapFS{"m.yaml": {Data: []byte(`asbuilt: 1
name: Case
language: en
boundaries:
  prod: {kind: account, aws: {account: "210987654321"}}
  seoul: {kind: region, in: prod, aws: {region: ap-northeast-2}}
elements:
  store: {kind: s3-bucket, in: seoul, was: bucket}
  fn: {kind: lambda, in: seoul}
connections:
  - {from: fn, to: store, port: 443, tls: true, auth: iam}
accepted:
  - {finding: not-encrypted, on: bucket, because: x, by: y, until: 2027-01-31}
  - {finding: connection-refuted, on: "fn->bucket:443", because: x, by: y, until: 2027-01-31}
  - {connection: "fn->bucket:443", because: x, by: y, until: 2027-01-31}
`)}}, "m.yaml", Options{})
	if err != nil || m == nil {
		t.Fatal(err, findings)
	}
	for _, f := range findings {
		if f.Severity == finding.Error {
			t.Errorf("%s: %s", f.Code, f.Message.En)
		}
	}
	all := m.Acceptances()
	if all[0].Subject != "store" || all[1].Subject != "fn->store:443" || all[2].Connection != "fn->store:443" {
		t.Errorf("accepted are %q, %q, %q", all[0].Subject, all[1].Subject, all[2].Connection)
	}
}
