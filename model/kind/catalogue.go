package kind

import "slices"

// catalogue is every kind, by category and then in order of use.
var catalogue = slices.Concat(actors, compute, stores, network, operations, places)
