// Package secret recognises passwords, keys and tokens in text that is no place
// for them: a model, a record, a tag. It goes by shape (what a vendor's token
// looks like) and by name (what stands behind "password:"), and it would rather
// miss one than call a hash, an id or an ARN a secret. There is one set of
// patterns for all that asbuilt reads.
//
// It never says what the secret is, only where it stands and of what kind.
//
//	for _, f := range secret.Find(text, secret.Prose) { … text[f.From:f.To] … }
package secret

import (
	"cmp"
	"slices"
	"strings"
)

// Kind is what a text looks like.
type Kind string

// The kinds.
const (
	Token      Kind = "token"       // of the service that Of names
	Webhook    Kind = "webhook"     // an address of Of that anybody may send to who knows it
	PrivateKey Kind = "private-key" //
	JWT        Kind = "jwt"         // JSON Web Token
	AccessKey  Kind = "access-key"  // id of an access key of AWS
	SecretKey  Kind = "secret-key"  // what belongs to it
	Signature  Kind = "signature"   // of an address that works for whoever has it
	Userinfo   Kind = "userinfo"    // a password in an address
	Header     Kind = "header"      // of Authorization
	Password   Kind = "password"    // by its name
)

// Kinds lists all of them.
func Kinds() []Kind {
	return []Kind{Token, Webhook, PrivateKey, JWT, AccessKey, SecretKey, Signature, Userinfo, Header, Password}
}

// Found is where a secret stands in a text.
type Found struct {
	// From and To are its first byte and the one behind its last.
	From, To int
	Kind     Kind
	// Of is the service that it belongs to, where its shape says so.
	Of string
}

// Form is how a text is written.
type Form int

// The forms.
const (
	// Prose is text for people: what stands behind "password:" may be a sentence.
	Prose Form = iota
	// Code is a file of keys and values, such as YAML.
	Code
)

// Find is every secret in text, in order; none overlaps another.
func Find(text string, form Form) []Found {
	all := shaped(text)
	all = append(all, keys40(text)...)
	all = append(all, assigned(text, form)...)
	if len(all) == 0 {
		return nil
	}
	slices.SortStableFunc(all, func(a, b Found) int { return cmp.Compare(a.From, b.From) })
	apart := all[:1]
	for _, f := range all[1:] {
		last := &apart[len(apart)-1]
		if f.From >= last.To {
			apart = append(apart, f)
		} else {
			last.To = max(last.To, f.To)
		}
	}
	return apart
}

// Mark stands in the place of a character of a secret.
const Mark = '•'

// Mask is text with a [Mark] for every character of what was found in it, so that
// lines and columns stay where they are.
func Mask(text string, found []Found) string {
	var b strings.Builder
	at := 0
	for _, f := range found {
		b.WriteString(text[at:f.From])
		for _, r := range text[f.From:f.To] {
			if r == ' ' || r == '\t' || r == '\n' || r == '\r' {
				b.WriteRune(r)
			} else {
				b.WriteRune(Mark)
			}
		}
		at = f.To
	}
	b.WriteString(text[at:])
	return b.String()
}

// Hidden stands in the place of a value of which nothing is to be kept.
const Hidden = "(hidden: it looks like a secret)"

// Hide is what may be kept of the value of something with that name, such as a
// tag: [Hidden] where the name or the value says that it is a secret.
func Hide(name, value string) string {
	if named(name, value) || len(Find(value, Prose)) > 0 {
		return Hidden
	}
	return value
}
