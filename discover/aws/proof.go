package aws

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"

	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/smithy-go/encoding/cbor"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// That a reply says 200 does not make it AWS's: a proxy answers with its own page,
// a broken one with nothing. The SDK takes both for a reply without a single
// resource, and an empty reply is what a cell may not be called ok for. So every
// reply proves what it is before the SDK reads it: it has come whole, and it is a
// document of the operation's protocol, by its root or the member that AWS always sends.

// brokenReply is a reply that came, and is not what was asked for. It is as passing
// as a connection that breaks: it is asked for again.
type brokenReply struct{ why string }

func (e *brokenReply) Error() string { return e.why }

// RetryableError tells the SDK's retryer to ask again.
func (e *brokenReply) RetryableError() bool { return true }

// What is wrong with replies, as reasons say it.
const (
	cutReply     = "the reply was cut off"
	emptyReply   = "the reply is empty"
	foreignReply = "the reply is not AWS's: something between answers in its place"
)

// reply is what is known of the last reply to a call.
type reply struct {
	// members are the names of those of a document in JSON, nil for one in XML; documents
	// without the one that is always sent, or without any of the operation's, are somebody
	// else's.
	members []string
}

type replyKey struct{}

// prove adds to the SDK's middleware, before the reply is read, that it proves what
// it is. What the SDK asks for itself, such as credentials, passes.
func prove(s *middleware.Stack) error {
	return s.Deserialize.Add(middleware.DeserializeMiddlewareFunc("asbuilt:prove", func(
		ctx context.Context, in middleware.DeserializeInput, next middleware.DeserializeHandler,
	) (middleware.DeserializeOutput, middleware.Metadata, error) {
		out, meta, err := next.HandleDeserialize(ctx, in)
		at, ours := ctx.Value(replyKey{}).(*reply)
		resp, ok := out.RawResponse.(*smithyhttp.Response)
		if err != nil || !ours || !ok || resp.StatusCode < 200 || resp.StatusCode > 299 {
			return out, meta, err
		}
		body, err := io.ReadAll(resp.Body)
		_ = resp.Body.Close() // it was read to its end, or broke
		if err != nil {
			return out, meta, readTrouble(err)
		}
		resp.Body = io.NopCloser(bytes.NewReader(body))
		request, _ := in.Request.(*smithyhttp.Request)
		at.members, err = members(ctx, request, bytes.TrimSpace(body))
		asked, _ := ctx.Value(operationKey{}).(attempt)
		if err == nil && !at.has(asked.operation.Always) {
			err = &brokenReply{foreignReply}
		}
		return out, meta, err
	}), middleware.After)
}

// has reports whether a document has the member that replies to an operation always
// have, see [discover.Operation]; one in XML has proved itself by its root.
func (r *reply) has(always string) bool {
	return r.members == nil || always == "-" ||
		slices.ContainsFunc(r.members, func(m string) bool { return strings.EqualFold(m, always) })
}

// readTrouble is the error of a body that did not come to its end.
func readTrouble(err error) error {
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return &brokenReply{cutReply}
	}
	return err
}

// members proves a body by its protocol, and counts the members of a document.
func members(ctx context.Context, r *smithyhttp.Request, body []byte) ([]string, error) {
	service, operation := awsmiddleware.GetServiceID(ctx), awsmiddleware.GetOperationName(ctx)
	switch root, isXML := xmlRoot(service, operation, r); {
	case len(body) == 0:
		return nil, &brokenReply{emptyReply}
	case isXML:
		return nil, proveXML(body, root, operation)
	case r != nil && r.Header.Get("Smithy-Protocol") == "rpc-v2-cbor":
		v, err := cbor.Decode(body)
		document, ok := v.(cbor.Map)
		if err != nil || !ok {
			return nil, &brokenReply{foreignReply}
		}
		return slices.AppendSeq([]string{}, maps.Keys(document)), nil
	}
	var document map[string]json.RawMessage
	err := json.Unmarshal(body, &document)
	switch {
	case err == nil && document != nil:
		return slices.AppendSeq([]string{}, maps.Keys(document)), nil
	case body[0] == '{':
		return nil, &brokenReply{cutReply}
	}
	return nil, &brokenReply{foreignReply}
}

// restRoots are the roots of replies of services that speak REST with XML, where
// they are not called after the operation.
func restRoots() map[string]string {
	return map[string]string{
		"CloudFront ListDistributions":          "DistributionList",
		"CloudFront ListTagsForResource":        "Tags",
		"CloudFront ListVpcOrigins":             "VpcOriginList",
		"CloudFront GetVpcOrigin":               "VpcOrigin",
		"S3 ListBuckets":                        "ListAllMyBucketsResult",
		"S3 GetBucketTagging":                   "Tagging",
		"S3 GetBucketEncryption":                "ServerSideEncryptionConfiguration",
		"S3 GetPublicAccessBlock":               "PublicAccessBlockConfiguration",
		"S3 GetBucketPolicyStatus":              "PolicyStatus",
		"S3 GetBucketVersioning":                "VersioningConfiguration",
		"S3 GetBucketLifecycleConfiguration":    "LifecycleConfiguration",
		"S3 GetBucketNotificationConfiguration": "NotificationConfiguration",
		"S3 GetBucketLogging":                   "BucketLoggingStatus",
		"S3 GetBucketOwnershipControls":         "OwnershipControls",
		"S3 Control GetPublicAccessBlock":       "PublicAccessBlockConfiguration",
	}
}

// xmlRoot is the root of an operation's replies where they are XML. A bucket's
// policy is the one document of S3 that is JSON, and all of it is the policy.
func xmlRoot(service, operation string, r *smithyhttp.Request) (root string, isXML bool) {
	if service == "S3" && operation == "GetBucketPolicy" {
		return "", false
	}
	if root, ok := restRoots()[service+" "+operation]; ok {
		return root, true
	}
	switch service {
	case "S3", "S3 Control", "Route 53", "CloudFront":
		return operation + "Response", true
	}
	isQuery := r != nil && strings.HasPrefix(r.Header.Get("Content-Type"), "application/x-www-form-urlencoded")
	return operation + "Response", isQuery
}

// firstTag is the first tag of an XML document, behind its head and comments.
var firstTag = regexp.MustCompile(`^(?:<\?[^>]*\?>|<!--(?s:.*?)-->|\s)*<([A-Za-z_][\w.-]*)([^>]*)>`)

// proveXML holds that a document begins with its root and ends with it; what is
// between, the SDK reads. Some emulators call every root after the operation.
func proveXML(body []byte, root, operation string) error {
	tag := firstTag.FindSubmatch(body)
	switch {
	case tag == nil, string(tag[1]) != root && !strings.HasPrefix(string(tag[1]), operation):
		return &brokenReply{foreignReply}
	case bytes.HasSuffix(tag[2], []byte("/")), bytes.HasSuffix(body, []byte("</"+string(tag[1])+">")):
		return nil
	}
	return &brokenReply{cutReply}
}

// isNobodys reports whether a reply has members and none of them is of the
// operation: nothing of it was read, and none of them has the name of anything that
// would be, as a switch that is off has.
func (r *reply) isNobodys(out any) bool {
	if len(r.members) == 0 {
		return false
	}
	v := reflect.ValueOf(out).Elem()
	for i := range v.NumField() {
		f := v.Type().Field(i)
		named := func(member string) bool { return strings.EqualFold(member, f.Name) }
		if !f.IsExported() || f.Name == "ResultMetadata" {
			continue
		}
		if !v.Field(i).IsZero() || slices.ContainsFunc(r.members, named) {
			return false
		}
	}
	return true
}
