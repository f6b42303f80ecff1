package loopback

import (
	"io"
	"net"
	"strings"
	"testing"
)

func TestTurnsAwayWhoAsksForAPath(t *testing.T) {
	for opening, isRefused := range map[string]bool{
		"GET / HTTP/1.1\r\nHost: a.test\r\nConnection: Upgrade\r\n\r\n": true,
		"POST /x HTTP/1.1\r\n\r\n":                                      true,
		"OPTIONS * HTTP/1.1\r\n\r\n":                                    true,
		"GET http://a.test/ HTTP/1.1\r\n\r\n":                           false,
		"CONNECT a.test:443 HTTP/1.1\r\n\r\n":                           false,
		"\x05\x01\x00":                                                  false,
		"\x04\x01/ / /":                                                 false,
		" / ":                                                           false,
		strings.Repeat("G", 40) + " /":                                  false,
	} {
		listener, err := Listen(0)
		if err != nil {
			t.Fatal(err)
		}
		listener.ProxyOnly()
		client, err := net.Dial("tcp", listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		accepted, err := listener.Accept()
		if err != nil {
			t.Fatal(err)
		}
		go func() {
			for _, each := range []byte(opening) { // however it is cut
				_, _ = client.Write([]byte{each})
			}
			_ = client.(*net.TCPConn).CloseWrite()
		}()
		got, _ := io.ReadAll(accepted)
		if isRefused == (string(got) == opening) {
			t.Errorf("%q: read %q", opening, got)
		}
		_ = accepted.Close()
		if answer, _ := io.ReadAll(client); isRefused != strings.HasPrefix(string(answer), "HTTP/1.1 400 ") {
			t.Errorf("%q: answered %q", opening, answer)
		}
		listener.CloseAll()
	}
}
