package aws

import (
	"context"
	"fmt"
	"path"
	"reflect"
	"slices"
	"strings"

	"asbuilt/discover"
)

// Every request to AWS goes through call, and only read-only operations that
// package discover declares and the collector names get through it.

// prefixes are the IAM prefixes of services whose SDK package has another name.
var prefixes = map[string]string{
	"applicationautoscaling":  "application-autoscaling",
	"cloudwatchlogs":          "logs",
	"cognitoidentity":         "cognito-identity",
	"cognitoidentityprovider": "cognito-idp",
	"configservice":           "config",
	"costexplorer":            "ce",
	"efs":                     "elasticfilesystem",
	"elasticloadbalancing":    "elb", // classic ones, which share the other's IAM prefix
	"elasticloadbalancingv2":  "elasticloadbalancing",
	"eventbridge":             "events",
	"networkfirewall":         "network-firewall",
	"opensearch":              "es",
	"sfn":                     "states",
}

// operationOf is the operation that a request belongs to: the name of its type
// and package say it.
func operationOf[I any]() string {
	t := reflect.TypeFor[I]()
	service := path.Base(t.PkgPath())
	if p, ok := prefixes[service]; ok {
		service = p
	}
	return service + ":" + strings.TrimSuffix(t.Name(), "Input")
}

// do is how the SDK's clients declare an operation.
type do[I, O, P any] func(context.Context, *I, ...func(*P)) (*O, error)

// call sends one request. Its error says what became of the operation.
func call[I, O, P any](ctx context.Context, s *scan, f do[I, O, P], in *I) (*O, *gap) {
	name := operationOf[I]()
	op, ok := s.operation(name)
	if !ok {
		return nil, &gap{operation: name, status: discover.Failed, reason: "the collector does not declare it"}
	}
	if s.dumps != nil {
		out := new(O)
		return out, s.dumps.read(s.region, name, in, out)
	}
	came := &reply{}
	out, err := f(context.WithValue(context.WithValue(ctx, operationKey{}, attempt{s, op}), replyKey{}, came), in)
	if err != nil {
		return nil, classify(ctx, name, err)
	}
	if came.isNobodys(out) {
		return nil, &gap{operation: name, status: discover.Failed, reason: foreignReply}
	}
	s.count(name)
	return out, nil
}

// gap is why an operation did not give what it was asked for.
type gap struct {
	operation string
	status    discover.Status
	reason    string
	// code is AWS's error code, empty where AWS gave none.
	code string
}

func (g *gap) String() string { return fmt.Sprintf("%s: %s (%s)", g.operation, g.status, g.reason) }

// each sends a request, and again for every further page, with the largest
// pages that AWS allows. It reports whether all pages were read; what was not
// is recorded as a gap. An operation that the scope leaves out is not called.
func each[I, O, P any](ctx context.Context, s *scan, f do[I, O, P], in *I, page func(*O)) bool {
	if !s.wants(operationOf[I]()) {
		return true
	}
	g := pages(ctx, s, f, in, page)
	s.gap(g)
	return g == nil
}

// look is each for what an account or region has one of, or none: an error code
// in absent says that there is none, which is no gap.
func look[I, O, P any](ctx context.Context, s *scan, f do[I, O, P], in *I, page func(*O), absent ...string) {
	name := operationOf[I]()
	if !s.wants(name) {
		return
	}
	switch g := pages(ctx, s, f, in, page); {
	case g != nil && g.code != "" && slices.Contains(absent, g.code):
		s.count(name)
	default:
		s.gap(g)
	}
}

// ask reads more about one resource. A failure leaves the facts of r that come
// from the operation unknown; an error code in absent says that there is
// nothing to be read, which is no failure.
func ask[I, O, P any](ctx context.Context, s *scan, r *discover.Resource, f do[I, O, P], in *I, page func(*O),
	absent ...string) {
	name := operationOf[I]()
	if !s.wants(name) || s.hopeless(name, r) {
		return
	}
	g := pages(ctx, s, f, in, page)
	if g == nil {
		return
	}
	if g.code != "" && slices.Contains(absent, g.code) {
		s.count(name)
		return
	}
	s.unknown(r, g)
}

// askAll is [ask] for what one reply says of several resources.
func askAll[I, O, P any](ctx context.Context, s *scan, all []*discover.Resource, f do[I, O, P], in *I, page func(*O)) {
	name := operationOf[I]()
	if !s.wants(name) {
		return
	}
	var asked []*discover.Resource
	for _, r := range all {
		if !s.hopeless(name, r) {
			asked = append(asked, r)
		}
	}
	if len(asked) == 0 {
		return
	}
	if g := pages(ctx, s, f, in, page); g != nil {
		for _, r := range asked {
			s.unknown(r, g)
		}
	}
}

