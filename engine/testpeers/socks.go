package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"strconv"

	"byway/testpeers/peer"
)

// startSocks runs a SOCKS5 server (RFC 1928, CONNECT only) that demands a name and a password (RFC 1929).
func startSocks(arguments []string) (*peer.Server, error) {
	flags := flag.NewFlagSet("socks", flag.ContinueOnError)
	listen := addListenFlags(flags)
	username := flags.String("user", "", "user name; empty admits everybody")
	password := flags.String("password", "", "password")
	if err := flags.Parse(arguments); err != nil {
		return nil, err
	}
	listener, port, err := listen.open()
	if err != nil {
		return nil, err
	}
	counter := &relayCounter{}
	return proxyServer(listener, port, counter, func(conn net.Conn) error {
		if err := greetSocks(conn, *username, *password); err != nil {
			return err
		}
		target, err := connectSocks(conn)
		if err != nil {
			return err
		}
		defer target.Close()
		counter.join(conn, conn, target)
		return nil
	}), nil
}

func greetSocks(conn net.Conn, username, password string) error {
	methods, err := readCounted(conn, 1)
	if err != nil {
		return err
	}
	wanted := byte(0)
	if username != "" {
		wanted = 2
	}
	for _, method := range methods {
		if method != wanted {
			continue
		}
		if _, err := conn.Write([]byte{5, wanted}); err != nil || wanted == 0 {
			return err
		}
		return checkSocks(conn, username, password)
	}
	_, _ = conn.Write([]byte{5, 0xff})
	return errors.New("socks: no acceptable method")
}

func checkSocks(conn net.Conn, username, password string) error {
	name, err := readCounted(conn, 1)
	if err != nil {
		return err
	}
	secret, err := readCounted(conn, 0)
	if err != nil {
		return err
	}
	if string(name) != username || string(secret) != password {
		_, _ = conn.Write([]byte{1, 1})
		return errors.New("socks: wrong name or password")
	}
	_, err = conn.Write([]byte{1, 0})
	return err
}

func connectSocks(conn net.Conn) (net.Conn, error) {
	head := make([]byte, 4)
	if _, err := io.ReadFull(conn, head); err != nil {
		return nil, err
	}
	host, err := readSocksHost(conn, head[3])
	if err != nil {
		return nil, err
	}
	port := make([]byte, 2)
	if _, err := io.ReadFull(conn, port); err != nil {
		return nil, err
	}
	if head[1] != 1 {
		_, _ = conn.Write([]byte{5, 7, 0, 1, 0, 0, 0, 0, 0, 0})
		return nil, errors.New("socks: only CONNECT is served")
	}
	target, err := net.Dial("tcp", net.JoinHostPort(host, strconv.Itoa(int(port[0])<<8|int(port[1]))))
	if err != nil {
		_, _ = conn.Write([]byte{5, 5, 0, 1, 0, 0, 0, 0, 0, 0})
		return nil, err
	}
	_, err = conn.Write([]byte{5, 0, 0, 1, 0, 0, 0, 0, 0, 0})
	return target, err
}

func readSocksHost(conn net.Conn, kind byte) (string, error) {
	switch kind {
	case 1, 4:
		address := make([]byte, map[byte]int{1: 4, 4: 16}[kind])
		_, err := io.ReadFull(conn, address)
		return net.IP(address).String(), err
	case 3:
		name, err := readCounted(conn, 0)
		return string(name), err
	}
	return "", fmt.Errorf("socks: address kind %d", kind)
}

// readCounted skips some bytes, then reads a length byte and that many bytes.
func readCounted(conn net.Conn, skip int) ([]byte, error) {
	head := make([]byte, skip+1)
	if _, err := io.ReadFull(conn, head); err != nil {
		return nil, err
	}
	bytes := make([]byte, head[skip])
	_, err := io.ReadFull(conn, bytes)
	return bytes, err
}
