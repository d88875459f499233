package icons_test

import (
	"bytes"
	"image"
	"image/png"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"asbuilt/finding"
	"asbuilt/model/kind"
	"asbuilt/render/icons"
)

const drawing = `<?xml version="1.0" encoding="UTF-8"?>
<svg width="64px" height="64px" viewBox="0 0 64 64" xmlns="http://www.w3.org/2000/svg" ` +
	`xmlns:xlink="http://www.w3.org/1999/xlink">
	<defs><linearGradient id="linearGradient-1"><stop stop-color="#C8511B" offset="0%"/></linearGradient></defs>
	<rect fill="url(#linearGradient-1)" width="64" height="64"/><!-- NAME --></svg>`

// named is a drawing that says which one it is.
func named(name string) string { return strings.Replace(drawing, "NAME", name, 1) }

// folder has these files: by path the name that they say, or their content.
func folder(t *testing.T, all map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for path, content := range all {
		if !strings.Contains(content, "<") && filepath.Ext(path) == ".svg" {
			content = named(content)
		}
		path = filepath.Join(dir, path)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// The names and folders are those of AWS's releases of 2021 and 2025.
func TestOf(t *testing.T) {
	const services, resources = "Architecture-Service-Icons_07302021/", "Resource-Icons_07302021/"
	dir := folder(t, map[string]string{
		services + "Arch_Compute/16/Arch_AWS-Lambda_16.svg":                          "small",
		services + "Arch_Compute/48/Arch_AWS-Lambda_48.svg":                          "lambda",
		services + "Arch_Compute/64/Arch_AWS-Lambda_64.svg":                          "large",
		services + "Arch_Compute/48/Arch_AWS-Lambda_48.png":                          "dots",
		services + "Arch_Compute/64/Arch_AWS-Lambda_64@5x.png":                       "many dots",
		services + "Arch_Storage/64/Arch_Amazon-EFS_64.svg":                          "efs",
		services + "Arch_Containers/48/Arch_AWS-Fargate_48.svg":                      "not asked for",
		services + "Arch_NX/48/Arch_Elastic-Load-Balancing_48.svg":                   "balancing",
		services + "Arch_App/48/Arch_Amazon-API-Gateway_48.svg":                      "first",
		services + "Arch_Net/48/Arch_Amazon-API-Gateway_48.svg":                      "second",
		services + "__MACOSX/48/Arch_Amazon-Athena_48.svg":                           "no icon",
		services + ".hidden/48/Arch_Amazon-Athena_48.svg":                            "no icon",
		services + "Arch_Analytics/48/Arch_AWS-Glue_48.pdf":                          "no icon",
		"Architecture-Group-Icons_07302021/Region_32.svg":                            "region",
		"Architecture-Group-Icons_07302021/Region_32_Dark.svg":                       "dark",
		resources + "Res_NX/Res_48_Light/Res_Amazon-VPC_NAT-Gateway_48_Light.svg":    "nat",
		resources + "Res_NX/Res_48_Dark/Res_Amazon-VPC_NAT-Gateway_48_Dark.svg":      "dark",
		resources + "Res_NX/Res_Elastic-Load-Balancing_Network-Load-Balancer_48.svg": "nlb",
	})
	set, err := icons.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string]string{
		"lambda": "lambda", "efs": "efs", "nat-gateway": "nat", "network-load-balancer": "nlb", "load-balancer": "balancing",
		"api-gateway": "first", "athena": "", "glue-catalog": "", "user": "",
	} {
		icon, err := set.Of(kind.Lookup(id))
		switch {
		case err != nil:
			t.Errorf("%s: %v", id, err)
		case (icon == nil) != (want == ""):
			t.Errorf("%s: icon %v, want %q", id, icon != nil, want)
		case icon != nil && string(icon.SVG) != named(want):
			t.Errorf("%s: %s is not the file of %q as it is", id, icon.SVG, want)
		case id == "lambda" && string(icon.PNG) != "many dots", id == "efs" && icon.PNG != nil:
			t.Errorf("%s: dots %q", id, icon.PNG)
		}
	}
	if icon, err := set.Place("region"); err != nil || icon == nil || string(icon.SVG) != named("region") {
		t.Errorf("the region's icon is %v, %v", icon, err)
	}
	if icon, err := set.Place("vpc"); err != nil || icon != nil {
		t.Errorf("a place without an icon has %v, %v", icon, err)
	}
}

// A kind of one's own has the icon of its resource type.
func TestOfOwnKind(t *testing.T) {
	set, err := icons.Open(folder(t, map[string]string{"48/Arch_Amazon-Bedrock_48.svg": "bedrock"}))
	if err != nil {
		t.Fatal(err)
	}
	icon, err := set.Of(&kind.Kind{ID: "mine", AWS: []string{"AWS::Bedrock::Agent"}})
	if err != nil || icon == nil || icon.Name != "Amazon-Bedrock" {
		t.Errorf("%v, %v", icon, err)
	}
}

func TestRefused(t *testing.T) {
	const lambda = "Arch_Compute/48/Arch_AWS-Lambda_48.svg"
	for name, c := range map[string]struct {
		files map[string]string
		want  finding.Text
	}{
		"nothing": {nil, finding.Text{En: "has no icon of AWS's set", Ko: "AWS 아이콘이 없습니다"}},
		"others":  {map[string]string{"lambda.svg": "a"}, finding.Text{En: "has no icon of AWS's set", Ko: "AWS 아이콘이 없습니다"}},
		"two releases": {map[string]string{
			"Architecture-Service-Icons_07302021/" + lambda: "a", "Architecture-Service-Icons_02072025/" + lambda: "a",
		}, finding.Text{En: "two icons for AWS::Lambda: ", Ko: "AWS::Lambda의 아이콘이 둘"}},
		"script": {map[string]string{lambda: `<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`},
			finding.Text{En: "has a script or loads something", Ko: "스크립트가 있거나"}},
		"handler": {map[string]string{lambda: `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`},
			finding.Text{En: "has a script or loads something", Ko: "스크립트가 있거나"}},
		"from elsewhere": {map[string]string{lambda: `<svg xmlns="http://www.w3.org/2000/svg"><image href="http://e/x.png"/></svg>`},
			finding.Text{En: "has a script or loads something", Ko: "스크립트가 있거나"}},
		"no drawing": {map[string]string{lambda: "<html>"}, finding.Text{En: "refused", Ko: "거부"}},
		"too large": {map[string]string{lambda: strings.Replace(drawing, "NAME", strings.Repeat("x", 300<<10), 1)},
			finding.Text{En: "read icon: ", Ko: "아이콘을 읽지 못했습니다"}},
	} {
		set, err := icons.Open(folder(t, c.files))
		if err == nil {
			_, err = set.Of(kind.Lookup("lambda"))
		}
		said := finding.ErrorText(err)
		if err == nil || !strings.Contains(said.En, c.want.En) || !strings.Contains(said.Ko, c.want.Ko) {
			t.Errorf("%s: %q / %q, want %q", name, said.En, said.Ko, c.want)
		}
	}
	dir := folder(t, map[string]string{"icons.zip": "PK"})
	for path, want := range map[string]string{"icons.zip": "is no folder", "none": "read icons: "} {
		if _, err := icons.Open(filepath.Join(dir, path)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", path, err)
		}
	}
}

// A folder that may not be read is told. Nothing keeps root out of one.
func TestUnreadable(t *testing.T) {
	dir := folder(t, map[string]string{"closed/48/Arch_AWS-Lambda_48.svg": "lambda"})
	closed := filepath.Join(dir, "closed")
	if err := os.Chmod(closed, 0); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chmod(closed, 0o755) })
	if _, err := os.ReadDir(closed); err == nil {
		return
	}
	if _, err := icons.Open(dir); err == nil || !strings.Contains(err.Error(), "permission denied") {
		t.Errorf("%v", err)
	}
}

