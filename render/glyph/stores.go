package glyph

// stores keep data, or pass it on.
func stores() []Glyph {
	return []Glyph{
		{Name: "database", Lines: join(drum(4, 2.75, 16, 18.5, 2.9), "M4 12a8 2.9 0 0 0 16 0")},
		{Name: "cache", Lines: join(drum(4, 2.75, 16, 18.5, 2.9), "M13 10.5l-2.75 3.75h3.5L11 18")},
		{Name: "bucket", Lines: "M3.75 6a8.25 2.75 0 1 0 16.5 0a8.25 2.75 0 1 0-16.5 0zL6.1 18.75c.3 1.4 2.8 2.5 5.9 2.5s5.6-1.1 5.9-2.5L20.25 6"},
		{Name: "table", Lines: join(rect(3, 4, 18, 16, 2), "M3 9.25h18M3 14.6h18M9 9.25V20")},
		{Name: "file-system", Lines: "M3 6.25a2 2 0 0 1 2-2h4.25l2.5 2.75H19a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2zM7.5 12h9M7.5 15.75h5.5"},
		{Name: "disk", Lines: join(rect(2.75, 13, 18.5, 7, 2), "M3.25 13.75L6.1 5.5a2 2 0 0 1 1.9-1.35h8a2 2 0 0 1 1.9 1.35l2.85 8.25"), Dots: join(dot(17.5, 16.5), dot(14.25, 16.5))},
		{Name: "search", Lines: join(circle(10.5, 10.5, 7), "M15.6 15.6l5.4 5.4")},
		{Name: "query", Lines: join("M3 4.5h14M3 9.75h5.5M3 15h4.5", circle(15, 13.5, 4.5), "M18.3 16.8l3.2 3.2")},
		{Name: "local-store", Lines: join(rect(3.75, 3.5, 16.5, 12.5, 2), "M2 20h20M9 8a3 1.4 0 1 0 6 0a3 1.4 0 1 0-6 0zv3.5a3 1.4 0 0 0 6 0v-3.5")},
		{Name: "portal", Lines: join(rect(3, 4, 18, 16, 2.5), "M3 9h18M8 16.75v-2.5M12 16.75v-4.5M16 16.75v-3.25"), Dots: dot(6.3, 6.5)},
		{Name: "queue", Lines: join(rect(2.75, 7.5, 4.25, 9, 1.25), rect(9.9, 7.5, 4.25, 9, 1.25), "M17.25 12h4.25M19.25 9.5l2.5 2.5-2.5 2.5")},
		{Name: "topic", Lines: "M3 10.25v3.75a1 1 0 0 0 1 1h3l9 4.25v-14.25l-9 4.25H4a1 1 0 0 0-1 1zM7.25 15l1.35 5.75h2.6l-1-4.35M19 9.5a3.6 3.6 0 0 1 0 5.25"},
		{Name: "events", Lines: join("M2.5 12h19M6 8.1v3.9M18 8.1v3.9M12 12v3.9", circle(6, 6, 2.1), circle(18, 6, 2.1), circle(12, 18, 2.1))},
		{Name: "clock", Lines: join(circle(12, 12, 9.25), "M12 6.75V12l3.75 2.25")},
		{Name: "stream", Lines: "M2.75 6.5c3.1-2.75 6.1-2.75 9.25 0s6.1 2.75 9.25 0M2.75 12c3.1-2.75 6.1-2.75 9.25 0s6.1 2.75 9.25 0M2.75 17.5c3.1-2.75 6.1-2.75 9.25 0s6.1 2.75 9.25 0"},
	}
}
