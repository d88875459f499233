package model

import (
	"net/netip"
	"regexp"
	"strconv"
	"strings"
	"time"

	"asbuilt/finding"
)

// A format is a way to write a quantity as text: a pattern that the JSON Schema
// uses as well, an example, and the units it knows.
type format struct {
	pattern *regexp.Regexp
	want    finding.Text
}

// The formats of the language.
var (
	durationFormat = format{
		regexp.MustCompile(`^[0-9]+(\.[0-9]+)?(ms|s|m|min|h|d|w|mo|y)$`),
		finding.Text{
			En: "a number with a unit: ms, s, m (or min), h, d, w, mo or y, such as 30d",
			Ko: "단위가 붙은 숫자: ms, s, m(또는 min), h, d, w, mo, y. 예: 30d",
		},
	}
	bytesFormat = format{
		regexp.MustCompile(`^[0-9]+(\.[0-9]+)?(B|KB|MB|GB|TB|KiB|MiB|GiB|TiB)$`),
		finding.Text{
			En: "a number with a unit: B, KB, MB, GB or TB, such as 2GB",
			Ko: "단위가 붙은 숫자: B, KB, MB, GB, TB. 예: 2GB",
		},
	}
	rateFormat = format{
		regexp.MustCompile(`^[0-9]+(\.[0-9]+)?/(s|min|h|d|mo)$`),
		finding.Text{
			En: "a number per s, min, h, d or mo, such as 400/s",
			Ko: "s, min, h, d, mo 중 하나당 숫자. 예: 400/s",
		},
	}
	dateFormat = format{
		regexp.MustCompile(`^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$`),
		finding.Text{En: "a day such as 2027-01-31, or a month such as 2026-10", Ko: "2027-01-31 같은 날짜나 2026-10 같은 달"},
	}
	cidrFormat = format{
		regexp.MustCompile(`^[0-9a-fA-F.:]+/[0-9]{1,3}$`),
		finding.Text{En: "an address block such as 10.20.0.0/16", Ko: "10.20.0.0/16 같은 주소 블록"},
	}
	portFormat = format{
		regexp.MustCompile(`^([0-9]{1,5}(-[0-9]{1,5})?/(tcp|udp)|icmp)$`),
		finding.Text{
			En: "a port such as 3306, 8080/tcp, 8000-8100/tcp, 53/udp or icmp",
			Ko: "3306, 8080/tcp, 8000-8100/tcp, 53/udp, icmp 같은 포트",
		},
	}
	arrowFormat = format{
		regexp.MustCompile(`^[^\s]+ *-> *[^\s]+$`),
		finding.Text{En: "two elements with an arrow, such as web -> gateway", Ko: "web -> gateway처럼 화살표로 이은 두 요소"},
	}
)

const (
	day   = 24 * time.Hour
	month = 30 * day
	year  = 365 * day
)

func parseDuration(s string) (time.Duration, bool) {
	n, unit := splitUnit(s)
	units := map[string]time.Duration{
		"ms": time.Millisecond, "s": time.Second, "m": time.Minute, "min": time.Minute, "h": time.Hour,
		"d": day, "w": 7 * day, "mo": month, "y": year,
	}
	per, ok := units[unit]
	return time.Duration(n * float64(per)), ok && n*float64(per) < float64(200*year)
}

func parseBytes(s string) (int64, bool) {
	n, unit := splitUnit(s)
	exponents := map[string]int{"B": 0, "KB": 10, "MB": 20, "GB": 30, "TB": 40, "KiB": 10, "MiB": 20, "GiB": 30, "TiB": 40}
	exponent, ok := exponents[unit]
	bytes := n * float64(int64(1)<<exponent)
	return int64(bytes), ok && bytes < 1<<62
}

func parseRate(s string) (PerTime, bool) {
	count, unit, _ := strings.Cut(s, "/")
	n, err := strconv.ParseFloat(count, 64)
	units := map[string]time.Duration{"s": time.Second, "min": time.Minute, "h": time.Hour, "d": day, "mo": month}
	per, ok := units[unit]
	return PerTime{N: n, Per: per}, ok && err == nil
}

func parseDate(s string) (time.Time, bool) {
	for _, layout := range []string{time.DateOnly, "2006-01"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

func parseCIDR(s string) (Prefix, bool) {
	net, err := netip.ParsePrefix(s)
	return Prefix{Text: s, Net: net}, err == nil && net == net.Masked()
}

// parsePort reads a port; the caller has matched it against portFormat.
func parsePort(s string) (PortRange, bool) {
	if s == "icmp" {
		return PortRange{Protocol: "icmp"}, true
	}
	ports, protocol, ok := strings.Cut(s, "/")
	if !ok {
		protocol = "tcp"
	}
	first, last, isRange := strings.Cut(ports, "-")
	if !isRange {
		last = first
	}
	a, errA := strconv.Atoi(first)
	b, errB := strconv.Atoi(last)
	r := PortRange{First: a, Last: b, Protocol: protocol}
	return r, errA == nil && errB == nil && a >= 1 && a <= b && b <= 65535
}

func splitUnit(s string) (float64, string) {
	i := strings.IndexFunc(s, func(r rune) bool { return (r < '0' || r > '9') && r != '.' })
	if i < 0 {
		return 0, ""
	}
	n, _ := strconv.ParseFloat(s[:i], 64)
	return n, s[i:]
}

// String writes the port as the model does: 8080, 8000-8100, 53/udp, icmp.
func (p PortRange) String() string {
	if p.Protocol == "icmp" {
		return "icmp"
	}
	s := strconv.Itoa(p.First)
	if p.Last != p.First {
		s += "-" + strconv.Itoa(p.Last)
	}
	if p.Protocol != "tcp" {
		s += "/" + p.Protocol
	}
	return s
}

// Contains reports whether every port of q is one of p, in the same protocol.
func (p PortRange) Contains(q PortRange) bool {
	return p.Protocol == q.Protocol && p.First <= q.First && q.Last <= p.Last
}
