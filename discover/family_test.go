package discover

import (
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"asbuilt/internal/listed"
)

// Every family that a file declares is in the list of all of them.
func TestListed(t *testing.T) {
	listed.Check(t, "families.go", regexp.MustCompile(`(?m)^var (\w+) = Family\{`))
}

// Every operation that a type or fact names is declared, once, and every
// operation that is declared is named.
func TestOperationsAreDeclaredAndUsed(t *testing.T) {
	declared := map[string]bool{}
	for _, o := range Operations() {
		if declared[o.Name] {
			t.Errorf("operation %s is declared twice", o.Name)
		}
		declared[o.Name] = true
		service, call, ok := strings.Cut(o.Name, ":")
		if !ok || service == "" || call == "" {
			t.Errorf("operation %q is not service:Call", o.Name)
		}
		for _, verb := range []string{"Get", "Describe", "List", "BatchGet", "Search"} {
			ok = ok && !strings.HasPrefix(call, verb)
		}
		if ok {
			t.Errorf("operation %s does not look like one that only reads", o.Name)
		}
	}
	used := map[string]bool{}
	for _, f := range Families() {
		for _, typ := range f.Types {
			if len(typ.Read) == 0 {
				t.Errorf("%s: nothing reads it", typ.Name)
			}
			ops := append(slices.Clone(typ.Read), typ.Tagged...)
			facts := reflect.TypeOf(typ.Facts()).Elem()
			for i := range facts.NumField() {
				ops = append(ops, strings.Fields(facts.Field(i).Tag.Get("from"))...)
			}
			for _, op := range ops {
				used[op] = true
				if !declared[op] {
					t.Errorf("%s: operation %s is not declared", typ.Name, op)
				}
			}
		}
	}
	for op := range declared {
		if !used[op] {
			t.Errorf("operation %s is declared and no type or fact names it", op)
		}
	}
}

// What AWS's replies hold and a snapshot must not: the rule is an allow-list,
// so no struct may have a field for it.
func TestNoFactCanHoldASecret(t *testing.T) {
	for _, f := range Families() {
		for _, typ := range f.Types {
			walk(reflect.TypeOf(typ.Facts()).Elem(), func(field reflect.StructField) {
				for _, word := range []string{
					"Value", "UserData", "HeaderValue", "ClientSecret", "PreSharedKey", "Password", "SecretString",
					"StageVariables", "Configuration", "Endpoint", "Description", "Body", "AuthKey",
					"CustomerGatewayConfiguration", "CustomerRouterConfig", "Input", "InputParameters", "Definition",
					"SearchString", "AccessKeyId", "FilterPattern", "InvocationEndpoint", "AdvancedOptions",
				} {
					if field.Name == word {
						t.Errorf("%s: a field named %s", typ.Name, field.Name)
					}
				}
			})
		}
	}
}

func walk(t reflect.Type, visit func(reflect.StructField)) {
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice:
		walk(t.Elem(), visit)
	case reflect.Struct:
		if t.PkgPath() == "time" {
			return
		}
		for i := range t.NumField() {
			visit(t.Field(i))
			walk(t.Field(i).Type, visit)
		}
	}
}

func TestMissing(t *testing.T) {
	bucket := &Resource{
		Type: "AWS::S3::Bucket", ID: "logs", Account: "1", Region: "r",
		Facts: &Bucket{}, Unknown: map[string]string{"BucketPolicy": "denied by the bucket's policy"},
	}
	x := NewIndex(&Snapshot{
		Cells: []Cell{
			{Account: "1", Region: Global, Operation: "s3:ListBuckets", Status: OK},
			{Account: "1", Region: "r", Operation: "s3:GetBucketPolicy", Status: OK},
			{Account: "1", Region: "r", Operation: "s3:GetBucketVersioning", Status: OK},
			{Account: "1", Region: "r", Operation: "s3:GetBucketEncryption", Status: Denied, Reason: "explicit deny"},
			{Account: "2", Region: "r", Operation: "rds:DescribeDBInstances", Status: OK},
			{Account: "2", Region: "q", Operation: "rds:DescribeDBInstances", Status: Truncated},
		},
		Resources: []*Resource{bucket},
	})
	for _, c := range []struct {
		name string
		got  *Gap
		want string
	}{
		{"a fact that was read", x.Missing(bucket, "VersioningStatus"), ""},
		{
			"a fact of this bucket", x.Missing(bucket, "BucketPolicy"),
			"BucketPolicy by s3:GetBucketPolicy in 1/r: not read (denied by the bucket's policy)",
		},
		{
			"a denied cell", x.Missing(bucket, "BucketEncryption"),
			"s3:GetBucketEncryption in 1/r: denied (explicit deny)",
		},
		{"no cell", x.Missing(bucket, "LifecycleRules"), "s3:GetBucketLifecycleConfiguration in 1/r: not read"},
		{"listed", x.Unlisted("AWS::RDS::DBInstance", "2", "r"), ""},
		{"listed in part", x.Unlisted("AWS::RDS::DBInstance", "2", "q"), "rds:DescribeDBInstances in 2/q: truncated"},
		{"anywhere", x.Unlisted("AWS::RDS::DBInstance", "", ""), "rds:DescribeDBInstances in 2/q: truncated"},
		{"another account", x.Unlisted("AWS::RDS::DBInstance", "3", ""), "rds:DescribeDBInstances in 3/*: not read"},
		{"global", x.Unlisted("AWS::S3::Bucket", "1", "r"), ""},
		{"tags", x.Untagged("AWS::S3::Bucket", "1", "r"), "s3:GetBucketTagging in 1/r: not read"},
		{"no collector", x.Unlisted("AWS::Example::Thing", "1", "r"), "asbuilt does not read AWS::Example::Thing"},
	} {
		got := ""
		if c.got != nil {
			got = c.got.String()
		}
		if got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}
