package main

import (
	"bufio"
	"encoding/base64"
	"flag"
	"fmt"
	"net"
	"net/http"

	"byway/testpeers/peer"
)

// startHTTP runs an HTTP proxy (CONNECT only) that demands Basic credentials.
func startHTTP(arguments []string) (*peer.Server, error) {
	flags := flag.NewFlagSet("http", flag.ContinueOnError)
	listen := addListenFlags(flags)
	username := flags.String("user", "", "user name; empty admits everybody")
	password := flags.String("password", "", "password")
	if err := flags.Parse(arguments); err != nil {
		return nil, err
	}
	listener, port, err := listen.open("http/1.1")
	if err != nil {
		return nil, err
	}
	wanted := ""
	if *username != "" {
		wanted = "Basic " + base64.StdEncoding.EncodeToString([]byte(*username+":"+*password))
	}
	counter := &relayCounter{}
	return proxyServer(listener, port, counter, func(conn net.Conn) error {
		return serveConnect(conn, wanted, counter)
	}), nil
}

func serveConnect(conn net.Conn, wanted string, counter *relayCounter) error {
	reader := bufio.NewReader(conn)
	request, err := http.ReadRequest(reader)
	if err != nil {
		return err
	}
	if wanted != "" && request.Header.Get("Proxy-Authorization") != wanted {
		return refuse(conn, "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"test\"")
	}
	if request.Method != http.MethodConnect {
		return refuse(conn, "405 Method Not Allowed")
	}
	target, err := net.Dial("tcp", request.Host)
	if err != nil {
		return refuse(conn, "502 Bad Gateway")
	}
	defer target.Close()
	if _, err := fmt.Fprint(conn, "HTTP/1.1 200 Connection established\r\n\r\n"); err != nil {
		return err
	}
	counter.join(reader, conn, target)
	return nil
}

func refuse(conn net.Conn, status string) error {
	_, err := fmt.Fprintf(conn, "HTTP/1.1 %s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", status)
	if err != nil {
		return err
	}
	return fmt.Errorf("http proxy: refused with %.3s", status)
}
