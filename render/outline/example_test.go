package outline_test

import (
	"fmt"

	"asbuilt/render/outline"
)

func Example() {
	for _, s := range outline.Path("M1 2h3z") {
		fmt.Println(s.Verb == outline.Line, s.X, s.Y)
	}
	// Output:
	// false 1 2
	// true 4 2
	// false 1 2
}
