package reach

import (
	"testing"

	"asbuilt/discover"
	"asbuilt/packet"
)

// Words of Suricata's rules, as its documentation explains them; one that is not
// understood stands for everything, and says so.
func TestWordsOfRules(t *testing.T) {
	v := variables{
		sets:     map[string][]string{"APPS": {"10.0.1.0/24", "10.0.2.0/24"}, "BAD": {"10.0.1.0/24", "app"}, "NONE": {}},
		portSets: map[string][]string{"WEB": {"80", "8000:8080"}, "BAD": {"80", "http"}},
		vpc:      []string{"10.0.0.0/16"},
	}
	block := func(list ...string) packet.Addresses { return packet.Blocks(list...) }
	everywhere := packet.Everywhere()
	for word, want := range map[string]packet.Addresses{
		"any":                                 everywhere,
		"ANY":                                 everywhere,
		"10.0.0.7":                            block("10.0.0.7/32"),
		" 10.0.0.0/24 ":                       block("10.0.0.0/24"),
		"!10.0.0.0/24":                        everywhere.Subtract(block("10.0.0.0/24")),
		"$APPS":                               block("10.0.1.0/24", "10.0.2.0/24"),
		"!$APPS":                              everywhere.Subtract(block("10.0.1.0/24", "10.0.2.0/24")),
		"$HOME_NET":                           block("10.0.0.0/16"),
		"$EXTERNAL_NET":                       everywhere.Subtract(block("10.0.0.0/16")),
		"[10.0.1.0/24,10.0.3.0/24]":           block("10.0.1.0/24", "10.0.3.0/24"),
		"[10.0.0.0/16, !$APPS]":               block("10.0.0.0/16").Subtract(block("10.0.1.0/24", "10.0.2.0/24")),
		"[!10.0.0.0/8]":                       everywhere.Subtract(block("10.0.0.0/8")),
		"![10.0.0.0/9, 10.128.0.0/9]":         everywhere.Subtract(block("10.0.0.0/8")),
		"[10.0.0.0/24, ![10.0.0.5,10.0.0.6]]": block("10.0.0.0/24").Subtract(block("10.0.0.5/32", "10.0.0.6/32")),
		"[[10.0.1.0/24,10.0.2.0/24],!10.0.2.0/25,10.0.3.0/24]": block("10.0.1.0/24", "10.0.2.128/25", "10.0.3.0/24"),
	} {
		if got, ok := v.addresses(word); !ok || !got.Equal(want) {
			t.Errorf("%s: %v, %v; want %v", word, got, ok, want)
		}
	}
	for _, word := range []string{"", "app", "$OTHER", "!$OTHER", "!app", "$BAD", "[10.0.0.0/24,app]", "[10.0.0.0/24", "[10.0.0.0/24,![app]]"} {
		if got, ok := v.addresses(word); ok || !got.Equal(everywhere) {
			t.Errorf("%s: %v, %v; it is not understood", word, got, ok)
		}
	}
	all := packet.AnyNumber()
	for word, want := range map[string]packet.Numbers{
		"any":                 all,
		"443":                 packet.Range(443, 443),
		"8000:8080":           packet.Range(8000, 8080),
		"1024:":               packet.Range(1024, 65535),
		":1023":               packet.Range(0, 1023),
		"!443":                all.Subtract(packet.Range(443, 443)),
		"$WEB":                packet.Range(80, 80).Union(packet.Range(8000, 8080)),
		"[443,$WEB]":          packet.Range(80, 80).Union(packet.Range(443, 443)).Union(packet.Range(8000, 8080)),
		"[1:100,![50,60:70]]": packet.Range(1, 49).Union(packet.Range(51, 59)).Union(packet.Range(71, 100)),
		"[!22]":               all.Subtract(packet.Range(22, 22)),
		"[!22,!23]":           all.Subtract(packet.Range(22, 23)),
		"[[80,443],8443]":     packet.Range(80, 80).Union(packet.Range(443, 443)).Union(packet.Range(8443, 8443)),
		"![[80,443],8443]":    all.Subtract(packet.Range(80, 80)).Subtract(packet.Range(443, 443)).Subtract(packet.Range(8443, 8443)),
	} {
		if got, ok := v.ports(word); !ok || !got.Equal(want) {
			t.Errorf("%s: %v, %v; want %v", word, got, ok, want)
		}
	}
	for _, word := range []string{"", "http", "8080:8000", "$BAD", "$OTHER", "[80,http]", "[80", "80:http"} {
		if got, ok := v.ports(word); ok || !got.Equal(all) {
			t.Errorf("%s: %v, %v; it is not understood", word, got, ok)
		}
	}
}

// Words that say whose a rule is ask for nothing of a packet; every other may.
// https://docs.suricata.io/en/latest/rules/meta.html
func TestWordsThatAskForNothing(t *testing.T) {
	vague := func(option string) bool {
		rule := discover.StatefulRule{Action: "PASS", Protocol: "TCP", Source: "any", SourcePort: "any",
			Destination: "any", DestinationPort: "443", Direction: "FORWARD", Options: []string{option}}
		return flowRules([]discover.StatefulRule{rule}, variables{})[0].vague
	}
	for _, word := range []string{"sid", "gid", "rev", "msg", "priority", "metadata", "classtype", "reference", "SID"} {
		if vague(word) {
			t.Errorf("%s makes a rule vague", word)
		}
	}
	for _, word := range []string{"flags", "content", "flow", "tls.sni", "threshold", "ttl"} {
		if !vague(word) {
			t.Errorf("%s asks for nothing", word)
		}
	}
}
