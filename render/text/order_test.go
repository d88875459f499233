package text

import "testing"

func TestVisualOrder(t *testing.T) {
	for in, want := range map[string]string{
		"":               "",
		"Orders (v2)":    "Orders (v2)",
		"주문 API":         "주문 API",
		"אבג":            "גבא",
		"API אבג v2":     "API גבא v2",
		"אבג דהו":        "והד גבא",
		"אבג 12 דה":      "הד 12 גבא",
		"אבג 12":         "12 גבא",
		"אב (גד) ה":      "ה (דג) בא",
		"אב (12) ג 34":   "34 ג (12) בא",
		"12 אב":          "12 בא",
		"API v2 (אבג)":   "API v2 (גבא)",
		"אבג, API, דהו.": "גבא, API, והד.",
		"אָב":            "באָ",
		"👩🏽‍💻 אב":        "👩🏽‍💻 בא",
	} {
		if got := string(Visual(in)); got != want {
			t.Errorf("%q is drawn as %q, want %q", in, got, want)
		}
	}
}
