//go:build unix

package files

import "syscall"

// nonblocking keeps the opening of a file that became a named pipe, since it was
// looked at, from waiting for somebody who writes to it.
const nonblocking = syscall.O_NONBLOCK
