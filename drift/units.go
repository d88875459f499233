package drift

import (
	"fmt"
	"math"
	"strconv"
	"time"
)

// Units are shown as the model writes them.

const day = 24 * time.Hour

func seconds(n int) string { return (time.Duration(n) * time.Second).String() }

// age shows a length of time in the largest unit that fits: 30d, 5m.
func age(d time.Duration) string {
	for _, u := range []struct {
		name string
		unit time.Duration
	}{{"d", day}, {"h", time.Hour}, {"m", time.Minute}} {
		if d >= u.unit && d%u.unit == 0 {
			return fmt.Sprintf("%d%s", d/u.unit, u.name)
		}
	}
	return d.String()
}

// memory shows bytes as the model writes them: 512MB, 2GB.
func memory(bytes int64) string {
	for _, u := range []struct {
		name string
		unit int64
	}{{"TB", 1 << 40}, {"GB", 1 << 30}, {"MB", 1 << 20}} {
		if bytes >= u.unit && bytes%u.unit == 0 {
			return fmt.Sprintf("%d%s", bytes/u.unit, u.name)
		}
	}
	return fmt.Sprint(bytes)
}

// rate shows a number of things a second in the unit that the model uses.
func rate(perSecond float64, per time.Duration) string {
	unit := map[time.Duration]string{time.Second: "s", time.Minute: "min", time.Hour: "h", day: "d"}[per]
	if unit == "" {
		per, unit = time.Second, "s"
	}
	return strconv.FormatFloat(math.Round(perSecond*per.Seconds()*100)/100, 'f', -1, 64) + "/" + unit
}
