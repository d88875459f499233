package site

// overview is a page across elements, and whether a model has anything to show
// on it.
type overview struct {
	name string
	page func(*edition) *page
	has  func(*atlas) bool
}

func overviews() []overview {
	always := func(*atlas) bool { return true }
	return []overview{
		{"course", coursePage, hasCourse},
		{"security", securityPage, always},
		{"data", dataIndex, always},
		{"scaling", scalingPage, hasScaling},
		{"operations", operationsPage, hasOperations},
		{"roadmap", roadmapPage, hasRoadmap},
	}
}

func overviewPages(ed *edition) []*page {
	var pages []*page
	for _, o := range overviews() {
		if o.has(ed.atlas) {
			pages = append(pages, o.page(ed))
		}
	}
	return pages
}
