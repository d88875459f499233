package sequence_test

import (
	"fmt"
	"testing/fstest"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/render/sequence"
)

const shop = `
asbuilt: 1
name: Shop
language: en
elements:
  web: {kind: browser}
  api: {kind: ecs-service}
  cache: {kind: elasticache-redis}
  db: {kind: rds-mariadb}
connections:
  - {from: web, to: api, port: 443, protocol: https, tls: true}
  - {from: api, to: cache, port: 6379, protocol: redis}
  - {from: api, to: db, name: orders, port: 3306, protocol: mysql, protect: {hash: [name]}}
flows:
  order:
    name: Order
    steps:
      - {step: web -> api, note: Asks for the orders., reply: the orders}
      - alternatives:
          - {when: cached, steps: [{step: api -> cache, cache: hit}]}
          - {when: not cached, failure: true, steps: [{parallel: [api -> db, {step: api -> cache, tokens: 12500}]}]}
      - api -> web
`

func Example() {
	m, _, err := model.Load(fstest.MapFS{"architecture.yaml": {Data: []byte(shop)}}, "architecture.yaml", model.Options{})
	if err != nil {
		panic(err)
	}
	d := sequence.Of(m, m.Flows[0])
	for _, s := range d.Messages() {
		fmt.Println(s.Number, d.Heads[s.From].ID, "->", d.Heads[s.To].ID, s.Text.En, s.Facts, s.TLS, s.Masked, s.Failure, s.Answer)
	}
	at := sequence.Place(d, finding.English)
	fmt.Println(len(at.Messages), "messages and replies,", len(at.Frames), "frames")
	// Output:
	// 1 web -> api Asks for the orders. [{HTTPS 443 HTTPS 443}] true false false false
	// 2a.1 api -> cache  [{Redis 6379 Redis 6379} {캐시 적중 cache hit}] false false false false
	// 2b.1.1 api -> db orders [{MySQL 3306 MySQL 3306}] false true true false
	// 2b.1.2 api -> cache  [{Redis 6379 Redis 6379} {약 12,500토큰 about 12,500 tokens}] false false true false
	// 3 api -> web  [] true false false true
	// 6 messages and replies, 2 frames
}
