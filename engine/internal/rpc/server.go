package rpc

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"sync/atomic"

	"github.com/creachadair/jrpc2"

	"byway/engine/internal/fault"
	"byway/engine/internal/protocol"
)

// Handler answers one method. The params are the raw JSON; an error should be a *fault.Fault.
type Handler func(ctx context.Context, params json.RawMessage) (any, error)

// faultCode is the JSON-RPC error code of every fault; the fault's own code is in data.
const faultCode jrpc2.Code = -32000

// maxAtOnce bounds requests handled at once. It is well above the probes' own bound (package probe), so that
// waiting probes can never keep a ping, a cancel or a stop from being heard.
const maxAtOnce = 1024

// Server is one conversation.
type Server struct {
	handlers map[string]Handler
	// clean removes secrets from a text before it leaves the process.
	clean func(string) string
	// crashed hears about a caught panic, with its stack.
	crashed func(method, stack string)
	greeted atomic.Bool
	inner   *jrpc2.Server
	queue   chan push
}

// push is one notification on its way out.
type push struct {
	method string
	params any
}

// New makes a server; "hello" among the handlers must come first and opens the others when it succeeds.
func New(handlers map[string]Handler, clean func(string) string, crashed func(method, stack string)) *Server {
	s := &Server{handlers: handlers, clean: clean, crashed: crashed, queue: make(chan push, 256)}
	s.inner = jrpc2.NewServer(assigner{s}, &jrpc2.ServerOptions{
		AllowPush: true, DisableBuiltin: true, Concurrency: maxAtOnce,
	})
	return s
}

// Start begins the conversation and returns at once; ended hears when reading is over, with io.EOF for a clean end.
func (s *Server) Start(reader io.Reader, writer io.WriteCloser, ended func(error)) {
	s.inner.Start(NewFrames(reader, writer, ended))
	go s.pump()
}

// Notify sends a notification without waiting. When the app does not read, notifications are dropped, not hoarded.
func (s *Server) Notify(method string, params any) {
	select {
	case s.queue <- push{method, params}:
	default:
	}
}

// pump is the only sender of notifications, so that a full pipe holds up nobody else.
func (s *Server) pump() {
	for next := range s.queue {
		if errors.Is(s.inner.Notify(context.Background(), next.method, next.params), jrpc2.ErrConnClosed) {
			return
		}
	}
}

type assigner struct{ server *Server }

// Assign gives every method a handler, unknown ones too, so that each failure carries a fault code.
func (a assigner) Assign(_ context.Context, method string) jrpc2.Handler {
	if method == "$/cancelRequest" {
		return cancelRequest
	}
	handler, known := a.server.handlers[method]
	return func(ctx context.Context, request *jrpc2.Request) (any, error) {
		switch {
		case !known:
			return nil, a.server.encode(fault.New(fault.BadRequest, "no such method"))
		case method != "hello" && !a.server.greeted.Load():
			return nil, a.server.encode(fault.New(fault.BadRequest, "hello must come first"))
		}
		var params json.RawMessage
		if request.HasParams() {
			if err := request.UnmarshalParams(&params); err != nil {
				return nil, a.server.encode(fault.New(fault.BadRequest, "params are no object"))
			}
		}
		result, err := a.server.run(ctx, method, handler, params)
		if err != nil {
			return nil, a.server.encode(a.server.afterCancel(ctx, err))
		}
		if method == "hello" {
			a.server.greeted.Store(true)
		}
		return result, nil
	}
}

// afterCancel keeps the answer of a cancelled request its own code, whatever the handler made of it.
func (s *Server) afterCancel(ctx context.Context, err error) *fault.Fault {
	known := fault.Of(err)
	if errors.Is(ctx.Err(), context.Canceled) && known.Code != fault.Cancelled {
		known = &fault.Fault{Code: fault.Cancelled, Text: "cancelled", Stages: known.Stages, Detail: known.Detail}
	}
	return known
}

// run calls the handler; a panic is a fault of this request alone.
func (s *Server) run(ctx context.Context, method string, handler Handler, params json.RawMessage) (result any, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			s.crashed(method, string(debug.Stack()))
			result, err = nil, fault.New(fault.EngineInternal, "panic: %v", cause)
		}
	}()
	return handler(ctx, params)
}

// encode turns a fault into the error that travels.
func (s *Server) encode(f *fault.Fault) error {
	data := protocol.FaultData{Code: f.Code, Detail: f.Detail}
	if f.Stages != nil {
		data.Stages = &f.Stages
	}
	return jrpc2.Errorf(faultCode, "%s", s.clean(f.Text)).WithData(data)
}

// cancelRequest ends the context of a running request (LSP's convention, sent by vscode-jsonrpc).
func cancelRequest(ctx context.Context, request *jrpc2.Request) (any, error) {
	var params struct {
		ID json.RawMessage `json:"id"`
	}
	if err := request.UnmarshalParams(&params); err != nil {
		return nil, fmt.Errorf("cancel: %w", err)
	}
	jrpc2.ServerFromContext(ctx).CancelRequest(string(params.ID))
	return nil, nil
}
