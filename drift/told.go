package drift

import "asbuilt/discover"

// told is what r says of itself, as a fact; where the type alone says it, the
// fact is that r is there.
func told[T any](s *subject, r *discover.Resource, what discover.Reading[T]) fact {
	if what.Fact == "" {
		return s.named(r)
	}
	return s.read(r, what.Fact, what.Value)
}
