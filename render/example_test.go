package render_test

import (
	"context"
	"fmt"
	"testing/fstest"

	"asbuilt/model"
	"asbuilt/render"
)

func Example() {
	source := "asbuilt: 1\nname: Shop\nlanguage: en\nelements:\n  customer: {kind: user}\n  orders: {kind: ecs-service}\nconnections:\n  - {from: customer, to: orders, port: 443, protocol: https, tls: true}\n"
	m, _, err := model.Load(fstest.MapFS{"shop.yaml": {Data: []byte(source)}}, "shop.yaml", model.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	pictures, err := render.Render(context.Background(), m, render.Options{Views: []string{"containers", "network"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range pictures {
		fmt.Println(p.View.ID, p.Lang, "empty:", p.Empty)
		for _, l := range p.Table.Lines {
			fmt.Println(" ", l.FromName, "→", l.ToName, l.Label, "TLS:", l.TLS)
		}
	}
	// Output:
	// containers en empty: false
	//   customer → orders HTTPS 443 TLS: true
	// network en empty: true
}
