package aws

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/smithy-go/middleware"

	"asbuilt/discover"
)

// answerTime is how long AWS may take to answer one request.
const answerTime = 30 * time.Second

// run is what all accounts of one snapshot share.
type run struct {
	scope      discover.Scope
	options    Options
	operations map[string]discover.Operation
	wanted     map[string]bool // nil wants all
	limiter    *limiter
	dumps      *dumps
	start      time.Time

	mu       sync.Mutex
	progress discover.Progress
}

func newRun(scope discover.Scope, options Options) *run {
	r := &run{scope: scope, options: options, operations: map[string]discover.Operation{}}
	if r.options.Now == nil {
		r.options.Now = time.Now
	}
	wait := r.options.Sleep
	if wait == nil {
		wait = sleep
	}
	r.start = r.options.Now()
	r.limiter = newLimiter(r.options.Now, wait)
	if scope.Dumps != "" {
		r.dumps = &dumps{dir: scope.Dumps}
	}
	for _, op := range append(discover.Operations(), discover.Session()...) {
		r.operations[op.Name] = op
	}
	if len(scope.Operations) > 0 {
		r.wanted = map[string]bool{"sts:GetCallerIdentity": true, "ec2:DescribeRegions": true}
		for _, op := range scope.Operations {
			r.wanted[op] = true
		}
	}
	return r
}

// attempt is what the middleware knows of a request.
type attempt struct {
	scan      *scan
	operation discover.Operation
}

type operationKey struct{}

// stack adds to the SDK's middleware, behind its retries: every attempt keeps
// to the budget and to the limits.
func (r *run) stack() []func(*middleware.Stack) error {
	pace := middleware.FinalizeMiddlewareFunc("asbuilt:pace", func(
		ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler,
	) (middleware.FinalizeOutput, middleware.Metadata, error) {
		at, ok := ctx.Value(operationKey{}).(attempt)
		if !ok { // the SDK asks for credentials
			return next.HandleFinalize(ctx, in)
		}
		if err := r.send(ctx, at); err != nil {
			return middleware.FinalizeOutput{}, middleware.Metadata{}, err
		}
		out, meta, err := next.HandleFinalize(ctx, in)
		r.told(at, err)
		return out, meta, err
	})
	return []func(*middleware.Stack) error{prove, func(s *middleware.Stack) error {
		return s.Finalize.Insert(pace, "Retry", middleware.After)
	}}
}

// send waits until a request may go out, and counts it.
func (r *run) send(ctx context.Context, at attempt) error {
	for _, key := range at.keys() {
		if err := r.limiter.wait(ctx, key, at.operation.PerSecond); err != nil {
			return err
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.scope.Budget > 0 && r.progress.Calls >= r.scope.Budget {
		return errBudget
	}
	r.progress.Calls++
	return nil
}

// told passes on how AWS took a request.
func (r *run) told(at attempt, err error) {
	throttled := throttles(err)
	for _, key := range at.keys() {
		r.limiter.told(key, throttled)
	}
	if throttled {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.progress.Throttles++
	}
}

// keys are the buckets of the limiter that a request draws from: that of its
// action, and where the regions and actions of an account share a limit, that
// of the service.
func (a attempt) keys() []string {
	region := a.scan.region
	if a.operation.AccountWide {
		region = "*"
	}
	keys := []string{a.scan.id + " " + region + " " + a.operation.Name}
	if a.operation.AccountWide {
		service, _, _ := strings.Cut(a.operation.IAM()[0], ":")
		keys = append(keys, a.scan.id+" * "+service)
	}
	return keys
}

// expect and finished keep count of scans, and tell.
func (r *run) expect(n int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.progress.Of += n
	r.tell()
}

func (r *run) finished() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.progress.Done++
	r.tell()
}

func (r *run) tell() {
	if r.options.Progress == nil {
		return
	}
	r.progress.Seconds = r.options.Now().Sub(r.start).Seconds()
	r.options.Progress(r.progress)
}

// httpClient sends requests through a transport, none longer than answerTime.
type httpClient struct{ transport http.RoundTripper }

func (c *httpClient) Do(req *http.Request) (*http.Response, error) {
	client := http.Client{Transport: c.transport, Timeout: answerTime}
	return client.Do(req)
}

// configTrouble says what is wrong with the AWS configuration, in few words.
func configTrouble(err error) string {
	if missing, ok := errors.AsType[config.SharedConfigProfileNotExistError](err); ok {
		return "there is no profile " + cmp.Or(missing.Profile, "default")
	}
	return "look at ~/.aws/config and the AWS_ variables"
}
