package cmd

import (
	"context"
	"math"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/render"
	"asbuilt/render/png"
	"asbuilt/site"
)

// sitePixels bounds a picture of a site as PNG: enough to be read in a document,
// little enough that a site of many pictures is made in seconds. The SVG beside it
// has no bound.
const sitePixels = 3 << 20

// pictureFiles are the pictures of a site as files. A picture with letters that no
// font of this machine has is there as SVG alone.
func (o *siteOptions) pictureFiles(ctx context.Context, m *model.Model,
	pictures []render.Picture) (map[string][]byte, error) {
	home, _ := os.UserHomeDir() // without one, only the system's places are looked at
	font := png.FindFont(home)
	all := site.PictureFiles(m, pictures)
	var mu sync.Mutex
	var lacking []rune
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for _, p := range pictures {
		if p.Scene == nil || p.Empty {
			continue
		}
		g.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			w, h := float64(max(p.Scene.Width, 1)), float64(max(p.Scene.Height, 1))
			data, lacks, err := png.Encode(p.Scene, png.Options{
				Font: font, Small: true, Scale: min(1, math.Sqrt(sitePixels/(w*h))),
			})
			if err != nil {
				return finding.Errorf("draw %s: %v",
					"%s을(를) 그리지 못했습니다: %v", p.View.ID, err)
			}
			mu.Lock()
			defer mu.Unlock()
			lacking = append(lacking, lacks...)
			if len(lacks) == 0 {
				all[site.PictureFile(m, p, ".png")] = data
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	if slices.Sort(lacking); len(lacking) > 0 {
		o.env.say(o.env.streams.Err, "asbuilt: %s; those pictures are there as SVG alone",
			"asbuilt: %s. 그 그림들은 SVG로만 있습니다",
			strings.TrimSuffix(png.Warning(slices.Compact(lacking)).In(finding.English), "."))
	}
	return all, nil
}
