package discover

// By what something is watched, and whether it watches.

// Measured is what CloudWatch has metrics of.
type Measured interface {
	// Dimensions are the pairs by which CloudWatch tells r's metrics from others';
	// any of them will do.
	Dimensions(r *Resource) []Dimension
}

// Dimension is one pair that metrics go by. Its reading has no fact where the
// value is the name or the id of the resource, and no value where the fact says
// that there is none.
type Dimension struct {
	Name string
	Reading[string]
	// Part says that it is one of several parts of the resource, each of which has
	// metrics of its own.
	Part bool
}

// goesBy are the pairs of what CloudWatch knows by its name or its id.
func goesBy(dimension string, r *Resource) []Dimension {
	return []Dimension{{Name: dimension, Reading: said(r.Name, "")}, {Name: dimension, Reading: said(r.ID, "")}}
}

// Recording is what writes down what others do.
type Recording interface {
	// Records says that it does so at the moment.
	Records() Reading[bool]
}
