package aws

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"maps"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"asbuilt/discover"
	"asbuilt/files"
)

// dumps are replies that the AWS CLI wrote, one folder a region and one a
// service, as `aws SERVICE OPERATION --output json` prints them:
//
//	ap-northeast-2/ec2/describe-vpcs.json
//	ap-northeast-2/ec2/describe-vpcs.2.json             a further page
//	ap-northeast-2/s3api/get-bucket-policy/my-bucket.json   about one resource
//
// Global services are asked in the home region, us-east-1.
type dumps struct{ dir string }

// noDump begins the reason of an operation that nobody dumped.
const noDump = "there is no dump "

// cliNames are the names that the CLI gives to services, where they are not
// those of their IAM prefix.
var cliNames = map[string]string{
	"codedeploy":           "deploy",
	"config":               "configservice",
	"elasticfilesystem":    "efs",
	"elasticloadbalancing": "elbv2",
	"es":                   "opensearch",
	"s3":                   "s3api",
	"states":               "stepfunctions",
}

// read fills out with the dumps of an operation: of all its pages, or of the
// one about the resource that in names.
func (d *dumps) read(region, operation string, in, out any) *gap {
	service, call, _ := strings.Cut(operation, ":")
	if cli, ok := cliNames[service]; ok {
		service = cli
	}
	dir := filepath.Join(d.dir, region, service)
	names := d.files(dir, kebab(call), about(in))
	if len(names) == 0 {
		return &gap{
			operation: operation,
			status:    discover.Failed,
			reason:    noDump + filepath.Join(region, service, kebab(call)) + ".json",
		}
	}
	complete := false
	for _, name := range names {
		data, err := files.Read(name, files.MostBytes)
		if err != nil {
			return &gap{
				operation: operation,
				status:    discover.Failed,
				reason:    "a dump cannot be read: " + filepath.Base(name),
			}
		}
		page := reflect.New(reflect.TypeOf(out).Elem())
		if g := unmarshal(data, page.Interface()); g != nil {
			g.operation, g.reason = operation, "the dump "+filepath.Base(name)+" "+g.reason
			return g
		}
		appendPage(reflect.ValueOf(out).Elem(), page.Elem())
		_, more := nextPage(reflect.New(reflect.TypeOf(in).Elem()).Elem(), page.Elem())
		complete = complete || !more && !cutOff(page.Elem())
	}
	if !complete { // the CLI prints a token only when it was told to stop before the end
		return &gap{
			operation: operation,
			status:    discover.Truncated,
			reason:    "the dumps of " + kebab(call) + " end in the middle: let the CLI print all pages",
		}
	}
	return nil
}

// files are the dumps for one request: pages of the operation, or those in the
// folder of the operation that bear the name of what is asked about.
func (d *dumps) files(dir, operation string, subjects []string) []string {
	for _, subject := range subjects {
		if one := filepath.Join(dir, operation, fileName(subject)+".json"); files.Exists(one) {
			return []string{one}
		}
	}
	if len(subjects) > 0 {
		if entries, err := files.List(filepath.Join(dir, operation)); err == nil && len(entries) > 0 {
			return nil
		}
	}
	var pages []string
	entries, _ := files.List(dir) // one that is not there holds no dumps
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), operation+".") && strings.HasSuffix(e.Name(), "json") {
			pages = append(pages, filepath.Join(dir, e.Name()))
		}
	}
	return pages
}

// fileName is a name or the last part of an ARN, fit for a file system.
func fileName(s string) string { return strings.Map(safe, discover.LastSegment(s)) }

func safe(r rune) rune {
	if strings.ContainsRune(`\:*?"<>|`, r) {
		return '_'
	}
	return r
}

// about are the texts of a request that say what it is about.
func about(in any) []string {
	var out []string
	v := reflect.ValueOf(in).Elem()
	for i := range v.NumField() {
		field := v.Type().Field(i)
		if !field.IsExported() || strings.HasPrefix(field.Name, "Max") {
			continue
		}
		if s, ok := v.Field(i).Interface().(*string); ok && s != nil {
			out = append(out, *s)
		}
	}
	return out
}

