package aws

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/credentials/ssocreds"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"asbuilt/discover"
)

// errBudget ends a request that the run's budget has no room for.
var errBudget = errors.New("the budget of requests is used up")

// classify says what an error means for an operation. The reason is made of
// error codes and our own words: messages of AWS can quote what was sent.
func classify(ctx context.Context, operation string, err error) *gap {
	g := &gap{operation: operation}
	g.status, g.reason = meaning(ctx, err)
	if api, ok := errors.AsType[smithy.APIError](err); ok {
		g.code = api.ErrorCode()
	}
	return g
}

func meaning(ctx context.Context, err error) (discover.Status, string) {
	switch {
	case errors.Is(err, errBudget):
		return discover.Truncated, errBudget.Error()
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return discover.Timeout, "the time for the run was up"
	case ctx.Err() != nil:
		return discover.Cancelled, "the run was ended"
	}
	if endedSSO(err) {
		return discover.Failed, ssoEnded
	}
	if api, ok := errors.AsType[smithy.APIError](err); ok {
		return meaningOf(api.ErrorCode(), api.ErrorMessage(), statusCode(err))
	}
	switch dns, ok := errors.AsType[*net.DNSError](err); {
	case !ok:
	case !dns.IsNotFound, strings.HasPrefix(dns.Name, "sts."): // every region has that one
		return discover.Failed, noLookup(dns.Name)
	default:
		return discover.ServiceRetired, "AWS has no endpoint " + dns.Name
	}
	if timeout, ok := errors.AsType[net.Error](err); ok && timeout.Timeout() ||
		errors.Is(err, context.DeadlineExceeded) {
		return discover.Timeout, "no answer in time"
	}
	switch code := statusCode(err); {
	case code == http.StatusNotImplemented:
		return discover.Failed, "HTTP 501: what answers there does not know this call"
	case code >= 400:
		return discover.Failed, fmt.Sprintf("HTTP %d without a word of explanation", code)
	}
	if broken, ok := errors.AsType[*brokenReply](err); ok {
		return discover.Failed, broken.why
	}
	if _, ok := errors.AsType[*smithy.DeserializationError](err); ok {
		return discover.Failed, "the reply is not what the protocol says"
	}
	if _, ok := errors.AsType[*smithyhttp.RequestSendError](err); ok {
		return discover.Failed, "AWS could not be reached"
	}
	return discover.Failed, noCredentials
}

// noCredentials is the reason of what never got to AWS.
const noCredentials = "no credentials, or they could not be used: sign in, or name a profile"

// ssoEnded is the reason of whatever needs a session of IAM Identity Center that
// is over, or was never begun. [signInBy] adds the command that begins one.
const ssoEnded = "the session of IAM Identity Center (SSO) is over, or was not begun"

func endedSSO(err error) bool {
	if _, ok := errors.AsType[*ssocreds.InvalidTokenError](err); ok {
		return true
	}
	asked, ok := errors.AsType[*smithy.OperationError](err)
	for ok && asked.Service() != "SSO" {
		asked, ok = errors.AsType[*smithy.OperationError](asked.Unwrap())
	}
	return ok
}

// signInBy adds to a reason what the user types to be signed in again.
func signInBy(reason, profile string) string {
	if reason != ssoEnded {
		return reason
	}
	if profile == "" {
		return reason + ": aws sso login"
	}
	return reason + ": aws sso login --profile " + profile
}

// noLookup says that names are not looked up here: the endpoint that everybody has
// was not found.
func noLookup(name string) string {
	return "this machine cannot look up " + name + ": is it connected, and is its DNS right?"
}

func statusCode(err error) int {
	if r, ok := errors.AsType[*smithyhttp.ResponseError](err); ok && r.Response != nil {
		return r.HTTPStatusCode()
	}
	return 0
}

// meaningOf sorts AWS's error codes.
func meaningOf(code, message string, httpStatus int) (discover.Status, string) {
	// Query services write "Throttling.User" and the like.
	plain, _, _ := strings.Cut(code, ".")
	if _, ok := retry.DefaultThrottleErrorCodes[plain]; ok || httpStatus == http.StatusTooManyRequests {
		return discover.ThrottledOut, code
	}
	switch code {
	case "AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "UnauthorizedException",
		"AuthorizationError", "AuthorizationErrorException", "NotAuthorized", "NotAuthorizedException",
		"Forbidden", "ForbiddenException", "AllAccessDisabled", "InsufficientPrivilegesException":
		return discover.Denied, denier(message)
	case "ExpiredToken", "ExpiredTokenException", "RequestExpired":
		return discover.Failed, "the credentials have expired: sign in again"
	case "InvalidClientTokenId", "UnrecognizedClientException", "InvalidAccessKeyId", "AuthFailure",
		"SignatureDoesNotMatch", "InvalidSignatureException", "IncompleteSignature",
		"MissingAuthenticationToken", "MissingAuthenticationTokenException":
		if strings.Contains(message, "Signature expired") || strings.Contains(message, "Signature not yet current") {
			return discover.Failed, "the clock of this machine is wrong: set it, and run again"
		}
		return discover.Failed, "AWS does not know these credentials (" + code + "): check the profile"
	case "RequestTimeTooSkewed":
		return discover.Failed, "the clock of this machine is wrong: set it, and run again"
	case "OptInRequired", "RegionDisabledException":
		return discover.RegionOff, code
	case "SubscriptionRequiredException", "NoLongerSupportedException":
		return discover.ServiceRetired, code
	}
	if httpStatus > 0 {
		return discover.Failed, fmt.Sprintf("%s (HTTP %d)", code, httpStatus)
	}
	return discover.Failed, code
}

// denier says which policy refused, as far as AWS tells.
func denier(message string) string {
	m := strings.ToLower(message)
	for _, d := range []struct{ phrase, reason string }{
		{"service control policy", "by a service control policy of the organisation"},
		{"resource control policy", "by a resource control policy of the organisation"},
		{"permissions boundary", "by the permissions boundary of the role"},
		{"session policy", "by the session policy"},
		{"vpc endpoint policy", "by the policy of a VPC endpoint"},
		{"resource-based policy", "by the policy of the resource"},
		{"identity-based policy", "no policy of the role allows it"},
	} {
		if strings.Contains(m, d.phrase) {
			if strings.Contains(m, "explicit deny") && d.phrase == "identity-based policy" {
				return "explicitly, by a policy of the role"
			}
			return d.reason
		}
	}
	return "AWS does not say by which policy"
}

// everywhere reports whether a denial will be the same for every resource.
func (g *gap) everywhere() bool {
	return g.status == discover.Denied && g.reason != denier("resource-based policy") && g.reason != denier("")
}
