package glyph

// marks stand on a node or a line and say something about it.
func marks() []Glyph {
	return []Glyph{
		{Name: "lock", Lines: join(rect(5, 10.5, 14, 10.5, 2), "M8 10.5V7.25a4 4 0 0 1 8 0v3.25")},
		{Name: "holds", Lines: "M5 12.75l4.75 4.75L19.25 7"},
		{Name: "missing", Lines: join(circle(12, 12, 8), "M6.5 17.5l11-11")},
		{Name: "undeclared", Lines: "M12 4.5v15M4.5 12h15"},
		{Name: "changed", Lines: "M5 9h14M5 15h14M15.5 4.5l-7 15"},
		{Name: "refuted", Lines: "M6 6l12 12M18 6L6 18"},
		{Name: "unknown", Lines: "M8 8.75A4.1 4.1 0 0 1 12 5c2.3 0 4 1.5 4 3.5 0 2.75-4 3.25-4 6", Dots: circle(12, 18.75, 1.5)},
		{Name: "partial", Lines: join(circle(12, 12, 8), "M12 4v16"), Dots: "M12 4a8 8 0 0 1 0 16z"},
		{Name: "warning", Lines: "M12 4.5v9.5", Dots: circle(12, 18.75, 1.5)},
		{Name: "bottleneck", Lines: "M6 4h12M6 20h12M7 4c0 5.5 5 5 5 8s-5 2.5-5 8M17 4c0 5.5-5 5-5 8s5 2.5 5 8"},
		{Name: "headroom", Lines: "M4 4.5h16M12 20V9.5M7.5 13.5L12 9l4.5 4.5"},
		{Name: "unlocked", Lines: join(rect(5, 10.5, 14, 10.5, 2), "M8 10.5V7.25a4 4 0 0 1 7.75-1.4M12 14.5v2.5")},
		{
			Name:  "unsaid",
			Lines: join(rect(4, 4, 16, 16, 3), "M9.5 10a2.6 2.6 0 1 1 4.2 2c-1 .8-1.7 1.2-1.7 2.25"),
			Dots:  circle(12, 17, 1.25),
		},
		{Name: "tuning", Lines: join(circle(14.5, 7.5, 2.75), circle(9.5, 16.5, 2.75), "M4 7.5h7.75M17.25 7.5H20M4 16.5h2.75M12.25 16.5H20")},
		{Name: "added", Lines: "M6 12.5l6-6 6 6M6 18.5l6-6 6 6"},
		{Name: "going", Lines: "M6 5.5l6 6 6-6M6 11.5l6 6 6-6"},
		{Name: "new", Lines: join(circle(12, 12, 8), "M12 8v8M8 12h8")},
		{Name: "gone", Lines: join(circle(12, 12, 8), "M8 12h8")},
		{Name: "moved", Lines: "M4 12h15M13 6l6 6-6 6M4 6.5v11"},
		{Name: "revised", Lines: "M5 19l1-4.5L16.5 4l3.5 3.5L9.5 18zM14 6.5l3.5 3.5"},
		{Name: "scales", Lines: "M14.5 4H20v5.5M9.5 20H4v-5.5M20 4l-6.25 6.25M4 20l6.25-6.25"},
		{Name: "mask", Lines: "M3 12c2.4-3.9 5.4-5.85 9-5.85s6.6 1.95 9 5.85c-2.4 3.9-5.4 5.85-9 5.85S5.4 15.9 3 12zM4 20L20 4"},
		{Name: "loop", Lines: "M19.5 12a7.5 7.5 0 1 1-2.6-5.7M17.25 2.75v3.75H13.5"},
		{Name: "note", Lines: "M12 11v8", Dots: circle(12, 6.25, 1.5)},
	}
}
