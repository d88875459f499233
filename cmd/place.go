package cmd

import (
	"context"
	"os"
	"path/filepath"

	"github.com/spf13/pflag"

	"asbuilt/render/layout"
	"asbuilt/render/layout/graphviz"
)

// graphvizProgram places the views that ask for layout: graphviz.
const graphvizProgram = "asbuilt-graphviz"

// placeFlags say what places the views that ask for Graphviz.
type placeFlags struct {
	graphviz string
}

func (p *placeFlags) bind(f *pflag.FlagSet) {
	f.StringVar(&p.graphviz, "graphviz", "", "program that places views with layout: graphviz, such as an installed dot (default: asbuilt-graphviz)")
}

// placer runs that program, in a process of its own, for each graph. It is
// looked for when the first view asks for it.
func (p *placeFlags) placer() func(context.Context, *layout.Graph) (*layout.Layout, error) {
	return func(ctx context.Context, g *layout.Graph) (*layout.Layout, error) {
		program := p.graphviz
		if program == "" {
			found, err := sibling(graphvizProgram)
			if err != nil {
				return nil, err
			}
			program = found
		}
		cache := ""
		if dir, err := os.UserCacheDir(); err == nil {
			cache = filepath.Join(dir, "asbuilt")
		}
		return graphviz.Place(ctx, g, graphviz.Options{Program: program, Cache: cache})
	}
}
