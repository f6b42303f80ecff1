package serve

import (
	"context"
	"encoding/json"

	"byway/engine/internal/build"
	"byway/engine/internal/fault"
	"byway/engine/internal/practice"
	"byway/engine/internal/probe"
	"byway/engine/internal/protocol"
	"byway/engine/internal/rpc"
	"byway/engine/internal/tunnel"
)

// parts is what the handlers work with.
type parts struct {
	tunnel   *tunnel.Tunnel
	prober   *probe.Prober
	practice *practice.Practice
}

// handlers is the engine's table of contents: every call of golden/messages.json, and no other.
func (p parts) handlers() map[string]rpc.Handler {
	return map[string]rpc.Handler{
		"hello":             answer(hello),
		"ping":              answer(func(context.Context, protocol.Empty) (protocol.Empty, error) { return protocol.Empty{}, nil }),
		"memory":            answer(func(context.Context, protocol.Empty) (protocol.MemoryResult, error) { return memory(), nil }),
		"apply":             answer(p.apply),
		"select":            answer(p.choose),
		"stop":              answer(p.stop),
		"check":             answer(p.check),
		"probe":             answer(p.prober.Probe),
		"practice.start":    answer(p.startPractice),
		"practice.stop":     answer(p.stopPractice),
		"connections":       answer(p.connections),
		"connections.close": answer(p.closeConnections),
	}
}

// answer makes a handler of a typed function: params are decoded strictly before it runs.
func answer[P, R any](do func(context.Context, P) (R, error)) rpc.Handler {
	return func(ctx context.Context, raw json.RawMessage) (any, error) {
		var params P
		if err := protocol.Decode(raw, &params); err != nil {
			return nil, err
		}
		return do(ctx, params)
	}
}

func hello(_ context.Context, params protocol.HelloParams) (protocol.HelloResult, error) {
	if params.Protocol != protocol.Version {
		return protocol.HelloResult{}, fault.New(fault.EngineVersion, "protocol %d is not spoken here", params.Protocol).
			With("wanted", params.Protocol).With("spoken", protocol.Version)
	}
	return protocol.HelloResult{Protocol: protocol.Version, Engine: build.Engine, Mihomo: build.Mihomo()}, nil
}

func (p parts) apply(_ context.Context, params protocol.ApplyParams) (protocol.ApplyResult, error) {
	return p.tunnel.Apply(params)
}

func (p parts) choose(_ context.Context, params protocol.SelectParams) (protocol.Empty, error) {
	return protocol.Empty{}, p.tunnel.Select(params.Name)
}

func (p parts) stop(context.Context, protocol.Empty) (protocol.Empty, error) {
	p.tunnel.Stop()
	return protocol.Empty{}, nil
}

func (p parts) check(ctx context.Context, params protocol.CheckParams) (protocol.CheckResult, error) {
	return p.tunnel.Check(ctx, params, p.practice.ReadPage)
}

func (p parts) startPractice(_ context.Context, params protocol.PracticeParams) (protocol.PracticeResult, error) {
	return p.practice.Start(params)
}

func (p parts) stopPractice(context.Context, protocol.Empty) (protocol.Empty, error) {
	p.practice.Stop()
	return protocol.Empty{}, nil
}

func (p parts) connections(context.Context, protocol.Empty) (protocol.ConnectionsResult, error) {
	return protocol.ConnectionsResult{Connections: p.tunnel.Connections()}, nil
}

func (p parts) closeConnections(_ context.Context, params protocol.CloseParams) (protocol.CloseResult, error) {
	return protocol.CloseResult{Closed: p.tunnel.Close(params.IDs)}, nil
}
