// Command asbuilt-aws takes a snapshot of AWS accounts. It is a program of its
// own so that asbuilt links no SDK and holds no credentials, and it can only
// read.
//
// It is made to be run by asbuilt: the scope ([discover.Scope]) comes as JSON on
// standard input, the snapshot goes to standard output, and progress
// ([discover.Progress]) to standard error as JSON, one object a line.
//
//	echo '{"accounts":[{"id":"","regions":["ap-northeast-2"]}]}' | asbuilt-aws > prod.json
//
// It exits with 0 when it wrote a snapshot, gaps and all; with 2 when the scope
// cannot be used; with 3 when nothing could be read; with 130 when it was
// interrupted, and then it has written nothing.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // where the system has no time zones

	_ "golang.org/x/crypto/x509roots/fallback" // where it has no certificates, as in an empty image

	"asbuilt/discover/aws"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	status := aws.Serve(ctx, os.Stdin, os.Stdout, os.Stderr, aws.Options{})
	stop()
	os.Exit(status)
}
