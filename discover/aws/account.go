package aws

import (
	"cmp"
	"context"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/ratelimit"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials/stscreds"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go/logging"

	"asbuilt/discover"
)

// account is one account that a run looks at.
type account struct {
	*run
	id        string
	partition string
	on        []string // the regions that are looked at
}

// work is a collector with the scan it fills.
type work struct {
	collector collector
	scan      *scan
}

// plan signs in to every account and says what is to be done there. An account
// that cannot be used has only cells that say so.
func (r *run) plan(ctx context.Context, snap *discover.Snapshot) ([]work, error) {
	var mu sync.Mutex
	var all []work
	forEach(r.scope.Accounts, func(a discover.AccountScope) {
		todo, cells := r.planAccount(ctx, a)
		mu.Lock()
		defer mu.Unlock()
		all = append(all, todo...)
		snap.Cells = append(snap.Cells, cells...)
	})
	if ctx.Err() != nil && len(all) == 0 && ctx.Err() == context.Canceled {
		return nil, context.Canceled
	}
	slices.SortStableFunc(all, func(a, b work) int {
		return cmp.Or(cmp.Compare(a.scan.id, b.scan.id), cmp.Compare(a.scan.region, b.scan.region))
	})
	return all, nil
}

func (r *run) planAccount(ctx context.Context, a discover.AccountScope) ([]work, []discover.Cell) {
	acc := &account{run: r, id: a.ID, partition: partitionOf(a.Regions)}
	home := homeRegion(acc.partition)
	cfg, g := r.signIn(ctx, acc, a, home)
	if g != nil {
		var cells []discover.Cell
		for _, w := range acc.works(aws.Config{}, a.Regions) {
			for _, c := range w.scan.cells() {
				c.Status, c.Reason = g.status, g.reason
				cells = append(cells, c)
			}
		}
		return nil, joinCells(cells)
	}
	on, off := acc.regions(ctx, cfg, a.Regions)
	acc.on = on
	var cells []discover.Cell
	for _, w := range acc.works(cfg, off) {
		for _, c := range w.scan.cells() {
			if c.Region != discover.Global {
				c.Status, c.Reason = discover.RegionOff, "the account has not enabled the region"
				cells = append(cells, c)
			}
		}
	}
	return acc.works(cfg, on), joinCells(cells)
}

// works are the scans of an account: global collectors once, the others in
// every region.
func (a *account) works(cfg aws.Config, regions []string) []work {
	var all []work
	for _, c := range collectors() {
		places := regions
		if c.global {
			places = []string{homeRegion(a.partition)}
		}
		for _, region := range places {
			s := a.scan(cfg, region, c)
			if slices.ContainsFunc(c.calls, s.wants) {
				all = append(all, work{c, s})
			}
		}
	}
	return all
}

func (a *account) scan(cfg aws.Config, region string, c collector) *scan {
	cfg = cfg.Copy()
	cfg.Region = region
	return &scan{
		account: a, config: cfg, region: region, global: c.global, calls: c.calls, dumps: a.run.dumps,
		tallies: map[string]*tally{},
	}
}

// signIn finds the credentials for an account and makes sure that they are of
// that account.
func (r *run) signIn(ctx context.Context, acc *account, a discover.AccountScope, home string) (aws.Config, *gap) {
	if r.dumps != nil {
		return aws.Config{}, acc.named(ctx, aws.Config{}, home)
	}
	options := []func(*config.LoadOptions) error{
		config.WithRegion(home),
		config.WithRetryer(r.retryer),
		config.WithAPIOptions(r.stack()),
		// The SDK would write warnings to standard error, where only progress goes,
		// and they can quote what was read.
		config.WithLogger(logging.Nop{}),
	}
	if a.Profile != "" {
		options = append(options, config.WithSharedConfigProfile(a.Profile))
	}
	options = append(options, config.WithHTTPClient(awshttp.NewBuildableClient().WithTimeout(answerTime)))
	cfg, err := config.LoadDefaultConfig(ctx, options...)
	if r.options.Transport != nil {
		cfg.HTTPClient = &httpClient{r.options.Transport}
	}
	if err != nil {
		return cfg, &gap{
			operation: "sts:GetCallerIdentity",
			status:    discover.Failed,
			reason:    "the AWS configuration cannot be read: " + configTrouble(err),
		}
	}
	if a.Role != "" {
		cfg.Credentials = aws.NewCredentialsCache(stscreds.NewAssumeRoleProvider(sts.NewFromConfig(cfg), a.Role,
			func(o *stscreds.AssumeRoleOptions) {
				o.RoleSessionName = "asbuilt"
				o.Duration = time.Hour
				if a.ExternalID != "" {
					o.ExternalID = &a.ExternalID
				}
				if a.SessionPolicy != "" {
					o.Policy = &a.SessionPolicy
				}
			}))
	}
	g := acc.named(ctx, cfg, home)
	if g != nil {
		if g.reason == noCredentials && usesSSO(cfg) {
			g.reason = ssoEnded
		}
		g.reason = signInBy(g.reason, cmp.Or(a.Profile, os.Getenv("AWS_PROFILE")))
	}
	return cfg, g
}

