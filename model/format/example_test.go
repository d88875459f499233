package format_test

import (
	"fmt"

	"asbuilt/model/format"
)

func ExampleSource() {
	out, _, err := format.Source("architecture.yaml", []byte(`name: t
asbuilt:   1
elements:
    # the only one
    web:   {name: Web,kind: browser}
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(string(out))
	// Output:
	// asbuilt: 1
	// name: t
	//
	// elements:
	//   # the only one
	//   web: {kind: browser, name: Web}
}
