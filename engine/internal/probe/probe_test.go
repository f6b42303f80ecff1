package probe

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/metacubex/mihomo/adapter/outbound"
	C "github.com/metacubex/mihomo/constant"

	"byway/engine/internal/exchange"
	"byway/engine/internal/fault"
	"byway/engine/internal/protocol"
	"byway/engine/internal/scrub"
)

// peer listens on loopback and treats every connection with handle.
func peer(t *testing.T, handle func(net.Conn)) int {
	t.Helper()
	listener, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go handle(conn)
		}
	}()
	return listener.Addr().(*net.TCPAddr).Port
}

// silent accepts and never says a word.
func silent(conn net.Conn) { _, _ = io.Copy(io.Discard, conn) }

// hangUp hears the first bytes and closes.
func hangUp(conn net.Conn) {
	_, _ = conn.Read(make([]byte, 4096))
	_ = conn.Close()
}

// deadPort is a port where nothing listens.
func deadPort(t *testing.T) int {
	t.Helper()
	listener, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port
}

func vless(port int, more map[string]any) map[string]any {
	description := map[string]any{
		"name": "A", "type": "vless", "server": "127.0.0.1", "port": port, "uuid": "0b7a0a1e-5d3c-4a39-9c1b-8f2d0a7b6c5d",
	}
	for key, value := range more {
		description[key] = value
	}
	return description
}

func ss(port int) map[string]any {
	return map[string]any{"name": "A", "type": "ss", "server": "127.0.0.1", "port": port, "cipher": "aes-256-gcm", "password": "hunter2"}
}

func httpProxy(port int) map[string]any {
	return map[string]any{"name": "A", "type": "http", "server": "127.0.0.1", "port": port, "username": "u", "password": "hunter2"}
}

func ask(description map[string]any, url string) (protocol.ProbeResult, error) {
	return New(&scrub.Secrets{}).Probe(context.Background(), protocol.ProbeParams{
		Proxy: description, URL: url, TimeoutMs: 400, MaxBytes: 65536,
	})
}

func stageNames(stages []fault.Stage) string {
	var all []string
	for _, stage := range stages {
		all = append(all, stage.Stage)
	}
	return strings.Join(all, " ")
}

