package site

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"asbuilt/model"
	"asbuilt/site/address"
	"asbuilt/site/parts"
)

// walk is what a page needs to go through flows step by step on its picture: either
// the one that it is about, or those that the picture shows.
type walk struct {
	// Flow is the flow that the page is about; Src leads to its steps.
	Flow, Src string
	// Flows are those to choose from.
	Flows []walkChoice
}

// walkChoice is a flow to choose.
type walkChoice struct{ ID, Name, Src string }

// walkPath is where the steps of a flow lie in an edition. They are a script, as a
// page that was opened from a file may load no data.
func walkPath(flow string) string { return strings.TrimSuffix(address.Flow(flow), ".html") + ".js" }

// walkStep is a step as the script of walks reads it. A heading of branches has no ends.
type walkStep struct {
	Number  string `json:"n"`
	From    string `json:"from,omitempty"`
	To      string `json:"to,omitempty"`
	Wire    string `json:"wire,omitempty"`
	Says    string `json:"says"`
	Failure bool   `json:"failure,omitempty"`
}

// walkFile is the script with the steps of a flow.
func walkFile(ed *edition, f *model.Flow) ([]byte, error) {
	l := ed.places.From(ed.words, ed.root, walkPath(f.ID))
	all := []walkStep{}
	writer := stepWriter{Links: l, atlas: ed.atlas, proof: parts.Proof{Words: ed.words, Verdicts: ed.verdicts}}
	for _, s := range writer.steps(f.Steps, "", 0) {
		w := walkStep{Number: s.number, From: s.ends[0], To: s.ends[1], Says: s.heading, Failure: s.failure}
		if s.wire != nil {
			w.Wire = s.wire.ID
		}
		if s.heading == "" {
			w.Says = s.from.Text + " → " + s.to.Text
			for _, more := range []string{s.note.Text, s.reply.Text} {
				if more != "" {
					w.Says += " · " + more
				}
			}
		}
		all = append(all, w)
	}
	id, err := json.Marshal(f.ID)
	if err != nil {
		return nil, err
	}
	steps, err := json.Marshal(all)
	if err != nil {
		return nil, err
	}
	return fmt.Appendf(nil, "(window.ASBUILT_WALKS=window.ASBUILT_WALKS||{})[%s]=%s\n", id, steps), nil
}

// addWalks adds the steps of all flows that a picture shows.
func addWalks(t *Tree, ed *edition) error {
	if len(ed.pictures) == 0 {
		return nil
	}
	for _, f := range ed.Model.Flows {
		text, err := walkFile(ed, f)
		if err != nil {
			return err
		}
		t.add(ed.root+walkPath(f.ID), text)
	}
	return nil
}

// walksOn are the flows that can be followed on the i-th picture, or nil.
func (ed *edition) walksOn(p *page, i int) *walk {
	var all []walkChoice
	for _, f := range ed.Model.Flows {
		if slices.Contains(ed.walkable()[f.ID], i) {
			all = append(all, walkChoice{f.ID, p.Flow(f).Text, p.To(walkPath(f.ID))})
		}
	}
	if len(all) == 0 {
		return nil
	}
	return &walk{Flows: all}
}

// followed are the pictures on which a flow can be followed, each from that step on.
func (ed *edition) followed(p *page, f *model.Flow, first string) []parts.Link {
	var links []parts.Link
	for _, i := range ed.walkable()[f.ID] {
		l := viewLink(p.Links, ed.pictures[i])
		l.Href += "#walk=" + url.PathEscape(f.ID) + "/" + first
		links = append(links, l)
	}
	return links
}

// walkable are the pictures, by their places among all, on which a flow can be followed:
// of every step they have the line or both ends, and of most the line. A sequence is not
// among them.
func (ed *edition) walkable() map[string][]int {
	if ed.walks != nil {
		return ed.walks
	}
	ed.walks = map[string][]int{}
	for i, pic := range ed.pictures {
		if pic.Scene == nil || flowOf(ed.Model, pic.View.ID) != nil {
			continue
		}
		boxes, lines := map[string]bool{}, map[string]bool{}
		for _, it := range pic.Scene.Items {
			for _, id := range slices.Concat([]string{it.ID}, it.Members, it.Carries) {
				boxes[id] = true
			}
			for _, id := range it.Connections {
				lines[id] = true
			}
		}
		for _, f := range ed.Model.Flows {
			if ed.follows(boxes, lines, f) {
				ed.walks[f.ID] = append(ed.walks[f.ID], i)
			}
		}
	}
	return ed.walks
}

// follows reports whether boxes and lines show what a flow goes through.
func (ed *edition) follows(boxes, lines map[string]bool, f *model.Flow) bool {
	steps, drawn, whole := 0, 0, true
	var look func([]*model.Step)
	look = func(all []*model.Step) {
		for _, s := range all {
			look(s.Parallel)
			for _, b := range s.Alternatives {
				look(b.Steps)
			}
			if !s.Message.From.IsSet() {
				continue
			}
			steps++
			if c := ed.carrier(s.Message); c != nil && lines[c.ID.V] {
				drawn++
			} else if !boxes[s.Message.From.ID] || !boxes[s.Message.To.ID] {
				whole = false
			}
		}
	}
	look(f.Steps)
	return whole && drawn*2 > steps
}
