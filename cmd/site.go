package cmd

import (
	"context"
	"io/fs"
	"path"
	"slices"
	"time"

	"github.com/spf13/pflag"

	"asbuilt/discover"
	"asbuilt/drift/kept"
	"asbuilt/files"
	"asbuilt/finding"
	"asbuilt/history"
	"asbuilt/model"
	"asbuilt/model/decisions"
	"asbuilt/render"
	"asbuilt/render/svg"
	"asbuilt/site"
)

// siteOptions say what a site shows besides the model. build writes the site,
// serve serves it.
type siteOptions struct {
	env      *environment
	snapshot string
	revision string
	redact   bool
	// taken is the snapshot, once it was read.
	taken   *discover.Snapshot
	history string
	icons   string
	place   placeFlags
	// written says that the site is written to be kept: with where it comes from, and
	// with its pictures as files.
	written bool
	// version is what it is called among several, of which previews are not settled.
	version string
	preview bool
}

func (o *siteOptions) bind(f *pflag.FlagSet) {
	f.StringVar(&o.snapshot, "snapshot", "", "")
	f.StringVar(&o.history, "history", "", "")
	o.place.bind(f)
	f.StringVar(&o.icons, "icons", "", "")
	f.StringVar(&o.revision, "rev", "", "")
}

// tree is the site of a valid model.
func (o *siteOptions) tree(ctx context.Context, src source, m *model.Model, lang finding.Lang) (*site.Tree, error) {
	set, found, err := loadDecisions(src, m)
	if err != nil {
		return nil, err
	}
	rep, err := o.report(m, set, found)
	if err != nil {
		return nil, err
	}
	if o.redact {
		withoutEvidence(rep)
	}
	course, err := o.course(ctx, src, m, rep, lang)
	if err != nil {
		return nil, err
	}
	pinned, err := o.env.drawPinned(src, m, set, lang)
	if err != nil {
		return nil, err
	}
	icons, err := o.env.readIcons(o.icons, m, o.written, lang)
	if err != nil {
		return nil, err
	}
	options := render.Options{
		Icons: icons,
		Langs: []finding.Lang{m.Lang(), m.Lang().Other()}, Overlay: marks(m, rep),
		SVG:       svg.Options{Form: svg.Inline},
		Link:      site.LinkTo(m, set),
		Place:     o.place.placer(o.env.streams.Err),
		Decisions: set,
		Pins:      pinned,
	}
	pictures, err := render.Render(ctx, m, options)
	if err != nil {
		return nil, err
	}
	o.env.warnViews(src, m, pictures, lang)
	texts := documents(src, m)
	in := site.Input{
		Model:     m,
		Decisions: set,
		Documents: texts,
		Figures:   figures(src, set, texts),
		Report:    rep,
		Course:    course,
		Pictures:  pictures,
		Around: func(e *model.Element, by []*model.Connection, lang finding.Lang) (render.Picture, error) {
			return render.Around(ctx, m, e, by, lang, options)
		},
		AsOf:     rep.AsOf,
		Version:  buildVersion(),
		Revision: o.revision, VersionName: o.version, Preview: o.preview, Listed: o.redact,
	}
	if src.folder != nil {
		in.Folder = src.folder.InRepository()
	}
	if o.written {
		in.Provenance = o.provenance(ctx, src, m, set, texts)
		in.NoGit = in.Provenance == nil
		if in.Files, err = o.pictureFiles(ctx, m, pictures); err != nil {
			return nil, err
		}
	}
	tree, err := site.Build(in)
	if err != nil {
		return nil, finding.Errorf("build site: %v",
			"사이트를 만들지 못했습니다: %v", err)
	}
	return tree, nil
}

// course is what runs found over time, this one last. Nothing is added to the folder:
// what a site shows is no run.
func (o *siteOptions) course(ctx context.Context, src source, m *model.Model, rep *finding.Report,
	lang finding.Lang) (*history.Course, error) {
	if o.history == "" {
		return nil, nil
	}
	if rep.Snapshot == nil {
		return nil, usagef("--history needs --snapshot: it says since when what is found in it stands",
			"--history에는 --snapshot이 필요합니다. 거기서 발견된 것이 언제부터인지 알려 주기 때문입니다")
	}
	p := o.env.past(ctx, o.history, src, m, lang)
	if p.trouble != nil {
		return nil, p.trouble
	}
	p.tell(rep)
	return p.course.With(p.now), nil
}

// documents are the runbooks that the model names. One that is not there, or
// cannot be read, is a finding of check and no page.
func documents(src source, m *model.Model) map[string][]byte {
	all := map[string][]byte{}
	for _, name := range site.Documents(m) {
		if files.Check(src.fsys, path.Clean(name), files.MostMarkdown) != nil {
			continue
		}
		if data, err := fs.ReadFile(src.fsys, path.Clean(name)); err == nil {
			all[name] = data
		}
	}
	return all
}

// figures are the pictures that records and runbooks show. One that is not there
// or too large is a finding of check, and its description stands on the page.
func figures(src source, set *decisions.Set, texts map[string][]byte) map[string][]byte {
	all := map[string][]byte{}
	for _, name := range site.Figures(set, texts) {
		stat, err := fs.Stat(src.fsys, name)
		if err != nil || !stat.Mode().IsRegular() || stat.Size() > decisions.MaxPicture {
			continue
		}
		if data, err := fs.ReadFile(src.fsys, name); err == nil {
			all[name] = data
		}
	}
	return all
}

// report is what the site says is wrong: the decisions' findings and, with a
// snapshot, the drift.
func (o *siteOptions) report(m *model.Model, set *decisions.Set, found finding.List) (*finding.Report, error) {
	rep := &finding.Report{}
	if o.snapshot != "" {
		compared, done, err := o.compared(m, set)
		if err != nil {
			return nil, err
		}
		defer done()
		compared.Defaults, compared.Folded = compared.Folded(), nil
		compared.Gather(0, func(*finding.Finding) {})
		rep = compared
	} else {
		asOf, err := o.env.moment(time.Time{})
		if err != nil {
			return nil, err
		}
		rep.AsOf, rep.Rules = asOf, slices.Concat(decisions.Rules(), kept.Rules())
		keep(rep, kept.World{Model: m, Records: set})
	}
	rep.Rules = append(rep.Rules, finding.AcceptanceRules()...)
	rep.Findings = finding.Accept(append(rep.Findings, found...), concerning(m.Acceptances(), rep), rep.AsOf)
	rep.Findings.AcceptOwned()
	return rep, nil
}

// compared is what the snapshot says to the model. Whoever takes out of pages what a
// stranger could use has to know everything that the snapshot has.
func (o *siteOptions) compared(m *model.Model, set *decisions.Set) (*finding.Report, func(), error) {
	if !o.redact {
		return o.env.compareSifted(m, set, o.snapshot)
	}
	var err error
	if o.taken, err = readSnapshot(o.env, o.snapshot); err != nil {
		return nil, nil, err
	}
	rep, err := o.env.judge(m, set, o.taken, o.snapshot)
	return rep, func() {}, err
}
