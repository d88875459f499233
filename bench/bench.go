// Package bench holds asbuilt to references, in one run on one machine:
// elk-go's layout in process, D2 as a program, Graphviz's placement under
// asbuilt's own router. It is a module of its own, so that asbuilt depends on
// none of them; elk-go (EPL-2.0) is linked here and nowhere else.
//
// Everything here is a test: `make bench` prints the tables of
// docs/performance.md and fails where a limit is not kept.
package bench
