package practice

import (
	"context"
	"errors"
	"io"
	"net"
	"time"

	"github.com/metacubex/mihomo/transport/shadowsocks/core"
	"github.com/metacubex/mihomo/transport/socks5"

	"byway/engine/internal/loopback"
)

const (
	// greeting bounds how long a client may take to say where it wants to go.
	greeting = 10 * time.Second
	dialTime = 10 * time.Second
)

// serveRelay accepts until the listener is closed.
func serveRelay(listener *loopback.Listener, cipher core.Cipher) {
	for {
		conn, err := listener.Accept()
		if errors.Is(err, net.ErrClosed) {
			return
		}
		if err == nil {
			go relay(conn, cipher)
		}
	}
}

// relay carries one connection. It dials with the system's own means: no proxy settings, no running configuration.
func relay(raw net.Conn, cipher core.Cipher) {
	defer raw.Close()
	// The first bytes come from outside and go through a decoder that is not ours.
	defer func() { _ = recover() }()
	client := cipher.StreamConn(raw)
	_ = raw.SetReadDeadline(time.Now().Add(greeting))
	buffer := make([]byte, socks5.MaxAddrLen)
	wanted, err := socks5.ReadAddr(client, buffer)
	if err != nil {
		// A wrong password. Real servers stay silent, so as not to be recognised; so the app learns nothing quicker
		// here than it would from them.
		_, _ = io.Copy(io.Discard, raw)
		return
	}
	_ = raw.SetReadDeadline(time.Time{})
	ctx, cancel := context.WithTimeout(context.Background(), dialTime)
	defer cancel()
	var dialer net.Dialer
	target, err := dialer.DialContext(ctx, "tcp", wanted.String())
	if err != nil {
		return
	}
	defer target.Close()
	join(client, target)
}

// join copies both ways; the end of one direction is passed on, and both end when the second does.
func join(client, target net.Conn) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer func() { _ = recover() }()
		_, _ = io.Copy(target, client)
		if half, ok := target.(*net.TCPConn); ok {
			_ = half.CloseWrite()
		}
	}()
	_, _ = io.Copy(client, target)
	_ = client.Close()
	<-done
}
