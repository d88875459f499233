package glyph

// places are boundaries and sets.
func places() []Glyph {
	return []Glyph{
		{Name: "account", Lines: join(rect(3.25, 3.25, 17.5, 17.5, 2.5), circle(12, 10, 2.75), "M6.75 17.25c.8-2.1 2.7-3.25 5.25-3.25s4.45 1.15 5.25 3.25")},
		{Name: "region", Lines: "M5.5 21.25V3.25M5.5 4.5h13l-2.75 4.25L18.5 13h-13"},
		{Name: "vpc", Lines: join(cloud, "M9.25 11.5h5.5v3.75h-5.5zM10.5 11.5v-1a1.5 1.5 0 0 1 3 0v1")},
		{Name: "subnet", Lines: join(rect(8.5, 3, 7, 5.5, 1.25), rect(2.75, 15.5, 7, 5.5, 1.25), rect(14.25, 15.5, 7, 5.5, 1.25), "M12 8.5V12M6.25 15.5V14a2 2 0 0 1 2-2h7.5a2 2 0 0 1 2 2v1.5")},
		{Name: "building", Lines: "M4.75 21V5A2.25 2.25 0 0 1 7 2.75h6.5A2.25 2.25 0 0 1 15.75 5v16M15.75 10H18a2.25 2.25 0 0 1 2.25 2.25V21M2.75 21h18.5M8.5 7.25h3.5M8.5 11.5h3.5M8.5 15.75h3.5"},
		{Name: "cloud", Lines: cloud},
		{Name: "internet", Lines: join(circle(12, 12, 9.25), "M2.75 12h18.5M12 2.75c2.6 2.6 3.9 5.7 3.9 9.25s-1.3 6.65-3.9 9.25c-2.6-2.6-3.9-5.7-3.9-9.25s1.3-6.65 3.9-9.25z")},
		{Name: "security-group", Lines: join("M3 8V5.25A2.25 2.25 0 0 1 5.25 3H8M16 3h2.75A2.25 2.25 0 0 1 21 5.25V8M21 16v2.75A2.25 2.25 0 0 1 18.75 21H16M8 21H5.25A2.25 2.25 0 0 1 3 18.75V16",
			rect(7.75, 11, 8.5, 6.25, 1.5), "M9.5 11V9.4a2.5 2.5 0 0 1 5 0V11")},
		{Name: "cluster", Lines: "M12 2.5l3.6 2.1v4.2L12 10.9 8.4 8.8V4.6zM7.4 12.3l3.6 2.1v4.2l-3.6 2.1-3.6-2.1v-4.2zM16.6 12.3l3.6 2.1v4.2l-3.6 2.1-3.6-2.1v-4.2z"},
		{Name: "target", Lines: join(circle(12, 12, 9.25), circle(12, 12, 4.9)), Dots: circle(12, 12, 1.6)},
		{Name: "system", Lines: join(rect(3, 3, 18, 18, 3), rect(7, 7, 4, 4, .75), rect(13, 7, 4, 10, .75), rect(7, 13, 4, 4, .75))},
		{Name: "module", Lines: "M12 2.75l8 4.6v9.3l-8 4.6-8-4.6v-9.3zM4 7.35l8 4.65 8-4.65M12 12v9.25"},
	}
}

const cloud = "M6.75 18.75a4.5 4.5 0 0 1-.6-8.96a6 6 0 0 1 11.6-.9a4.95 4.95 0 0 1-.5 9.86z"
