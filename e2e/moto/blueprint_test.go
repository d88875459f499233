package moto_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/smithy-go"

	"asbuilt/discover"
)

// builder builds in the emulator what a snapshot describes. Identifiers that
// the emulator gives replace those of the snapshot in what is built later.
type builder struct {
	t      *testing.T
	system system
	ctx    context.Context
	cfg    aws.Config
	plan   *discover.Snapshot
	ids    map[string]string
	byID   *discover.Index
	cannot []string
}

// newBuilder starts an emulator for a system.
func newBuilder(t *testing.T, s system) *builder {
	t.Helper()
	f, err := os.Open(s.plan)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	plan, err := discover.Read(f)
	if err != nil {
		t.Fatal(err)
	}
	cfg, err := config.LoadDefaultConfig(context.Background(),
		config.WithRegion("ap-northeast-2"), config.WithBaseEndpoint(emulator(t, s.account)),
		config.WithRetryMaxAttempts(1),
		config.WithCredentialsProvider(credentials.NewStaticCredentialsProvider("testing", "testing", "")))
	if err != nil {
		t.Fatal(err)
	}
	return &builder{
		t:      t,
		system: s,
		ctx:    context.Background(),
		cfg:    cfg,
		plan:   plan,
		ids:    map[string]string{},
		byID:   discover.NewIndex(plan),
	}
}

// all builds every resource of a type.
func all[F any](b *builder, typ string, build func(r *discover.Resource, f *F) error) {
	for _, r := range b.plan.Resources {
		if r.Type != typ {
			continue
		}
		facts := new(F)
		b.translate(r.Facts, facts)
		if err := build(r, facts); err != nil {
			b.cannot = append(b.cannot, fmt.Sprintf("%s %s: %s", typ, name(r), short(err)))
		}
	}
}

// name is what a person calls a resource.
func name(r *discover.Resource) string {
	if r.Name != "" {
		return r.Name
	}
	return r.ID
}

func short(err error) string {
	if api, ok := errors.AsType[smithy.APIError](err); ok {
		return api.ErrorCode() + ": " + tail(strings.Join(strings.Fields(api.ErrorMessage()), " "), 160)
	}
	return tail(strings.Join(strings.Fields(err.Error()), " "), 160)
}

// translate copies facts with the emulator's identifiers in them.
func (b *builder) translate(from, to any) {
	b.t.Helper()
	text, err := json.Marshal(from)
	if err != nil {
		b.t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(b.now(string(text))), to); err != nil {
		b.t.Fatal(err)
	}
}

// now is a text with the emulator's identifiers in it.
func (b *builder) now(text string) string {
	old := make([]string, 0, len(b.ids))
	for id := range b.ids {
		old = append(old, id)
	}
	slices.SortFunc(old, func(x, y string) int { return len(y) - len(x) })
	pairs := make([]string, 0, 2*len(old))
	for _, id := range old {
		pairs = append(pairs, id, b.ids[id])
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

// born notes what the emulator calls a resource.
func (b *builder) born(r *discover.Resource, id, arn *string) {
	if id != nil && len(r.ID) > 8 {
		b.ids[r.ID] = *id
	}
	if arn != nil && r.ARN != "" {
		b.ids[r.ARN] = *arn
	}
}

// tagList makes the tags of a resource in a service's own type.
func tagList[T any](r *discover.Resource, tag func(k, v *string) T) []T {
	var out []T
	for k, v := range r.Tags {
		if !strings.HasPrefix(k, "aws:") {
			out = append(out, tag(&k, &v))
		}
	}
	return out
}

// document is a policy as AWS takes it.
func document(p *discover.Policy) *string {
	if p == nil {
		return nil
	}
	type statement map[string]any
	doc := struct {
		Version   string
		Statement []statement
	}{Version: "2012-10-17"}
	for _, s := range p.Statement {
		one := statement{"Effect": s.Effect}
		put := func(key string, list []string) {
			if len(list) > 0 {
				one[key] = list
			}
		}
		if s.Sid != "" {
			one["Sid"] = s.Sid
		}
		put("Action", s.Action)
		put("NotAction", s.NotAction)
		put("Resource", s.Resource)
		put("NotResource", s.NotResource)
		if len(s.Principal) > 0 {
			one["Principal"] = principal(s.Principal)
		}
		if len(s.Condition) > 0 {
			conditions := map[string]map[string][]string{}
			for _, c := range s.Condition {
				if conditions[c.Operator] == nil {
					conditions[c.Operator] = map[string][]string{}
				}
				conditions[c.Operator][c.Key] = c.Values
			}
			one["Condition"] = conditions
		}
		doc.Statement = append(doc.Statement, one)
	}
	text, err := json.Marshal(doc)
	if err != nil {
		panic(err)
	}
	return aws.String(string(text))
}

// words is a list that is written as its only element, as people do.
type words []string

func (w words) MarshalJSON() ([]byte, error) {
	if len(w) == 1 {
		return json.Marshal(w[0])
	}
	return json.Marshal([]string(w))
}

func principal(list []string) any {
	if slices.Equal(list, []string{"*"}) {
		return "*"
	}
	out := map[string]words{}
	for _, p := range list {
		switch {
		case strings.HasSuffix(p, ".amazonaws.com"):
			out["Service"] = append(out["Service"], p)
		case strings.Contains(p, ":oidc-provider/"):
			out["Federated"] = append(out["Federated"], p)
		default:
			out["AWS"] = append(out["AWS"], p)
		}
	}
	return out
}