// Every type of the catalogue has a line for itself or its service, so that none is
// forgotten; and every line is for a type that CloudFormation could have.
func TestTable(t *testing.T) {
	lacking := map[string]bool{}
	names := map[string]string{}
	for _, k := range kind.All() {
		for _, typ := range k.AWS {
			found := icons.Names(typ, k.Variant)
			if len(found) == 0 {
				lacking[typ] = true
			}
			for _, name := range found {
				names["48/Arch_"+name+"_48.svg"] = name
			}
		}
	}
	// Sets and what has no icon of its own in AWS's set.
	want := []string{"AWS::EC2::SecurityGroup", "AWS::EC2::Subnet"}
	if got := slices.Sorted(maps.Keys(lacking)); !slices.Equal(got, want) {
		t.Errorf("without an icon: %q, want %q", got, want)
	}
	set, err := icons.Open(folder(t, names))
	if err != nil {
		t.Fatal(err)
	}
	count := 0
	for _, k := range kind.All() {
		if icon, err := set.Of(&k); err == nil && icon != nil {
			count++
		}
	}
	if count < 90 {
		t.Errorf("%d kinds have an icon", count)
	}
}

// dots is a PNG of that side.
func dots(t *testing.T, side int) string {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewRGBA(image.Rect(0, 0, side, side))); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestDots(t *testing.T) {
	set, err := icons.Open(folder(t, map[string]string{
		"48/Arch_AWS-Lambda_48.svg": "lambda", "48/Arch_AWS-Lambda_48.png": dots(t, 48),
		"48/Arch_AWS-Lambda_48@5x.png": dots(t, 240),
	}))
	if err != nil {
		t.Fatal(err)
	}
	icon, err := set.Of(kind.Lookup("lambda"))
	if err != nil || string(icon.PNG) != dots(t, 240) {
		t.Errorf("%v", err)
	}
}
