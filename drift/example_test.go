package drift_test

import (
	"fmt"
	"os"

	"asbuilt/discover"
	"asbuilt/drift"
	"asbuilt/drift/match"
	"asbuilt/finding"
	"asbuilt/model"
)

func ExampleCompare() {
	m, _, err := model.Load(os.DirFS(".."), "architecture.yaml", model.Options{})
	if err != nil {
		panic(err)
	}
	file, err := os.Open("../examples/ai-service.snapshot.json")
	if err != nil {
		panic(err)
	}
	defer file.Close()
	snapshot, err := discover.Read(file)
	if err != nil {
		panic(err)
	}
	_, findings, _ := drift.Compare(match.Match(m, snapshot), drift.Options{})
	for _, f := range findings {
		if f.Subject == "mariadb" {
			fmt.Println(f.Severity, f.Message.In(finding.English))
		}
	}
	// Output:
	// error backups of "mariadb" are kept for 7d, declared 30d
	// error nobody hears the alarm "mariadb-storage" on FreeStorageSpace of "mariadb": it has no action
}
