package png

import (
	"cmp"
	"encoding/binary"
	"image"
	"image/color"
	"slices"
)

// mostColors is what an image with a palette can hold.
const mostColors = 256

// run is so many pixels of one colour, side by side.
type run struct {
	// of is the place of the colour among all.
	of int
	n  int
}

// reduced is an opaque image with a palette: its most frequent colours as they are,
// which are all that fill an area, and of the shades at the edges of letters the
// nearest of these.
func reduced(img *image.RGBA) *image.Paletted {
	runs, all := runsOf(img.Pix)
	counts, order := make([]int, len(all)), make([]int, len(all))
	for _, r := range runs {
		counts[r.of] += r.n
	}
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(all[a], all[b]))
	})
	out := image.NewPaletted(img.Bounds(), nil)
	index := make([]uint8, len(all))
	var kept []uint32
	for i, of := range order {
		c := all[of]
		if i < mostColors {
			out.Palette = append(out.Palette, color.RGBA{uint8(c >> 16), uint8(c >> 8), uint8(c), 255})
			kept = append(kept, c)
			index[of] = uint8(i)
			continue
		}
		index[of] = nearest(kept, c)
	}
	pix := out.Pix
	for _, r := range runs {
		fill(pix[:r.n], index[r.of])
		pix = pix[r.n:]
	}
	return out
}

// runsOf are the runs of opaque pixels of four bytes each, in their order, and their
// colours in the order in which they come.
func runsOf(pix []byte) (runs []run, colors []uint32) {
	runs = make([]run, 0, len(pix)/64)
	places := map[uint32]int{}
	// recent are colours with their places plus one, each where its low bits say: most
	// runs have one that was there just before.
	var recent [1 << 10]struct {
		c  uint32
		of int
	}
	for i := 0; i < len(pix); {
		from, four := i, binary.BigEndian.Uint32(pix[i:])
		two := uint64(four)<<32 | uint64(four)
		for i += 4; i+8 <= len(pix) && binary.BigEndian.Uint64(pix[i:]) == two; {
			i += 8
		}
		for i < len(pix) && binary.BigEndian.Uint32(pix[i:]) == four {
			i += 4
		}
		c := four >> 8
		slot := &recent[(c^c>>10)%uint32(len(recent))]
		if slot.of == 0 || slot.c != c {
			of, known := places[c]
			if !known {
				of = len(colors)
				places[c], colors = of, append(colors, c)
			}
			slot.c, slot.of = c, of+1
		}
		runs = append(runs, run{slot.of - 1, (i - from) / 4})
	}
	return runs, colors
}

// fill sets all bytes to one value.
func fill(all []byte, value uint8) {
	if value == 0 || len(all) == 0 { // as they are
		return
	}
	all[0] = value
	for done := 1; done < len(all); done *= 2 {
		copy(all[done:], all[:done])
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
