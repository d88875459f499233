// Package awsfake is an AWS made of replies that tests write. It is the
// transport of the real SDK clients, so everything above the socket is as it is
// in earnest: signing, protocols, paging, retries. It serves AWS's six
// protocols: JSON 1.0 and 1.1, REST with JSON and with XML, Query and its EC2
// variant, and RPC with CBOR.
//
// An operation that has no reply answers with an empty one.
package awsfake

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"hash/crc32"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing/iotest"

	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/smithy-go/encoding/cbor"
	"github.com/aws/smithy-go/middleware"

	"asbuilt/discover"
)

// Fake is an AWS. Its methods may be called while it serves.
type Fake struct {
	mu      sync.Mutex
	replies map[string][]string
	rules   []rule
	calls   map[string]int
	total   int
}

// rule decides about a request before its reply does; a nil outcome leaves it
// alone.
type rule func(r Request) *Outcome

// Request is what a client asked.
type Request struct {
	// Operation is service and call: "ec2:DescribeVpcs".
	Operation string
	// Region is where the request went.
	Region string
	// Account is that of the role whose credentials signed the request, if any.
	Account string
	// Text is the address and the body.
	Text string
	// Count is how many requests came before this one.
	Count int
}

// Outcome is something other than the reply.
type Outcome struct {
	// Status and Code make an error of AWS; Message is what it says.
	Status        int
	Code, Message string
	// Body is sent as it is.
	Body string
	// Hang leaves the request without an answer until its time is up.
	Hang bool
	// Cut ends the connection in the middle of the reply, Half the reply itself,
	// as a whole answer; Empty answers with nothing, and Reset not at all.
	Cut, Half, Empty, Reset bool
}

// New is an AWS in which the caller is a role of the account, and the regions
// are enabled.
func New(account string, regions ...string) *Fake {
	f := &Fake{replies: map[string][]string{}, calls: map[string]int{}}
	f.Reply("sts:GetCallerIdentity",
		"<Account>"+account+"</Account><Arn>arn:aws:sts::"+account+":assumed-role/asbuilt/test</Arn>")
	var list strings.Builder
	for _, r := range regions {
		list.WriteString("<item><regionName>" + r + "</regionName></item>")
	}
	f.Reply("ec2:DescribeRegions", "<regionInfo>"+list.String()+"</regionInfo>")
	return f
}

// Reply sets what an operation answers: in XML what stands within its result,
// in JSON the whole object, for CBOR an object in JSON. Several pages are told
// apart by the token "page-2", "page-3", … in the request, which each page has
// to hand out for the next.
func (f *Fake) Reply(operation string, pages ...string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.replies[operation] = pages
}

// Organisation makes every account number an account whose roles can be
// assumed; requests with the credentials of a role are of its account.
func (f *Fake) Organisation() {
	f.Reply("sts:AssumeRole", "")
	f.On(func(r Request) *Outcome {
		switch r.Operation {
		case "sts:AssumeRole":
			_, rest, _ := strings.Cut(r.Text, "arn%3Aaws%3Aiam%3A%3A")
			account := rest[:min(12, len(rest))]
			return &Outcome{Body: "<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIA" + account +
				"</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>"}
		case "sts:GetCallerIdentity":
			return &Outcome{
				Body: "<GetCallerIdentityResponse><GetCallerIdentityResult><Account>" + r.Account +
					"</Account></GetCallerIdentityResult></GetCallerIdentityResponse>",
			}
		}
		return nil
	})
}

// On adds a rule, which is asked before those that are there.
func (f *Fake) On(rule func(Request) *Outcome) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.rules = slices.Insert(f.rules, 0, rule)
}

// Deny refuses an operation.
func (f *Fake) Deny(operation, message string) {
	f.On(func(r Request) *Outcome {
		if r.Operation != operation {
			return nil
		}
		return &Outcome{Status: http.StatusForbidden, Code: "AccessDenied", Message: message}
	})
}

// Calls is how often each operation was asked for.
func (f *Fake) Calls() map[string]int {
	f.mu.Lock()
	defer f.mu.Unlock()
	out := map[string]int{}
	for k, v := range f.calls {
		out[k] = v
	}
	return out
}

