package cmd

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log"
	"net"
	"net/http"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"asbuilt/files"
	"asbuilt/finding"
	"asbuilt/finding/plain"
	"asbuilt/model/veil"
	"asbuilt/report"
	"asbuilt/site/preview"
)

// defaultPort is where serve listens unless it is told otherwise, so that an open
// page finds the server again when it is started anew.
const defaultPort = 4040

// errServed is how serve ends: a signal is the way to end it. It writes nothing, so
// that nothing can be half-done, and its status is 0 where that of any other
// command would say that it was interrupted.
var errServed = errors.New("served until a signal")

type serveOptions struct {
	site siteOptions
	port int
}

func newServe(env *environment) *cobra.Command {
	o := &serveOptions{site: siteOptions{env: env}}
	c := &cobra.Command{
		Use:  "serve [FILE]",
		Args: atMost(1),
		RunE: func(c *cobra.Command, args []string) error { return o.run(c.Context(), args) },
	}
	f := c.Flags()
	f.IntVar(&o.port, "port", defaultPort, "")
	o.site.bind(f)
	return c
}

func (o *serveOptions) run(ctx context.Context, args []string) error {
	s, err := o.prepare(args)
	if err != nil {
		return err
	}
	listener, err := listen(o.port)
	if err != nil {
		return err
	}
	defer listener.Close()
	watch, err := newWatcher()
	if err != nil {
		return err
	}
	defer watch.close()
	port := listener.Addr().(*net.TCPAddr).Port
	s.preview = preview.New(port)
	seen := s.rebuild(ctx)
	if ctx.Err() != nil {
		return errServed
	}
	s.env.say(s.env.streams.Out, "serving http://127.0.0.1:%d/ until Ctrl-C",
		"http://127.0.0.1:%d/ 에서 보여 줍니다. Ctrl-C로 끝냅니다", port)

	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	server := &http.Server{
		Handler:           s.preview,
		BaseContext:       func(net.Listener) context.Context { return ctx }, // open pages do not keep it from ending
		ReadHeaderTimeout: 10 * time.Second,
		ErrorLog:          log.New(io.Discard, "", 0), // what browsers do wrong is nobody's concern here
	}
	ended := make(chan error, 1)
	go func() {
		ended <- server.Serve(listener)
		cancel()
	}()
	for err == nil && ctx.Err() == nil {
		if err = watch.wait(ctx, seen); err == nil && ctx.Err() == nil {
			seen = s.rebuild(ctx)
		}
	}
	server.Close()
	if served := <-ended; err == nil && !errors.Is(served, http.ErrServerClosed) {
		err = finding.Errorf("serve: %v",
			"serve: %v", served)
	}
	if err != nil {
		return err
	}
	return errServed
}

// prepare looks at the flags, and at what must be there from the start.
func (o *serveOptions) prepare(args []string) (*serving, error) {
	s := &serving{site: o.site, env: *o.site.env}
	var err error
	if s.lang, err = s.env.language(); err != nil {
		return nil, err
	}
	s.spoken = s.lang
	if o.port < 0 || o.port > 65535 {
		return nil, usagef("--port %d is no port: a number up to 65535, or 0 for a free one",
			"--port %d은(는) 포트가 아닙니다. 65535까지의 수, 또는 비어 있는 포트를 쓰려면 0을 주십시오", o.port)
	}
	if len(args) > 0 && args[0] == "-" || s.site.snapshot == "-" {
		return nil, usagef("serve reads its files again and again, which standard input cannot be; name a file",
			"serve는 파일을 계속 다시 읽으므로 표준 입력을 쓸 수 없습니다. 파일을 지정하십시오")
	}
	if s.src, err = s.env.source(args); err != nil {
		return nil, err
	}
	if s.site.snapshot, err = s.env.snapshotOr(s.site.snapshot, dirOf(s.src)); err != nil {
		return nil, err
	}
	now, err := s.env.moment(time.Time{})
	if err != nil {
		return nil, err
	}
	if s.site.snapshot == "" { // pages that say when they were made would all change with every rebuild
		s.env.asOf = now.Format(time.RFC3339)
	} else if _, err := files.Look(s.site.snapshot); err != nil {
		return nil, finding.Errorf("read snapshot: %v",
			"스냅샷을 읽지 못했습니다: %v", err)
	}
	s.env.streams.Err = &news{to: s.env.streams.Err, said: map[string]bool{}}
	s.site.env = &s.env
	return s, nil
}

