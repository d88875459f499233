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
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	status := cmd.Main(ctx, os.Args[1:], cmd.Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr})
	stop()
	os.Exit(int(status))
}
