//go:build !unix

package files

// nonblocking is nothing where files do not become named pipes.
const nonblocking = 0
