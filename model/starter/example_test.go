package starter_test

import (
	"fmt"
	"io/fs"

	"asbuilt/finding"
	"asbuilt/model/starter"
)

func ExampleFiles() {
	err := fs.WalkDir(starter.Files(finding.Korean), ".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			fmt.Println(path)
		}
		return err
	})
	if err != nil {
		fmt.Println(err)
	}
	// Output:
	// architecture.yaml
	// docs/decisions/0001-ecs-on-fargate.md
	// docs/runbooks/api.md
}
