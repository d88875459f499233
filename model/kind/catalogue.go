package kind

import (
	"slices"
	"sync"
)

// All is the whole catalogue, by category and then in order of use. The caller
// must not change it. It is put together when somebody first asks.
func All() []Kind { return assembled() }

var assembled = sync.OnceValue(func() []Kind {
	return slices.Concat(actors, compute, stores, network, operations, places)
})
