package site_test

import (
	"io/fs"
	"os"
	"sync"
	"testing"

	"asbuilt/finding"
	"asbuilt/internal/sitecase"
	"asbuilt/site"
)

// fixtures are the models that sites are built from, by name. System A is the
// example in the root of the repository; it is large, and one test looks at it.
func fixtures() map[string]func(*testing.T) site.Input {
	return map[string]func(*testing.T) site.Input{
		"small": small, "hostile": hostile, "as designed": func(t *testing.T) site.Input {
			in := small(t)
			in.Report = nil
			return in
		},
		"system A": systemA,
	}
}

// sites are the sites of the fixtures, each built once for all tests.
var sites sync.Map

// built is the site of a fixture.
func built(t *testing.T, name string) fs.FS {
	t.Helper()
	if tree, ok := sites.Load(name); ok {
		return tree.(fs.FS)
	}
	tree := build(t, fixtures()[name](t))
	sites.Store(name, tree)
	return tree
}

// eachSite runs a test for each of the small fixtures.
func eachSite(t *testing.T, test func(t *testing.T, tree fs.FS)) {
	for _, name := range []string{"small", "hostile", "as designed"} {
		t.Run(name, func(t *testing.T) { test(t, built(t, name)) })
	}
}

// systemA is the root example with a report made up from it: every fact of
// scaling and encryption checked, most of them true.
func systemA(t *testing.T) site.Input {
	t.Helper()
	in := sitecase.Input(t, os.DirFS(".."))
	in.Report = sitecase.Report(in.Model)
	return in
}

// small has every kind of page, once, with names in other scripts.
func small(t *testing.T) site.Input {
	t.Helper()
	in := sitecase.Input(t, os.DirFS("testdata/small"))
	in.Report = sitecase.Report(in.Model)
	in.Report.Checks = append(in.Report.Checks, finding.Check{
		Code: "missing", Subject: "key", Verdict: finding.Unknown, Missing: "kms:ListKeys 210987654321 ap-northeast-2",
	})
	in.Report.Findings = append(in.Report.Findings,
		&finding.Finding{
			Code: "missing", Severity: finding.Note, Subject: "bucket", Fact: "lifecycle", Declared: "90d",
			Message: finding.Say("`lifecycle` of %q is gone", "%q의 `lifecycle`이 없습니다", "bucket"),
		},
		&finding.Finding{
			Code: "missing", Severity: finding.Warning, Subject: "계획", Message: finding.Say("no budget", "예산이 없습니다"),
			Accepted: &finding.Acceptance{Reason: "시험 중", Owner: "platform", Ticket: "OPS-1", Expires: sitecase.AsOf.AddDate(0, 1, 0)},
		})
	return in
}

// hostile is the small model with markup in every name.
func hostile(t *testing.T) site.Input {
	t.Helper()
	in := sitecase.Input(t, os.DirFS("testdata/hostile"))
	in.Report = sitecase.Report(in.Model)
	evil := `"><script>alert(1)</script>` + "\u2028"
	for _, f := range in.Report.Findings {
		f.Message, f.Hint, f.Found = finding.Same(evil), finding.Same(evil), evil
		f.Evidence = []finding.Evidence{{Fact: evil, Value: evil, From: evil}}
	}
	return in
}
