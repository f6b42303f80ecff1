package tunnel

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"byway/engine/internal/fault"
	"byway/engine/internal/protocol"
)

// The practice server is the only road: with it gone, even an origin on this very computer is out of reach.
func TestLoopbackAddressesGoThroughTheServerToo(t *testing.T) {
	s := newStand(t)
	url, hits := site(t)
	s.apply(t, s.config(describe("dead", deadPort(t))))
	_, port, _ := net.SplitHostPort(address(url))
	addresses := []string{url, "http://localhost:" + port, "http://127.1.2.3:" + port}
	for _, one := range addresses[:2] {
		if got, err := s.check(one); err != nil || got.Status != 200 {
			t.Errorf("%s: %+v, %v", one, got, err)
		}
	}
	reached := hits.Load()
	if err := s.Select("dead"); err != nil {
		t.Fatal(err)
	}
	for _, one := range addresses {
		if got, err := s.check(one); fault.Of(err).Code != fault.Refused {
			t.Errorf("%s past a dead server: %+v, %v", one, got, err)
		}
	}
	if hits.Load() != reached {
		t.Error("the site was reached without the server")
	}
}

func TestReloadKeepsALiveDownload(t *testing.T) {
	s := newStand(t)
	more := make(chan struct{})
	slow := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		for range more {
			_, _ = io.WriteString(w, "0123456789")
			_ = http.NewResponseController(w).Flush()
		}
	}))
	defer slow.Close()
	doors := s.apply(t, s.config())
	conn, err := knock(doors.SystemProxyPort, "socks5", address(slow.URL), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_, _ = fmt.Fprint(conn, "GET / HTTP/1.0\r\n\r\n")
	ten := func() string {
		more <- struct{}{}
		buffer := make([]byte, 4096)
		var got strings.Builder
		for !strings.HasSuffix(got.String(), "0123456789") {
			n, err := conn.Read(buffer)
			if err != nil {
				t.Fatalf("the download broke off: %v", err)
			}
			got.Write(buffer[:n])
		}
		return got.String()
	}
	ten()
	began := time.Now()
	again := s.apply(t, s.config(describe("B", deadPort(t))))
	if passed := time.Since(began); passed > 200*time.Millisecond {
		t.Errorf("a reload took %v", passed)
	}
	if again != doors {
		t.Errorf("the doors moved: %v, %v", doors, again)
	}
	if got := ten(); got != "0123456789" {
		t.Errorf("after adding a server: %q", got)
	}
	changed := s.config()
	changed.Proxies[0]["udp-over-tcp"] = true
	s.apply(t, changed)
	if err := s.Select("B"); fault.Of(err).Code != fault.NotFound {
		t.Errorf("a server that is gone was selected: %v", err)
	}
	if got := ten(); got != "0123456789" {
		t.Errorf("after changing the server itself: %q", got)
	}
	close(more)
}

func TestUnchangedServersKeepTheirAdapter(t *testing.T) {
	s := newStand(t)
	s.apply(t, s.config(describe("B", 1)))
	a, b := s.servers["A"], s.servers["B"]
	s.apply(t, s.config(describe("B", 2), describe("C", 3)))
	if s.servers["A"] != a || s.servers["B"] == b {
		t.Error("an unchanged server was started again, or a changed one was not")
	}
}

func TestStopClosesEverythingAndApplyIsQuickAgain(t *testing.T) {
	s := newStand(t)
	url, _ := site(t)
	doors := s.apply(t, s.config())
	idle, err := net.Dial("tcp4", "127.0.0.1:"+strconv.Itoa(doors.SystemProxyPort))
	if err != nil {
		t.Fatal(err)
	}
	defer idle.Close()
	busy, err := knock(doors.SystemProxyPort, "socks5", address(url), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer busy.Close()
	s.Stop()
	s.Stop()
	for name, conn := range map[string]net.Conn{"an idle connection": idle, "a busy connection": busy} {
		_ = conn.SetReadDeadline(time.Now().Add(2 * time.Second))
		if _, err := conn.Read(make([]byte, 1)); err == nil || strings.Contains(err.Error(), "timeout") {
			t.Errorf("%s lives on: %v", name, err)
		}
	}
	for _, port := range []int{doors.Port, doors.SystemProxyPort} {
		if conn, err := net.Dial("tcp4", "127.0.0.1:"+strconv.Itoa(port)); err == nil {
			_ = conn.Close()
			t.Errorf("port %d still answers", port)
		}
	}
	if _, err := s.check(url); fault.Of(err).Code != fault.BadRequest {
		t.Errorf("a check while stopped: %v", err)
	}
	began := time.Now()
	s.apply(t, s.config())
	if passed := time.Since(began); passed > 50*time.Millisecond {
		t.Errorf("applying again took %v", passed)
	}
	if _, err := s.check(url); err != nil {
		t.Errorf("after applying again: %v", err)
	}
}

func TestConnectionsAreListedAndClosed(t *testing.T) {
	s := newStand(t)
	hold := make(chan struct{})
	slow := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_ = http.NewResponseController(w).Flush()
		<-hold
	}))
	defer slow.Close()
	defer close(hold)
	doors := s.apply(t, s.config())
	conn, err := knock(doors.SystemProxyPort, "connect", address(slow.URL), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_, _ = fmt.Fprint(conn, "GET / HTTP/1.0\r\n\r\n")
	if _, err := conn.Read(make([]byte, 1)); err != nil {
		t.Fatal(err)
	}
	list := s.Connections()
	if len(list) != 1 || list[0].Host != address(slow.URL) || list[0].Upload == 0 ||
		time.Since(time.UnixMilli(list[0].StartedAt)) > time.Minute {
		t.Fatalf("%+v", list)
	}
	if closed := s.Close([]string{"unknown", list[0].ID}); closed != 1 {
		t.Errorf("%d closed", closed)
	}
	if _, err := io.Copy(io.Discard, conn); err != nil && strings.Contains(err.Error(), "timeout") {
		t.Errorf("a closed connection lives on: %v", err)
	}
}

func TestTrafficIsReportedWhileRunning(t *testing.T) {
	s := newStand(t)
	url, _ := site(t)
	s.apply(t, s.config())
	if _, err := s.check(url); err != nil {
		t.Fatal(err)
	}
	first := <-s.traffic
	if first.UpTotal < 50 || first.DownTotal < 50 || first.Up == 0 || first.Down == 0 {
		t.Errorf("%+v", first)
	}
	if second := <-s.traffic; second.Up != 0 || second.Down != 0 || second.DownTotal != first.DownTotal {
		t.Errorf("%+v after %+v", second, first)
	}
	s.Stop()
	s.apply(t, s.config())
	if again := <-s.traffic; again != (protocol.Traffic{}) {
		t.Errorf("counting did not begin anew: %+v", again)
	}
}

func TestSecretsOfTheConfigurationAreMasked(t *testing.T) {
	s := newStand(t)
	s.apply(t, s.config())
	if got := s.secrets.Clean("hunter2 local-secret"); got != "*** ***" {
		t.Errorf("%q", got)
	}
	s.Stop()
	if got := s.secrets.Clean("local-secret"); got != "local-secret" {
		t.Errorf("still held after the stop: %q", got)
	}
}
