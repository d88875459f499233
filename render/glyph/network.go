package glyph

// network is what traffic passes through.
func network() []Glyph {
	return []Glyph{
		{Name: "nat", Lines: "M12.5 3.5H6a2.25 2.25 0 0 0-2.25 2.25v12.5A2.25 2.25 0 0 0 6 20.5h6.5M9.5 12h11.5M17 8l4 4-4 4"},
		{Name: "internet-gateway", Lines: "M3.5 3v18M20.5 3v18M7.5 9h9M13.75 6.25l2.75 2.75-2.75 2.75M16.5 15.5h-9M10.25 12.75l-2.75 2.75 2.75 2.75"},
		{Name: "endpoint", Lines: "M8.75 2.75v5M15.25 2.75v5M5.5 7.75h13v3.5a6.5 6.5 0 0 1-13 0zM12 17.75v3.5"},
		{Name: "firewall", Lines: join(rect(2.75, 4.75, 18.5, 14.5, 1.5), "M2.75 9.6h18.5M2.75 14.4h18.5M9 4.75v4.85M15.5 4.75v4.85M6 9.6v4.8M12.25 9.6v4.8M18.25 9.6v4.8M9 14.4v4.85M15.5 14.4v4.85")},
		{Name: "dns-firewall", Lines: join(shield, "M8.5 8.75h7M8.5 12.25h5M8.5 15.75h2.5")},
		{Name: "proxy", Lines: join(circle(12, 12, 4.75), "M2.25 12h5M16.75 12h5M19 9.25L21.75 12 19 14.75"), Dots: dot(12, 12)},
		{Name: "transit", Lines: join(rect(8.25, 8.25, 7.5, 7.5, 1.75), "M12 8.25V2.75M12 21.25v-5.5M8.25 12h-5.5M21.25 12h-5.5M9.75 2.75h4.5M9.75 21.25h4.5M2.75 9.75v4.5M21.25 9.75v4.5")},
		{Name: "peering", Lines: join(circle(5.5, 12, 3), circle(18.5, 12, 3), "M8.5 12h7M8 5.5c2.4-1.7 5.6-1.7 8 0M8 18.5c2.4 1.7 5.6 1.7 8 0")},
		{Name: "vpn", Lines: join("M3 20.5V12a9 9 0 0 1 18 0v8.5", rect(7.75, 13, 8.5, 7.5, 1.5), "M9.75 13v-1.6a2.25 2.25 0 0 1 4.5 0v1.6")},
		{Name: "direct-connect", Lines: join(rect(5.75, 7.5, 4.75, 9, 1.25), rect(13.5, 7.5, 4.75, 9, 1.25), "M2.25 12h3.5M18.25 12h3.5M10.5 10.25h3M10.5 13.75h3")},
	}
}

// security is who may do what, and what keeps a secret.
func security() []Glyph {
	return []Glyph{
		{Name: "key", Lines: join(circle(7.75, 15.75, 4.75), "M11.1 12.4l9.4-9.4M16 7.5l3.5 3.5M13.25 10.25l2 2")},
		{Name: "secret", Lines: join(rect(4.5, 10.25, 15, 11, 2.25), "M7.75 10.25V7.25a4.25 4.25 0 0 1 8.5 0v3"), Dots: join(dot(8.5, 15.75), dot(12, 15.75), dot(15.5, 15.75))},
		{Name: "parameter", Lines: join(circle(5.5, 14.5, 2.1), circle(12, 8, 2.1), circle(18.5, 15.5, 2.1), "M5.5 3v9.4M5.5 16.6V21M12 3v2.9M12 10.1V21M18.5 3v10.4M18.5 17.6V21")},
		{Name: "role", Lines: join(rect(4.5, 5, 15, 16.25, 2.25), circle(12, 11.25, 2.4), "M9.5 5V2.75h5V5M7.75 18c.6-2 2.2-3 4.25-3s3.65 1 4.25 3")},
		{Name: "waf", Lines: join(shield, "M4.25 9.25h15.5M5.25 14.25h13.5M12 9.25v5M8.5 4.6v4.65M15.5 4.6v4.65M9 14.25v5.2M15 14.25v5.2")},
		{Name: "identity", Lines: join(circle(12, 12, 9.25), circle(12, 9.75, 3), "M6 18.75c1.1-2.4 3.3-3.75 6-3.75s4.9 1.35 6 3.75")},
		{Name: "certificate", Lines: join(circle(12, 9, 6.25), "M8.25 14.25L7 21.5l5-2.75 5 2.75-1.25-7.25M9.5 9.1l1.8 1.8 3.3-3.5")},
	}
}

const shield = "M12 2.5l8 3v6c0 4.8-3.2 8.4-8 10-4.8-1.6-8-5.2-8-10v-6z"
