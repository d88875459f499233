package discover

import (
	_ "embed"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
)

// How a resource lives is said by facts of it that are states, switches and
// moments, in words that differ from service to service. What each word means
// stands in one table, life.txt; nothing else in the program knows them.

// Life is how something lives, as one fact says.
type Life string

// The lives.
const (
	Fine     Life = "fine"
	InFlight Life = "in-flight" // it does not work yet, or not for a while
	Off      Life = "off"       // somebody switched it off, or nobody switched it on
	Broken   Life = "broken"
	Going    Life = "going" // it is being deleted
	Gone     Life = "gone"  // AWS still lists it, and that is all
	// Unsaid is a word that the table does not have.
	Unsaid Life = "unsaid"
)

// Standing is what one fact says of the life of its resource.
type Standing struct {
	Life Life
	// Fact is the name of the fact, Word what it holds, as AWS writes it.
	Fact, Word string
	// Until is the moment after which the resource is of no use; nil for a fact
	// that is none, and for no moment.
	Until *time.Time
	// ToldBy is the code of the rule that judges the fact instead; empty for none.
	ToldBy string
}

// lifeRow is what the table says of one fact.
type lifeRow struct {
	fact    string
	words   map[string]Life
	usual   string // the first fine word
	toldBy  string
	setting string // why it says nothing of life
	until   bool
}

//go:embed life.txt
var lifeTable string

// lives are the rows of the table, by type, in its order.
func lives() map[string][]*lifeRow {
	table := map[string][]*lifeRow{}
	var types []string
	for line := range strings.Lines(lifeTable) {
		line = strings.TrimRight(line, "\n")
		fact, says, ok := strings.Cut(strings.TrimPrefix(line, "\t"), "\t")
		switch {
		case line == "", strings.HasPrefix(line, "#"):
		case !ok:
			types = strings.Fields(line)
		default:
			row := readLifeRow(fact, says)
			for _, typ := range types {
				table[typ] = append(table[typ], row)
			}
		}
	}
	return table
}

func readLifeRow(fact, says string) *lifeRow {
	row := &lifeRow{fact: fact, words: map[string]Life{}}
	for clause := range strings.SplitSeq(says, "; ") {
		head, rest, _ := strings.Cut(clause, " ")
		switch head {
		case "told":
			row.toldBy = rest
		case "setting":
			row.setting = rest
		case "until":
			row.until = true
		default:
			for word := range strings.FieldsSeq(rest) {
				row.words[word] = Life(head)
				if row.usual == "" && Life(head) == Fine {
					row.usual = word
				}
			}
		}
	}
	return row
}

// Standings are what the facts of r say of its life, those of the resource itself
// and not of its parts, in the order of the table. A fact that was not read is
// among them, too: ask [Index.Missing].
func (x *Index) Standings(r *Resource) (all []Standing) {
	for _, row := range x.cells.lives[r.Type] {
		if strings.Contains(row.fact, ".") || row.setting != "" || len(row.words) == 0 && !row.until {
			continue
		}
		all = append(all, row.standing(reflect.ValueOf(r.Facts).Elem().FieldByName(row.fact)))
	}
	return all
}

// PartLife is what a word means that a part of the facts of a type holds, such as
// Targets.State.
func (x *Index) PartLife(typ, path, word string) Life {
	i := slices.IndexFunc(x.cells.lives[typ], func(row *lifeRow) bool { return row.fact == path })
	if i < 0 {
		return Unsaid
	}
	return x.cells.lives[typ][i].means(word)
}

// Leaving is the fact that says that r is gone or going; ok is false when none
// does.
func (x *Index) Leaving(r *Resource) (says Standing, ok bool) {
	for _, s := range x.Standings(r) {
		if s.Life == Gone || s.Life == Going {
			return s, true
		}
	}
	return Standing{}, false
}

// TellsLeaving are the facts of r that may say that it is gone or going.
func (x *Index) TellsLeaving(r *Resource) (facts []string) {
	for _, row := range x.cells.lives[r.Type] {
		if strings.Contains(row.fact, ".") {
			continue
		}
		for _, life := range row.words {
			if life == Gone || life == Going {
				facts = append(facts, row.fact)
				break
			}
		}
	}
	return facts
}

// standing is what a value says.
func (row *lifeRow) standing(v reflect.Value) Standing {
	s := Standing{Fact: row.fact, ToldBy: row.toldBy}
	switch v := v.Interface().(type) {
	case string:
		s.Word = v
		s.Life = row.means(v)
	case bool:
		s.Word = strconv.FormatBool(v)
		s.Life = row.means(s.Word)
	case *time.Time:
		s.Word, s.Life = "never", row.words["never"]
		if v != nil {
			s.Word, s.Life = v.UTC().Format(time.RFC3339), row.words["set"]
		}
		if row.until {
			s.Until, s.Life = v, Fine
		}
	}
	return s
}

// means is what a word of AWS means: capitals do not count, nor how words of
// several are set apart.
func (row *lifeRow) means(word string) Life {
	word = strings.ToLower(strings.ReplaceAll(strings.ReplaceAll(word, ", ", "+"), " ", "_"))
	if word == "" {
		word = "none"
	}
	if life, ok := row.words[word]; ok {
		return life
	}
	return Unsaid
}

// UsualWords are the words that a resource of the type has while all is well, by
// the path of the fact.
func UsualWords(typ string) map[string]string {
	usual := map[string]string{}
	for _, row := range lives()[typ] {
		if row.usual != "" {
			usual[row.fact] = row.usual
		}
	}
	return usual
}
