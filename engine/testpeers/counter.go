package main

import (
	"io"
	"net"
	"sync/atomic"

	"byway/testpeers/peer"
)

// relayCounter counts what the plain proxies carry.
type relayCounter struct {
	up, down, connections atomic.Int64
}

func (c *relayCounter) seen() peer.Seen {
	return peer.Seen{Up: c.up.Load(), Down: c.down.Load(), Connections: c.connections.Load()}
}

// join carries bytes both ways until both directions ended, passing each end on as a half-close.
func (c *relayCounter) join(client io.Reader, clientConn, target net.Conn) {
	c.connections.Add(1)
	done := make(chan struct{})
	go func() {
		defer close(done)
		_, _ = io.Copy(counted{target, &c.up}, client) // a broken client is the client's affair
		closeWrite(target)
	}()
	_, _ = io.Copy(counted{clientConn, &c.down}, target)
	closeWrite(clientConn)
	<-done
}

type counted struct {
	to    io.Writer
	count *atomic.Int64
}

// Write implements io.Writer.
func (w counted) Write(bytes []byte) (int, error) {
	count, err := w.to.Write(bytes)
	w.count.Add(int64(count))
	return count, err
}

func closeWrite(conn net.Conn) {
	if half, ok := conn.(interface{ CloseWrite() error }); ok {
		_ = half.CloseWrite() // the other side may be gone already
		return
	}
	_ = conn.Close()
}
