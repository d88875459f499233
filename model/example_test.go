package model_test

import (
	"fmt"
	"testing/fstest"

	"asbuilt/model"
)

// Findings are for the user: each has its place and what to do about it.
func ExampleLoad() {
	files := fstest.MapFS{"architecture.yaml": {Data: []byte(`asbuilt: 1
name: {ko: 주문 서비스, en: Order service}
elements:
  web: {kind: browser}
  orders: {kind: ecs-service}
connections:
  - {from: web, to: ordrs, port: 443}
`)}}
	m, findings, err := model.Load(files, "architecture.yaml", model.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(m.Name.Ko, len(m.Elements))
	for _, f := range findings {
		fmt.Printf("%d:%d: %s; %s\n", f.Position.Line, f.Position.Col, f.Message.En, f.Hint.En)
	}
	// Output:
	// 주문 서비스 2
	// 7:21: unknown element "ordrs"; did you mean "orders"?
}
