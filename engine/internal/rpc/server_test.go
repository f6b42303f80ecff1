package rpc

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/creachadair/jrpc2"
	"github.com/creachadair/jrpc2/channel"

	"byway/engine/internal/fault"
)

// talk starts a server with the given handlers and a client to it; notes receives notifications.
func talk(t *testing.T, handlers map[string]Handler) (client *jrpc2.Client, server *Server, notes chan string) {
	t.Helper()
	if handlers["hello"] == nil {
		handlers["hello"] = func(context.Context, json.RawMessage) (any, error) { return "hi", nil }
	}
	clean := func(text string) string { return strings.ReplaceAll(text, "hunter2", "***") }
	server = New(handlers, clean, func(method, _ string) {})
	fromClient, toServer := io.Pipe()
	fromServer, toClient := io.Pipe()
	server.Start(fromClient, toClient, func(error) {})
	notes = make(chan string, 16)
	client = jrpc2.NewClient(channel.LSP(fromServer, toServer), &jrpc2.ClientOptions{
		OnNotify: func(request *jrpc2.Request) {
			select {
			case notes <- request.Method() + request.ParamString():
			default:
			}
		},
	})
	t.Cleanup(func() { _ = client.Close() })
	return client, server, notes
}

// codeOf gives the fault code that came with an error.
func codeOf(t *testing.T, err error) (fault.Code, map[string]any) {
	t.Helper()
	var failed *jrpc2.Error
	if !errors.As(err, &failed) {
		t.Fatalf("no error object: %v", err)
	}
	var data struct {
		Code   fault.Code
		Detail map[string]any
	}
	if failed.Code != faultCode || json.Unmarshal(failed.Data, &data) != nil {
		t.Fatalf("not a fault: %v %s", failed, failed.Data)
	}
	return data.Code, data.Detail
}

func call(client *jrpc2.Client, method string) error {
	_, err := client.Call(context.Background(), method, map[string]any{})
	return err
}

func TestHelloMustComeFirst(t *testing.T) {
	refuse := true
	client, _, _ := talk(t, map[string]Handler{
		"ping": func(context.Context, json.RawMessage) (any, error) { return struct{}{}, nil },
		"hello": func(context.Context, json.RawMessage) (any, error) {
			if refuse {
				return nil, fault.New(fault.EngineVersion, "another version")
			}
			return struct{}{}, nil
		},
	})
	if code, _ := codeOf(t, call(client, "ping")); code != fault.BadRequest {
		t.Errorf("ping before hello: %s", code)
	}
	if code, _ := codeOf(t, call(client, "hello")); code != fault.EngineVersion {
		t.Errorf("a refused hello: %s", code)
	}
	if code, _ := codeOf(t, call(client, "ping")); code != fault.BadRequest {
		t.Errorf("ping after a refused hello: %s", code)
	}
	refuse = false
	if err := errors.Join(call(client, "hello"), call(client, "ping")); err != nil {
		t.Errorf("after hello: %v", err)
	}
}

func TestPanicIsAFaultOfThatRequestAlone(t *testing.T) {
	client, _, _ := talk(t, map[string]Handler{
		"panic": func(context.Context, json.RawMessage) (any, error) { panic("hunter2 fell") },
		"ping":  func(context.Context, json.RawMessage) (any, error) { return struct{}{}, nil },
	})
	if err := call(client, "hello"); err != nil {
		t.Fatal(err)
	}
	err := call(client, "panic")
	if code, _ := codeOf(t, err); code != fault.EngineInternal || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("%s %v", code, err)
	}
	if err := call(client, "ping"); err != nil {
		t.Errorf("the server did not survive: %v", err)
	}
}

func TestErrorsOfEveryKindCarryAFault(t *testing.T) {
	client, _, _ := talk(t, map[string]Handler{
		"plain": func(context.Context, json.RawMessage) (any, error) { return nil, errors.New("no fault") },
		"detail": func(context.Context, json.RawMessage) (any, error) {
			return nil, fault.New(fault.PortBusy, "x").With("port", 7)
		},
	})
	if err := call(client, "hello"); err != nil {
		t.Fatal(err)
	}
	for method, want := range map[string]fault.Code{
		"plain": fault.EngineInternal, "detail": fault.PortBusy, "nonsense": fault.BadRequest, "rpc.serverInfo": fault.BadRequest,
	} {
		code, detail := codeOf(t, call(client, method))
		if code != want || (method == "detail") != (detail["port"] == float64(7)) {
			t.Errorf("%s: %s %v", method, code, detail)
		}
	}
}

func TestCancelRequestEndsARunningRequest(t *testing.T) {
	begun := make(chan struct{})
	client, _, _ := talk(t, map[string]Handler{
		"hang": func(ctx context.Context, _ json.RawMessage) (any, error) {
			close(begun)
			<-ctx.Done()
			return nil, fault.New(fault.Timeout, "gave up")
		},
	})
	if err := call(client, "hello"); err != nil {
		t.Fatal(err)
	}
	failed := make(chan error, 1)
	go func() { failed <- call(client, "hang") }()
	<-begun
	// jrpc2 numbers its requests from 1: hello, and so hang is 2.
	if err := client.Notify(context.Background(), "$/cancelRequest", map[string]any{"id": 2}); err != nil {
		t.Fatal(err)
	}
	if code, _ := codeOf(t, <-failed); code != fault.Cancelled {
		t.Errorf("%s", code)
	}
}

func TestNotificationsArriveAndNeverBlock(t *testing.T) {
	client, server, notes := talk(t, map[string]Handler{})
	if err := call(client, "hello"); err != nil {
		t.Fatal(err)
	}
	server.Notify("traffic", map[string]int{"up": 1})
	if note := <-notes; note != `traffic{"up":1}` {
		t.Errorf("%s", note)
	}
	for range 100_000 { // far more than fit: the reader is not even asked
		server.Notify("log", map[string]int{})
	}
}
