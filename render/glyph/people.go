package glyph

// people are users and what they hold in their hands.
func people() []Glyph {
	return []Glyph{
		{Name: "user", Lines: join(circle(12, 8, 4), "M4.5 20.5c0-4 3.3-6.5 7.5-6.5s7.5 2.5 7.5 6.5")},
		{Name: "operator", Lines: join(circle(12, 8.75, 3.5), "M5.75 9.75V9a6.25 6.25 0 0 1 12.5 0v.75M5.75 8.5v2.75M18.25 8.5v2.75",
			"M4.5 21c0-3.7 3.3-6 7.5-6s7.5 2.3 7.5 6")},
		{Name: "developer", Lines: join(circle(9.5, 7.5, 3.75), "M2.75 20c0-3.9 2.9-6.25 6.75-6.25 .9 0 1.7.1 2.5.35",
			"M16.25 14.5l-2.75 2.75 2.75 2.75M18.75 14.5l2.75 2.75-2.75 2.75")},
		{Name: "team", Lines: join(circle(9, 8, 3.5), "M2.5 19.5c0-3.6 2.8-5.9 6.5-5.9s6.5 2.3 6.5 5.9",
			"M15.5 4.6a3.5 3.5 0 0 1 0 6.8M18 13.9c2.2.9 3.5 2.9 3.5 5.6")},
		{Name: "browser", Lines: join(rect(3, 4, 18, 16, 2.5), "M3 9h18"), Dots: join(dot(6.3, 6.5), dot(9.3, 6.5))},
		{Name: "mobile", Lines: join(rect(7, 2.5, 10, 19, 2.5), "M11 18.25h2")},
		{Name: "workstation", Lines: join(rect(3, 4, 18, 12, 2), "M12 16v4.5M8 20.5h8")},
		{Name: "device", Lines: join(circle(12, 12, 1.75), "M8.1 8.1a5.5 5.5 0 0 0 0 7.8M15.9 8.1a5.5 5.5 0 0 1 0 7.8",
			"M5.1 5.1a9.75 9.75 0 0 0 0 13.8M18.9 5.1a9.75 9.75 0 0 1 0 13.8")},
	}
}
