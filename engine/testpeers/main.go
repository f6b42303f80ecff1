// Command testpeers starts real servers on loopback for Byway's tests. It is a module of its own, so that the
// product never links what only its tests need. Each subcommand prints one JSON line when it listens, answers the
// line `seen` with its counters, and ends when its standard input does.
package main

import (
	"fmt"
	"os"

	"byway/testpeers/peer"
)

// commands maps a subcommand to what starts its server. A nil server with a nil error means: done already.
var commands = map[string]func(arguments []string) (*peer.Server, error){
	"xray":       startXray,
	"mihomo":     startMihomo,
	"hysteria":   startHysteria,
	"wireguard":  startWireguard,
	"amneziawg":  startAmneziawg,
	"amneziawg3": startAmneziawg3,
	"ssh":        startSSH,
	"socks":      startSocks,
	"http":       startHTTP,
	"origin":     startOrigin,
	"silent":     startSilent,
	"cert":       writeCertificate,
	"run":        startRun,
}

func main() {
	if len(os.Args) < 2 || commands[os.Args[1]] == nil {
		fmt.Fprintln(os.Stderr, "usage: testpeers xray|mihomo|hysteria|wireguard|amneziawg|amneziawg3|ssh|socks|http|origin|silent|cert|run ARGUMENT…")
		os.Exit(2)
	}
	// Standard output belongs to the protocol alone: whatever a library prints goes to standard error.
	out := os.Stdout
	os.Stdout = os.Stderr
	server, err := commands[os.Args[1]](os.Args[2:])
	if err == nil && server != nil {
		err = peer.Serve(*server, os.Stdin, out)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
