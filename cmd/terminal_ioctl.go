//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package cmd

import (
	"os"
	"syscall"
	"unsafe"
)

// columnsOf asks a terminal how many columns it has; 0 when it does not say. It
// is one call, for which a module would be much.
func columnsOf(f *os.File) int {
	var size struct{ rows, columns, x, y uint16 }
	_, _, err := syscall.Syscall(syscall.SYS_IOCTL, f.Fd(), syscall.TIOCGWINSZ, uintptr(unsafe.Pointer(&size)))
	if err != 0 {
		return 0
	}
	return int(size.columns)
}