// kebab is the CLI's name of an operation: DescribeVpcs → describe-vpcs,
// DescribeDBInstances → describe-db-instances.
func kebab(call string) string {
	var b strings.Builder
	runes := []rune(call)
	for i, r := range runes {
		if unicode.IsUpper(r) && i > 0 &&
			(!unicode.IsUpper(runes[i-1]) || i+1 < len(runes) && unicode.IsLower(runes[i+1]) && !plural(runes, i)) {
			b.WriteByte('-')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// plural reports whether the letter at i is the last of initials that stand in
// the plural, as in ListWebACLs.
func plural(runes []rune, i int) bool { return i+2 == len(runes) && runes[i+1] == 's' }

// unmarshal reads the CLI's JSON into a reply of the SDK, or says what the file is
// instead: what follows its name in a reason.
func unmarshal(data []byte, out any) *gap {
	text, why := decoded(data)
	if why != "" {
		return &gap{status: discover.Failed, reason: why}
	}
	if g := savedError(text); g != nil {
		return g
	}
	var members map[string]json.RawMessage
	if err := json.Unmarshal(text, &members); err != nil {
		return &gap{status: discover.Failed, reason: "is no JSON object: print it with --output json"}
	}
	if len(members) == 0 { // the CLI prints the empty list, or nothing at all
		return &gap{status: discover.Failed, reason: "is {}, which the CLI does not print"}
	}
	known := false
	t := reflect.TypeOf(out).Elem()
	for i := range t.NumField() {
		for m := range members {
			known = known || strings.EqualFold(m, t.Field(i).Name) && !isToken(t.Field(i).Name)
		}
	}
	if !known {
		names := slices.SortedFunc(maps.Keys(members), func(a, b string) int {
			return cmp.Or(cmp.Compare(tokenRank(a), tokenRank(b)), cmp.Compare(a, b))
		})
		return &gap{status: discover.Failed, reason: "is the reply to another call: it has " + safeName(names[0])}
	}
	err := json.Unmarshal(text, out)
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		at := safeName(memberPath(wrong.Field))
		return &gap{status: discover.Failed, reason: "has no " + wrong.Type.String() + " at " + at}
	}
	if err != nil {
		return &gap{status: discover.Failed, reason: "is not what the CLI prints"}
	}
	endpointTargets(text, out)
	return nil
}

// memberPath is the path of a member without the numbers of entries, which Go has in it from
// 1.27 on.
func memberPath(path string) string {
	parts := slices.DeleteFunc(strings.Split(path, "."), func(part string) bool {
		return strings.Trim(part, "0123456789") == ""
	})
	return strings.Join(parts, ".")
}

// tokenRank puts members that any reply may have behind those that tell one.
func tokenRank(member string) int {
	if isToken(member) {
		return 1
	}
	return 0
}

// decoded is the text of a dump without a byte order mark; why says what is wrong
// with a file that is no UTF-8.
func decoded(data []byte) (text []byte, why string) {
	text = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	switch {
	case len(bytes.TrimSpace(text)) == 0:
		return nil, "is empty: what the CLI printed went elsewhere, or there was nothing to print"
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")),
		bytes.IndexByte(data, 0) >= 0:
		return nil, "is UTF-16, as > of Windows PowerShell writes it: save it as UTF-8 (| Out-File -Encoding utf8)"
	case !utf8.Valid(text):
		return nil, "is no UTF-8"
	}
	return text, ""
}

// cliError is how the CLI tells an error of AWS.
var cliError = regexp.MustCompile(`An error occurred \((\w[\w.]{0,80})\) when calling the \w+ operation`)

// savedError is what an error means that was saved in the place of a reply.
func savedError(text []byte) *gap {
	if found := cliError.FindSubmatch(text); found != nil && !json.Valid(text) {
		code := string(found[1])
		status, reason := meaningOf(code, string(text), 0)
		return &gap{status: status, reason: "holds an error of the CLI: " + reason, code: code}
	}
	return nil
}

// safeName is a name that a file gives, if it is one that AWS would give.
func safeName(name string) string {
	if memberName.MatchString(name) {
		return name
	}
	return "a member that is none of AWS's"
}

var memberName = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9.]{0,80}$`)

// isToken reports whether a member of replies only says where the next page is.
func isToken(name string) bool {
	if name == "IsTruncated" || name == "Truncated" || name == "ResultMetadata" {
		return true
	}
	return slices.ContainsFunc(tokens, func(fields [][2]string) bool {
		return slices.ContainsFunc(fields, func(f [2]string) bool { return f[0] == name })
	})
}

// appendPage adds a page to those before it: lists grow, the rest is replaced.
func appendPage(all, page reflect.Value) {
	for i := range all.NumField() {
		if !all.Type().Field(i).IsExported() {
			continue
		}
		to, from := all.Field(i), page.Field(i)
		switch {
		case to.Kind() == reflect.Slice:
			to.Set(reflect.AppendSlice(to, from))
		case to.Kind() == reflect.Pointer && to.Type().Elem().Kind() == reflect.Struct && !to.IsNil() && !from.IsNil():
			appendPage(to.Elem(), from.Elem())
		case !from.IsZero():
			to.Set(from)
		}
	}
}
