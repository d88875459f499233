package discover

import (
	"reflect"
	"strings"
	"time"
)

// shape is what reading, writing and asking need to know of a struct of facts,
// found out once by reflection.
type shape struct {
	fields []shapeField
	byName map[string]int
	// document says that it is a part of somebody's document, which is read whole or
	// not at all: what it leaves out it does not say.
	document bool
}

// shapeField is one fact of a struct. Its name is its key in a file, too.
type shapeField struct {
	name string
	kind factKind
	// kept says that the order of a list means something.
	kept bool
	// oneOf is shared by facts of a struct of which AWS gives exactly one: where that is
	// there, the others are known to be empty, but for those of its pair, which AWS gives
	// together.
	oneOf, pair string
	// from are the operations of the fact's own; see [Type].
	from []string
	// inner is the shape of what the fact consists of, where those are structs.
	inner *shape
}

// factKind is what a fact holds.
type factKind int

const (
	isText    factKind = iota // string
	isNumber                  // int
	isDecimal                 // float64
	isTruth                   // bool
	isTexts                   // []string
	isPairs                   // map[string]string
	isObject                  // a struct
	isObjects                 // a list of structs
	orObject                  // a pointer to a struct
	orNumber                  // a pointer to an int
	orDecimal                 // a pointer to a float64
	orMoment                  // a pointer to a time
)

// canBeEmpty reports whether the kind has a value that says that there is
// nothing. Zero and false are answers like any other.
func (k factKind) canBeEmpty() bool {
	switch k {
	case isNumber, isDecimal, isTruth, isObject:
		return false
	}
	return true
}

// shapes are those already found out, by the type of the struct.
type shapes map[reflect.Type]*shape

// of is the shape of a struct.
func (s shapes) of(t reflect.Type) *shape {
	if known := s[t]; known != nil {
		return known
	}
	out := &shape{byName: map[string]int{}}
	switch t {
	case reflect.TypeFor[PolicyStatement](), reflect.TypeFor[PolicyCondition]():
		out.document = true
	}
	s[t] = out
	for i := range t.NumField() {
		f := t.Field(i)
		field := shapeField{
			name: f.Name, kept: f.Tag.Get("order") == "kept", from: strings.Fields(f.Tag.Get("from")),
		}
		field.oneOf, field.pair, _ = strings.Cut(f.Tag.Get("one"), " ")
		field.kind, field.inner = s.kind(f.Type)
		out.byName[f.Name] = i
		out.fields = append(out.fields, field)
	}
	return out
}

func (s shapes) kind(t reflect.Type) (factKind, *shape) {
	switch t {
	case reflect.TypeFor[[]string]():
		return isTexts, nil
	case reflect.TypeFor[map[string]string]():
		return isPairs, nil
	case reflect.TypeFor[*int]():
		return orNumber, nil
	case reflect.TypeFor[*float64]():
		return orDecimal, nil
	case reflect.TypeFor[*time.Time]():
		return orMoment, nil
	}
	switch t.Kind() {
	case reflect.String:
		return isText, nil
	case reflect.Int:
		return isNumber, nil
	case reflect.Float64:
		return isDecimal, nil
	case reflect.Bool:
		return isTruth, nil
	case reflect.Struct:
		return isObject, s.of(t)
	case reflect.Slice:
		if t.Elem().Kind() == reflect.Struct {
			return isObjects, s.of(t.Elem())
		}
	case reflect.Pointer:
		if t.Elem().Kind() == reflect.Struct {
			return orObject, s.of(t.Elem())
		}
	}
	panic("discover: a fact cannot be a " + t.String())
}

// find is the fact with that path: "Routes", or "Routes.GatewayId" for a part of
// each of its entries. ok is false where there is none. from are the operations
// of its own and of all that is around it.
func (s *shape) find(path string) (f *shapeField, from []string, ok bool) {
	for {
		name, rest, deeper := strings.Cut(path, ".")
		if s == nil {
			return nil, nil, false
		}
		i, there := s.byName[name]
		if !there {
			return nil, nil, false
		}
		f = &s.fields[i]
		from = append(from, f.from...)
		if !deeper {
			return f, from, true
		}
		s, path = f.inner, rest
	}
}

// paths are the facts of a struct and their parts, each begun with what leads to
// the struct.
func (s *shape) paths(to string) (all []string) {
	for i := range s.fields {
		f := &s.fields[i]
		all = append(all, to+f.name)
		if f.inner != nil {
			all = append(all, f.inner.paths(to+f.name+".")...)
		}
	}
	return all
}

// catalogue is all that the families declare, by name.
type catalogue struct {
	types  map[string]Type
	global map[string]bool // operation → called once an account
	shapes shapes
	facts  map[string]reflect.Type // type → its struct of facts
	lives  map[string][]*lifeRow   // type → what its facts say of its life
	// partsOf are the types of what is a part of a resource of a type.
	partsOf map[string][]string
	// defaults are what AWS makes by itself, by type.
	defaults map[string][]Default
}

func newCatalogue() *catalogue {
	c := &catalogue{
		types: map[string]Type{}, global: map[string]bool{}, shapes: shapes{}, facts: map[string]reflect.Type{},
		lives: lives(), partsOf: map[string][]string{}, defaults: defaultsByType(),
	}
	for _, f := range Families() {
		for _, t := range f.Types {
			c.types[t.Name] = t
			if part, ok := t.Facts().(Belonging); ok {
				whole := part.BelongsTo(&Resource{Type: t.Name}).Type
				c.partsOf[whole] = append(c.partsOf[whole], t.Name)
			}
		}
		for _, o := range f.Operations {
			c.global[o.Name] = o.Global
		}
	}
	return c
}

// shape is that of the facts of a type that the catalogue has.
func (c *catalogue) shape(typ string) *shape {
	t := c.facts[typ]
	if t == nil {
		t = reflect.TypeOf(c.types[typ].Facts()).Elem()
		c.facts[typ] = t
	}
	return c.shapes.of(t)
}

// cells are the cells of a snapshot, to be found by what they are about.
type cells struct {
	*catalogue
	at map[[3]string]Cell // account, region and operation
}

func (c *catalogue) cells(all []Cell) *cells {
	out := &cells{c, make(map[[3]string]Cell, len(all))}
	for _, cell := range all {
		out.at[[3]string{cell.Account, cell.Region, cell.Operation}] = cell
	}
	return out
}

// of is the cell of an operation in an account and region. One that the snapshot
// does not have was not read.
func (c *cells) of(operation, account, region string) Cell {
	if c.global[operation] {
		region = Global
	}
	if cell, ok := c.at[[3]string{account, region, operation}]; ok {
		return cell
	}
	return Cell{Account: account, Region: region, Operation: operation, Status: NotRead}
}

// hiding is the first cell because of which a fact of r, with those operations
// of its own, cannot have been read; ok is false where there is none. What a
// listing that failed half way has given is read nevertheless; where nobody
// listed, nothing is.
func (c *cells) hiding(r *Resource, from []string) (Cell, bool) {
	for _, op := range from {
		if cell := c.of(op, r.Account, r.Region); cell.Status != OK {
			return cell, true
		}
	}
	for _, op := range c.types[r.Type].Read {
		if cell := c.of(op, r.Account, r.Region); cell.Status == NotRead {
			return cell, true
		}
	}
	return Cell{}, false
}