// RoundTrip answers a request of an SDK client.
func (f *Fake) RoundTrip(req *http.Request) (*http.Response, error) {
	body := ""
	if req.Body != nil {
		data, err := io.ReadAll(req.Body)
		if err != nil {
			return nil, err
		}
		body = string(data)
	}
	ctx := req.Context()
	p := protocolOf(req, body)
	r := Request{Operation: operationOf(ctx), Region: awsmiddleware.GetRegion(ctx), Text: req.URL.String() + " " + body}
	if _, key, ok := strings.Cut(req.Header.Get("Authorization"), "Credential=ASIA"); ok {
		r.Account, _, _ = strings.Cut(key, "/")
	}
	outcome, reply := f.decide(&r)
	switch {
	case outcome == nil:
		return respond(req, http.StatusOK, p, p.result(middleware.GetOperationName(ctx), reply)), nil
	case outcome.Hang:
		<-ctx.Done()
		return nil, ctx.Err()
	case outcome.Reset:
		return nil, &net.OpError{Op: "read", Net: "tcp", Err: syscall.ECONNRESET}
	case outcome.Cut, outcome.Half, outcome.Empty:
		return spoilt(req, p, outcome, p.result(middleware.GetOperationName(ctx), f.reply(r))), nil
	case outcome.Body != "":
		return respond(req, max(outcome.Status, http.StatusOK), p, []byte(outcome.Body)), nil
	}
	resp := respond(req, outcome.Status, p, p.failure(outcome.Code, outcome.Message))
	resp.Header.Set("X-Amzn-Errortype", outcome.Code)
	return resp, nil
}

func (f *Fake) decide(r *Request) (*Outcome, string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.calls[r.Operation]++
	r.Count = f.total
	f.total++
	for _, rule := range f.rules {
		if o := rule(*r); o != nil {
			return o, ""
		}
	}
	return nil, f.page(*r)
}

// reply is what a request is answered when nothing is wrong.
func (f *Fake) reply(r Request) string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.page(r)
}

func (f *Fake) page(r Request) string {
	pages := f.replies[r.Operation]
	for i := len(pages); i > 1; i-- {
		if strings.Contains(r.Text, fmt.Sprintf("page-%d", i)) {
			return pages[i-1]
		}
	}
	if len(pages) == 0 {
		return nothing(r.Operation)
	}
	return pages[0]
}

// nothing is what AWS replies where it has nothing: the member that it always sends.
func nothing(operation string) string {
	all := discover.Operations()
	i := slices.IndexFunc(all, func(o discover.Operation) bool { return o.Name == operation })
	if i < 0 || all[i].Always == "" || all[i].Always == "-" {
		return ""
	}
	return fmt.Sprintf(`{%q: null}`, all[i].Always)
}

// spoilt is a reply that breaks on its way.
func spoilt(req *http.Request, p protocol, o *Outcome, body []byte) *http.Response {
	half := body[:len(body)/2]
	switch {
	case o.Empty:
		return respond(req, http.StatusOK, p, nil)
	case o.Half:
		return respond(req, http.StatusOK, p, half)
	}
	resp := respond(req, http.StatusOK, p, body)
	resp.Body = io.NopCloser(io.MultiReader(bytes.NewReader(half), iotest.ErrReader(io.ErrUnexpectedEOF)))
	return resp
}

// prefixes are the services whose IAM prefix is not their id in small letters.
var prefixes = map[string]string{
	"Elastic Load Balancing":    "elb",
	"Elastic Load Balancing v2": "elasticloadbalancing",
	"CloudWatch Logs":           "logs",
	"Application Auto Scaling":  "application-autoscaling",
	"Auto Scaling":              "autoscaling",
	"Cognito Identity Provider": "cognito-idp",
	"Network Firewall":          "network-firewall",
	"Cost Explorer":             "ce",
	"Secrets Manager":           "secretsmanager",
	"API Gateway":               "apigateway",
	"Route 53":                  "route53",
	"EFS":                       "elasticfilesystem",
	"EventBridge":               "events",
	"Cognito Identity":          "cognito-identity",
	"Config Service":            "config",
	"OpenSearch":                "es",
	"SFN":                       "states",
}

func operationOf(ctx context.Context) string {
	id := awsmiddleware.GetServiceID(ctx)
	prefix, ok := prefixes[id]
	if !ok {
		prefix = strings.ToLower(strings.ReplaceAll(id, " ", ""))
	}
	return prefix + ":" + middleware.GetOperationName(ctx)
}

