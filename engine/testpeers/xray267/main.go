// Command testpeers-xray267 runs Xray-core 26.7.28, the release whose REALITY servers refuse other clients. Two
// releases of one module cannot live in one module, so this is a module of its own beside testpeers.
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
