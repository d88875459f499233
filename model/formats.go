package model

import (
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"asbuilt/finding"
	"asbuilt/model/syntax"
	"asbuilt/pattern"
)

// maxText is the longest text, in characters, that a field may hold.
const maxText = 10_000

// idPattern is what an id may be: letters and digits of any script, -, _ and .
const idPattern = `^[\p{L}\p{N}\p{M}_.-]+$`

// isID reports whether a text is an id by [idPattern].
func isID(text string) bool {
	return text != "" && !strings.ContainsFunc(text, func(r rune) bool {
		return !unicode.In(r, unicode.L, unicode.N, unicode.M) && r != '_' && r != '.' && r != '-'
	})
}

// citedPattern is a path below a folder. A number in quotes is none.
var citedPattern = pattern.New(`^([^/\s0-9].*|[0-9]+[^\s0-9].*)$`)

// numberOfRecord bounds the number of a record.
var numberOfRecord = func() *field { low, high := 0.0, 1e6; return &field{min: &low, max: &high} }()

// A format is a way to write a quantity as text: a pattern that the JSON Schema
// uses as well, an example, and the units it knows.
type format struct {
	pattern *pattern.Pattern
	want    finding.Text
	// units are the units it knows, each with other words for it.
	units map[string][]string
}

func (f format) hint() finding.Text {
	return finding.Text{En: "write " + f.want.En, Ko: f.want.Ko + " 형태로 쓰십시오"}
}

// refuse says why a value does not have the format.
func (f format) refuse(n *syntax.Node) (message, hint finding.Text) {
	message = finding.Say("%q is not understood here", "%q은(는) 여기서 알아볼 수 없습니다", n.Value)
	m := quantityPattern.FindStringSubmatch(n.Value)
	switch {
	case f.units == nil && n.Kind == syntax.Text && m != nil && m[2] == "" && f.pattern.MatchString(n.Value+"/tcp"):
		return message, finding.Say("write the number without quotes", "따옴표 없이 수만 쓰십시오")
	case f.units == nil || m == nil:
		return message, f.hint()
	case m[2] == "":
		return finding.Say("%s has no unit", "%s에 단위가 없습니다", n.Value), f.hint()
	}
	message = finding.Say("unknown unit %q", "알 수 없는 단위 %q", m[2])
	word := strings.ToLower(m[2])
	for unit, others := range f.units {
		if slices.Contains(others, word) {
			return message, finding.Text{
				En: "did you mean " + strconv.Quote(m[1]+unit) + "? write " + f.want.En,
				Ko: "혹시 " + strconv.Quote(m[1]+unit) + "입니까? " + f.want.Ko,
			}
		}
	}
	return message, f.hint()
}

// quantityPattern is a number with whatever follows as its unit.
var quantityPattern = pattern.New(`^([0-9]+(?:\.[0-9]+)?) *(\D*)$`)

