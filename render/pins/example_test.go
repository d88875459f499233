package pins_test

import (
	"fmt"
	"strings"

	"asbuilt/render/layout"
	"asbuilt/render/pins"
)

func Example() {
	node := func(id string) *layout.Node { return &layout.Node{ID: id, Size: layout.Size{W: 120, H: 40}} }
	graph := func(ids ...string) *layout.Graph {
		g := &layout.Graph{Root: &layout.Group{}, Edges: []*layout.Edge{{ID: "1", From: "web", To: "orders"}}}
		for _, id := range ids {
			g.Root.Children = append(g.Root.Children, node(id))
		}
		return g
	}
	var p pins.Pins
	if err := p.Update("containers", graph("web", "orders", "stock")); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(string(p.Encode()))

	// Something new comes after what is there, wherever the model's file has it.
	if err := p.Update("containers", graph("coupons", "web", "orders", "stock")); err != nil {
		fmt.Println(err)
		return
	}
	_, added, _ := strings.Cut(string(p.Encode()), "containers:\n")
	fmt.Print(added)
	// Output:
	// # Where things stand in pictures: RANK/PLACE, or PLACE where the view itself knows
	// # the rank. Written by asbuilt render --pin; delete a line to let a thing go.
	// asbuilt-layout: 1
	// views:
	//   containers:
	//     orders: 1/1
	//     stock: 2/1
	//     web: 0/1
	//     coupons: 2/2
	//     orders: 1/1
	//     stock: 2/1
	//     web: 0/1
}
