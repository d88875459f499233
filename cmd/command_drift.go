package cmd

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

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
	accept   []string
	element  string
	maxAge   time.Duration
	history  string
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
change what is shown, not what is judged. JSON is always whole.

With --history DIR each run leaves a small record in that folder, and says of every
finding since when it stands, what is new and what was mended since the run before.
--format summary is then a sentence for each owner, and nothing when nothing changed.
--incident puts what does not run and connections that are refused first.`,
		Example: `  asbuilt drift --snapshot prod.json
  asbuilt drift --snapshot prod.json --element mariadb
  asbuilt drift --snapshot prod.json --format json --lang ko
  asbuilt drift --snapshot prod.json --history history --format summary
  asbuilt drift --snapshot prod.json --accept 3f2a9c0d1b7e4f58`,
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
	c.Flags().DurationVar(&o.maxAge, "max-age", 0, "refuse a snapshot that is older: 24h")
	c.Flags().StringVar(&o.history, "history", "", "`folder` of records of runs; this one adds its own")
	c.Flags().BoolVar(&o.verdict.incident, "incident", false,
		"show first what does not run, and connections that are refused")
	c.Flags().StringArrayVar(&o.accept, "accept", nil,
		"`fingerprint` of a finding to accept, this time only")
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
	if o.maxAge < 0 {
		return usagef("--max-age %s: an age is more than nothing", o.maxAge)
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
	if err := o.fresh(rep); err != nil {
		return err
	}
	if o.history != "" {
		o.verdict.past = o.env.past(ctx, o.history, src, m, lang)
	}
	return o.env.finish(rep, src, append(m.Acceptances(), once(o.accept, rep)...), &o.verdict, lang)
}

// fresh refuses a snapshot that is older than --max-age allows, on the day of --as-of
// or today.
func (o *driftOptions) fresh(rep *finding.Report) error {
	if o.maxAge == 0 {
		return nil
	}
	now, err := o.env.moment(time.Time{})
	if err != nil {
		return err
	}
	if taken := rep.Snapshot.Taken; now.Sub(taken) > o.maxAge {
		return fmt.Errorf("%s was taken %s and is older than %s: take another with asbuilt discover",
			rep.Snapshot.Path, taken.UTC().Format("2006-01-02 15:04 UTC"), o.maxAge)
	}
	return nil
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

// once makes accepted of fingerprints that hold for this run.
func once(fingerprints []string, rep *finding.Report) []*finding.Acceptance {
	out := make([]*finding.Acceptance, 0, len(fingerprints))
	for _, fp := range fingerprints {
		out = append(out, &finding.Acceptance{
			Fingerprint: fp, Reason: "--accept", Owner: "command line", Expires: rep.AsOf,
		})
	}
	return out
}
