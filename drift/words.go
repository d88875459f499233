package drift

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"asbuilt/discover"
	"asbuilt/finding"
)

// How facts are worded, and units: as the model writes them.

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

// lasting is a length of time in sentences: 30d, 30일.
func lasting(d time.Duration) finding.Text {
	var ko []string
	left := d
	for _, u := range []struct {
		name string
		unit time.Duration
	}{{"일", day}, {"시간", time.Hour}, {"분", time.Minute}, {"초", time.Second}} {
		if n := left / u.unit; n > 0 {
			ko, left = append(ko, fmt.Sprintf("%d%s", n, u.name)), left%u.unit
		}
	}
	if len(ko) == 0 {
		return finding.Both(age(d), "0초")
	}
	return finding.Both(age(d), strings.Join(ko, " "))
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

// ports shows the ports of a rule as the model writes them: 443/tcp.
func ports(r discover.SecurityGroupRule) string {
	switch {
	case r.IpProtocol == "-1":
		return "all"
	case r.IpProtocol != "tcp" && r.IpProtocol != "udp":
		return r.IpProtocol
	case r.FromPort == r.ToPort:
		return fmt.Sprintf("%d/%s", r.FromPort, r.IpProtocol)
	}
	return fmt.Sprintf("%d-%d/%s", r.FromPort, r.ToPort, r.IpProtocol)
}

// switched says that something is on or off, against what the model says.
func switched(id string, what finding.Text, on bool) finding.Text {
	found, foundKo, declared, declaredKo := "off", "꺼져", "on", "켜짐"
	if on {
		found, foundKo, declared, declaredKo = "on", "켜져", "off", "꺼짐"
	}
	return finding.Text{
		En: fmt.Sprintf("%s of %q is %s, declared %s", what.En, id, found, declared),
		Ko: fmt.Sprintf("%q: %s 설정이 %s 있습니다(선언: %s)", id, what.Ko, foundKo, declaredKo),
	}
}

// less is what a has and b does not, sorted.
func less(a, b []string) []string {
	return slices.DeleteFunc(sortedCopy(a), func(s string) bool { return slices.Contains(b, s) })
}

func sortedCopy(list []string) []string { return slices.Compact(slices.Sorted(slices.Values(list))) }
