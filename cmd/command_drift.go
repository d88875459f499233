package cmd

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"asbuilt/finding"
	"asbuilt/model"
)

type driftOptions struct {
	env      *environment
	verdict  verdictFlags
	snapshot string
	isLive   bool
	live     liveFlags
	waive    []string
	element  string
}

func newDrift(env *environment) *cobra.Command {
	o := &driftOptions{env: env}
	c := &cobra.Command{
		Use:   "drift [FILE] --snapshot S | --live",
		Short: "Compare the model with a snapshot of what really runs",
		Long: `drift says where the model and a snapshot disagree. Only what the model declares
is compared: what it does not say is never drift. What the snapshot could not
see is unknown, never missing, and makes the exit status 4 unless something is
broken (then 1) or --allow-incomplete is given (then 0).

Findings that follow from one change are shown as one cause with what it breaks, the
most harmful first: open to the internet or personal data, refused connections, lost
protection, failures that nobody hears of, the rest. Text shows about 40 lines of
causes; --all shows everything, --element what concerns one thing of the model. Both
change what is shown, not what is judged. JSON is always whole.`,
		Example: `  asbuilt drift --snapshot prod.json
  asbuilt drift --snapshot prod.json --element mariadb
  asbuilt drift --snapshot prod.json --format json --lang ko
  asbuilt drift --snapshot prod.json --waive 3f2a9c0d1b7e4f58`,
		Args: atMost(1),
		RunE: func(c *cobra.Command, args []string) error { return o.run(c.Context(), args) },
	}
	o.verdict.bind(c.Flags())
	c.Flags().StringVar(&o.snapshot, "snapshot", "", "the snapshot to compare with; - is standard input")
	c.Flags().BoolVar(&o.isLive, "live", false, "look at AWS now instead of a snapshot, as discover does")
	o.live.bind(c.Flags())
	c.Flags().BoolVar(&o.verdict.allowIncomplete, "allow-incomplete", false,
		"exit 0 although something could not be looked at")
	c.Flags().BoolVar(&o.verdict.all, "all", false, "show every cause in text, with everything that was read")
	c.Flags().StringVar(&o.element, "element", "", "show in text only the findings about that `ID`, each whole")
	c.Flags().StringArrayVar(&o.waive, "waive", nil,
		"fingerprint of a finding to leave out of the verdict, this time only")
	return c
}

func (o *driftOptions) run(ctx context.Context, args []string) error {
	if (o.snapshot == "") != o.isLive {
		return usagef("drift needs --snapshot FILE or --live to compare with, and not both")
	}
	src, m, lang, err := o.env.open(args)
	if err != nil {
		return err
	}
	if o.element != "" {
		if o.verdict.only, err = concerningElement(m, o.element); err != nil {
			return err
		}
	}
	set, _, err := loadDecisions(src, m)
	if err != nil {
		return err
	}
	var rep *finding.Report
	if o.isLive {
		rep, err = o.env.compareLive(ctx, m, set, o.live.Options)
	} else {
		rep, err = o.env.compare(m, set, o.snapshot)
	}
	if err != nil {
		return err
	}
	return o.env.finish(rep, src, append(m.FindingWaivers(), once(o.waive, rep)...), &o.verdict, lang)
}

// concerningElement chooses the findings about a thing of the model, and about the
// connections that it has.
func concerningElement(m *model.Model, id string) (func(*finding.Finding) bool, error) {
	if m.Element(id) == nil && m.Boundary(id) == nil && m.Group(id) == nil && m.Connection(id) == nil {
		return nil, usagef("unknown element %q: --element takes the id of an element, a place, a set or a connection",
			id)
	}
	return func(f *finding.Finding) bool {
		if conn := m.Connection(f.Subject); conn != nil && (conn.From.ID == id || conn.To.ID == id ||
			slices.ContainsFunc(conn.Via, func(v model.Ref) bool { return v.ID == id })) {
			return true
		}
		return f.Subject == id || strings.HasPrefix(f.Subject, id+"/")
	}, nil
}

// once makes waivers of fingerprints that hold for this run.
func once(fingerprints []string, rep *finding.Report) []*finding.Waiver {
	out := make([]*finding.Waiver, 0, len(fingerprints))
	for _, fp := range fingerprints {
		out = append(out, &finding.Waiver{Fingerprint: fp, Reason: "--waive", Owner: "command line", Expires: rep.AsOf})
	}
	return out
}
