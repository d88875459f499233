package match

import (
	"reflect"
	"slices"
	"testing"

	"asbuilt/discover"
	"asbuilt/model"
	"asbuilt/model/kind"
)

// What nobody declared is more than what the model says: findings of it alone do not
// make a report fail.
func TestUndeclaredIsExtra(t *testing.T) {
	for code, extra := range map[string]bool{CodeUndeclared: true, CodeAmbiguous: false} {
		if r, ok := Rules().Lookup(code); !ok || r.Extra != extra {
			t.Errorf("%s: extra is %v", code, r.Extra)
		}
	}
}

// Of what two accounts list, that of its owner is left, whichever comes first; two things
// of one account, or of two types, are two.
func TestOneEachARN(t *testing.T) {
	const arn = "arn:aws:ec2:r:111111111111:vpc-peering-connection/pcx-1"
	of := func(account, typ, arn string) *discover.Resource {
		return &discover.Resource{Type: typ, ID: account, Account: account, ARN: arn}
	}
	owner, guest := of("111111111111", "T", arn), of("222222222222", "T", arn)
	other, bare := of("333333333333", "U", arn), of("111111111111", "T", "")
	for _, c := range []struct{ found, want []*discover.Resource }{
		{[]*discover.Resource{owner, guest}, []*discover.Resource{owner}},
		{[]*discover.Resource{guest, owner}, []*discover.Resource{owner}},
		{[]*discover.Resource{bare, guest, bare, owner}, []*discover.Resource{bare, owner, bare}},
		{[]*discover.Resource{owner, other}, []*discover.Resource{owner, other}},
		{[]*discover.Resource{owner, owner}, []*discover.Resource{owner, owner}},
	} {
		if got := oneEachARN(c.found); !slices.Equal(got, c.want) {
			t.Errorf("of %d are left %d, want %d", len(c.found), len(got), len(c.want))
		}
	}
}

// Texts are found wherever they lie, each value is asked once, and one that leads to
// itself ends.
func TestTextsOf(t *testing.T) {
	type ring struct {
		Name string
		Next *ring
		By   map[string]string
		Any  any
		None *ring
		own  string
	}
	r := &ring{Name: "name", By: map[string]string{"key": "value"}, Any: []string{"listed"}, own: "hidden"}
	r.Next = r
	var got []string
	all := textsOf{seen: map[any]bool{}, add: func(s string) { got = append(got, s) }}
	all.of(reflect.ValueOf(r))
	if want := []string{"name", "key", "value", "listed"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q (and not %q)", got, want, r.own)
	}
}

// Only endpoints stand for services by their domains.
func TestServicesOfEndpoints(t *testing.T) {
	domains := []model.String{{V: "*.dkr.ecr.eu-west-1.amazonaws.com"}}
	endpoint, other := &kind.Kind{Traits: []kind.Trait{kind.Endpoint}}, &kind.Kind{}
	for _, c := range []struct {
		t    *target
		some bool
	}{
		{&target{kind: endpoint}, false},
		{&target{Pair: Pair{Element: &model.Element{Domains: domains}}, kind: other}, false},
		{&target{Pair: Pair{Element: &model.Element{Domains: domains}}, kind: endpoint}, true},
	} {
		if got := c.t.services(); len(got) > 0 != c.some {
			t.Errorf("%q", got)
		}
	}
}

// Nothing is settled by structure of types that nobody reads, that may be there many
// times, or whose tags were not read.
func TestSettlesOnlyWhatIsSole(t *testing.T) {
	r := newResult(&model.Model{}, discover.NewIndex(&discover.Snapshot{}))
	for _, types := range [][]string{{"AWS::No::Type"}, {"AWS::S3::Bucket"}, {"AWS::EC2::InternetGateway"}} {
		if r.canSettle(&target{Pair: Pair{Types: types, Place: &model.Boundary{}}, kind: &kind.Kind{}}, nil) {
			t.Errorf("%v is settled", types)
		}
	}
}
