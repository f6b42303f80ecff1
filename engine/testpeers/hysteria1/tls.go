package main

import (
	"crypto/tls"
	"errors"
	"net"

	singtls "github.com/sagernet/sing/common/tls"
)

// serverTLS hands a standard configuration to the library, which asks for an interface that it gives no
// implementation of.
type serverTLS struct{ config *tls.Config }

// ServerName implements the library's tls.Config.
func (s *serverTLS) ServerName() string { return s.config.ServerName }

// SetServerName implements the library's tls.Config.
func (s *serverTLS) SetServerName(name string) { s.config.ServerName = name }

// NextProtos implements the library's tls.Config.
func (s *serverTLS) NextProtos() []string { return s.config.NextProtos }

// SetNextProtos implements the library's tls.Config.
func (s *serverTLS) SetNextProtos(protocols []string) { s.config.NextProtos = protocols }

// Config implements the library's tls.Config.
func (s *serverTLS) Config() (*tls.Config, error) { return s.config, nil }

// Client implements the library's tls.Config.
func (s *serverTLS) Client(net.Conn) (singtls.Conn, error) {
	return nil, errors.New("this end serves")
}

// Clone implements the library's tls.Config.
func (s *serverTLS) Clone() singtls.Config { return &serverTLS{s.config.Clone()} }

// Start implements the library's tls.ServerConfig.
func (s *serverTLS) Start() error { return nil }

// Close implements the library's tls.ServerConfig.
func (s *serverTLS) Close() error { return nil }

// Server implements the library's tls.ServerConfig.
func (s *serverTLS) Server(conn net.Conn) (singtls.Conn, error) {
	return tls.Server(conn, s.config), nil
}
