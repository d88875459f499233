package model_test

import (
	"bytes"
	"fmt"
	"runtime"
	"testing"
	"testing/fstest"
	"time"

	"gopkg.in/yaml.v3"

	"asbuilt/model"
)

// large is a sound model of so many elements and as many connections, in
// twenty files: with 10,000 it has as much as a model may have.
func large(elements int) fstest.MapFS {
	const parts = 19
	files := fstest.MapFS{"architecture.yaml": {Data: []byte(`asbuilt: 1
name: {ko: 큰 모델, en: Large model}
include: ["parts/*.yaml"]
states: [now, target]
trust: [internet, app, data]
templates:
  service: {kind: ecs-service, listens: [8080/tcp], health_check: {path: /health}}
boundaries:
  prod: {kind: account, aws: {account: "210987654321"}}
  seoul: {kind: region, in: prod, aws: {region: ap-northeast-2}}
  vpc: {kind: vpc, in: seoul, cidr: 10.20.0.0/16}
  app: {kind: subnets, in: vpc, exposure: private, trust: app, per_zone: {a: 10.20.10.0/24, c: 10.20.11.0/24}}
`)}}
	var out [parts]bytes.Buffer
	for i := range out {
		out[i].WriteString("elements:\n")
	}
	for i := range elements {
		fmt.Fprintf(&out[i%parts], `  service-%d:
    use: service
    name: {ko: 서비스 %d, en: Service %d}
    in: app
    scaling: {min: 2, max: 10, metric: cpu, target: 60}
`, i, i, i)
	}
	for i := range out {
		out[i].WriteString("connections:\n")
	}
	for i := range elements { // a model may have 10,000 connections
		fmt.Fprintf(&out[i%parts], "  - {from: service-%d, to: service-%d, port: 8080, tls: true, auth: jwt}\n",
			i, (i+1+i%2*7)%elements)
	}
	for i := range out {
		files[fmt.Sprintf("parts/%02d.yaml", i)] = &fstest.MapFile{Data: out[i].Bytes()}
	}
	return files
}

func check(t testing.TB, files fstest.MapFS) {
	_, findings, err := model.Load(files, "architecture.yaml", model.Options{})
	if err != nil || len(findings) > 0 {
		t.Fatalf("%v %s", err, transcript(findings, "en"))
	}
}

// parse reads the same bytes into yaml.v3's nodes and does nothing with them.
func parse(t testing.TB, files fstest.MapFS) {
	for _, f := range files {
		var node yaml.Node
		if err := yaml.Unmarshal(f.Data, &node); err != nil {
			t.Fatal(err)
		}
	}
}

func BenchmarkCheck1000(b *testing.B)  { benchmark(b, 1000, check) }
func BenchmarkCheck10000(b *testing.B) { benchmark(b, 10000, check) }
func BenchmarkParse1000(b *testing.B)  { benchmark(b, 1000, parse) }

func benchmark(b *testing.B, elements int, run func(testing.TB, fstest.MapFS)) {
	files := large(elements)
	for b.Loop() {
		run(b, files)
	}
}

// BenchmarkRatios measures in one run, turn by turn, what check costs beside
// reading the same bytes into yaml.v3's nodes (at most 5 is wanted), and ten
// times the model beside one (at most 12).
func BenchmarkRatios(b *testing.B) {
	small, big := large(1000), large(10000)
	var parsed, checked, tenfold time.Duration
	timed := func(sum *time.Duration, files fstest.MapFS, run func(testing.TB, fstest.MapFS)) {
		runtime.GC()
		start := time.Now()
		run(b, files)
		*sum += time.Since(start)
	}
	for b.Loop() {
		timed(&parsed, small, parse)
		timed(&checked, small, check)
		timed(&tenfold, big, check)
	}
	b.ReportMetric(float64(checked)/float64(parsed), "check/parse")
	b.ReportMetric(float64(tenfold)/float64(checked), "10000/1000")
}
