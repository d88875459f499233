package finding

// Defaults are what AWS made by itself, which nobody declares and no finding is about.
type Defaults struct {
	// Catalogue is the version of the list of what AWS makes, Sorts those of it that there
	// are, in its order.
	Catalogue int
	Sorts     []DefaultSort
}

// DefaultSort is one sort of what AWS makes: a row of the catalogue.
type DefaultSort struct {
	// ID is its word in the catalogue, Type the type of resource, Source the page of AWS.
	ID, Type string
	Name     Text
	Source   string
	// Resources are their names, or ids where they have none, sorted.
	Resources []string
}

// Total is how many resources they are.
func (d *Defaults) Total() int {
	n := 0
	for _, s := range d.Sorts {
		n += len(s.Resources)
	}
	return n
}
