package scene_test

import (
	"fmt"

	"asbuilt/render/scene"
)

func Example() {
	s := scene.Lookup(scene.Category("store"))
	fmt.Println(s.Color, s.Light, s.Dark)
	// Output:
	// cat-store #1d5fc4 #7bb1ff
}