func TestEveryFailureGetsItsOwnFault(t *testing.T) {
	anyTLS := httptest.NewTLSServer(http.NotFoundHandler())
	defer anyTLS.Close()
	tlsPort := anyTLS.Listener.Addr().(*net.TCPAddr).Port
	auth := peer(t, func(conn net.Conn) {
		_, _ = conn.Read(make([]byte, 4096))
		_, _ = io.WriteString(conn, "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
	})
	reality := map[string]any{
		"tls": true, "servername": "a.example", "client-fingerprint": "chrome", "network": "tcp",
		"reality-opts": map[string]any{"public-key": "CrrQSjAG_YkHLwvM2M-7XkKJilgL5upBKCp0od0tLhE", "short-id": "ab"},
	}
	unresolvable := ss(1)
	unresolvable["server"] = "nix.invalid"
	table := []struct {
		name        string
		description map[string]any
		url         string
		want        fault.Code
		stages      string
	}{
		{"a dead port", ss(deadPort(t)), "http://192.0.2.1/", fault.Refused, ""},
		{"a silent port", ss(peer(t, silent)), "http://192.0.2.1/", fault.Timeout, "dial request"},
		{"a silent port, https", ss(peer(t, silent)), "https://192.0.2.1/", fault.Timeout, "dial"},
		{"a silent port with TLS", vless(peer(t, silent), map[string]any{"tls": true}), "http://192.0.2.1/", fault.Timeout, ""},
		{"a server that hangs up", vless(peer(t, hangUp), nil), "http://192.0.2.1/", fault.ClosedEarly, "dial request"},
		{"no such name", unresolvable, "http://192.0.2.1/", fault.NameUnresolved, ""},
		{"a wrong proxy password", httpProxy(auth), "http://192.0.2.1/", fault.AuthFailed, ""},
		{"a certificate of nobody", vless(tlsPort, map[string]any{"tls": true}), "http://192.0.2.1/", fault.TLSFailed, ""},
		{"REALITY's decoy", vless(tlsPort, reality), "http://192.0.2.1/", fault.RealityRefused, ""},
		{"a wrong id in the profile", vless(1, map[string]any{"reality-opts": map[string]any{"public-key": "!"}, "tls": true}), "http://192.0.2.1/", fault.ConfigRefused, ""},
		{"a description that may not be", map[string]any{"name": "A", "type": "direct"}, "http://192.0.2.1/", fault.ConfigRefused, ""},
	}
	for _, row := range table {
		_, err := ask(row.description, row.url)
		got := fault.Of(err)
		if got.Code != row.want || stageNames(got.Stages) != row.stages || got.Stages == nil {
			t.Errorf("%s: %s after %q (%s), want %s after %q", row.name, got.Code, stageNames(got.Stages), got.Text, row.want, row.stages)
		}
		if _, given := got.Detail["bytes"]; !given {
			t.Errorf("%s: no bytes in the detail", row.name)
		}
	}
}

func TestRequestsThatMakeNoSenseAreRefused(t *testing.T) {
	good := protocol.ProbeParams{Proxy: ss(1), URL: "http://192.0.2.1/", TimeoutMs: 1000, MaxBytes: 1}
	for name, change := range map[string]func(*protocol.ProbeParams){
		"no time":        func(p *protocol.ProbeParams) { p.TimeoutMs = 0 },
		"too much time":  func(p *protocol.ProbeParams) { p.TimeoutMs = maxTimeoutMs + 1 },
		"no bytes":       func(p *protocol.ProbeParams) { p.MaxBytes = 0 },
		"too many bytes": func(p *protocol.ProbeParams) { p.MaxBytes = maxBytes + 1 },
		"no address":     func(p *protocol.ProbeParams) { p.URL = "gopher://x/" },
	} {
		params := good
		change(&params)
		if _, err := New(&scrub.Secrets{}).Probe(context.Background(), params); fault.Of(err).Code != fault.BadRequest {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// direct stands in for a server that carries bytes: mihomo's own DIRECT, which no description may ask for.
var direct = outbound.NewDirect()

func TestBytesThatStopAreACutOff(t *testing.T) {
	port := peer(t, func(conn net.Conn) {
		_, _ = conn.Read(make([]byte, 4096))
		_, _ = fmt.Fprintf(conn, "HTTP/1.1 200 OK\r\nContent-Length: 65536\r\n\r\n%s", strings.Repeat("x", 16384))
		silent(conn)
	})
	target, err := exchange.ParseTarget(fmt.Sprintf("http://127.0.0.1:%d/", port))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 300*time.Millisecond)
	defer cancel()
	_, stages, err := Through(ctx, direct, Request{Target: target, MaxBytes: 65536})
	got := fault.Of(err)
	if got.Code != fault.CutOff || got.Detail["bytes"] != int64(16384) || stageNames(stages) != "dial request first-byte" {
		t.Errorf("%s %v after %s", got.Code, got.Detail, stageNames(stages))
	}
}

// stubborn ignores the context, as one of the adapters does.
type stubborn struct{ release chan struct{} }

func (s stubborn) DialContext(context.Context, *C.Metadata) (C.Conn, error) {
	<-s.release
	return nil, io.EOF
}

func TestADialThatIgnoresItsDeadlineIsLeftBehind(t *testing.T) {
	s := stubborn{make(chan struct{})}
	defer close(s.release)
	target, _ := exchange.ParseTarget("http://192.0.2.1/")
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	if _, _, err := Through(ctx, s, Request{Target: target, MaxBytes: 1}); fault.Of(err).Code != fault.Timeout {
		t.Errorf("%v", err)
	}
}

type panicking struct{}

func (panicking) DialContext(context.Context, *C.Metadata) (C.Conn, error) { panic("fell over") }

func TestAPanicOfAnAdapterIsAFault(t *testing.T) {
	target, _ := exchange.ParseTarget("http://192.0.2.1/")
	if _, _, err := Through(context.Background(), panicking{}, Request{Target: target, MaxBytes: 1}); fault.Of(err).Code != fault.EngineInternal {
		t.Errorf("%v", err)
	}
}

func TestCancelEndsAProbeAtOnce(t *testing.T) {
	reached := make(chan struct{})
	port := peer(t, func(conn net.Conn) { close(reached); silent(conn) })
	ctx, cancel := context.WithCancel(context.Background())
	failed := make(chan error, 1)
	go func() {
		_, err := New(&scrub.Secrets{}).Probe(ctx, protocol.ProbeParams{Proxy: ss(port), URL: "http://192.0.2.1/", TimeoutMs: 60_000, MaxBytes: 1})
		failed <- err
	}()
	<-reached
	cancel()
	if got := fault.Of(<-failed); got.Code != fault.Cancelled {
		t.Errorf("%v", got)
	}
}

func TestFaultsHoldNoSecret(t *testing.T) {
	secrets := &scrub.Secrets{}
	description := vless(1, map[string]any{"flow": "xtls-rprx-vision", "uuid": "hunter2hunter2"})
	_, err := New(secrets).Probe(context.Background(), protocol.ProbeParams{Proxy: description, URL: "http://192.0.2.1/", TimeoutMs: 100, MaxBytes: 1})
	if text := secrets.Clean(fault.Of(err).Text); strings.Contains(text, "hunter2") {
		t.Error(text)
	}
}