func respond(req *http.Request, status int, p protocol, body []byte) *http.Response {
	header := http.Header{
		"Content-Type": {p.contentType()}, "X-Amzn-Requestid": {"fake"},
		"X-Amz-Crc32": {fmt.Sprint(crc32.ChecksumIEEE(body))}, // DynamoDB's clients check it
	}
	if p == rpcCBOR {
		header.Set("Smithy-Protocol", "rpc-v2-cbor")
	}
	return &http.Response{
		StatusCode: status, Status: http.StatusText(status), Header: header, Body: io.NopCloser(bytes.NewReader(body)),
		ContentLength: int64(len(body)), Request: req, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
	}
}

// protocol is how a service speaks.
type protocol string

const (
	awsJSON  protocol = "json"
	restJSON protocol = "rest-json"
	restXML  protocol = "rest-xml"
	query    protocol = "query"
	ec2Query protocol = "ec2"
	rpcCBOR  protocol = "cbor"
)

func protocolOf(req *http.Request, body string) protocol {
	id := awsmiddleware.GetServiceID(req.Context())
	switch {
	case req.Header.Get("Smithy-Protocol") == "rpc-v2-cbor":
		return rpcCBOR
	case req.Header.Get("X-Amz-Target") != "":
		return awsJSON
	case id == "EC2":
		return ec2Query
	case strings.HasPrefix(body, "Action=") || strings.Contains(body, "&Action="):
		return query
	case id == "S3" || id == "S3 Control" || id == "Route 53" || id == "CloudFront":
		return restXML
	}
	return restJSON
}

func (p protocol) contentType() string {
	switch p {
	case awsJSON:
		return "application/x-amz-json-1.1"
	case restJSON:
		return "application/json"
	case rpcCBOR:
		return "application/cbor"
	}
	return "text/xml"
}

// result wraps a reply as the protocol does.
func (p protocol) result(operation, reply string) []byte {
	switch p {
	case ec2Query:
		return []byte("<" + operation + "Response><requestId>fake</requestId>" + reply + "</" + operation + "Response>")
	case query:
		return fmt.Appendf(nil, "<%sResponse><%[1]sResult>%s</%[1]sResult></%[1]sResponse>", operation, reply)
	case restXML:
		if reply == "" {
			reply = "<" + cmp.Or(roots()[operation], operation+"Response") + "/>"
		}
		return []byte(reply)
	case rpcCBOR:
		return cbor.Encode(fromJSON(reply))
	}
	if reply == "" {
		reply = "{}"
	}
	return []byte(reply)
}

// roots are what REST with XML calls its replies, where that is not after the
// operation.
func roots() map[string]string {
	return map[string]string{
		"ListDistributions": "DistributionList", "ListTagsForResource": "Tags", "ListBuckets": "ListAllMyBucketsResult",
		"GetBucketTagging": "Tagging", "GetBucketEncryption": "ServerSideEncryptionConfiguration",
		"GetPublicAccessBlock": "PublicAccessBlockConfiguration", "GetBucketPolicyStatus": "PolicyStatus",
		"GetBucketNotificationConfiguration": "NotificationConfiguration",
		"GetBucketVersioning":                "VersioningConfiguration",
		"GetBucketLifecycleConfiguration":    "LifecycleConfiguration", "GetBucketLogging": "BucketLoggingStatus",
		"GetBucketOwnershipControls": "OwnershipControls",
	}
}

// failure is an error as the protocol tells it.
func (p protocol) failure(code, message string) []byte {
	switch p {
	case ec2Query:
		return fmt.Appendf(nil, "<Response><Errors><Error><Code>%s</Code><Message>%s</Message></Error></Errors>"+
			"<RequestID>fake</RequestID></Response>", code, message)
	case query:
		return fmt.Appendf(nil, "<ErrorResponse><Error><Code>%s</Code><Message>%s</Message></Error>"+
			"<RequestId>fake</RequestId></ErrorResponse>", code, message)
	case restXML:
		if code == "" {
			return nil
		}
		return fmt.Appendf(nil, "<ErrorResponse><Error><Code>%s</Code><Message>%s</Message></Error>"+
			"<RequestId>fake</RequestId><Code>%[1]s</Code><Message>%[2]s</Message></ErrorResponse>", code, message)
	case rpcCBOR:
		return cbor.Encode(cbor.Map{"__type": cbor.String(code), "message": cbor.String(message)})
	}
	return fmt.Appendf(nil, `{"__type":%q,"message":%q}`, code, message)
}
