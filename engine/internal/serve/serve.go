// Package serve joins the parts to the control channel: the engine as the app's child process.
package serve

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"byway/engine/internal/practice"
	"byway/engine/internal/probe"
	"byway/engine/internal/protocol"
	"byway/engine/internal/rpc"
	"byway/engine/internal/scrub"
	"byway/engine/internal/tunnel"
)

// Exit codes.
const (
	exitClean = 0
	// exitFrame: the input was no message of the protocol.
	exitFrame = 3
)

// farewell bounds the orderly end; the promise to the app is one second.
const farewell = 500 * time.Millisecond

// Run serves until the reader ends, a signal comes, or the input is no message, and gives the exit code. The caller
// exits with it at once: requests that still hang are abandoned.
func Run(reader io.Reader, writer io.WriteCloser) int {
	secrets := &scrub.Secrets{}
	var server *rpc.Server
	p := parts{
		tunnel:   tunnel.New(secrets, func(t protocol.Traffic) { server.Notify("traffic", t) }),
		prober:   probe.New(secrets),
		practice: practice.New(secrets),
	}
	server = rpc.New(p.handlers(), secrets.Clean, func(method, stack string) {
		server.Notify("log", protocol.LogLine{Level: "error", Text: secrets.Clean("panic in " + method + "\n" + stack)})
	})
	forwardLogs(secrets, server.Notify)
	guardMemory(server.Notify)

	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	ended := make(chan error, 1)
	server.Start(reader, writer, func(err error) { ended <- err })

	code := exitClean
	select {
	case err := <-ended:
		if errors.Is(err, rpc.ErrFrame) {
			fmt.Fprintln(os.Stderr, "byway-engine:", err)
			code = exitFrame
		}
	case <-signals:
	}
	p.leave()
	return code
}

// leave stops everything, but waits for it no longer than the farewell.
func (p parts) leave() {
	done := make(chan struct{})
	go func() {
		defer close(done)
		p.tunnel.Stop()
		p.practice.Stop()
	}()
	select {
	case <-done:
	case <-time.After(farewell):
	}
}
