package drift

import (
	"strings"
	"testing"
)

func TestHeralds(t *testing.T) {
	const arn = "arn:aws:cloudwatch:ap-northeast-2:210987654321:alarm:lag (p95)"
	for rule, want := range map[string]string{
		`ALARM("lag")`:                            "lag",
		`ALARM(lag)`:                              "lag",
		` alarm ( "lag" ) `:                       "lag",
		`ALARM("` + arn + `")`:                    arn,
		`ALARM("a, and (b)")`:                     "a, and (b)",
		`NOT ALARM("lag")`:                        "",
		`NOT ALARM("backlag-of-queue")`:           "",
		`NOT NOT ALARM("lag")`:                    "lag",
		`NOT OK("lag")`:                           "lag",
		`OK("lag")`:                               "",
		`INSUFFICIENT_DATA("lag")`:                "",
		`NOT INSUFFICIENT_DATA("lag")`:            "",
		`ALARM(a) AND ALARM(b)`:                   "a b",
		`ALARM(a) OR ALARM(b) OR OK(c)`:           "a b",
		`ALARM(a) AND NOT ALARM(b)`:               "a",
		`NOT ALARM(a) OR ALARM(b)`:                "b",
		`NOT (ALARM(a) OR OK(b))`:                 "b",
		`(ALARM(a) OR ALARM(b)) AND NOT ALARM(c)`: "a b",
		`NOT(ALARM(a))`:                           "",
		`ALARM(a) AND FALSE`:                      "",
		`ALARM(a) OR TRUE`:                        "",
		`ALARM(a) OR FALSE`:                       "a",
		`TRUE AND ALARM(a)`:                       "a",
		`ALARM(a) AND NOT FALSE`:                  "a",
		`FALSE AND ALARM(a) OR ALARM(b)`:          "b",
		`ALARM(b) OR ALARM(a) AND FALSE`:          "b",
		`TRUE`:                                    "",
		`NOT (TRUE OR ALARM(a))`:                  "",
		"ALARM(a)\nAND\tALARM(a)":                 "a",
		`ALARM(ALARM)`:                            "ALARM",
	} {
		got, ok := heralds(rule)
		if !ok || strings.Join(got, " ") != want {
			t.Errorf("%s: got %q (%t), want %q", rule, got, ok, want)
		}
	}
	for _, rule := range []string{
		"", "lag", "ALARM", "ALARM()", `ALARM("lag`, `ALARM("")`, "ALARM(lag", "ALARM(lag) ALARM(b)", "ALARM(a) AND", "AND", "(ALARM(a)", "ALARM(a))",
		"NOTALARM(a)", "ALARM(a) ANDALARM(b)", `ALARMS("a")`, "AT_LEAST(2, ALARM, (a, b))",
	} {
		if got, ok := heralds(rule); ok {
			t.Errorf("%q is no rule, and got %q", rule, got)
		}
	}
}
