package main

import (
	"flag"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"

	"byway/testpeers/peer"
)

// maxOriginBytes bounds one answer of /bytes/N: 256 MiB.
const maxOriginBytes = 256 << 20

// startOrigin runs the web site that tests fetch: a page at /, N bytes at /bytes/N, an empty 204 at /204, any status
// at /status/N, and the number of requests so far at /requests.
func startOrigin(arguments []string) (*peer.Server, error) {
	flags := flag.NewFlagSet("origin", flag.ContinueOnError)
	listen := addListenFlags(flags)
	if err := flags.Parse(arguments); err != nil {
		return nil, err
	}
	listener, port, err := listen.open("h2", "http/1.1")
	if err != nil {
		return nil, err
	}
	site := &origin{}
	server := &http.Server{Handler: site}
	go func() { _ = server.Serve(listener) }() // ends with ErrServerClosed
	return &peer.Server{Ready: map[string]any{"port": port}, Seen: site.seen, Close: server.Close}, nil
}

type origin struct {
	requests, bytes atomic.Int64
}

func (o *origin) seen() peer.Seen {
	return peer.Seen{Down: o.bytes.Load(), Connections: o.requests.Load()}
}

// ServeHTTP implements http.Handler.
func (o *origin) ServeHTTP(answer http.ResponseWriter, request *http.Request) {
	if request.URL.Path == "/requests" {
		fmt.Fprintf(answer, `{"requests":%d,"bytes":%d}`, o.requests.Load(), o.bytes.Load())
		return
	}
	o.requests.Add(1)
	answer.Header().Set("Cache-Control", "no-store")
	switch name, argument, _ := strings.Cut(strings.TrimPrefix(request.URL.Path, "/"), "/"); name {
	case "":
		answer.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(answer, "<!doctype html><html lang=\"en\"><title>Origin</title><h1>You reached the origin.</h1></html>")
	case "204":
		answer.WriteHeader(http.StatusNoContent)
	case "status":
		if status, err := strconv.Atoi(argument); err == nil && status >= 200 && status < 600 {
			answer.WriteHeader(status)
			return
		}
		http.NotFound(answer, request)
	case "bytes":
		o.sendBytes(answer, request, argument)
	default:
		http.NotFound(answer, request)
	}
}

func (o *origin) sendBytes(answer http.ResponseWriter, request *http.Request, argument string) {
	count, err := strconv.ParseInt(argument, 10, 64)
	if err != nil || count < 0 || count > maxOriginBytes {
		http.NotFound(answer, request)
		return
	}
	answer.Header().Set("Content-Type", "application/octet-stream")
	answer.Header().Set("Content-Length", argument)
	sent, _ := io.CopyN(answer, pattern{}, count) // a client may stop reading early
	o.bytes.Add(sent)
}

// pattern is an endless stream of a fixed byte.
type pattern struct{}

// Read implements io.Reader.
func (pattern) Read(into []byte) (int, error) {
	for i := range into {
		into[i] = 'b'
	}
	return len(into), nil
}
