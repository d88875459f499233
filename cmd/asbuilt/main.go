// Command asbuilt draws, checks and documents systems on AWS from a model in
// Git. See package cmd.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"asbuilt/cmd"
)

func main() {
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
