package site

import (
	"time"

	"asbuilt/finding"
	"asbuilt/history"
	"asbuilt/model"
	"asbuilt/model/decisions"
	"asbuilt/render"
)

// Input is all that a site is made from.
type Input struct {
	Model *model.Model
	// Decisions are the decision records, linked to Model; nil when there are none.
	Decisions *decisions.Set
	// Documents are the Markdown files that the model names, by their path as
	// the model writes it; [Documents] lists them. What is missing here is linked
	// to in the repository.
	Documents map[string][]byte
	// Figures are the pictures that records and documents show, by their path;
	// [Figures] lists them. Of what is missing here, or is no picture, pages show
	// the description.
	Figures map[string][]byte
	// Report holds findings and checks. The site is "as built" when the report
	// is about a snapshot, and "as designed" when it is nil or has none.
	Report *finding.Report
	// Course is what runs found over time, the one of Report last; nil without a history.
	Course *history.Course
	// Pictures are shown in this order; the first one of a language is the front
	// of its edition. They are inline SVG with links made by [LinkTo].
	Pictures []render.Picture
	// Around draws an element with what it speaks with over the connections from and to
	// it, inline as Pictures are; the picture is empty where there is nothing. Nil draws
	// none.
	Around func(*model.Element, []*model.Connection, finding.Lang) (render.Picture, error)
	// AsOf is the moment that ages and due dates are measured against.
	AsOf time.Time
	// Version is that of asbuilt.
	Version string
	// Listed says that machines may list the site; else its pages ask them not to.
	Listed bool
	// Folder is where the folder of the model lies in its repository, with slashes; empty
	// for its root.
	Folder string
	// Revision is the Git revision that links into the repository name; the commit
	// that changed the file last when empty, or HEAD where that is not known.
	Revision string
	// Provenance is where the site comes from; nil where that is not asked, or where
	// Git does not know it, which NoGit says.
	Provenance *Provenance
	NoGit      bool
	// VersionName is what the site is called among several in one folder, each in a
	// folder of its name; empty for one that stands alone. Preview says that what it
	// shows is not settled.
	VersionName string
	Preview     bool
	// Files are further files of the site, by their path: pictures as files.
	Files map[string][]byte
}
