package discover

import (
	"strconv"
	"strings"
	"testing"
)

// A text is taken for what it may name: its parts, what is quoted or stands in brackets in
// it, and the addresses of a small block; nothing else.
func TestNamesInAText(t *testing.T) {
	for _, c := range []struct{ text, names, not string }{
		{"123456789012.dkr.ecr/orders/web:v1", "orders/web orders web:v1 v1 123456789012.dkr.ecr/orders/web", "order eb"},
		{`ALARM("slow orders") AND NOT OK(lost-orders)`, "slow|orders ALARM lost-orders OK", "lost orders-"},
		{"a,b;c=d e'f'", "a b c d e f", "ab cd ef"},
		{`{"queue":"orders:dead"}`, "queue orders:dead orders dead", "queueorders"},
		{"10.0.0.8/30", "10.0.0.8 10.0.0.11", "10.0.0.7 10.0.0.12"},
		{"10.0.1.3/28", "10.0.1.0 10.0.1.15", "10.0.0.255 10.0.1.16"},
		{"10.0.2.0/27", "10.0.2.0", "10.0.2.1"},
		{"2001:db8::/126", "2001:db8:: 2001:db8::3", "2001:db8::4"},
		{"10.0.0.9", "10.0.0.9", "10.0.0.8"},
	} {
		n := nameSet{}
		n.add(c.text)
		for _, name := range strings.Fields(c.names) {
			if !n.has(HashOf(strings.ReplaceAll(name, "|", " "))) {
				t.Errorf("%s: %s is not a name", c.text, name)
			}
		}
		for _, name := range strings.Fields(c.not) {
			if n.has(HashOf(name)) {
				t.Errorf("%s: %s is a name", c.text, name)
			}
		}
	}
}

// Of a text of very many parts the first, the last and each alone are names; every run of
// them would be too many.
func TestNamesInATextOfManyParts(t *testing.T) {
	var parts []string
	for i := range 400 {
		parts = append(parts, "p"+strconv.Itoa(i))
	}
	n := nameSet{}
	n.add(strings.Join(parts, "/"))
	if len(n) > 4*len(parts) {
		t.Errorf("%d parts make %d names", len(parts), len(n))
	}
	for _, name := range []string{"p0", "p7", "p399", strings.Join(parts[:9], "/"), strings.Join(parts[390:], "/")} {
		if !n.has(HashOf(name)) {
			t.Errorf("%s is not a name", name)
		}
	}
}
