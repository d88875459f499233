package drift

import (
	"fmt"
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
