package drift

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"asbuilt/discover"
	"asbuilt/model"
)

// TestPartitions holds that what is said does not depend on the partition of AWS: the
// examples, moved as they are to where ARNs begin otherwise, come to the same.
func TestPartitions(t *testing.T) {
	for _, e := range []struct{ dir, snapshot string }{
		{"..", "ai-service.clean.snapshot.json"}, {"..", "ai-service.snapshot.json"},
		{systemB, "ec2-service/clean.snapshot.json"}, {systemB, "ec2-service/drifted.snapshot.json"},
	} {
		text, err := os.ReadFile(filepath.Join(e.dir, "architecture.yaml"))
		if err != nil {
			t.Fatal(err)
		}
		data, err := os.ReadFile(filepath.Join("../examples", e.snapshot))
		if err != nil {
			t.Fatal(err)
		}
		said := map[string]string{}
		for partition, region := range map[string]string{"aws": "ap-northeast-2", "aws-us-gov": "us-gov-west-1"} {
			moved := strings.NewReplacer("arn:aws:", "arn:"+partition+":", "ap-northeast-2", region)
			back := strings.NewReplacer("arn:"+partition+":", "arn:aws:", region, "ap-northeast-2")
			m, _, err := model.Load(fstest.MapFS{"architecture.yaml": {Data: []byte(moved.Replace(string(text)))}},
				"architecture.yaml", model.Options{})
			if err != nil || m == nil {
				t.Fatal("no model", err)
			}
			var sealed bytes.Buffer
			if err := discover.Seal(&sealed, strings.NewReader(moved.Replace(string(data)))); err != nil {
				t.Fatal(err)
			}
			s, err := discover.Read(&sealed)
			if err != nil {
				t.Fatal(err)
			}
			got := compare(m, s)
			said[partition] = back.Replace(fmt.Sprintf("%+v\n%s", got.coverage, lines(got.findings)))
		}
		if diff := cmp.Diff(said["aws"], said["aws-us-gov"]); diff != "" {
			t.Errorf("%s: another partition, another report (-aws +aws-us-gov):\n%s", e.snapshot, diff)
		}
	}
}

// TestPartitionsOfCases is the same of every case whose ARNs begin as AWS's do.
func TestPartitionsOfCases(t *testing.T) {
	const usual, other = "arn:aws:", "arn:aws-us-gov:"
	asked := 0
	for file, archive := range archives(t) {
		text := string(txtar.Format(archive))
		if !strings.Contains(text, usual) {
			continue
		}
		asked++
		is, moved := runOf(t, file, archive), runOf(t, file, txtar.Parse([]byte(strings.ReplaceAll(text, usual, other))))
		if diff := cmp.Diff(lines(is.findings), strings.ReplaceAll(lines(moved.findings), other, usual)); diff != "" {
			t.Errorf("%s: another partition, other findings (-aws +aws-us-gov):\n%s", file, diff)
		}
	}
	if asked == 0 {
		t.Error("no case has an ARN of AWS's")
	}
}
