package tunnel

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"

	"byway/engine/internal/exchange"
	"byway/engine/internal/fault"
	"byway/engine/internal/practice"
	"byway/engine/internal/protocol"
)

func TestCheckNamesTheRealCause(t *testing.T) {
	s := newStand(t)
	quiet := peer(t, false)
	closing := peer(t, true)
	missing := describe("missing", 1)
	missing["server"] = "nix.invalid"
	s.apply(t, s.config(describe("dead", deadPort(t)), describe("quiet", quiet), describe("closing", closing), missing))
	broken := httptest.NewServer(http.NotFoundHandler())
	defer broken.Close()
	table := []struct {
		server, url string
		want        fault.Code
	}{
		{"dead", "http://192.0.2.1/", fault.Refused},
		{"quiet", "http://192.0.2.1/", fault.Timeout},
		{"closing", "http://192.0.2.1/", fault.ClosedEarly},
		{"missing", "http://192.0.2.1/", fault.NameUnresolved},
		{"A", broken.URL, fault.CheckFailed},
		{"A", "http://127.0.0.1:" + strconv.Itoa(deadPort(t)), fault.ClosedEarly},
		{"A", "ftp://192.0.2.1/", fault.BadRequest},
	}
	for _, row := range table {
		if err := s.Select(row.server); err != nil {
			t.Fatal(err)
		}
		none := func(exchange.Target, exchange.Answer, []byte) *protocol.Page { return nil }
		_, err := s.Check(context.Background(), protocol.CheckParams{URL: row.url, TimeoutMs: 700}, none)
		if got := fault.Of(err); got.Code != row.want || got.Stages != nil {
			t.Errorf("%s: %v, want %s", row.server, err, row.want)
		}
	}
}

// peer is a peer that hears and stays quiet, or hangs up after the first bytes.
func peer(t *testing.T, hangUp bool) int {
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
			go func() {
				defer conn.Close()
				if _, err := conn.Read(make([]byte, 4096)); err == nil && !hangUp {
					_, _ = io.Copy(io.Discard, conn)
				}
			}()
		}
	}()
	return listener.Addr().(*net.TCPAddr).Port
}

func TestCheckReadsThePracticePage(t *testing.T) {
	s := newStand(t)
	server := practice.New(s.secrets)
	defer server.Stop()
	started, err := server.Start(protocol.PracticeParams{Method: "chacha20-ietf-poly1305", Password: "x", Language: "fa"})
	if err != nil {
		t.Fatal(err)
	}
	s.apply(t, s.config())
	got, err := s.Check(context.Background(), protocol.CheckParams{URL: started.PageURL, TimeoutMs: 2000}, server.ReadPage)
	if err != nil || got.Page == nil || got.Page.Title == "" || got.Page.Text == "" {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestCancelEndsACheckAtOnce(t *testing.T) {
	s := newStand(t)
	s.apply(t, s.config(describe("quiet", peer(t, false))))
	if err := s.Select("quiet"); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	failed := make(chan error, 1)
	go func() {
		_, err := s.Check(ctx, protocol.CheckParams{URL: "http://192.0.2.1/", TimeoutMs: 60_000}, nil)
		failed <- err
	}()
	cancel()
	if got := fault.Of(<-failed); got.Code != fault.Cancelled {
		t.Errorf("%v", got)
	}
}
