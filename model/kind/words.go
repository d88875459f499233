package kind

import (
	_ "embed"
	"maps"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"asbuilt/finding"
)

//go:embed words.txt
var wordsFile string

// Word is what people mean by a word that is no kind's id.
type Word struct {
	// Kinds are the kinds that people mean by it, the likeliest first.
	Kinds []string
	// Extends is the kind that one of a user's own would extend where the catalogue
	// has none, and AWS its type; both empty where it has one, AWS also for what AWS
	// does not know.
	Extends, AWS string
	// Instead is what a model says instead, for what is no part of a system by itself.
	Instead finding.Text
}

// Meant is what people mean by a word that is no kind's id: another name of a
// kind, its title in either language or a part of it, or a type of AWS. It is zero
// for a word that nobody knows.
func Meant(word string) Word {
	plain := plainWord(word)
	if plain == "" {
		return Word{}
	}
	for _, id := range []string{strings.ToLower(word), plain} {
		if Lookup(id) != nil {
			return Word{Kinds: []string{id}}
		}
	}
	for _, form := range forms(plain) {
		if w, ok := wordTable()[form]; ok {
			return w.now()
		}
		if form != plain && Lookup(form) != nil {
			return Word{Kinds: []string{form}}
		}
	}
	if strings.HasPrefix(strings.ToLower(word), "aws::") {
		return ofType(word)
	}
	for _, form := range forms(plain) {
		same := func(title string) bool { return title == form || squeezed(title) == form }
		if whole := titled(same); len(whole) > 0 {
			return Word{Kinds: whole}
		}
	}
	if utf8.RuneCountInString(plain) < shortest(plain) {
		return Word{}
	}
	return Word{Kinds: titled(func(title string) bool {
		return strings.Contains("-"+title+"-", "-"+plain+"-") ||
			plain[0] >= utf8.RuneSelf && strings.Contains(squeezed(title), squeezed(plain))
	})}
}

// forms are the ways in which a word is looked for: as it is, as one of several, and
// without what joins its parts, which people leave out.
func forms(plain string) []string {
	all := []string{plain, squeezed(plain)}
	if one, several := strings.CutSuffix(plain, "s"); several && len(one) > 2 && !strings.HasSuffix(one, "s") {
		all = append(all, one, squeezed(one))
	}
	return all
}

// squeezed is a plain word without what joins its parts.
func squeezed(plain string) string { return strings.ReplaceAll(plain, "-", "") }

// Words are the words for which [Meant] knows a kind beside ids, titles and types, in
// no order: lower case, their parts joined by "-".
func Words() []string {
	var all []string
	for word, w := range wordTable() {
		if w.Instead.IsZero() {
			all = append(all, word)
		}
	}
	return all
}

// now is what a word means since the catalogue has a kind of the type for which it
// had none when the word was written down.
func (w Word) now() Word {
	var kinds []string
	catalogue := All()
	for i := range catalogue {
		if w.AWS != "" && slices.Contains(catalogue[i].AWS, w.AWS) {
			kinds = append(kinds, catalogue[i].ID)
		}
	}
	if len(kinds) == 0 {
		return w
	}
	return Word{Kinds: kinds}
}

// shortest is how many letters a part of a title has at least, to mean anything:
// a word of Hangul says more with two than another with three.
func shortest(word string) int {
	if word[0] >= utf8.RuneSelf {
		return 2
	}
	return 3
}

// titled are the kinds one of whose titles fits.
func titled(fits func(title string) bool) []string {
	var ids []string
	catalogue := All()
	for i := range catalogue {
		if k := &catalogue[i]; fits(plainWord(k.Label.En)) || fits(plainWord(k.Label.Ko)) {
			ids = append(ids, k.ID)
		}
	}
	return ids
}

// ofType is what a type of AWS means: the kinds that it can realise, else those of
// the same service.
func ofType(name string) Word {
	var w Word
	sameService := strings.ToLower(name[:strings.LastIndex(name, "::")+2])
	var near []string
	catalogue := All()
	for i := range catalogue {
		for _, t := range catalogue[i].AWS {
			switch {
			case strings.EqualFold(t, name):
				w.Kinds = append(w.Kinds, catalogue[i].ID)
			case len(sameService) > len("aws::") && strings.HasPrefix(strings.ToLower(t), sameService):
				near = append(near, catalogue[i].ID)
			}
		}
	}
	if len(w.Kinds) > 0 {
		return w
	}
	for _, other := range wordTable() {
		if other.AWS != "" && strings.EqualFold(other.AWS, name) {
			return other
		}
	}
	return Word{Kinds: slices.Compact(near)}
}

// plainWord is a word without what does not count in it: case, the maker's name,
// and how its parts are joined.
func plainWord(word string) string {
	parts := strings.FieldsFunc(strings.ToLower(word), func(r rune) bool {
		return strings.ContainsRune(" -_/.,()·", r)
	})
	if len(parts) > 1 && (parts[0] == "aws" || parts[0] == "amazon") {
		parts = parts[1:]
	}
	return strings.Join(parts, "-")
}

// wordTable is words.txt by plain word.
var wordTable = sync.OnceValue(func() map[string]Word {
	all := map[string]Word{}
	for line := range strings.Lines(wordsFile) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		var w Word
		words, own, absent := strings.Cut(line, " = ")
		said, instead, none := strings.Cut(line, " -> ")
		switch {
		case none:
			words = said
			w.Instead.En, w.Instead.Ko, _ = strings.Cut(instead, " | ")
		case absent:
			w.Extends, w.AWS, _ = strings.Cut(own, " ")
		default:
			ids, after, _ := strings.Cut(line, ": ")
			w.Kinds, words = strings.Split(ids, ", "), after
		}
		for _, word := range strings.Split(words, ", ") {
			word = plainWord(word)
			if _, twice := all[word]; twice {
				panic("kind: words.txt has " + word + " twice")
			}
			all[word] = w
		}
	}
	for _, word := range slices.Sorted(maps.Keys(all)) { // and as people write it who leave out what joins its parts
		if _, known := all[squeezed(word)]; !known {
			all[squeezed(word)] = all[word]
		}
	}
	return all
})
