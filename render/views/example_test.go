package views_test

import (
	"fmt"
	"testing/fstest"

	"asbuilt/model"
	"asbuilt/render/views"
)

func Example() {
	source := `
asbuilt: 1
name: Shop
elements:
  customer: {kind: user}
  orders: {kind: ecs-service}
  order-db: {kind: rds-mariadb}
connections:
  - {from: customer, to: orders, port: 443, protocol: https}
  - {from: orders, to: order-db, port: 3306, protocol: mysql}
`
	m, _, err := model.Load(fstest.MapFS{"shop.yaml": {Data: []byte(source)}}, "shop.yaml", model.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, v := range views.Of(m) {
		d := views.Resolve(m, v, views.Overlay{})
		fmt.Println(v.ID)
		for _, e := range d.Edges {
			fmt.Printf("  %s -> %s: %s\n", e.From, e.To, e.Label.En)
		}
	}
	// Output:
	// context
	//   customer -> view/system: HTTPS 443
	// containers
	//   customer -> orders: HTTPS 443
	//   orders -> order-db: MySQL 3306
	// network
}
