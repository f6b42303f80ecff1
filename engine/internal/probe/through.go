// Package probe asks a server for bytes, stage by stage, and says precisely what stood in the way.
package probe

import (
	"context"
	"errors"
	"io"
	"net"
	"strconv"

	C "github.com/metacubex/mihomo/constant"

	"byway/engine/internal/exchange"
	"byway/engine/internal/fault"
)

// Dialer is the part of a mihomo adapter that is needed here.
type Dialer interface {
	DialContext(ctx context.Context, metadata *C.Metadata) (C.Conn, error)
}

// Request is one fetch. Reality tells what a certificate error of the server means.
type Request struct {
	Target   exchange.Target
	MaxBytes int64
	Reality  bool
}

// Through fetches the target by way of dialer. Stages and bytes are given in both cases; a fault carries them too.
func Through(ctx context.Context, dialer Dialer, request Request) (exchange.Answer, []fault.Stage, error) {
	watch := exchange.NewStopwatch()
	conn, err := dial(ctx, dialer, request.Target)
	if err != nil {
		return exchange.Answer{}, nil, Explain(ctx, err, request.Reality, exchange.Answer{}, watch)
	}
	defer conn.Close()
	watch.Mark("dial")
	answer, err := exchange.Get(ctx, conn, request.Target, request.MaxBytes, io.Discard, watch)
	if err != nil {
		return answer, watch.Stages(), Explain(ctx, err, request.Reality, answer, watch)
	}
	if answer.Status >= 400 {
		return answer, watch.Stages(), refusal(answer, watch)
	}
	return answer, watch.Stages(), nil
}

// Explain makes the fault of an error met after the given answer.
func Explain(ctx context.Context, err error, reality bool, answer exchange.Answer, watch *exchange.Stopwatch) error {
	var known *fault.Fault
	if errors.As(err, &known) {
		return known
	}
	heard := answer.Bytes
	if answer.Heard && heard == 0 {
		heard = 1 // part of the head came
	}
	code := fault.Classify(err, fault.Situation{Bytes: heard, Reality: reality, Ended: ctx.Err()})
	return &fault.Fault{
		Code: code, Text: err.Error(), Detail: map[string]any{"bytes": answer.Bytes}, Stages: watch.Stages(),
	}
}

func refusal(answer exchange.Answer, watch *exchange.Stopwatch) error {
	return &fault.Fault{
		Code: fault.CheckFailed, Text: "the address answered with status " + strconv.Itoa(answer.Status),
		Detail: map[string]any{"status": answer.Status, "bytes": answer.Bytes}, Stages: watch.Stages(),
	}
}

// dial returns when the context ends even if the adapter does not (mieru waits its own ten seconds), and keeps a
// panic inside the adapter's code from ending the process.
func dial(ctx context.Context, dialer Dialer, target exchange.Target) (net.Conn, error) {
	metadata := &C.Metadata{NetWork: C.TCP, Type: C.INNER}
	address := net.JoinHostPort(target.Host, strconv.Itoa(int(target.Port)))
	if err := metadata.SetRemoteAddress(address); err != nil {
		return nil, fault.New(fault.BadRequest, "url is no usable address")
	}
	type outcome struct {
		conn net.Conn
		err  error
	}
	done := make(chan outcome, 1)
	go func() {
		defer func() {
			if cause := recover(); cause != nil {
				done <- outcome{err: fault.New(fault.EngineInternal, "panic while dialling: %v", cause)}
			}
		}()
		conn, err := dialer.DialContext(ctx, metadata)
		if err != nil {
			done <- outcome{err: err}
			return
		}
		done <- outcome{conn: conn}
	}()
	select {
	case got := <-done:
		return got.conn, got.err
	case <-ctx.Done():
		go func() {
			if late := <-done; late.conn != nil {
				_ = late.conn.Close()
			}
		}()
		return nil, ctx.Err()
	}
}
