package main

import (
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"flag"
	"io"
	"net"
	"strconv"

	"byway/testpeers/peer"

	"golang.org/x/crypto/ssh"
)

// startSSH runs an SSH server that takes a name and a password, which Debian's sshd takes only for accounts of the
// machine, and opens TCP connections for its clients. Both come by flag: they are test values.
func startSSH(arguments []string) (*peer.Server, error) {
	flags := flag.NewFlagSet("ssh", flag.ContinueOnError)
	user := flags.String("user", "", "accepted name")
	password := flags.String("password", "", "accepted password")
	if err := flags.Parse(arguments); err != nil {
		return nil, err
	}
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, err
	}
	host, err := ssh.NewSignerFromKey(key)
	if err != nil {
		return nil, err
	}
	config := &ssh.ServerConfig{PasswordCallback: func(conn ssh.ConnMetadata, given []byte) (*ssh.Permissions, error) {
		if conn.User() == *user && string(given) == *password {
			return &ssh.Permissions{}, nil
		}
		return nil, errors.New("another name or password")
	}}
	config.AddHostKey(host)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	counter := &relayCounter{}
	go acceptSSH(listener, config, counter)
	ready := map[string]any{"port": listener.Addr().(*net.TCPAddr).Port, "hostKey": string(ssh.MarshalAuthorizedKey(host.PublicKey()))}
	return &peer.Server{Ready: ready, Seen: counter.seen, Close: listener.Close}, nil
}

// acceptSSH ends when the listener is closed.
func acceptSSH(listener net.Listener, config *ssh.ServerConfig, counter *relayCounter) {
	for {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		go serveSSH(conn, config, counter)
	}
}

func serveSSH(conn net.Conn, config *ssh.ServerConfig, counter *relayCounter) {
	defer func() { _ = conn.Close() }()
	_, channels, requests, err := ssh.NewServerConn(conn, config)
	if err != nil {
		return // refused: the client is told by the protocol
	}
	go ssh.DiscardRequests(requests)
	for channel := range channels {
		go forwardSSH(channel, counter)
	}
}

// forwardSSH carries one direct-tcpip channel (RFC 4254, 7.2).
func forwardSSH(asked ssh.NewChannel, counter *relayCounter) {
	var target struct {
		Host       string
		Port       uint32
		OriginHost string
		OriginPort uint32
	}
	if asked.ChannelType() != "direct-tcpip" || ssh.Unmarshal(asked.ExtraData(), &target) != nil {
		_ = asked.Reject(ssh.UnknownChannelType, "only direct-tcpip")
		return
	}
	far, err := net.Dial("tcp", net.JoinHostPort(target.Host, strconv.Itoa(int(target.Port))))
	if err != nil {
		_ = asked.Reject(ssh.ConnectionFailed, "connect failed")
		return
	}
	near, requests, err := asked.Accept()
	if err != nil {
		_ = far.Close()
		return
	}
	go ssh.DiscardRequests(requests)
	counter.connections.Add(1)
	go func() {
		_, _ = io.Copy(counted{far, &counter.up}, near) // ends with either side
		_ = far.Close()
	}()
	_, _ = io.Copy(counted{near, &counter.down}, far)
	_ = near.Close()
}
