// restorer is byway-engine's two restoring subcommands without the engine, for tests that must build in a second.
package main

import (
	"os"

	"byway/engine/internal/restore"
)

func main() {
	if len(os.Args) > 1 && os.Args[1] == "guard" {
		os.Exit(restore.Guard(os.Stdin))
	}
	if len(os.Args) > 1 && os.Args[1] == "restore-proxy" {
		os.Exit(restore.RestoreProxy(os.Args[2:]))
	}
	os.Exit(2)
}
