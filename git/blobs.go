package git

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strconv"
	"strings"
	"sync"

	"asbuilt/finding"
)

// blobs reads the contents of files from one git program, which is started when
// the first is asked for.
type blobs struct {
	start func() *exec.Cmd

	mu      sync.Mutex
	running *exec.Cmd
	in      io.WriteCloser
	out     *bufio.Reader
	said    *bytes.Buffer
}

// size is that of a file, in bytes.
func (b *blobs) size(id string) (int64, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.ask("info", id)
}

// content is what a file holds.
func (b *blobs) content(id string) ([]byte, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	size, err := b.ask("contents", id)
	if err != nil {
		return nil, err
	}
	data := make([]byte, size+1) // a line ends it
	if _, err := io.ReadFull(b.out, data); err != nil {
		return nil, b.failed(err)
	}
	return data[:size], nil
}

// ask sends a question and reads the line that answers it.
func (b *blobs) ask(question, id string) (int64, error) {
	if b.running == nil {
		if err := b.begin(); err != nil {
			return 0, err
		}
	}
	if _, err := fmt.Fprintf(b.in, "%s %s\n", question, id); err != nil {
		return 0, b.failed(err)
	}
	line, err := b.out.ReadString('\n')
	if err != nil {
		return 0, b.failed(err)
	}
	words := strings.Fields(line)
	switch {
	case len(words) == 2 && words[1] == "missing":
		return 0, errMissing
	case len(words) != 3 || words[1] != "blob":
		return 0, b.failed(finding.Errorf("git says %q of a file",
			"git이 파일에 대해 %q(이)라고 답했습니다", strings.TrimSpace(line)))
	}
	size, err := strconv.ParseInt(words[2], 10, 64)
	if err != nil {
		return 0, b.failed(err)
	}
	return size, nil
}

func (b *blobs) begin() error {
	c := b.start()
	in, err := c.StdinPipe()
	if err != nil {
		return err
	}
	out, err := c.StdoutPipe()
	if err != nil {
		return err
	}
	said := &bytes.Buffer{}
	c.Stderr = said
	if err := c.Start(); err != nil {
		return complaint(err, "")
	}
	b.running, b.in, b.out, b.said = c, in, bufio.NewReader(out), said
	return nil
}

// failed ends the program after an error, so that the next question starts it
// anew, and is what the program said of it.
func (b *blobs) failed(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = finding.Errorf("git ended before it had answered", "git이 답하기 전에 끝났습니다")
	}
	said := b.said
	b.end()
	return complaint(err, said.String())
}

func (b *blobs) close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.running != nil {
		b.end()
	}
}

// end lets the program end, which it does when it gets no more questions.
func (b *blobs) end() {
	b.in.Close()
	b.running.Process.Kill()
	b.running.Wait()
	b.running = nil
}
