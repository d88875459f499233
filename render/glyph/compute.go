package glyph

// compute is the way in, and what runs code.
func compute() []Glyph {
	return []Glyph{
		{Name: "dns", Lines: "M12 2.75v18.5M12 4.75h6.25l2.75 2.5-2.75 2.5H12M12 11.75H5.75L3 14.25l2.75 2.5H12"},
		{Name: "cdn", Lines: join(circle(12, 12, 3.25), circle(5, 5, 1.9), circle(19, 5, 1.9), circle(5, 19, 1.9), circle(19, 19, 1.9),
			"M6.4 6.4l3.2 3.2M17.6 6.4l-3.2 3.2M6.4 17.6l3.2-3.2M17.6 17.6l-3.2-3.2")},
		{Name: "gateway", Lines: "M4 21V11a8 8 0 0 1 16 0v10M2.5 21h3M18.5 21h3M8 14.5h7.5M12.75 11.5l3 3-3 3"},
		{Name: "load-balancer", Lines: join(circle(4.75, 12, 2.1), circle(19.25, 4.75, 2.1), circle(19.25, 12, 2.1), circle(19.25, 19.25, 2.1),
			"M6.9 12h10.2M8.5 12c4.5 0 3.2-7.25 8.6-7.25M8.5 12c4.5 0 3.2 7.25 8.6 7.25")},
		{Name: "link", Lines: "M9.5 14.5l5-5M11 6.5l2.6-2.6a4.6 4.6 0 0 1 6.5 6.5L17.5 13M13 17.5l-2.6 2.6a4.6 4.6 0 0 1-6.5-6.5L6.5 11"},
		{Name: "container", Lines: join(rect(2.75, 5.75, 18.5, 12.5, 1.5), "M7 9.25v5.5M10.35 9.25v5.5M13.65 9.25v5.5M17 9.25v5.5")},
		{Name: "task", Lines: join(rect(3.5, 3.5, 17, 17, 3), "M9.75 8.25v7.5l6.25-3.75z")},
		{Name: "vector-db", Lines: "M4 3v17h17M4 20l9.5-9.5M9.5 10.5h4v4", Dots: join(dot(17.5, 5), dot(20, 9.5), dot(17.75, 13.5), dot(12, 5.5))},
		{Name: "function", Lines: "M5.5 3.75h2.2c1.3 0 1.9.6 2.4 1.7l6.1 13.1c.5 1.1 1.1 1.7 2.3 1.7h.5M11.4 9.5L6 20.25"},
		{Name: "vm", Lines: join(rect(5.5, 5.5, 13, 13, 2), rect(9.5, 9.5, 5, 5, .75),
			"M9 2.5v3M15 2.5v3M9 18.5v3M15 18.5v3M2.5 9h3M2.5 15h3M18.5 9h3M18.5 15h3")},
		{Name: "vm-group", Lines: join(rect(2.75, 8.25, 13, 13, 2), rect(6.75, 12.25, 5, 5, .75),
			"M7.5 4.75a2 2 0 0 1 2-2h9.75a2 2 0 0 1 2 2v9.75a2 2 0 0 1-2 2")},
		{Name: "image", Lines: join(circle(12, 12, 9.25), circle(12, 12, 2.5), "M12 6a6 6 0 0 1 6 6")},
		{Name: "template", Lines: join(rect(3.5, 3.5, 17, 17, 2.5), "M3.5 9h17M9.5 9v11.5")},
		{Name: "notebook", Lines: join(rect(5.25, 2.75, 15, 18.5, 2), "M3 7.5h4.5M3 12h4.5M3 16.5h4.5M11.5 8h5M11.5 12h5")},
		{Name: "llm", Lines: join("M5.25 3.5h13.5a2.25 2.25 0 0 1 2.25 2.25v9a2.25 2.25 0 0 1-2.25 2.25h-6.5l-4.75 4.25v-4.25h-2.25a2.25 2.25 0 0 1-2.25-2.25v-9a2.25 2.25 0 0 1 2.25-2.25z",
			"M12 6.25c.5 2.7 1.3 3.5 4 4-2.7.5-3.5 1.3-4 4-.5-2.7-1.3-3.5-4-4 2.7-.5 3.5-1.3 4-4z")},
		{Name: "model", Lines: join(circle(4.5, 7.5, 1.9), circle(4.5, 16.5, 1.9), circle(12, 4.5, 1.9), circle(12, 12, 1.9), circle(12, 19.5, 1.9), circle(19.5, 12, 1.9),
			"M6.2 6.8l4-1.6M6.2 8.5l4.2 2.5M6.2 15.5l4.2-2.5M6.2 17.2l4 1.6M13.4 5.8l4.6 5M13.9 12h3.7M13.4 18.2l4.6-5")},
	}
}
