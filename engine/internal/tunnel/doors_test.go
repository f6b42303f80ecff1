package tunnel

import (
	"net"
	"strconv"
	"strings"
	"testing"

	"github.com/metacubex/mihomo/transport/socks5"

	"byway/engine/internal/fault"
	"byway/engine/internal/protocol"
)

var right = &socks5.User{Username: "u", Password: "local-secret"}

func TestEveryGreetingGoesThroughTheOpenDoor(t *testing.T) {
	s := newStand(t)
	url, _ := site(t)
	doors := s.apply(t, s.config())
	for _, speech := range []string{"socks5", "socks4a", "connect"} {
		conn, err := knock(doors.SystemProxyPort, speech, address(url), nil)
		if err != nil {
			t.Errorf("%s: %v", speech, err)
			continue
		}
		if body, err := page(conn, url); err != nil || body != "hello /x" {
			t.Errorf("%s: %q, %v", speech, body, err)
		}
	}
}

func TestTheLocalDoorAsksForThePassword(t *testing.T) {
	s := newStand(t)
	url, hits := site(t)
	doors := s.apply(t, s.config())
	for name, user := range map[string]*socks5.User{
		"none": nil, "another password": {Username: "u", Password: "x"}, "another name": {Username: "x", Password: "local-secret"},
	} {
		for _, speech := range []string{"socks5", "connect"} {
			if conn, err := knock(doors.Port, speech, address(url), user); err == nil {
				_ = conn.Close()
				t.Errorf("%s with %s was let in", speech, name)
			}
		}
	}
	if conn, err := knock(doors.Port, "socks4a", address(url), nil); err == nil {
		_ = conn.Close()
		t.Error("socks4a, which has no password, was let in")
	}
	if hits.Load() != 0 {
		t.Errorf("%d requests reached the site", hits.Load())
	}
	for _, speech := range []string{"socks5", "connect"} {
		conn, err := knock(doors.Port, speech, address(url), right)
		if err != nil {
			t.Errorf("%s with the password: %v", speech, err)
			continue
		}
		if body, err := page(conn, url); err != nil || body != "hello /x" {
			t.Errorf("%s: %q, %v", speech, body, err)
		}
	}
}

func TestDoorsAreOnLoopbackOnly(t *testing.T) {
	s := newStand(t)
	doors := s.apply(t, s.config())
	addresses, err := net.InterfaceAddrs()
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range addresses {
		network, ok := one.(*net.IPNet)
		if !ok || network.IP.IsLoopback() && network.IP.To4() != nil {
			continue
		}
		for _, port := range []int{doors.Port, doors.SystemProxyPort} {
			if conn, err := net.Dial("tcp", net.JoinHostPort(network.IP.String(), strconv.Itoa(port))); err == nil {
				_ = conn.Close()
				t.Errorf("%s answers on port %d", network.IP, port)
			}
		}
	}
}

func TestATakenPortIsNamedAndNothingElseChanges(t *testing.T) {
	s := newStand(t)
	url, _ := site(t)
	before := s.apply(t, s.config())
	taken, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	port := taken.Addr().(*net.TCPAddr).Port
	for name, change := range map[string]func(*protocol.ApplyParams){
		"local":        func(p *protocol.ApplyParams) { p.Local.Port = port },
		"system proxy": func(p *protocol.ApplyParams) { p.SystemProxy.Port = port },
	} {
		params := s.config()
		change(&params)
		_, err := s.Apply(params)
		if busy := fault.Of(err); busy.Code != fault.PortBusy || busy.Detail["port"] != port {
			t.Errorf("%s: %v", name, err)
		}
	}
	if after := s.apply(t, s.config()); after != before {
		t.Errorf("doors moved from %v to %v", before, after)
	}
	if _, err := s.check(url); err != nil {
		t.Errorf("the earlier configuration no longer runs: %v", err)
	}
}

func TestDoorsStayWhenNothingAboutThemChanged(t *testing.T) {
	s := newStand(t)
	first := s.apply(t, s.config())
	fixed := s.config()
	fixed.Local.Port = first.Port
	if second := s.apply(t, fixed); second != first {
		t.Errorf("asking for the port it has moved the door: %v, %v", first, second)
	}
	alone := s.config()
	alone.SystemProxy = nil
	if second := s.apply(t, alone); second.Port != first.Port || second.SystemProxyPort != 0 {
		t.Errorf("without a system proxy: %v after %v", second, first)
	}
	if conn, err := net.Dial("tcp4", "127.0.0.1:"+strconv.Itoa(first.SystemProxyPort)); err == nil {
		_ = conn.Close()
		t.Error("the open door still answers")
	}
	fixed.Local.Password = "another"
	if second := s.apply(t, fixed); second.Port != first.Port {
		t.Errorf("another password on the same port: %v", second)
	}
	if conn, err := knock(first.Port, "socks5", "192.0.2.1:1", right); err == nil {
		_ = conn.Close()
		t.Error("the earlier password still opens the door")
	}
}

func TestRequestsThatMakeNoSenseAreRefused(t *testing.T) {
	s := newStand(t)
	for name, row := range map[string]struct {
		change func(*protocol.ApplyParams)
		want   fault.Code
	}{
		"no local door":   {func(p *protocol.ApplyParams) { p.Local = nil }, fault.BadRequest},
		"no user":         {func(p *protocol.ApplyParams) { p.Local.Username = "" }, fault.BadRequest},
		"long password":   {func(p *protocol.ApplyParams) { p.Local.Password = strings.Repeat("x", 256) }, fault.BadRequest},
		"a low port":      {func(p *protocol.ApplyParams) { p.Local.Port = 80 }, fault.BadRequest},
		"a high port":     {func(p *protocol.ApplyParams) { p.SystemProxy.Port = 65536 }, fault.BadRequest},
		"no servers":      {func(p *protocol.ApplyParams) { p.Proxies = nil }, fault.ConfigRefused},
		"not among them":  {func(p *protocol.ApplyParams) { p.Selected = "B" }, fault.ConfigRefused},
		"DIRECT":          {func(p *protocol.ApplyParams) { p.Selected = "DIRECT" }, fault.ConfigRefused},
		"the same twice":  {func(p *protocol.ApplyParams) { p.Proxies = append(p.Proxies, p.Proxies[0]) }, fault.ConfigRefused},
		"a wrong cipher":  {func(p *protocol.ApplyParams) { p.Proxies[0]["cipher"] = "rot13" }, fault.ConfigRefused},
		"a forbidden key": {func(p *protocol.ApplyParams) { p.Proxies[0]["routing-mark"] = int64(1) }, fault.ConfigRefused},
	} {
		params := s.config()
		row.change(&params)
		if _, err := s.Apply(params); err == nil || fault.Of(err).Code != row.want {
			t.Errorf("%s: %v", name, err)
		}
	}
	if s.local != nil || s.open != nil {
		t.Error("a refused configuration left a door open")
	}
}
