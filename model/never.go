package model

// Never says that nothing of From may reach anything of To. It is about direct
// access: packets to what listens, permissions to what AWS answers for.
type Never struct {
	Named
	From      []String `yaml:"from" req:"true" alone:"true" doc:"Who must not reach it: a predicate of views, the id of an element, place, set or module, a list of ids, or internet."`
	To        []String `yaml:"to" req:"true" alone:"true" doc:"What must not be reached, written as from is."`
	Ports     []Port   `yaml:"ports" doc:"The ports it is about; all unless it says otherwise."`
	Across    String   `yaml:"across" enum:"module,boundary,account" doc:"Only pairs that differ in it."`
	Except    []Ref    `yaml:"except" ref:"element/partition" doc:"What it is not about, as either end."`
	ExceptVia []Ref    `yaml:"except_via" ref:"element" doc:"Ways through one of these are allowed."`
	Because   Text     `yaml:"because" doc:"Why the way must not exist."`
	Decisions []Cited  `yaml:"decisions" doc:"The decision records behind it: numbers, or paths below the folder of records."`
	Lifetime

	// apart are the two modules of the short form, which is about both ways.
	apart [2]string
}

// Subject is how findings name it.
func (n *Never) Subject() string { return "never/" + n.ID }

// internetWord is the end that is no thing of the model.
const internetWord = "internet"
