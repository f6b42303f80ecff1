package main

import (
	"crypto/tls"
	"flag"
	"net"

	"byway/testpeers/peer"

	"github.com/apernet/hysteria/core/v2/server"
)

// startHysteria runs the Hysteria 2 reference server on UDP ports of 127.0.0.1; several ports make a hopping range.
// The password and the salamander key come by flag: they are test values.
func startHysteria(arguments []string) (*peer.Server, error) {
	flags := flag.NewFlagSet("hysteria", flag.ContinueOnError)
	address := flags.String("listen", "127.0.0.1:0", "UDP address")
	password := flags.String("password", "", "what clients must send")
	salamander := flags.String("salamander", "", "obfuscation key, empty for none")
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
	port := conn.LocalAddr().(*net.UDPAddr).Port
	if *salamander != "" {
		conn = newSalamander(conn, *salamander)
	}
	counters := &hysteriaCounters{}
	running, err := server.NewServer(&server.Config{
		TLSConfig:     server.TLSConfig{Certificates: []tls.Certificate{pair}},
		Conn:          conn,
		Authenticator: onePassword(*password),
		EventLogger:   counters,
		TrafficLogger: counters,
	})
	if err != nil {
		return nil, err
	}
	go func() { _ = running.Serve() }() // ends with an error when Close is called, which is the normal end
	return &peer.Server{
		Ready: map[string]any{"port": port},
		Seen:  counters.seen,
		Close: running.Close,
	}, nil
}

// onePassword accepts every client that sends it.
type onePassword string

// Authenticate implements server.Authenticator.
func (wanted onePassword) Authenticate(_ net.Addr, auth string, _ uint64) (bool, string) {
	return auth == string(wanted), "friend"
}
