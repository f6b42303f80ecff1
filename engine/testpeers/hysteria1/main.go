// Command testpeers-hysteria1 runs a Hysteria 1 server, of which only sing-quic still has one that builds. Its
// dependencies exclude those of the other test servers, so this is a module of its own beside testpeers.
package main

import (
	"fmt"
	"os"

	"byway/testpeers/peer"
)

func main() {
	// Standard output belongs to the protocol alone: whatever a library prints goes to standard error.
	out := os.Stdout
	os.Stdout = os.Stderr
	server, err := start(os.Args[1:])
	if err == nil {
		err = peer.Serve(*server, os.Stdin, out)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