// usesSSO reports whether the profile gets its credentials from IAM Identity Center.
func usesSSO(cfg aws.Config) bool {
	return slices.ContainsFunc(cfg.ConfigSources, func(source any) bool {
		shared, ok := source.(config.SharedConfig)
		return ok && (shared.SSOSession != nil || shared.SSOStartURL != "")
	})
}

// named holds that the credentials are of the account that the scope names; an
// account without a number takes theirs.
func (a *account) named(ctx context.Context, cfg aws.Config, home string) *gap {
	if a.run.dumps != nil && a.id != "" {
		return nil
	}
	s := a.scan(cfg, home, session)
	who, g := call(ctx, s, sts.NewFromConfig(s.config).GetCallerIdentity, &sts.GetCallerIdentityInput{})
	switch {
	case g != nil:
		return g
	case a.id == "":
		a.id = aws.ToString(who.Account)
	case a.id != aws.ToString(who.Account):
		return &gap{
			operation: "sts:GetCallerIdentity",
			status:    discover.Failed,
			reason: "the credentials are of account " + aws.ToString(who.Account) +
				": name a profile or role of " + a.id,
		}
	}
	return nil
}

// regions tells those that the account has enabled from those that it has not.
// Where AWS does not say, all are looked at.
func (a *account) regions(ctx context.Context, cfg aws.Config, wanted []string) (on, off []string) {
	if a.run.dumps != nil {
		return wanted, nil
	}
	s := a.scan(cfg, homeRegion(a.partition), session)
	out, g := call(ctx, s, ec2.NewFromConfig(s.config).DescribeRegions, &ec2.DescribeRegionsInput{})
	if g != nil {
		return wanted, nil
	}
	for _, region := range wanted {
		enabled := false
		for _, r := range out.Regions {
			enabled = enabled || aws.ToString(r.RegionName) == region
		}
		if enabled {
			on = append(on, region)
		} else {
			off = append(off, region)
		}
	}
	return on, off
}

// session is what signing in calls.
var session = collector{global: true, calls: []string{"sts:GetCallerIdentity", "ec2:DescribeRegions"}}

// retryer waits longer and longer between attempts: patiently while AWS asks for
// it, briefly after an error of its own. The SDK's bucket for retries, which a
// busy run would empty, is replaced by the limiter.
func (r *run) retryer() aws.Retryer {
	return &patience{retry.NewStandard(func(o *retry.StandardOptions) {
		o.MaxAttempts = 10
		o.RateLimiter = ratelimit.None
		if r.options.Sleep != nil {
			o.Backoff = retry.BackoffDelayerFunc(func(int, error) (time.Duration, error) { return 0, nil })
		}
	})}
}

// brief is how many attempts a request gets that AWS did not refuse for its rate.
const brief = 4

type patience struct{ *retry.Standard }

// RetryDelay gives up by returning the error of the request.
func (p *patience) RetryDelay(attempt int, err error) (time.Duration, error) {
	if attempt >= brief && !throttles(err) {
		return 0, err
	}
	return p.Standard.RetryDelay(attempt, err)
}

func throttles(err error) bool {
	return err != nil && retry.IsErrorThrottles(retry.DefaultThrottles).IsErrorThrottle(err).Bool()
}

func partitionOf(regions []string) string {
	for _, r := range regions {
		switch {
		case strings.HasPrefix(r, "cn-"):
			return "aws-cn"
		case strings.HasPrefix(r, "us-gov-"):
			return "aws-us-gov"
		}
	}
	return "aws"
}

// homeRegion is where global services of a partition are asked.
func homeRegion(partition string) string {
	switch partition {
	case "aws-cn":
		return "cn-north-1"
	case "aws-us-gov":
		return "us-gov-west-1"
	}
	return "us-east-1"
}
