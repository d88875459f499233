package vision

import (
	"math"
	"testing"
)

// TestCIEDE2000 holds the formula to test data of G. Sharma, W. Wu and E. N. Dalal,
// "The CIEDE2000 Color-Difference Formula: Implementation Notes, Supplementary Test
// Data, and Mathematical Observations" (2005), table 1.
func TestCIEDE2000(t *testing.T) {
	for _, row := range [][7]float64{
		{50, 2.6772, -79.7751, 50, 0, -82.7485, 2.0425},
		{50, -1.3802, -84.2814, 50, 0, -82.7485, 1.0000},
		{50, 0, 0, 50, -1, 2, 2.3669},
		{50, 2.4900, -0.0010, 50, -2.4900, 0.0009, 7.1792},
		{50, 2.4900, -0.0010, 50, -2.4900, 0.0011, 7.2195},
		{50, -0.0010, 2.4900, 50, 0.0011, -2.4900, 4.7461},
		{50, 2.5, 0, 73, 25, -18, 27.1492},
		{50, 2.5, 0, 61, -5, 29, 22.8977},
		{60.2574, -34.0099, 36.2677, 60.4626, -34.1751, 39.4387, 1.2644},
		{22.7233, 20.0904, -46.6940, 23.0331, 14.9730, -42.5619, 2.0373},
		{6.7747, -0.2908, -2.4247, 5.8714, -0.0985, -2.2286, 0.6377},
		{2.0776, 0.0795, -1.1350, 0.9033, -0.0636, -0.5514, 0.9082},
	} {
		if got := ciede2000(row[0], row[1], row[2], row[3], row[4], row[5]); math.Abs(got-row[6]) > .0001 {
			t.Errorf("%v: %.4f", row, got)
		}
	}
}

func TestSight(t *testing.T) {
	red, _ := Parse("#c00000")
	green, _ := Parse("#4e7a00")
	white, _ := Parse("#ffffff")
	for _, e := range Eyes() {
		if Contrast(e.See(white), white) > 1.01 {
			t.Errorf("white is not white to %s: %v", e.Name, e.See(white))
		}
		if d := Difference(e.See(red), e.See(green)); (d < 30) != (e.Name != "common sight") {
			t.Errorf("red and green are %.0f apart to %s", d, e.Name)
		}
	}
	black, _ := Parse("#000000")
	if got := Contrast(white, black); math.Abs(got-21) > .01 {
		t.Errorf("contrast of black and white is %.2f", got)
	}
	if _, err := Parse("red"); err == nil {
		t.Error("a word is read as a colour")
	}
}
