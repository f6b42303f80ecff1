package main

import (
	"crypto/tls"
	"flag"
	"fmt"
	"net"
	"os"

	"byway/testpeers/peer"
)

// listenFlags are the flags that every TCP server of our own understands.
type listenFlags struct {
	address, certificate, key *string
}

func addListenFlags(flags *flag.FlagSet) listenFlags {
	return listenFlags{
		address:     flags.String("listen", "127.0.0.1:0", "TCP address"),
		certificate: flags.String("cert", "", "certificate file; with it the server speaks TLS"),
		key:         flags.String("key", "", "key file"),
	}
}

// open listens, in TLS when a certificate is given, and answers the port.
func (f listenFlags) open(protocols ...string) (net.Listener, int, error) {
	listener, err := net.Listen("tcp", *f.address)
	if err != nil {
		return nil, 0, err
	}
	port := listener.Addr().(*net.TCPAddr).Port
	if *f.certificate == "" {
		return listener, port, nil
	}
	pair, err := tls.LoadX509KeyPair(*f.certificate, *f.key)
	if err != nil {
		_ = listener.Close()
		return nil, 0, err
	}
	return tls.NewListener(listener, &tls.Config{Certificates: []tls.Certificate{pair}, NextProtos: protocols}), port, nil
}

// proxyServer runs handle for every connection and describes the server; a failed connection is logged.
func proxyServer(listener net.Listener, port int, counter *relayCounter, handle func(net.Conn) error) *peer.Server {
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				if err := handle(conn); err != nil {
					fmt.Fprintln(os.Stderr, "connection:", err)
				}
			}()
		}
	}()
	return &peer.Server{Ready: map[string]any{"port": port}, Seen: counter.seen, Close: listener.Close}
}
