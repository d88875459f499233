// Package vision measures colours for tests: how far two are apart, how much
// they stand out from one another, and what people who lack a kind of cone see of
// them.
//
// The simulation is that of G. M. Machado, M. M. Oliveira and L. A. F. Fernandes,
// "A Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE
// Transactions on Visualization and Computer Graphics 15 (2009) 1291–1298, with
// the matrices that they publish for severity 1.0, in linear RGB. Differences are
// CIEDE2000 (CIE 142-2001), contrast is that of WCAG 2.
package vision

import (
	"fmt"
	"math"
	"strconv"
)

// RGB is a colour in linear light, each channel from 0 to 1.
type RGB [3]float64

// Eye turns colours into what somebody sees of them.
type Eye struct {
	// Name is what the sight is called: "deuteranopia".
	Name   string
	matrix [3]RGB
}

// Eyes are common sight, and the two deficiencies that one man in fifty has at
// their worst.
func Eyes() []Eye {
	return []Eye{
		{"common sight", [3]RGB{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}},
		{
			"protanopia",
			[3]RGB{{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
		},
		{
			"deuteranopia",
			[3]RGB{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
		},
	}
}

// See is what the eye makes of a colour.
func (e Eye) See(c RGB) RGB {
	var out RGB
	for i, row := range e.matrix {
		out[i] = min(max(row[0]*c[0]+row[1]*c[1]+row[2]*c[2], 0), 1)
	}
	return out
}

// Parse reads #rrggbb.
func Parse(hex string) (RGB, error) {
	if len(hex) != 7 || hex[0] != '#' {
		return RGB{}, fmt.Errorf("%q is no colour", hex)
	}
	n, err := strconv.ParseUint(hex[1:], 16, 32)
	if err != nil {
		return RGB{}, err
	}
	var c RGB
	for i := range c {
		c[i] = linear(float64(n>>(16-8*i)&255) / 255)
	}
	return c, nil
}

// linear undoes the gamma of sRGB, coded does it.
func linear(v float64) float64 {
	if v <= .04045 {
		return v / 12.92
	}
	return math.Pow((v+.055)/1.055, 2.4)
}

func coded(v float64) float64 {
	if v <= .0031308 {
		return v * 12.92
	}
	return 1.055*math.Pow(v, 1/2.4) - .055
}

// Over lays a over b, percent opaque, as renderers do: in coded values.
func Over(a, b RGB, percent int) RGB {
	share := float64(percent) / 100
	var c RGB
	for i := range c {
		c[i] = linear(coded(a[i])*share + coded(b[i])*(1-share))
	}
	return c
}

// Contrast is WCAG's ratio of two colours, from 1 to 21.
func Contrast(a, b RGB) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + .05) / (min(la, lb) + .05)
}

func luminance(c RGB) float64 { return .2126*c[0] + .7152*c[1] + .0722*c[2] }

// lab is a colour in CIELAB under D65.
func (c RGB) lab() (l, a, b float64) {
	x := (.4124564*c[0] + .3575761*c[1] + .1804375*c[2]) / .95047
	y := .2126729*c[0] + .7151522*c[1] + .0721750*c[2]
	z := (.0193339*c[0] + .1191920*c[1] + .9503041*c[2]) / 1.08883
	f := func(t float64) float64 {
		if t > 216.0/24389 {
			return math.Cbrt(t)
		}
		return (24389.0/27*t + 16) / 116
	}
	return 116*f(y) - 16, 500 * (f(x) - f(y)), 200 * (f(y) - f(z))
}

// Difference is CIEDE2000: 1 is just seen side by side, 10 at a glance.
func Difference(p, q RGB) float64 {
	l1, a1, b1 := p.lab()
	l2, a2, b2 := q.lab()
	return ciede2000(l1, a1, b1, l2, a2, b2)
}

func ciede2000(l1, a1, b1, l2, a2, b2 float64) float64 {
	const turn = 2 * math.Pi
	rad := func(degrees float64) float64 { return degrees * turn / 360 }
	pow7 := math.Pow((math.Hypot(a1, b1)+math.Hypot(a2, b2))/2, 7)
	g := (1 - math.Sqrt(pow7/(pow7+math.Pow(25, 7)))) / 2
	polar := func(a, b float64) (chroma, hue float64) {
		a *= 1 + g
		if hue = math.Atan2(b, a); hue < 0 {
			hue += turn
		}
		return math.Hypot(a, b), hue
	}
	c1, h1 := polar(a1, b1)
	c2, h2 := polar(a2, b2)
	dh, mean := h2-h1, (h1+h2)/2
	switch {
	case c1*c2 == 0:
		dh, mean = 0, h1+h2
	case dh > turn/2:
		dh, mean = dh-turn, mean+turn/2
	case dh < -turn/2:
		dh, mean = dh+turn, mean+turn/2
	}
	if mean >= turn {
		mean -= turn
	}
	dl, dc, hue := l2-l1, c2-c1, 2*math.Sqrt(c1*c2)*math.Sin(dh/2)
	light, chroma := (l1+l2)/2, (c1+c2)/2
	t := 1 - .17*math.Cos(mean-rad(30)) + .24*math.Cos(2*mean) +
		.32*math.Cos(3*mean+rad(6)) - .20*math.Cos(4*mean-rad(63))
	around := (mean*360/turn - 275) / 25
	pow7 = math.Pow(chroma, 7)
	rt := -math.Sin(2*rad(30*math.Exp(-around*around))) * 2 * math.Sqrt(pow7/(pow7+math.Pow(25, 7)))
	sl := 1 + .015*(light-50)*(light-50)/math.Sqrt(20+(light-50)*(light-50))
	dl, dc, hue = dl/sl, dc/(1+.045*chroma), hue/(1+.015*chroma*t)
	return math.Sqrt(dl*dl + dc*dc + hue*hue + rt*dc*hue)
}
