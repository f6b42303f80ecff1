package main

import (
	"context"
	"crypto/tls"
	"flag"
	"fmt"
	"net"
	"os"
	"sync/atomic"
	"time"

	"byway/testpeers/peer"

	"github.com/sagernet/sing-quic/hysteria"
	"github.com/sagernet/sing/common/bufio"
	"github.com/sagernet/sing/common/logger"
	M "github.com/sagernet/sing/common/metadata"
	N "github.com/sagernet/sing/common/network"
)

// bandwidth is what the server offers each way, in bytes a second; the protocol demands a number.
const bandwidth = 12_500_000

// start runs a Hysteria 1 server on a UDP port of 127.0.0.1. The password and the xplus key come by flag: they are
// test values.
func start(arguments []string) (*peer.Server, error) {
	flags := flag.NewFlagSet("hysteria1", flag.ContinueOnError)
	address := flags.String("listen", "127.0.0.1:0", "UDP address")
	password := flags.String("password", "", "what clients must send")
	xplus := flags.String("xplus", "", "obfuscation key, empty for none")
	certificate := flags.String("cert", "", "certificate file")
	key := flags.String("key", "", "key file")
	if err := flags.Parse(arguments); err != nil {
		return nil, err
	}
	pair, err := tls.LoadX509KeyPair(*certificate, *key)
	if err != nil {
		return nil, err
	}
	conn, err := net.ListenPacket("udp", *address)
	if err != nil {
		return nil, err
	}
	relay := &relay{}
	service, err := hysteria.NewService[string](hysteria.ServiceOptions{
		Context: context.Background(), Logger: logger.NOP(), SendBPS: bandwidth, ReceiveBPS: bandwidth, XPlusPassword: *xplus,
		TLSConfig: &serverTLS{&tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS13}}, UDPTimeout: time.Minute, Handler: relay,
	})
	if err != nil {
		return nil, err
	}
	service.UpdateUsers([]string{"friend"}, []string{*password})
	if err := service.Start(conn); err != nil {
		return nil, err
	}
	port := conn.LocalAddr().(*net.UDPAddr).Port
	return &peer.Server{Ready: map[string]any{"port": port}, Seen: relay.seen, Close: service.Close}, nil
}

// relay carries TCP to where clients ask, and nothing by UDP.
type relay struct{ up, down, connections atomic.Int64 }

func (r *relay) seen() peer.Seen {
	return peer.Seen{Up: r.up.Load(), Down: r.down.Load(), Connections: r.connections.Load()}
}

// NewConnectionEx implements the library's handler. This library passes nobody to tell of the end.
func (r *relay) NewConnectionEx(ctx context.Context, client net.Conn, _, destination M.Socksaddr, _ N.CloseHandlerFunc) {
	r.connections.Add(1)
	defer client.Close()
	target, err := net.Dial("tcp", destination.String())
	if err != nil {
		fmt.Fprintln(os.Stderr, "destination:", err)
		return
	}
	// The client waits for this word before it says anything.
	if err := N.ReportConnHandshakeSuccess(client, target); err != nil {
		fmt.Fprintln(os.Stderr, "client:", err)
		return
	}
	_ = bufio.CopyConn(ctx, client, &countedConn{target, r}) // a broken connection is the client's affair
}

// NewPacketConnectionEx implements the library's handler.
func (r *relay) NewPacketConnectionEx(_ context.Context, packets N.PacketConn, _, _ M.Socksaddr, _ N.CloseHandlerFunc) {
	_ = packets.Close()
}

// countedConn counts what a destination says and hears.
type countedConn struct {
	net.Conn
	relay *relay
}

// Read implements net.Conn.
func (c *countedConn) Read(into []byte) (int, error) {
	count, err := c.Conn.Read(into)
	c.relay.down.Add(int64(count))
	return count, err
}

// Write implements net.Conn.
func (c *countedConn) Write(bytes []byte) (int, error) {
	count, err := c.Conn.Write(bytes)
	c.relay.up.Add(int64(count))
	return count, err
}
