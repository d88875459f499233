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

	// Something new comes beside what is there, which stays.
	if err := p.Update("containers", graph("coupons", "web", "orders", "stock")); err != nil {
		fmt.Println(err)
		return
	}
	_, added, _ := strings.Cut(string(p.Encode()), "containers:\n")
	fmt.Print(added)
	// Output:
	// # Where things lie in pictures: X,Y WIDTHxHEIGHT. Written by asbuilt render --pin;
	// # delete a line to let a thing go.
	// asbuilt-layout: 2
	// views:
	//   containers:
	//     orders: 24,94 120x40
	//     stock: 24,158 120x40
	//     web: 24,24 120x40
	//     coupons: 24,222 120x40
	//     orders: 24,94 120x40
	//     stock: 24,158 120x40
	//     web: 24,24 120x40
}
