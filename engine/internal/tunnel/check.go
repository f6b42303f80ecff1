package tunnel

import (
	"bytes"
	"context"
	"net"
	"strconv"
	"strings"
	"time"

	"github.com/metacubex/mihomo/transport/socks5"

	"byway/engine/internal/exchange"
	"byway/engine/internal/fault"
	"byway/engine/internal/outbound"
	"byway/engine/internal/probe"
	"byway/engine/internal/protocol"
)

// maxCheckBody bounds the body read by a check, in bytes.
const maxCheckBody = 64 << 10

// PageReader finds title and text in the body of a page that it knows; nil for any other.
type PageReader func(target exchange.Target, answer exchange.Answer, body []byte) *protocol.Page

// Check fetches an address the way a program would: through the local door, with its password. An answer below
// status 400 proves the whole path. On failure the fault names the real cause, not the closed local connection.
func (t *Tunnel) Check(ctx context.Context, params protocol.CheckParams, read PageReader) (protocol.CheckResult, error) {
	limit, err := probe.Timeout(params.TimeoutMs)
	if err != nil {
		return protocol.CheckResult{}, err
	}
	target, err := exchange.ParseTarget(params.URL)
	if err != nil {
		return protocol.CheckResult{}, err
	}
	path, err := t.path()
	if err != nil {
		return protocol.CheckResult{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	begun := time.Now()
	var body bytes.Buffer
	answer, err := path.fetch(ctx, target, &body)
	if err != nil {
		return protocol.CheckResult{}, path.cause(ctx, target, err)
	}
	if answer.Status >= 400 {
		return protocol.CheckResult{}, fault.New(fault.CheckFailed, "the address answered with status %d", answer.Status).
			With("status", answer.Status)
	}
	return protocol.CheckResult{
		Status: answer.Status, Bytes: answer.Bytes, Page: read(target, answer, body.Bytes()),
		Ms: float64(time.Since(begun).Microseconds()) / 1000,
	}, nil
}

// checkPath is what one check goes through, taken at its start.
type checkPath struct {
	wish
	board  *switchboard
	server *server
}

func (t *Tunnel) path() (checkPath, error) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	selected := t.board.current.Load()
	if t.local == nil || selected == nil {
		return checkPath{}, fault.New(fault.BadRequest, "nothing is applied")
	}
	path := checkPath{wish: t.local.wish, board: t.board, server: selected}
	path.port = t.local.port()
	return path, nil
}

// fetch asks through the door. A dial error of the server ends it at once: mihomo itself would try again for
// seconds, and would say nothing.
func (p checkPath) fetch(ctx context.Context, target exchange.Target, body *bytes.Buffer) (exchange.Answer, error) {
	var dialer net.Dialer
	conn, err := dialer.DialContext(ctx, "tcp4", net.JoinHostPort("127.0.0.1", strconv.Itoa(p.port)))
	switch {
	case ctx.Err() != nil:
		return exchange.Answer{}, ctx.Err()
	case err != nil:
		return exchange.Answer{}, fault.New(fault.EngineInternal, "own door: %v", err)
	}
	defer conn.Close()
	source := conn.LocalAddr().(*net.TCPAddr) // a tcp4 connection's address is a TCPAddr
	failed, release := p.board.listen(uint16(source.Port))
	defer release()
	inner, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	go func() {
		select {
		case reason := <-failed:
			cancel(reason)
		case <-inner.Done():
		}
	}()
	answer, err := p.ask(inner, conn, target, body)
	if reason := context.Cause(inner); err != nil && ctx.Err() == nil && inner.Err() != nil {
		return answer, reason
	}
	// The door closes the connection after a failed dial; the reason may arrive in the same instant.
	select {
	case reason := <-failed:
		if err != nil {
			return answer, reason
		}
	default:
	}
	if err != nil && answer.Status != 0 && ctx.Err() != context.Canceled {
		return answer, nil // an answer whose body broke off still is an answer
	}
	return answer, err
}

func (p checkPath) ask(ctx context.Context, conn net.Conn, target exchange.Target, body *bytes.Buffer) (exchange.Answer, error) {
	stop := context.AfterFunc(ctx, func() { _ = conn.Close() })
	defer stop()
	address := socks5.ParseAddr(net.JoinHostPort(target.Host, strconv.Itoa(int(target.Port))))
	user := &socks5.User{Username: p.username, Password: p.password}
	if _, err := socks5.ClientHandshake(conn, address, socks5.CmdConnect, user); err != nil {
		return exchange.Answer{}, err
	}
	return exchange.Get(ctx, conn, target, maxCheckBody, body, exchange.NewStopwatch())
}

// cause gives the failure its code. A connection that was closed without a word is asked for again straight through
// the server's adapter, where the error is not lost.
func (p checkPath) cause(ctx context.Context, target exchange.Target, err error) error {
	request := probe.Request{Target: target, MaxBytes: maxCheckBody, Reality: outbound.UsesReality(p.server.description)}
	watch := exchange.NewStopwatch()
	known := fault.Of(probe.Explain(ctx, err, request.Reality, exchange.Answer{}, watch))
	if known.Code == fault.ClosedEarly {
		if _, _, again := probe.Through(ctx, p.server.proxy, request); again != nil && !strings.Contains(again.Error(), "cancel") {
			known = fault.Of(again)
		}
	}
	return &fault.Fault{Code: known.Code, Text: known.Text, Detail: known.Detail}
}
