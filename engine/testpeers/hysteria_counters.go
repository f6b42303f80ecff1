package main

import (
	"fmt"
	"net"
	"os"
	"sync/atomic"

	"byway/testpeers/peer"

	"github.com/apernet/hysteria/core/v2/server"
)

// hysteriaCounters counts what the Hysteria server relays and logs what clients ask for.
type hysteriaCounters struct {
	up, down, connections atomic.Int64
}

func (c *hysteriaCounters) seen() peer.Seen {
	return peer.Seen{Up: c.up.Load(), Down: c.down.Load(), Connections: c.connections.Load()}
}

// LogTraffic implements server.TrafficLogger: tx goes to the destination, rx comes back from it.
func (c *hysteriaCounters) LogTraffic(_ string, tx, rx uint64) bool {
	c.up.Add(int64(tx))
	c.down.Add(int64(rx))
	return true
}

// LogOnlineState implements server.TrafficLogger.
func (c *hysteriaCounters) LogOnlineState(string, bool) {}

// TraceStream implements server.TrafficLogger.
func (c *hysteriaCounters) TraceStream(server.HyStream, *server.StreamStats) {}

// UntraceStream implements server.TrafficLogger.
func (c *hysteriaCounters) UntraceStream(server.HyStream) {}

// Connect implements server.EventLogger.
func (c *hysteriaCounters) Connect(from net.Addr, _ string, _ uint64) {
	fmt.Fprintln(os.Stderr, "connect", from)
}

// Disconnect implements server.EventLogger.
func (c *hysteriaCounters) Disconnect(from net.Addr, _ string, err error) {
	fmt.Fprintln(os.Stderr, "disconnect", from, err)
}

// TCPRequest implements server.EventLogger.
func (c *hysteriaCounters) TCPRequest(from net.Addr, _ string, destination string) {
	c.connections.Add(1)
	fmt.Fprintln(os.Stderr, "tcp request", from, destination)
}

// TCPError implements server.EventLogger.
func (c *hysteriaCounters) TCPError(_ net.Addr, _ string, destination string, err error) {
	fmt.Fprintln(os.Stderr, "tcp error", destination, err)
}

// UDPRequest implements server.EventLogger.
func (c *hysteriaCounters) UDPRequest(_ net.Addr, _ string, _ uint32, destination string) {
	c.connections.Add(1)
	fmt.Fprintln(os.Stderr, "udp request", destination)
}

// UDPError implements server.EventLogger.
func (c *hysteriaCounters) UDPError(_ net.Addr, _ string, _ uint32, err error) {
	fmt.Fprintln(os.Stderr, "udp error", err)
}
