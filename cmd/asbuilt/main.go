// Command asbuilt draws, checks and documents systems on AWS from a model in
// Git. See package cmd.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"
	_ "time/tzdata" // where the system has no time zones

	"asbuilt/cmd"
)

// A command lives for a moment, and serve works for one at a time, in which
// collecting garbage costs more than it gives back, and keeps the second
// processor from helping (docs/performance.md). So the heap may grow to five
// times what is alive, while it stays small. GOGC and GOMEMLIMIT still decide
// where they are set.
const (
	heapGrowth = 400
	heapLimit  = 880 << 20 // with the program and what the system counts, less than a GiB
)

// patience is how long after a signal a command may take to end by itself.
const patience = 1500 * time.Millisecond

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
		status, cause := cmd.Interrupted, context.Canceled
		if got == syscall.SIGTERM {
			status, cause = cmd.Terminated, cmd.ErrTerminated
		}
		cancel(cause)
		time.Sleep(patience) // what does not look at its context ends nevertheless
		fmt.Fprintln(os.Stderr, "asbuilt: ended in the middle; the next run puts an output folder right")
		os.Exit(int(status))
	}()
	os.Exit(int(cmd.Main(ctx, os.Args[1:], cmd.Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr})))
}
