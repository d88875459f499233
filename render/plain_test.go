package render_test

import (
	"math"
	"strings"
	"testing"

	"asbuilt/finding"
	"asbuilt/render"
	"asbuilt/render/scene"
)

// TestPicturesShareTheirPlaces holds pictures of one system to what people compare by
// eye: in the other language, and from one state of the roadmap to the next, nothing
// moves; with marks common boxes move by 1 % of the diagonal at most, on average.
func TestPicturesShareTheirPlaces(t *testing.T) {
	for _, dir := range []string{"..", "../examples/ec2-service"} {
		m := load(t, dir)
		other := finding.English
		if m.Lang() == other {
			other = finding.Korean
		}
		plain, own := map[string]*scene.Picture{}, renderAll(t, m, render.Options{})
		var sum, worst [3]float64
		var count [3]float64
		compare := func(sort int, what string, a, b *scene.Picture) {
			by := shifted(a, b)
			sum[sort], count[sort], worst[sort] = sum[sort]+by, count[sort]+1, max(worst[sort], by)
			if by > 1 {
				t.Logf("%s %s: %.2f %%", dir, what, by)
			}
		}
		for _, p := range own {
			if p.Lang == m.Lang() && !strings.HasPrefix(p.View.ID, "flow-") {
				plain[p.View.ID] = p.Scene
			}
		}
		last := ""
		for _, p := range own {
			if plain[p.View.ID] == nil {
				continue
			}
			if p.Lang == other {
				compare(0, p.View.ID+" in the other language", plain[p.View.ID], p.Scene)
			} else if strings.HasPrefix(p.View.ID, "state-") {
				if last != "" {
					compare(2, last+" and "+p.View.ID, plain[last], p.Scene)
				}
				last = p.View.ID
			}
		}
		for _, p := range renderAll(t, m, render.Options{Overlay: marked}) {
			if p.Lang == m.Lang() && plain[p.View.ID] != nil {
				compare(1, p.View.ID+" with marks", plain[p.View.ID], p.Scene)
			}
		}
		most := [3]float64{0, 1, 0}
		for i, sort := range []string{"languages", "marks", "states"} {
			mean := sum[i] / max(count[i], 1)
			t.Logf("%s %s: %.2f %% on average, %.2f %% at worst", dir, sort, mean, worst[i])
			if mean > most[i] {
				t.Errorf("%s: common things of two %s move by %.2f %%", dir, sort, mean)
			}
		}
	}
}

// shifted is how far the boxes that both pictures have lie apart, in percent of the
// first one's diagonal, on average.
func shifted(before, after *scene.Picture) float64 {
	was, is := middles(before), middles(after)
	sum, count := 0.0, 0.0
	for id, p := range was {
		if q, ok := is[id]; ok {
			sum, count = sum+math.Hypot(float64(p.X-q.X), float64(p.Y-q.Y)), count+1
		}
	}
	return 100 * sum / max(count, 1) / math.Hypot(float64(before.Width), float64(before.Height))
}
