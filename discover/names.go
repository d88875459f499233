package discover

import (
	"net/netip"
	"reflect"
	"strings"
)

// nameSet are texts by which somebody may mean a resource, by their hashes.
type nameSet map[uint64]struct{}

// HashOf tells texts apart, 64 bits (FNV-1a): the same in every run.
func HashOf(texts ...string) uint64 {
	h := uint64(14695981039346656037)
	for _, s := range texts {
		for i := range len(s) {
			h = (h ^ uint64(s[i])) * 1099511628211
		}
		h = (h ^ 0xff) * 1099511628211
	}
	return h
}

func (n nameSet) has(h uint64) bool {
	_, ok := n[h]
	return ok
}

// mostParts is how many parts of a text are taken for names in any combination.
const mostParts = 9

// add adds a text, and every run of its parts: "repo/app" and "app" of an image, the
// name in an ARN, the ARN in the rule of a composite alarm. Of a block of few addresses
// it adds each.
func (n nameSet) add(text string) {
	known := HashOf(text, "whole")
	if text == "" || n.has(known) {
		return
	}
	n[known] = struct{}{}
	n[HashOf(text)] = struct{}{}
	n.addBlock(text)
	for _, quoted := range strings.FieldsFunc(text, func(c rune) bool { return strings.ContainsRune(`"'() ,;=`, c) }) {
		if quoted != text {
			n.add(quoted)
		}
	}
	for i, quoted := range strings.Split(text, `"`) {
		if i%2 == 1 {
			n.add(quoted)
		}
	}
	n.addRuns(text)
}

func (n nameSet) addRuns(text string) {
	starts, ends := []int{0}, []int{}
	for i := range len(text) {
		if text[i] == '/' || text[i] == ':' || text[i] == '@' {
			starts, ends = append(starts, i+1), append(ends, i)
		}
	}
	if len(ends) == 0 {
		return
	}
	ends = append(ends, len(text))
	for i, from := range starts {
		for k, to := range ends[i:] {
			if k == 0 || i+k == len(ends)-1 || i == 0 || len(ends) <= mostParts {
				n[HashOf(text[from:to])] = struct{}{}
			}
		}
	}
}

// mostAddresses is how large a block is whose addresses are each taken for names.
const mostAddresses = 16

func (n nameSet) addBlock(text string) {
	p, err := netip.ParsePrefix(text)
	if err != nil || p.Addr().BitLen()-p.Bits() > 4 {
		return
	}
	a := p.Masked().Addr()
	for range mostAddresses {
		if !p.Contains(a) {
			return
		}
		n[HashOf(a.String())] = struct{}{}
		a = a.Next()
	}
}

// addResource adds what a resource is called and whatever it may name.
func (n nameSet) addResource(r *Resource) {
	for _, name := range r.names() {
		n.add(name)
	}
	if f, ok := r.Facts.(Measured); ok {
		for _, d := range f.Dimensions(r) {
			n.add(d.Value)
		}
	}
	n.addTexts(reflect.ValueOf(r.Facts))
}

// names are what a resource is called.
func (r *Resource) names() []string {
	return []string{r.ID, r.ARN, strings.TrimSuffix(r.ARN, ":*"), r.Name}
}

func (n nameSet) addTexts(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		n.add(v.String())
	case reflect.Pointer:
		if !v.IsNil() {
			n.addTexts(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				n.addTexts(v.Field(i))
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			n.addTexts(v.Index(i))
		}
	case reflect.Map:
		for it := v.MapRange(); it.Next(); {
			n.addTexts(it.Key())
			n.addTexts(it.Value())
		}
	}
}
