package fault

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"strings"
	"syscall"
)

// Situation is what is known around an error when it is given a code.
type Situation struct {
	// Bytes that had come back from the far end before the error.
	Bytes int64
	// Reality is true when the server is dialled with REALITY, where a certificate error means the decoy answered.
	Reality bool
	// Ended is the request's own context error: it outranks what the libraries report about their closed sockets.
	Ended error
}

// Classify gives an error met while dialling or talking its code. The rules come from errors measured against real
// servers, one row a server, in classify_test.go; order matters and is explained at each step.
func Classify(err error, s Situation) Code {
	switch {
	case errors.Is(s.Ended, context.Canceled):
		return Cancelled
	case s.Bytes > 0:
		// Whatever ended it, bytes had come: the road was open and was then cut.
		return CutOff
	}
	// The verification of the asked site's own certificate, by this process's own TLS: never REALITY's decoy.
	var certificate *tls.CertificateVerificationError
	if errors.As(err, &certificate) {
		return TLSFailed
	}
	text := strings.ToLower(err.Error())
	if code, ok := byText(text, s.Reality); ok {
		return code
	}
	return byKind(err, text, s)
}

// phrase is a rule: every listed part must occur in the lower-cased error text.
type phrase struct {
	code  Code
	parts []string
}

// phrases in order of precedence: a refusal by the credentials first, since such texts often also name a closed
// stream or a status; the destination's own failure before the server's, since it quotes the same words.
var phrases = []phrase{
	// Not a password fault although the server says AUTH_FAILED: the cipher list did not fit.
	{ProtocolError, []string{"cipher negotiation failed"}},
	{AuthFailed, []string{"auth_failed"}},
	{AuthFailed, []string{"authentication failed, status code"}},
	{AuthFailed, []string{"authenticationfailed"}},
	{AuthFailed, []string{"unable to authenticate"}},
	{AuthFailed, []string{"auth error"}}, // Hysteria 1; what follows is the server's own word
	{AuthFailed, []string{"http need auth"}},
	{AuthFailed, []string{"err code: 401"}},
	{AuthFailed, []string{"err code: 407"}},
	{AuthFailed, []string{"rejected username/password"}},
	{AuthFailed, []string{"hmac mismatch"}},
	// The server is reached and lets us in, but the asked address does not answer it.
	{CheckFailed, []string{"ssh: rejected: connect failed"}},
	{CheckFailed, []string{"remote error: dial"}},
	{CheckFailed, []string{"server reported code"}},
	// The server proves to be somebody else than the profile says.
	{TLSFailed, []string{"host key mismatch"}},
	{RealityRefused, []string{"reality authentication failed"}},
	{RealityRefused, []string{"reality", "received real certificate"}},
	{NameUnresolved, []string{"no such host"}},
	{NameUnresolved, []string{"couldn't find ip"}},
	{NameUnresolved, []string{"dns resolve failed"}},
	{NameUnresolved, []string{"server misbehaving"}},
	{NameUnresolved, []string{"temporary failure in name resolution"}},
	{Refused, []string{"connection refused"}},
	{Refused, []string{"actively refused"}},
	{Unreachable, []string{"network is unreachable"}},
	{Unreachable, []string{"no route to host"}},
	{Unreachable, []string{"host is down"}},
	{Unreachable, []string{"unreachable network"}},
	{Unreachable, []string{"unreachable host"}},
	{ProtocolError, []string{"unexpected status"}},
	{ProtocolError, []string{"bad status"}},
	{ProtocolError, []string{"first record does not look like a tls handshake"}},
	{ProtocolError, []string{"malformed http"}},
	{ProtocolError, []string{"connect remote err code"}},
	{ProtocolError, []string{"invalid response"}},
}

// byText finds the first phrase that fits; a certificate error depends on whether the server speaks REALITY.
func byText(text string, reality bool) (Code, bool) {
	for _, rule := range phrases {
		if containsAll(text, rule.parts) {
			return rule.code, true
		}
	}
	switch {
	case strings.Contains(text, "x509:") && reality:
		return RealityRefused, true
	case strings.Contains(text, "x509:"), strings.Contains(text, "tls:"), strings.Contains(text, "certificate"):
		return TLSFailed, true
	}
	return "", false
}

func containsAll(text string, parts []string) bool {
	for _, part := range parts {
		if !strings.Contains(text, part) {
			return false
		}
	}
	return true
}

// silences: no answer came. "context canceled" and "closed network connection" belong here because the libraries
// report their own inner deadlines so (measured with XHTTP); a request cancelled by the person was sorted out before.
var silences = []string{
	"deadline exceeded", "i/o timeout", "timeout", "no recent network activity", "context canceled",
	"use of closed network connection", "timed out",
}

// closings: the far end hung up without a word.
var closings = []string{
	"eof", "connection reset", "broken pipe", "closed pipe", "ws closed", "forcibly closed", "connection aborted",
	"stream closed", "session closed",
}

// ownClosing without the name of a socket before it is AnyTLS's word for a session that the server ended.
const ownClosing = "use of closed network connection"

func byKind(err error, text string, s Situation) Code {
	var timeout net.Error
	switch {
	case errors.Is(s.Ended, context.DeadlineExceeded), errors.Is(err, context.DeadlineExceeded):
		return Timeout
	case text == ownClosing:
		return ClosedEarly
	case errors.As(err, &timeout) && timeout.Timeout(), containsAny(text, silences):
		return Timeout
	case errors.Is(err, syscall.ECONNREFUSED):
		return Refused
	case errors.Is(err, syscall.ENETUNREACH), errors.Is(err, syscall.EHOSTUNREACH):
		return Unreachable
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), containsAny(text, closings):
		return ClosedEarly
	}
	return ProtocolError
}

func containsAny(text string, parts []string) bool {
	for _, part := range parts {
		if strings.Contains(text, part) {
			return true
		}
	}
	return false
}
