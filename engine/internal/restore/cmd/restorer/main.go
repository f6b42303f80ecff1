// restorer is byway-engine's subcommands that touch proxy settings, without the engine, for tests that must build in a second.
package main

import (
	"os"

	"byway/engine/internal/restore"
	"byway/engine/internal/sysproxy"
	"byway/engine/internal/sysproxy/fakesystem"
)

func main() {
	// The stores of other systems, as far as a test brings them along.
	if file := os.Getenv("BYWAY_FAKE_WININET"); file != "" {
		sysproxy.Use(fakesystem.File(file))
	}
	if program := os.Getenv("BYWAY_FAKE_NETWORKSETUP"); program != "" {
		restore.UseNetworksetup(program)
	}
	if len(os.Args) > 1 && os.Args[1] == "sysproxy" {
		os.Exit(sysproxy.Command(os.Stdin, os.Stdout))
	}
	if len(os.Args) > 1 && os.Args[1] == "guard" {
		os.Exit(restore.Guard(os.Stdin))
	}
	if len(os.Args) > 1 && os.Args[1] == "restore-proxy" {
		os.Exit(restore.RestoreProxy(os.Args[2:]))
	}
	os.Exit(2)
}
