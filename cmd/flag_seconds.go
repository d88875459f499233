package cmd

import (
	"errors"
	"strconv"
	"time"
)

// seconds is the value of a flag that takes a time as people write it: 600, 90s
// or 10m.
type seconds int

func (s *seconds) String() string { return strconv.Itoa(int(*s)) }

// Type is what help calls the value.
func (s *seconds) Type() string { return "time" }

// Set reads the value; it refuses what is no whole, positive number of seconds.
func (s *seconds) Set(text string) error {
	n, err := strconv.Atoi(text)
	if err != nil {
		d, wrong := time.ParseDuration(text)
		n, err = int(d/time.Second), wrong
	}
	if err != nil || n < 0 || n == 0 && text != "0" {
		return errors.New("write seconds, or a time such as 90s or 10m")
	}
	*s = seconds(n)
	return nil
}