// pages reads all pages of an operation.
func pages[I, O, P any](ctx context.Context, s *scan, f do[I, O, P], in *I, page func(*O)) *gap {
	name := operationOf[I]()
	op, _ := s.operation(name)
	request := reflect.ValueOf(in).Elem()
	setPageSize(request, op.Page)
	seen := map[string]bool{}
	var before reflect.Value
	for n := 1; ; n++ {
		out, g := call(ctx, s, f, in)
		if g != nil {
			return g
		}
		if n > mostPages || repeats(before, reflect.ValueOf(out).Elem()) {
			return &gap{
				operation: name,
				status:    discover.Truncated,
				reason:    "AWS gives page after page and nothing new",
			}
		}
		before = reflect.ValueOf(out).Elem()
		page(out)
		token, more := nextPage(request, reflect.ValueOf(out).Elem())
		switch {
		case s.dumps != nil, !more && !cutOff(reflect.ValueOf(out).Elem()):
			return nil
		case !more:
			return &gap{
				operation: name,
				status:    discover.Truncated,
				reason:    "AWS says that there is more, and not where",
			}
		}
		if seen[token] {
			return &gap{
				operation: name,
				status:    discover.Truncated,
				reason:    "AWS answered with the same page token twice",
			}
		}
		seen[token] = true
	}
}

// mostPages is how many pages of one operation are read: of log groups, of which
// AWS gives 50 at a time, half a million.
const mostPages = 10_000

// repeats reports whether a page has something, and the same as the one before it.
func repeats(before, page reflect.Value) bool {
	if !before.IsValid() {
		return false
	}
	something := false
	for i := range page.NumField() {
		f := page.Type().Field(i)
		if !f.IsExported() || isToken(f.Name) {
			continue
		}
		if !reflect.DeepEqual(before.Field(i).Interface(), page.Field(i).Interface()) {
			return false
		}
		something = something || page.Field(i).Kind() == reflect.Slice && page.Field(i).Len() > 0
	}
	return something
}

// tokens are the fields, in a reply and in the request for the next page, that
// AWS's services use; the first entry whose fields are there counts. (A reply
// with NextMarker repeats in Marker what it was asked.) Route 53 needs three to
// say where a page of records begins.
var tokens = [][][2]string{
	{{"NextToken", "NextToken"}},
	{{"NextMarker", "Marker"}},
	{{"NextMarker", "NextMarker"}},
	{{"Marker", "Marker"}},
	{{"Position", "Position"}},
	{{"ContinuationToken", "ContinuationToken"}},
	{{"LastEvaluatedTableName", "ExclusiveStartTableName"}},
	{
		{"NextRecordName", "StartRecordName"},
		{"NextRecordType", "StartRecordType"},
		{"NextRecordIdentifier", "StartRecordIdentifier"},
	},
}

// nextPage moves the token of a reply into the request and reports whether
// there is a further page.
func nextPage(request, reply reflect.Value) (token string, more bool) {
	if list := reply.FieldByName("DistributionList"); list.IsValid() && !list.IsNil() {
		reply = list.Elem()
	}
	for _, fields := range tokens {
		if !reply.FieldByName(fields[0][0]).IsValid() || !request.FieldByName(fields[0][1]).IsValid() {
			continue
		}
		for _, f := range fields {
			from, to := reply.FieldByName(f[0]), request.FieldByName(f[1])
			to.Set(from)
			if from.Kind() == reflect.Pointer && !from.IsNil() {
				from = from.Elem()
			}
			if from.Kind() == reflect.String && from.String() != "" {
				token, more = token+"\x00"+from.String(), true
			}
		}
		return token, more
	}
	return "", false
}

// cutOff reports whether a reply says of itself that it is not all.
func cutOff(reply reflect.Value) bool {
	for _, name := range []string{"IsTruncated", "Truncated", "AdditionalRoutesAvailable"} {
		switch f := reply.FieldByName(name); {
		case !f.IsValid():
		case f.Kind() == reflect.Bool && f.Bool(),
			f.Kind() == reflect.Pointer && !f.IsNil() && f.Elem().Kind() == reflect.Bool && f.Elem().Bool():
			return true
		}
	}
	return false
}

// setPageSize asks for pages of n, in whatever way the service is asked.
func setPageSize(request reflect.Value, n int) {
	if n == 0 {
		return
	}
	for _, name := range []string{"MaxResults", "MaxItems", "MaxRecords", "PageSize", "Limit", "MaxBuckets"} {
		field := request.FieldByName(name)
		if !field.IsValid() || field.Kind() != reflect.Pointer && field.Kind() != reflect.Int32 {
			continue
		}
		switch {
		case field.Kind() == reflect.Int32:
			field.SetInt(int64(n))
		case field.Type().Elem().Kind() == reflect.String:
			text := fmt.Sprint(n)
			field.Set(reflect.ValueOf(&text))
		default:
			size := reflect.New(field.Type().Elem())
			size.Elem().SetInt(int64(n))
			field.Set(size)
		}
		return
	}
}
