// Command asbuilt draws, checks and documents systems on AWS from a model in
// Git. See package cmd.
package main

import (
	"context"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"asbuilt/cmd"
)

// A command lives for a moment, and serve works for one at a time, in which
// collecting garbage costs more than it gives back, and keeps the second
// processor from helping (docs/performance.md). So the heap may grow to five
// times what is alive, while it stays small. GOGC and GOMEMLIMIT still decide
// where they are set.
const (
	heapGrowth = 400
	heapLimit  = 1 << 30
)

func main() {
	if os.Getenv("GOGC") == "" && os.Getenv("GOMEMLIMIT") == "" {
		debug.SetGCPercent(heapGrowth)
		debug.SetMemoryLimit(heapLimit)
	}
	ctx, cancel := context.WithCancelCause(context.Background())
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		got := <-signals
		signal.Stop(signals) // a second one ends the program where it is
		if got == syscall.SIGTERM {
			cancel(cmd.ErrTerminated)
		} else {
			cancel(context.Canceled)
		}
	}()
	os.Exit(int(cmd.Main(ctx, os.Args[1:], cmd.Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr})))
}
