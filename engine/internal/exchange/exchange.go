// Package exchange speaks one HTTP request over a connection that somebody else made, timing every stage.
package exchange

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"byway/engine/internal/fault"
)

const (
	maxURL = 2048
	// maxHead bounds what is read before the body.
	maxHead = 64 << 10
	// userAgent is what most programs send; a name of our own would mark Byway's users to whoever sees the request.
	userAgent = "Mozilla/5.0"
)

// Target is a checked address.
type Target struct {
	URL  *url.URL
	Host string
	Port uint16
}

// ParseTarget checks an address: http or https, a host, no user name. The fault is bad-request.
func ParseTarget(raw string) (Target, error) {
	parsed, err := url.Parse(raw)
	if err != nil || len(raw) > maxURL || !isHost(parsed.Hostname()) || parsed.User != nil {
		return Target{}, fault.New(fault.BadRequest, "url is no usable address")
	}
	text := parsed.Port()
	switch {
	case parsed.Scheme == "http" && text == "":
		text = "80"
	case parsed.Scheme == "https" && text == "":
		text = "443"
	case parsed.Scheme != "http" && parsed.Scheme != "https":
		return Target{}, fault.New(fault.BadRequest, "url is neither http nor https")
	}
	port, err := strconv.ParseUint(text, 10, 16)
	if err != nil || port == 0 {
		return Target{}, fault.New(fault.BadRequest, "url has no usable port")
	}
	return Target{URL: parsed, Host: parsed.Hostname(), Port: uint16(port)}, nil
}

// isHost takes ASCII names and addresses of a length that SOCKS5 can carry.
func isHost(host string) bool {
	beyond := func(r rune) bool { return r <= ' ' || r >= 0x7f }
	return host != "" && len(host) <= 253 && strings.IndexFunc(host, beyond) < 0
}

// Stopwatch collects stages; each lasts from the mark before it.
type Stopwatch struct {
	last   time.Time
	stages []fault.Stage
}

// NewStopwatch starts now.
func NewStopwatch() *Stopwatch { return &Stopwatch{last: time.Now(), stages: []fault.Stage{}} }

// Mark ends a stage: dial, handshake, request, first-byte or body.
func (w *Stopwatch) Mark(stage string) {
	now := time.Now()
	ms := float64(now.Sub(w.last).Microseconds()) / 1000
	w.stages = append(w.stages, fault.Stage{Stage: stage, Ms: ms})
	w.last = now
}

// Stages gives the stages reached, never nil.
func (w *Stopwatch) Stages() []fault.Stage { return w.stages }

// Answer is what came back. Bytes counts the body; Heard is true once any byte of the answer came.
type Answer struct {
	Status int
	Header http.Header
	Bytes  int64
	Heard  bool
}

// graceAfterEnd is how long a conversation may take to notice that its context ended and its connection is closed.
const graceAfterEnd = 200 * time.Millisecond

// Get asks for the target over conn and reads at most maxBytes of the body into sink. It follows no redirect and
// keeps nothing open. On an error the answer still tells how far it got. The context's end closes conn, and Get
// returns soon after it in every case: below gRPC a read waits for a server that never answers and heeds neither
// the deadline nor the close. sink must not be used after an error.
func Get(ctx context.Context, conn net.Conn, target Target, maxBytes int64, sink io.Writer, watch *Stopwatch) (Answer, error) {
	type outcome struct {
		answer Answer
		err    error
	}
	done := make(chan outcome, 1)
	own := &Stopwatch{last: watch.last, stages: slices.Clone(watch.stages)}
	go func() {
		defer func() {
			if cause := recover(); cause != nil {
				done <- outcome{err: fault.New(fault.EngineInternal, "panic while talking: %v", cause)}
			}
		}()
		answer, err := converse(ctx, conn, target, maxBytes, sink, own)
		done <- outcome{answer, err}
	}()
	finish := func(got outcome) (Answer, error) {
		*watch = *own
		return got.answer, got.err
	}
	select {
	case got := <-done:
		return finish(got)
	case <-ctx.Done():
	}
	select {
	case got := <-done:
		return finish(got)
	case <-time.After(graceAfterEnd):
		return Answer{}, ctx.Err()
	}
}

func converse(ctx context.Context, conn net.Conn, target Target, maxBytes int64, sink io.Writer, watch *Stopwatch) (Answer, error) {
	stop := context.AfterFunc(ctx, func() { _ = conn.Close() })
	defer stop()
	if deadline, ok := ctx.Deadline(); ok {
		_ = conn.SetDeadline(deadline)
	}
	if target.URL.Scheme == "https" {
		secured := tls.Client(conn, &tls.Config{ServerName: target.Host, MinVersion: tls.VersionTLS12})
		if err := secured.HandshakeContext(ctx); err != nil {
			return Answer{}, err
		}
		watch.Mark("handshake")
		conn = secured
	}
	if _, err := conn.Write(request(target)); err != nil {
		return Answer{}, err
	}
	watch.Mark("request")
	return read(conn, maxBytes, sink, watch)
}

func request(target Target) []byte {
	var b strings.Builder
	b.WriteString("GET " + target.URL.RequestURI() + " HTTP/1.1\r\n")
	b.WriteString("Host: " + target.URL.Host + "\r\n")
	b.WriteString("User-Agent: " + userAgent + "\r\nAccept: */*\r\nAccept-Encoding: identity\r\nConnection: close\r\n\r\n")
	return []byte(b.String())
}

// errMalformed marks an answer that is no HTTP.
var errMalformed = errors.New("malformed HTTP answer")

func read(conn net.Conn, maxBytes int64, sink io.Writer, watch *Stopwatch) (Answer, error) {
	// The head is bounded, and so are chunk headers: at worst four bytes of them for each byte of body.
	source := &remembering{from: conn, left: maxHead + 5*maxBytes}
	buffered := bufio.NewReader(source)
	if _, err := buffered.Peek(1); err != nil {
		return Answer{}, err
	}
	watch.Mark("first-byte")
	response, err := readFinal(buffered)
	switch {
	case err != nil && source.broken != nil:
		// The parser calls a line that broke off malformed; what broke it off says more.
		return Answer{Heard: true}, source.broken
	case err != nil:
		return Answer{}, errors.Join(errMalformed, err)
	}
	defer response.Body.Close()
	answer := Answer{Status: response.StatusCode, Header: response.Header, Heard: true}
	answer.Bytes, err = io.Copy(sink, io.LimitReader(response.Body, maxBytes))
	if err == nil {
		watch.Mark("body")
	}
	return answer, err
}

// remembering reads so many bytes at most and keeps the connection's own error.
type remembering struct {
	from   io.Reader
	left   int64
	broken error
}

// Read implements io.Reader.
func (r *remembering) Read(into []byte) (int, error) {
	if r.left <= 0 {
		return 0, errMalformed
	}
	if int64(len(into)) > r.left {
		into = into[:r.left]
	}
	n, err := r.from.Read(into)
	r.left -= int64(n)
	if err != nil {
		r.broken = err
	}
	return n, err
}

// readFinal skips interim answers (103 and the like); more than a few are no HTTP server.
func readFinal(from *bufio.Reader) (*http.Response, error) {
	for range 5 {
		response, err := http.ReadResponse(from, nil)
		if err != nil {
			return nil, err
		}
		if response.StatusCode >= 200 || response.StatusCode == http.StatusSwitchingProtocols {
			return response, nil
		}
		_ = response.Body.Close()
	}
	return nil, errors.New("too many interim answers")
}