// listen takes a port of this machine that no other machine can reach.
func listen(port int) (net.Listener, error) {
	l, err := net.Listen("tcp4", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err != nil {
		var op *net.OpError
		if errors.As(err, &op) {
			err = op.Err
		}
		return nil, finding.Errorf("listen on 127.0.0.1:%d: %v; choose another port with --port, or a free one with "+
			"--port 0",
			"127.0.0.1:%d에서 듣지 못했습니다: %v. --port로 다른 포트를 주거나 --port 0으로 비어 있는 포트를 쓰십시오", port, err)
	}
	return l, nil
}

// serving is one run of serve.
type serving struct {
	site    siteOptions
	env     environment
	src     source
	preview *preview.Preview
	// lang is the language of the command line, spoken that of the model, as far as
	// that is known.
	lang, spoken finding.Lang
}

// rebuild makes the site anew and shows it, or shows why there is none. It is
// what was looked at on the way.
func (s *serving) rebuild(ctx context.Context) sight {
	began := time.Now()
	seen := sight{}
	if s.site.snapshot != "" {
		seen.at(s.site.snapshot)
	}
	tree, rep, err := s.build(ctx, seen)
	said := ""
	switch {
	case ctx.Err() != nil:
		return seen
	case err != nil:
		s.preview.Tell(preview.Trouble{Err: err, Lang: s.spoken})
		said = "not built: " + err.Error()
	case tree == nil:
		s.preview.Tell(preview.Trouble{Report: rep, Lang: s.spoken})
		said = "not built: " + report.Count(rep, finding.English)
	default:
		s.preview.Show(tree)
		said = fmt.Sprintf("built in %.1f s; %s", time.Since(began).Seconds(), report.Count(rep, finding.English))
	}
	plain.Fprintln(s.env.streams.Err, said)
	return seen
}

// build is the site, with what check says; no site when that keeps it from being
// made.
func (s *serving) build(ctx context.Context, seen sight) (fs.FS, *finding.Report, error) {
	src := s.src
	src.fsys = veil.Over(seeing{FS: src.fsys.Under(), dir: filepath.FromSlash(src.dir), sight: seen})
	m, findings, err := s.env.load(src)
	if err != nil {
		return nil, nil, err
	}
	if m != nil {
		s.spoken = m.Lang()
	}
	asOf, err := s.env.moment(time.Time{})
	if err != nil {
		return nil, nil, err
	}
	rep, accepted, err := s.env.everything(src, m, findings, asOf)
	if err != nil {
		return nil, nil, err
	}
	stop := invalid(m, findings)
	if !stop {
		_, wrong, err := loadPins(src, m)
		if err != nil {
			return nil, nil, err
		}
		stop = len(wrong) > 0
	}
	settle(rep, src, accepted, 0)
	if stop {
		return nil, rep, nil
	}
	tree, err := s.site.tree(ctx, src, m, s.lang)
	if err != nil {
		return nil, rep, err
	}
	return tree, rep, nil
}

// news passes on what a command says besides its result, each line once: the next
// rebuild would say the same again.
type news struct {
	to   io.Writer
	said map[string]bool
}

func (n *news) Write(line []byte) (int, error) {
	if strings.HasPrefix(string(line), "asbuilt: ") {
		if n.said[string(line)] {
			return len(line), nil
		}
		n.said[string(line)] = true
	}
	return n.to.Write(line)
}
