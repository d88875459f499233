package views_test

import (
	"slices"
	"strings"
	"testing"

	"asbuilt/internal/corpus"
	"asbuilt/model"
	"asbuilt/render/views"
)

// A line may arrive at a box around others only where each of them is called.
func TestLinesArriveAtWhatIsCalled(t *testing.T) {
	for _, s := range corpus.All() {
		m, err := corpus.Load(s.Text)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range views.Of(m) {
			d := views.Resolve(m, v, views.Overlay{})
			inside := map[string][]*views.Node{}
			for _, g := range d.Groups() {
				inside[g.ID] = (&views.Diagram{Root: g}).Nodes()
			}
			for _, e := range d.Edges {
				ends := map[string]bool{}
				for _, id := range e.Connections {
					c := m.Connection(id)
					for _, ref := range slices.Concat(c.Via, []model.Ref{c.From, c.To}) {
						ends[ref.ID] = true
					}
				}
				for _, n := range inside[e.To] {
					called := ends[n.ID] || slices.ContainsFunc(n.Members, func(id string) bool { return ends[id] })
					if len(e.Connections) > 0 && !called {
						t.Errorf("%s, %s: %s arrives at %s, and %s is not called", s.ID, v.ID, e.ID, e.To, n.ID)
					}
				}
			}
		}
	}
}

// TestTransport draws what AWS carries as encrypted, what nobody says as that, and
// what is said to be bare as bare.
func TestTransport(t *testing.T) {
	m := load(t, `
asbuilt: 1
name: t
trust: [out, in]
boundaries:
  a: {kind: account, trust: in}
  r: {kind: region, in: a}
  net: {kind: internet, trust: out}
elements:
  user: {kind: user, in: net}
  acl: {kind: waf, in: r, name: Wall}
  api: {kind: http-api, in: r, waf: acl}
  fn: {kind: lambda, in: r}
  queue: {kind: sqs-queue, in: r}
  mail: {kind: saas, in: net}
connections:
  - {from: user, to: api, auth: jwt}
  - {from: api, to: fn, tls: false, auth: iam}
  - {from: queue, to: fn, kind: event, event: {by: event-source-mapping, opens: consumer}}
  - {from: queue, to: mail, kind: event, event: {by: subscription}}
`)
	d := resolve(t, m, "security", views.Overlay{})
	var said []string
	for _, e := range d.Edges {
		said = append(said, e.ID+" "+e.Label.En+" "+string(e.Marks[0]))
	}
	want := []string{"user->api TLS not stated · JWT unstated", "queue->mail TLS not stated unstated"}
	if !slices.Equal(said, want) {
		t.Errorf("got %q, want %q", said, want)
	}
	for _, e := range resolve(t, m, "containers", views.Overlay{}).Edges {
		if got, want := e.TLS, e.ID == "queue->fn"; got != want {
			t.Errorf("%s is encrypted: %v", e.ID, got)
		}
		if got, want := e.Plain, e.ID == "api->fn"; got != want {
			t.Errorf("%s is bare: %v", e.ID, got)
		}
	}
	for _, n := range d.Nodes() {
		if n.ID == "api" && (!slices.Equal(n.Carries, []string{"acl"}) || !strings.Contains(n.Notes[1].Text.En, "Wall")) {
			t.Errorf("the API says %v of %v", n.Notes, n.Carries)
		}
	}
}
