package tunnel

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/metacubex/mihomo/transport/socks5"

	"byway/engine/internal/exchange"
	"byway/engine/internal/practice"
	"byway/engine/internal/protocol"
	"byway/engine/internal/scrub"
)

// stand is one tunnel with a practice server to go through; mihomo allows one per process, so tests take turns.
type stand struct {
	*Tunnel
	secrets  *scrub.Secrets
	traffic  chan protocol.Traffic
	practice protocol.PracticeResult
}

func newStand(t *testing.T) *stand {
	t.Helper()
	s := &stand{secrets: &scrub.Secrets{}, traffic: make(chan protocol.Traffic, 64)}
	s.Tunnel = New(s.secrets, func(traffic protocol.Traffic) { s.traffic <- traffic })
	server := practice.New(s.secrets)
	started, err := server.Start(protocol.PracticeParams{Method: "aes-256-gcm", Password: "hunter2", Language: "en"})
	if err != nil {
		t.Fatal(err)
	}
	s.practice = started
	t.Cleanup(func() {
		s.Stop()
		server.Stop()
	})
	return s
}

// server describes an ss server on loopback.
func describe(name string, port int) map[string]any {
	return map[string]any{"name": name, "type": "ss", "server": "127.0.0.1", "port": int64(port), "cipher": "aes-256-gcm", "password": "hunter2"}
}

// config asks for both doors on ports of the engine's choice, with the practice server as A.
func (s *stand) config(more ...map[string]any) protocol.ApplyParams {
	return protocol.ApplyParams{
		Local: &protocol.LocalDoor{Username: "u", Password: "local-secret"}, SystemProxy: &protocol.OpenDoor{},
		Proxies: append([]map[string]any{describe("A", s.practice.Port)}, more...), Selected: "A",
	}
}

func (s *stand) apply(t *testing.T, params protocol.ApplyParams) protocol.ApplyResult {
	t.Helper()
	result, err := s.Apply(params)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

func (s *stand) check(url string) (protocol.CheckResult, error) {
	none := func(exchange.Target, exchange.Answer, []byte) *protocol.Page { return nil }
	return s.Check(context.Background(), protocol.CheckParams{URL: url, TimeoutMs: 2000}, none)
}

// site is an origin on 127.0.0.1 that remembers who came: connections made by the engine itself, for the relay runs
// in the same process, are told apart by counting what passed the practice server.
func site(t *testing.T) (url string, hits *atomic.Int64) {
	t.Helper()
	hits = &atomic.Int64{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		hits.Add(1)
		_, _ = io.WriteString(w, "hello "+r.URL.Path)
	}))
	t.Cleanup(server.Close)
	return server.URL, hits
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

// knock opens a door and speaks the given greeting: socks4a, socks5, connect or get. It answers a connection to the
// target, or the error.
func knock(port int, speech, target string, user *socks5.User) (net.Conn, error) {
	conn, err := net.Dial("tcp4", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err != nil {
		return nil, err
	}
	_ = conn.SetDeadline(time.Now().Add(5 * time.Second))
	switch speech {
	case "socks5":
		_, err = socks5.ClientHandshake(conn, socks5.ParseAddr(target), socks5.CmdConnect, user)
	case "socks4a":
		err = greetSocks4a(conn, target)
	case "connect":
		err = greetConnect(conn, target, user)
	}
	if err != nil {
		_ = conn.Close()
		return nil, err
	}
	return conn, nil
}

// greetSocks4a sends the name, not an address: 0.0.0.1 marks it so.
func greetSocks4a(conn net.Conn, target string) error {
	host, portText, _ := net.SplitHostPort(target)
	port, _ := strconv.Atoi(portText)
	message := append([]byte{4, 1, byte(port >> 8), byte(port), 0, 0, 0, 1, 0}, host...)
	if _, err := conn.Write(append(message, 0)); err != nil {
		return err
	}
	answer := make([]byte, 8)
	if _, err := io.ReadFull(conn, answer); err != nil {
		return err
	}
	if answer[1] != 90 {
		return fmt.Errorf("socks4a: code %d", answer[1])
	}
	return nil
}

func greetConnect(conn net.Conn, target string, user *socks5.User) error {
	request, _ := http.NewRequest(http.MethodConnect, "http://"+target, nil)
	request.Host = target
	if user != nil {
		basic, _ := http.NewRequest(http.MethodGet, "http://x/", nil)
		basic.SetBasicAuth(user.Username, user.Password)
		request.Header.Set("Proxy-Authorization", basic.Header.Get("Authorization"))
	}
	if err := request.Write(conn); err != nil {
		return err
	}
	response, err := http.ReadResponse(bufio.NewReader(conn), request)
	if err != nil {
		return err
	}
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("connect: %s", response.Status)
	}
	return nil
}

// page asks for a path over a connection to the site and gives the body.
func page(conn net.Conn, url string) (string, error) {
	defer conn.Close()
	if _, err := fmt.Fprintf(conn, "GET /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"); err != nil {
		return "", err
	}
	response, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	return string(body), err
}

// address is the host and port of a URL.
func address(url string) string { return strings.TrimPrefix(url, "http://") }
