package discover

// What a resource can be asked beyond its bare facts is a method of its facts
// struct: whether AWS refuses to delete it, how it is encrypted, where it is
// plugged in. Every question is a small interface in one of the files
// says_*.go, which say what is asked; the answer stands beside the struct, in
// the file of its service. Whoever wants to know asks the interface and lists
// no types:
//
//	if f, ok := r.Facts.(discover.DeletionProtected); ok {
//		on := f.ProtectedFromDeletion()
//		…
//	}
//
// A question becomes an interface as soon as two types answer it. What only one
// type knows is read from its fields.

// Reading is one thing that a resource says, with the fact that says it, so
// that who repeats it can name his source, and can ask [Index.Missing] whether
// it was read at all.
type Reading[T any] struct {
	Value T
	// Fact is the name of the field of the resource's own facts that says so. It
	// is empty where the type alone says it, and where nothing does.
	Fact string
}

// said is what a fact says.
func said[T any](value T, fact string) Reading[T] { return Reading[T]{value, fact} }

// at names facts of r.
func at(r *Resource, facts ...string) (refs []FactRef) {
	for _, f := range facts {
		refs = append(refs, FactRef{Resource: r, Fact: f})
	}
	return refs
}
