package format

// A value is a node of the text as it is written: what an editor sees, not what
// a program reads.
type value struct {
	form form
	// text is a scalar as it is written, quotes included; a plain or quoted text
	// may have several lines. Of a block scalar it is the header: | or >-.
	text string
	// lines are the content of a block scalar, or of a flow collection that is
	// kept as it is because of comments in it.
	lines []string
	// anchor is &name, or empty.
	anchor string
	items  []*item
	// tail are comments after the last item, as deep as the items.
	tail []string
	// below says that a scalar or flow collection begins on the line after its key;
	// before are the comments between the two, after is the one behind it.
	below  bool
	before []string
	after  string
}

type form int

const (
	scalar form = iota
	block       // | or >
	flowMap
	flowList
	blockMap
	blockList
	asWritten
)

// An item is an entry of a mapping, or of a list; an item of a list has a key if
// it is a mapping of one key without braces.
type item struct {
	// head are the comments before it, and "" for blank lines.
	head []string
	key  string
	// comment follows the key or the value on its line, with the blanks before it.
	comment string
	value   *value
}
