package finding

import (
	"fmt"
	"slices"
)

// Text is one sentence or label in the two languages that asbuilt speaks.
// Either may be empty; [Text.In] then falls back to the other.
type Text struct {
	Ko string `json:"ko,omitempty"`
	En string `json:"en,omitempty"`
}

// Lang is a language of output: "ko" or "en".
type Lang string

// The languages of output.
const (
	Korean  Lang = "ko"
	English Lang = "en"
)

// Other is the language that l is not.
func (l Lang) Other() Lang {
	if l == Korean {
		return English
	}
	return Korean
}

// In is the text in l, or in the other language when l has none.
func (t Text) In(l Lang) string {
	first, second := t.En, t.Ko
	if l == Korean {
		first, second = t.Ko, t.En
	}
	if first == "" {
		return second
	}
	return first
}

// IsZero reports whether the text is empty in both languages.
func (t Text) IsZero() bool { return t == Text{} }

// Say formats a text in both languages from the same arguments. A language
// that needs another order of words uses explicit indexes (%[2]q). Korean
// particles that depend on an argument are written in both forms, 이(가) or
// (으)로; Say keeps the one that fits. An argument that is itself a Text is said
// in the language of the sentence.
func Say(en, ko string, args ...any) Text {
	return Text{
		En: fmt.Sprintf(en, spoken(args, English)...),
		Ko: Particles(fmt.Sprintf(ko, spoken(args, Korean)...)),
	}
}

// spoken is args with every Text as the string that it is in l.
func spoken(args []any, l Lang) []any {
	var said []any
	for i, arg := range args {
		if text, ok := arg.(Text); ok {
			if said == nil {
				said = slices.Clone(args)
			}
			said[i] = text.In(l)
		}
	}
	if said == nil {
		return args
	}
	return said
}

// Both is a text whose two languages are given as they are, with nothing to
// format: a label, a title.
func Both(en, ko string) Text { return Text{En: en, Ko: ko} }

// Same is a text that reads alike in both languages: an id, a number, a path.
func Same(s string) Text { return Text{En: s, Ko: s} }
