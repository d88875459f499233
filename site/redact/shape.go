package redact

import (
	"net/netip"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// shapes are what is known without a list: ARNs, ids as AWS makes them, addresses
// of both families, names of hosts of AWS, and mail.
var shapes = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(arn:aws[a-z-]*:[A-Za-z0-9:/_.*+=,@$!-]*[A-Za-z0-9*/])` +
		`|([A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,})` +
		`|\b((?:[a-z]{1,8}-)?(?:i|acl|ami|eni|eigw|eipalloc|fl|fs|fsmt|fsap|igw|lgw|lt|mrk|nat|pcx|pl|rnat|rslvr|rtb|` +
		`sg|sgr|snap|subnet|tgw|vgw|vol|vpc|vpce|vpn|cgw|dxgw|dxvif|dxcon)(?:-[a-z]{2,8})?-[0-9a-f]{8,32})\b` +
		`|([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+\.(?:amazonaws\.com(?:\.cn)?)|` +
		`(?:[A-Za-z0-9-]+\.)+(?:cloudfront\.net|awsglobalaccelerator\.com))` +
		`|\b([0-9]{1,3}(?:\.[0-9]{1,3}){3}(?:/[0-9]{1,2})?)\b` +
		`|((?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?:/[0-9]{1,3})?)`)
})

// shape is a place of a text that has one.
type shape struct {
	from, to int
	kind     Kind
}

// shaping are the characters of which shapes consist; those beside them end words.
var shaping = func() (all [256]bool) {
	for c := range all {
		all[c] = isWord(byte(c)) || strings.IndexByte(":/.*+=,@$!%", byte(c)) >= 0
	}
	return all
}()

// shapesIn are the shapes of a text, in order. Nearly all that stands on pages is
// no shape by its marks alone, and is not looked at twice.
func shapesIn(text string) (all []shape) {
	for i := 0; i < len(text); {
		end := i
		for end < len(text) && shaping[text[end]] {
			end++
		}
		if run := text[i:end]; marked(run) {
			for _, m := range shapes().FindAllStringSubmatchIndex(run, -1) {
				if k, ok := kindOf(run, m); ok {
					all = append(all, shape{i + m[0], i + m[1], k})
				}
			}
		}
		i = end + 1
	}
	return all
}

// marked reports whether a run has the marks that some shape needs: an @, two
// colons, two dots, or a hyphen before eight hexadecimal digits.
func marked(run string) bool {
	colons, dots, digits := 0, 0, -1
	for i := range len(run) {
		c := run[i]
		switch c {
		case '@':
			return true
		case ':':
			colons++
		case '.':
			dots++
		}
		switch {
		case c == '-':
			digits = 0
		case digits >= 0 && (c >= '0' && c <= '9' || c >= 'a' && c <= 'f'):
			digits++
		default:
			digits = -1
		}
		if colons == 2 || dots == 2 || digits == 8 {
			return true
		}
	}
	return false
}

// kindOf is what a shape is; ok is false for one that tells nothing, such as any
// address at all, or the name of a service.
func kindOf(text string, m []int) (k Kind, ok bool) {
	s := text[m[0]:m[1]]
	switch {
	case m[2] >= 0:
		return ARN, true
	case m[4] >= 0:
		return Mail, true
	case m[6] >= 0:
		return Resource, true
	case m[8] >= 0:
		return Address, true
	}
	prefix, _, _ := strings.Cut(s, "/")
	ip, err := netip.ParseAddr(prefix)
	if err != nil || ip.IsUnspecified() || ip.IsLoopback() {
		return Address, false
	}
	words := func(r rune) bool { return r == ':' }
	return Address, ip.Is4() || slices.ContainsFunc(strings.FieldsFunc(prefix, words), func(g string) bool {
		return len(g) > 2 // a::b is a name of a program
	})
}
