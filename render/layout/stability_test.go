package layout_test

import (
	"context"
	"math"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/render"
	"asbuilt/render/scene"
)

// additions are elements, each with a connection, that people may add to System A.
var additions = []struct{ element, connection string }{
	{
		"auditors: {kind: user, in: office, name: {ko: 감사인, en: Auditors}, access: staff}",
		"{from: auditors, to: web, name: {ko: 사용, en: uses}, access: staff}",
	},
	{
		"maps: {kind: saas, in: internet, name: {ko: 지도 서비스, en: Maps}, domains: [api.maps.example.com], access: staff}",
		"{from: support-api, to: maps, port: 443, tls: true, auth: api-key}",
	},
	{
		"azure-speech: {kind: llm-api, in: azure, name: {ko: Azure 음성, en: Azure speech}, listens: [443/tcp]}",
		"{from: support-api, to: azure-speech, port: 443, tls: true, auth: api-key}",
	},
	{
		"report-queue: {use: queue, name: {ko: 보고서 대기열, en: Report queue}}",
		"{from: planning-api, to: report-queue, port: 443, tls: true, auth: iam}",
	},
	{
		"report-worker: {kind: ecs-service, in: app, module: common, groups: [ai-cluster, ingest-sg], name: {ko: 보고서 작업자, en: Report worker}}",
		"{from: report-worker, to: mariadb, port: 3306, tls: true, auth: password}",
	},
	{
		"session-cache: {use: data-store, kind: elasticache-redis, groups: [redis-sg], name: {ko: 세션 캐시, en: Session cache}, listens: [6379/tcp]}",
		"{from: planning-api, to: session-cache, port: 6379, tls: true, auth: password}",
	},
	{
		"report-files: {use: module-bucket, module: planning, name: {ko: 보고서 버킷, en: Report files}}",
		"{from: planning-api, to: report-files, port: 443, tls: true, auth: iam}",
	},
	{
		"nightly: {kind: lambda, in: app, module: common, groups: [rotate-sg], name: {ko: 야간 정리 함수, en: Nightly clean-up}}",
		"{from: nightly, to: redis, port: 6379, tls: true, auth: password}",
	},
}

// TestStabilityOfSystemA adds one element with one connection to System A, eight
// times, and measures how far the other boxes move in every view.
func TestStabilityOfSystemA(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("../../architecture.yaml")
	if err != nil {
		t.Fatal(err)
	}
	before := pictures(t, string(data))
	total, count, worst := 0.0, 0, 0.0
	for _, a := range additions {
		name, _, _ := strings.Cut(a.element, ":")
		text := strings.Replace(string(data), "\nconnections:\n",
			"\n  "+a.element+"\nconnections:\n  - "+a.connection+"\n", 1)
		for id, p := range pictures(t, text) {
			mean, most := movement(before[id], p)
			if mean > 0 {
				t.Logf("%s: the others in %s move by %.2f %% of the diagonal, one by %.1f %%", name, id, mean, most)
			}
			total, count, worst = total+mean, count+1, max(worst, mean)
		}
	}
	t.Logf("on average: %.2f %%, at worst %.2f %%", total/float64(count), worst)
	if total/float64(count) > 1.5 || worst > 8 {
		t.Errorf("the others move by %.2f %% of the diagonal on average, by %.2f %% at worst", total/float64(count),
			worst)
	}
}

// pictures are the views of System A as its file might be, by id.
func pictures(t *testing.T, text string) map[string]*scene.Picture {
	t.Helper()
	m, _, err := model.Load(fstest.MapFS{
		"architecture.yaml": {Data: []byte(text)},
	}, "architecture.yaml", model.Options{})
	if err != nil {
		t.Fatal(err)
	}
	all, err := render.Render(context.Background(), m, render.Options{Langs: []finding.Lang{finding.Korean}})
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]*scene.Picture{}
	for _, p := range all {
		out[p.View.ID] = p.Scene
	}
	return out
}

// movement is how far the nodes of both pictures are apart, in percent of the
// first one's diagonal: on average, and at most.
func movement(before, after *scene.Picture) (mean, most float64) {
	diagonal := math.Hypot(float64(before.Width), float64(before.Height))
	at := map[string]scene.Box{}
	for _, it := range before.Items {
		if it.Role == scene.Node {
			at[it.ID] = it.Box
		}
	}
	count := 0
	for _, it := range after.Items {
		if b, ok := at[it.ID]; ok && it.Role == scene.Node {
			by := 100 / diagonal * math.Hypot(float64(it.Box.X-b.X), float64(it.Box.Y-b.Y))
			mean, most, count = mean+by, max(most, by), count+1
		}
	}
	return mean / float64(max(count, 1)), most
}
