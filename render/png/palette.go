package png

import (
	"cmp"
	"image"
	"image/color"
	"slices"
)

// mostColors is what an image with a palette can hold.
const mostColors = 256

// reduced is an opaque image with a palette: its most frequent colours as they are,
// which are all that fill an area, and of the shades at the edges of letters the
// nearest of these.
func reduced(img *image.RGBA) *image.Paletted {
	counts, last, run := map[uint32]int{}, uint32(0), 0
	eachPixel(img, func(_ int, c uint32) {
		if c != last && run > 0 {
			counts[last] += run
			run = 0
		}
		last = c
		run++
	})
	counts[last] += run
	all := make([]uint32, 0, len(counts))
	for c := range counts {
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b uint32) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b)) })
	out := image.NewPaletted(img.Bounds(), make(color.Palette, min(len(all), mostColors)))
	index := make(map[uint32]uint8, len(all))
	for i, c := range all {
		if i < mostColors {
			out.Palette[i] = color.RGBA{uint8(c >> 16), uint8(c >> 8), uint8(c), 255}
			index[c] = uint8(i)
			continue
		}
		index[c] = nearest(all[:mostColors], c)
	}
	at := uint8(0)
	last = all[0]
	eachPixel(img, func(i int, c uint32) {
		if c != last {
			last, at = c, index[c]
		}
		out.Pix[i] = at
	})
	return out
}

// eachPixel calls f with the place and the colour of each pixel.
func eachPixel(img *image.RGBA, f func(i int, c uint32)) {
	for i := 0; i < len(img.Pix); i += 4 {
		f(i/4, uint32(img.Pix[i])<<16|uint32(img.Pix[i+1])<<8|uint32(img.Pix[i+2]))
	}
}

// nearest is the index of the colour that is least apart from c.
func nearest(all []uint32, c uint32) uint8 {
	best, least := 0, 1<<30
	for i, p := range all {
		r, g, b := int(p>>16&255)-int(c>>16&255), int(p>>8&255)-int(c>>8&255), int(p&255)-int(c&255)
		if d := r*r + g*g + b*b; d < least {
			best, least = i, d
		}
	}
	return uint8(best)
}
