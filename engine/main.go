// byway-engine dials, tunnels, probes and reports; it decides nothing. Without arguments it is the app's child and
// speaks JSON-RPC over stdin and stdout (package serve); the subcommands outlive the app or run beside it.
package main

import (
	"fmt"
	"io"
	"os"

	"github.com/sirupsen/logrus"

	"byway/engine/internal/build"
	"byway/engine/internal/restore"
	"byway/engine/internal/serve"
	"byway/engine/internal/sysproxy"
)

// exitMisuse is the exit code for arguments that make no sense.
const exitMisuse = 2

func main() {
	os.Exit(run(os.Args[1:]))
}

func run(arguments []string) int {
	if len(arguments) == 0 {
		return serve.Run(os.Stdin, claimStdout())
	}
	switch arguments[0] {
	case "guard":
		return restore.Guard(os.Stdin)
	case "sysproxy":
		return sysproxy.Command(os.Stdin, os.Stdout)
	case "restore-proxy":
		return restore.RestoreProxy(arguments[1:])
	case "version":
		fmt.Printf("byway-engine %s (mihomo %s)\n", build.Engine, build.Mihomo())
		return 0
	default:
		fmt.Fprintln(os.Stderr, "byway-engine: no such subcommand")
		return exitMisuse
	}
}

// claimStdout keeps the real stdout for the protocol alone. mihomo's packages point their logger at it when they
// load, and any print of a library would break the stream; both go elsewhere from here on.
func claimStdout() io.WriteCloser {
	real := os.Stdout
	os.Stdout = os.Stderr
	logrus.SetOutput(io.Discard)
	return real
}
