package cmd

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/spf13/pflag"

	"asbuilt/finding/plain"
	"asbuilt/render/layout"
	"asbuilt/render/layout/graphviz"
)

// graphvizProgram places the views that ask for layout: graphviz.
const graphvizProgram = "asbuilt-graphviz"

// placeFlags say what places the views that ask for Graphviz.
type placeFlags struct {
	graphviz string
	timeout  time.Duration
}

func (p *placeFlags) bind(f *pflag.FlagSet) {
	f.StringVar(&p.graphviz, "graphviz", "", "")
	f.DurationVar(&p.timeout, "graphviz-timeout", graphviz.DefaultTimeout, "")
}

// placer runs that program, in a process of its own, for each graph. It is
// looked for when the first view asks for it. Where it is not installed, views
// are placed by asbuilt itself and warn is told why, once: a site without one
// view's favourite placement is worth more than no site. A program that is there
// and fails, or that the user named, is an error: nobody should believe that it
// placed what it did not.
func (p *placeFlags) placer(warn io.Writer) func(context.Context, *layout.Graph) (*layout.Layout, error) {
	find := sync.OnceValue(func() string {
		found, err := sibling(graphvizProgram)
		if err != nil {
			plain.Fprintf(warn, "asbuilt: views with layout: graphviz are placed by asbuilt itself: %v\n", err)
		}
		return found
	})
	return func(ctx context.Context, g *layout.Graph) (*layout.Layout, error) {
		program := p.graphviz
		if program == "" {
			if program = find(); program == "" {
				return nil, nil
			}
		}
		cache := ""
		if dir, err := os.UserCacheDir(); err == nil {
			cache = filepath.Join(dir, "asbuilt")
		}
		return graphviz.Place(ctx, g, graphviz.Options{Program: program, Cache: cache, Timeout: p.timeout})
	}
}