// The formats of the language.
var (
	durationFormat = format{
		pattern.New(`^[0-9]+(\.[0-9]+)?(ms|s|m|min|h|d|w|mo|y)$`),
		finding.Text{
			En: "a number with a unit: ms, s, m (or min), h, d, w, mo or y, such as 30d",
			Ko: "단위가 붙은 수(ms, s, m 또는 min, h, d, w, mo, y). 예: 30d",
		},
		map[string][]string{
			"ms": {"msec", "millis", "milliseconds", "밀리초"}, "s": {"sec", "secs", "second", "seconds", "초"},
			"m":  {"mins", "minute", "minutes", "분"},
			"h":  {"hr", "hrs", "hour", "hours", "시간"},
			"d":  {"day", "days", "일"},
			"w":  {"wk", "week", "weeks", "주"},
			"mo": {"mon", "month", "months", "개월", "달"},
			"y":  {"yr", "year", "years", "년"},
		},
	}
	bytesFormat = format{
		pattern.New(`^[0-9]+(\.[0-9]+)?(B|KB|MB|GB|TB|KiB|MiB|GiB|TiB)$`),
		finding.Text{
			En: "a number with a unit: B, KB, MB, GB or TB, such as 2GB",
			Ko: "단위가 붙은 수(B, KB, MB, GB, TB). 예: 2GB",
		},
		map[string][]string{
			"B":  {"byte", "bytes", "b"},
			"KB": {"k", "kb", "ki", "kib"},
			"MB": {"m", "mb", "mi", "mib", "meg", "megabytes"},
			"GB": {"g", "gb", "gi", "gib", "gibi", "gig", "gigabytes"}, "TB": {"t", "tb", "ti", "tib", "terabytes"},
		},
	}
	rateFormat = format{
		pattern.New(`^[0-9]+(\.[0-9]+)?/(s|min|h|d|mo)$`),
		finding.Text{
			En: "a number per s, min, h, d or mo, such as 400/s",
			Ko: "s, min, h, d, mo당 수. 예: 400/s",
		},
		map[string][]string{
			"/s": {"/sec", "/second", "rps", "tps", "qps", "/초"}, "/min": {"/m", "/minute", "rpm", "tpm", "/분"},
			"/h": {"/hr", "/hour", "/시간"}, "/d": {"/day", "/일"}, "/mo": {"/month", "/월"},
		},
	}
	dateFormat = format{
		pattern.New(`^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$`),
		finding.Text{En: "a day such as 2027-01-31, or a month such as 2026-10", Ko: "2027-01-31 같은 날짜나 2026-10 같은 달"},
		nil,
	}
	cidrFormat = format{
		pattern.New(`^[0-9a-fA-F.:]+/[0-9]{1,3}$`),
		finding.Text{En: "an address block such as 10.20.0.0/16", Ko: "10.20.0.0/16 같은 주소 블록"}, nil,
	}
	portFormat = format{
		pattern.New(`^([0-9]{1,5}(-[0-9]{1,5})?/(tcp|udp)|icmp)$`),
		finding.Text{
			En: "a port such as 3306, 8080/tcp, 8000-8100/tcp, 53/udp or icmp",
			Ko: "3306, 8080/tcp, 8000-8100/tcp, 53/udp, icmp 같은 포트",
		},
		nil,
	}
	arrowFormat = format{
		pattern.New(`^[^\s]+ *-> *[^\s]+$`),
		finding.Text{En: "two elements with an arrow, such as web -> gateway", Ko: "web -> gateway처럼 화살표로 이은 두 요소"},
		nil,
	}
	connectionFormat = format{
		pattern.New(`^([^\s:>]+?) *-> *([^\s:>]+)(?::([0-9]+(?:-[0-9]+/(?:tcp|udp)|/(?:tcp|udp))?|icmp))?$`),
		finding.Text{
			En: "from -> to, from -> to:443, or {from: …, to: …}",
			Ko: "from -> to, from -> to:443 또는 {from: …, to: …}",
		},
		nil,
	}
)

const (
	day   = 24 * time.Hour
	month = 30 * day
	year  = 365 * day
)

var durationUnits = map[string]time.Duration{
	"ms": time.Millisecond, "s": time.Second, "m": time.Minute, "min": time.Minute, "h": time.Hour,
	"d": day, "w": 7 * day, "mo": month, "y": year,
}

// ParseDuration reads a duration as the model writes it: 90d, 6mo.
func ParseDuration(s string) (time.Duration, bool) {
	if !durationFormat.pattern.MatchString(s) {
		return 0, false
	}
	return parseDuration(s)
}

func parseDuration(s string) (time.Duration, bool) {
	n, unit := splitUnit(s)
	per, ok := durationUnits[unit]
	return time.Duration(n * float64(per)), ok && n*float64(per) < float64(200*year)
}

// byteUnits are powers of two.
var byteUnits = map[string]int{
	"B":   0,
	"KB":  10,
	"MB":  20,
	"GB":  30,
	"TB":  40,
	"KiB": 10,
	"MiB": 20,
	"GiB": 30,
	"TiB": 40,
}

func parseBytes(s string) (int64, bool) {
	n, unit := splitUnit(s)
	exponent, ok := byteUnits[unit]
	bytes := n * float64(int64(1)<<exponent)
	return int64(bytes), ok && bytes < 1<<62
}

// ParseRate reads a rate as the language writes it: 400/s, 5/h.
func ParseRate(s string) (PerTime, bool) {
	if !rateFormat.pattern.MatchString(s) {
		return PerTime{}, false
	}
	return parseRate(s)
}

func parseRate(s string) (PerTime, bool) {
	count, unit, _ := strings.Cut(s, "/")
	n, err := strconv.ParseFloat(count, 64)
	per, ok := durationUnits[unit] // the pattern has no others
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

// ParsePort reads a port as the language writes it: 443, 8000-8100, 53/udp, icmp.
func ParsePort(s string) (PortRange, bool) {
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
	known := protocol == "tcp" || protocol == "udp"
	return r, errA == nil && errB == nil && known && a >= 1 && a <= b && b <= 65535
}

func splitUnit(s string) (float64, string) {
	i := strings.IndexFunc(s, func(r rune) bool { return (r < '0' || r > '9') && r != '.' })
	if i < 0 {
		return 0, ""
	}
	n, _ := strconv.ParseFloat(s[:i], 64)
	return n, s[i:]
}

func plainNumber(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
