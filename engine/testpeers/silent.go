package main

import (
	"flag"
	"net"

	"byway/testpeers/peer"
)

// startSilent runs a port that accepts and never answers, on TCP and UDP alike. Seen counts the connections.
func startSilent(arguments []string) (*peer.Server, error) {
	flags := flag.NewFlagSet("silent", flag.ContinueOnError)
	address := flags.String("listen", "127.0.0.1:0", "address")
	if err := flags.Parse(arguments); err != nil {
		return nil, err
	}
	listener, err := net.Listen("tcp", *address)
	if err != nil {
		return nil, err
	}
	packets, err := net.ListenPacket("udp", listener.Addr().String())
	if err != nil {
		_ = listener.Close()
		return nil, err
	}
	counter := &relayCounter{}
	server := proxyServer(listener, listener.Addr().(*net.TCPAddr).Port, counter, func(conn net.Conn) error {
		counter.connections.Add(1)
		buffer := make([]byte, 4096)
		for {
			count, err := conn.Read(buffer)
			counter.up.Add(int64(count))
			if err != nil {
				return nil // the client left, as it should
			}
		}
	})
	server.Close = func() error {
		_ = packets.Close()
		return listener.Close()
	}
	return server, nil
}
