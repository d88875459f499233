package aws

import (
	"context"
	"sync"
	"time"
)

// share is the part of a known low limit that a run may use: deployments and
// people in the console live on the same one.
const share = 0.3

// firstGuess is the rate, in requests a second, with which an operation goes on
// after its first throttle when AWS's limit is not known.
const firstGuess = 8

// limiter spaces requests: one bucket for each account, region, service and
// action. A throttle halves the rate of its bucket; every request that gets
// through wins a little of it back.
type limiter struct {
	now   func() time.Time
	sleep func(context.Context, time.Duration) error

	mu      sync.Mutex
	buckets map[string]*bucket
}

// bucket holds tokens for requests. A ceiling of zero means that AWS's limit is
// not known; a rate of zero that nothing is held back.
type bucket struct {
	ceiling, rate, tokens float64
	at                    time.Time
}

func newLimiter(now func() time.Time, sleep func(context.Context, time.Duration) error) *limiter {
	return &limiter{now: now, sleep: sleep, buckets: map[string]*bucket{}}
}

// wait returns when a request may be sent.
func (l *limiter) wait(ctx context.Context, key string, perSecond float64) error {
	if d := l.reserve(key, perSecond*share); d > 0 {
		return l.sleep(ctx, d)
	}
	return ctx.Err()
}

// reserve takes a token, perhaps one of the future, and says how long to wait
// for it.
func (l *limiter) reserve(key string, ceiling float64) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	b, ok := l.buckets[key]
	if !ok {
		b = &bucket{ceiling: ceiling, rate: ceiling, tokens: max(1, ceiling), at: l.now()}
		l.buckets[key] = b
	}
	if b.rate == 0 {
		return 0
	}
	now := l.now()
	b.tokens = min(max(1, b.rate), b.tokens+b.rate*now.Sub(b.at).Seconds())
	b.at = now
	b.tokens--
	if b.tokens >= 0 {
		return 0
	}
	return time.Duration(-b.tokens / b.rate * float64(time.Second))
}

// told says how AWS took a request.
func (l *limiter) told(key string, throttled bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	b := l.buckets[key]
	switch {
	case b == nil || b.rate == 0 && !throttled:
	case throttled && b.rate == 0:
		b.rate, b.tokens, b.at = firstGuess, 0, l.now()
	case throttled:
		b.rate = max(b.rate/2, 0.2)
	case b.ceiling > 0:
		b.rate = min(b.ceiling, b.rate*1.05)
	case b.rate > 200:
		b.rate = 0
	default:
		b.rate *= 1.05
	}
}

// sleep waits for d or for the end of ctx.
func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
