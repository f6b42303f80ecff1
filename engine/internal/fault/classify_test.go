package fault

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"syscall"
	"testing"
)

// measured errors: each was seen with mihomo 1.19.30 against the named peer, with a wrong credential, a dead port or
// a silent one.
var measured = []struct {
	peer string
	text string
	want Code
}{
	{"any TCP protocol, dead port", "127.0.0.1:1 connect error: dial tcp 127.0.0.1:1: connect: connection refused", Refused},
	{"the same on Windows", "dial tcp 127.0.0.1:1: connectex: No connection could be made because the target machine actively refused it.", Refused},
	{"anytls, dead port", "failed to create session: dial tcp 127.0.0.1:1: connect: connection refused", Refused},
	{"vless grpc, dead port", "rpc error: connection error: dial tcp: connect: connection refused connect: connection refused", Refused},
	{"vmess ws, silent port", "context deadline exceeded", Timeout},
	{"ss, silent port or wrong password", "read tcp 127.0.0.1:5->127.0.0.1:6: i/o timeout", Timeout},
	{"vless xhttp, silent port", "context canceled", Timeout},
	{"vless xhttp over HTTP/1, silent port", "write tcp 127.0.0.1:5->127.0.0.1:6: use of closed network connection", Timeout},
	{"tuic, dead port", "timeout: no recent network activity", Timeout},
	{"anytls, silent port", "failed to create session: context deadline exceeded", Timeout},
	{"mieru, dead port", "failed to read socks5 connection response from the server: TIMEOUT", Timeout},
	{"wireguard and amneziawg, everything wrong", "dial tcp 10.0.0.1:80: context deadline exceeded", Timeout},
	{"openvpn, wrong certificate", "read key method 2 server record: context deadline exceeded", Timeout},
	{"openvpn, dead udp port", "read hard reset response after 0 retransmits: i/o timeout", Timeout},
	{"openvpn, silent port", "read hard reset response after 4 retransmits: context deadline exceeded", Timeout},
	{"vless, trojan, vmess grpc: wrong id", "EOF", ClosedEarly},
	{"vless ws, wrong id", "ws closed: 1000", ClosedEarly},
	{"snell and ss 2022, wrong key", "read tcp 127.0.0.1:5->127.0.0.1:6: read: connection reset by peer", ClosedEarly},
	{"anytls, wrong password", "failed to create stream: io: read/write on closed pipe", ClosedEarly},
	{"hysteria2, wrong password", "authentication failed, status code: 404", AuthFailed},
	{"hysteria 1, wrong password", "auth error: Wrong password", AuthFailed},
	{"anytls, wrong password", "use of closed network connection", ClosedEarly},
	{"tuic, wrong password", "Application error 0xfffffff1 (remote): AuthenticationFailed", AuthFailed},
	{"ssh, wrong password", "ssh: handshake failed: ssh: unable to authenticate, attempted methods [none password], no supported methods remain", AuthFailed},
	{"tinyproxy, wrong password", "can not connect remote err code: 401", AuthFailed},
	{"xray http, wrong password", "HTTP need auth", AuthFailed},
	{"danted, wrong password", "rejected username/password", AuthFailed},
	{"openvpn, wrong password", "openvpn authentication failed: AUTH_FAILED", AuthFailed},
	{"ss with shadow-tls v3, wrong password", "shadow-tls v3: HMAC mismatch, possible data corruption", AuthFailed},
	{"openvpn without a cipher list", "openvpn authentication failed: AUTH_FAILED,Data channel cipher negotiation failed (no shared cipher)", ProtocolError},
	{"ssh, other host key", "ssh: handshake failed: host key mismatch, server send :ssh-ed25519 AAAA", TLSFailed},
	{"v2ray-plugin, other certificate", "tls: failed to verify certificate: x509: certificate signed by unknown authority", TLSFailed},
	{"ws, wrong path", "unexpected status: 404 Not Found", ProtocolError},
	{"xhttp, wrong path", "xhttp stream-one bad status: 404 Not Found", ProtocolError},
	{"ssh, destination refused", "ssh: rejected: connect failed (Connection refused)", CheckFailed},
	{"hysteria2, destination refused", "remote error: dial tcp 127.0.0.1:9: connect: connection refused", CheckFailed},
	{"snell, destination refused", "server reported code: 101, message: refused", CheckFailed},
	{"a name that has no address", "nix.invalid:1 connect error: dns resolve failed: couldn't find ip", NameUnresolved},
	{"the same from the system", "dial tcp: lookup nix.invalid: no such host", NameUnresolved},
	{"no network", "dial tcp 192.0.2.1:1: connect: network is unreachable", Unreachable},
	{"no route", "dial tcp 192.0.2.1:1: connect: no route to host", Unreachable},
	{"a plain server where TLS is wanted", "tls: first record does not look like a TLS handshake", ProtocolError},
	{"a server with other TLS", "remote error: tls: handshake failure", TLSFailed},
	{"something never seen", "the moon is in the wrong phase", ProtocolError},
}

func TestMeasuredErrors(t *testing.T) {
	for _, row := range measured {
		if got := Classify(errors.New(row.text), Situation{}); got != row.want {
			t.Errorf("%s: %q became %s, want %s", row.peer, row.text, got, row.want)
		}
	}
}

func TestCertificateErrorDependsOnReality(t *testing.T) {
	decoy := errors.New("x509: certificate signed by unknown authority")
	if got := Classify(decoy, Situation{Reality: true}); got != RealityRefused {
		t.Errorf("the decoy's certificate became %s", got)
	}
	if got := Classify(decoy, Situation{}); got != TLSFailed {
		t.Errorf("a certificate error became %s", got)
	}
	// The asked site's own certificate is not REALITY's business, even behind a REALITY server.
	site := &tls.CertificateVerificationError{Err: x509.UnknownAuthorityError{}}
	if got := Classify(site, Situation{Reality: true}); got != TLSFailed {
		t.Errorf("the site's certificate became %s", got)
	}
}

func TestWhatIsKnownOutranksTheText(t *testing.T) {
	table := []struct {
		name string
		err  error
		s    Situation
		want Code
	}{
		{"bytes came, then silence", os.ErrDeadlineExceeded, Situation{Bytes: 16384}, CutOff},
		{"bytes came, then a reset", syscall.ECONNRESET, Situation{Bytes: 1}, CutOff},
		{"the person cancelled", errors.New("use of closed network connection"), Situation{Ended: context.Canceled}, Cancelled},
		{"cancelled after bytes", io.EOF, Situation{Ended: context.Canceled, Bytes: 9}, Cancelled},
		{"our deadline closed the connection", io.EOF, Situation{Ended: context.DeadlineExceeded}, Timeout},
		{"our deadline, but the reason is known", errors.New("x509: bad"), Situation{Ended: context.DeadlineExceeded}, TLSFailed},
		{"a system error without text", fmt.Errorf("dial: %w", &net.OpError{Op: "dial", Err: syscall.ECONNREFUSED}), Situation{}, Refused},
		{"unexpected end", io.ErrUnexpectedEOF, Situation{}, ClosedEarly},
	}
	for _, row := range table {
		if got := Classify(row.err, row.s); got != row.want {
			t.Errorf("%s: %s, want %s", row.name, got, row.want)
		}
	}
}
