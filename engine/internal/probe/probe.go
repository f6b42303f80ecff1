package probe

import (
	"context"
	"time"

	"byway/engine/internal/exchange"
	"byway/engine/internal/fault"
	"byway/engine/internal/outbound"
	"byway/engine/internal/protocol"
	"byway/engine/internal/scrub"
)

// Bounds of what the app may ask for.
const (
	maxTimeoutMs = 120_000
	maxBytes     = 64 << 20
	// maxAtOnce probes run; others wait for their turn, within their own time.
	maxAtOnce = 64
)

// Prober runs probes, apart from the running configuration.
type Prober struct {
	secrets *scrub.Secrets
	turns   chan struct{}
}

// New makes a prober; secrets learns what must not be logged while a probe runs.
func New(secrets *scrub.Secrets) *Prober {
	return &Prober{secrets: secrets, turns: make(chan struct{}, maxAtOnce)}
}

// Timeout checks a time limit in milliseconds.
func Timeout(ms int) (time.Duration, error) {
	if ms < 1 || ms > maxTimeoutMs {
		return 0, fault.New(fault.BadRequest, "timeoutMs is not 1-%d", maxTimeoutMs)
	}
	return time.Duration(ms) * time.Millisecond, nil
}

// Probe dials one server and fetches the address through it. The server is closed again in every case.
func (p *Prober) Probe(ctx context.Context, params protocol.ProbeParams) (protocol.ProbeResult, error) {
	limit, err := Timeout(params.TimeoutMs)
	if err != nil {
		return protocol.ProbeResult{}, err
	}
	target, err := exchange.ParseTarget(params.URL)
	if err != nil {
		return protocol.ProbeResult{}, err
	}
	if params.MaxBytes < 1 || params.MaxBytes > maxBytes {
		return protocol.ProbeResult{}, fault.New(fault.BadRequest, "maxBytes is not 1-%d", maxBytes)
	}
	select {
	case p.turns <- struct{}{}:
		defer func() { <-p.turns }()
	case <-ctx.Done():
		return protocol.ProbeResult{}, staged(fault.New(fault.Cancelled, "cancelled while waiting for a turn"))
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	return p.run(ctx, params, target)
}

func (p *Prober) run(ctx context.Context, params protocol.ProbeParams, target exchange.Target) (protocol.ProbeResult, error) {
	server, all, err := cleanAll(params)
	if err != nil {
		return protocol.ProbeResult{}, staged(err)
	}
	// Faults are scrubbed when they are sent and log lines when they are passed on, both after this function.
	var secrets []string
	for _, description := range all {
		secrets = append(secrets, outbound.Secrets(description)...)
	}
	release := p.secrets.Hold(secrets)
	defer time.AfterFunc(time.Minute, release)
	table, err := startAll(all)
	if err != nil {
		return protocol.ProbeResult{}, staged(err)
	}
	defer table.close()
	request := Request{Target: target, MaxBytes: params.MaxBytes, Reality: outbound.UsesReality(server)}
	name, _ := server["name"].(string) // checked with the rest
	answer, stages, err := Through(ctx, table.proxies[name], request)
	if err != nil {
		return protocol.ProbeResult{}, staged(err)
	}
	return protocol.ProbeResult{Status: answer.Status, Bytes: answer.Bytes, Stages: stages}, nil
}

// staged makes sure that a probe's fault carries its stages and bytes, even when none were reached.
func staged(err error) error {
	known := fault.Of(err)
	if known.Stages == nil {
		copied := *known
		copied.Stages = []fault.Stage{}
		known = &copied
	}
	if _, has := known.Detail["bytes"]; !has {
		known = known.With("bytes", 0)
	}
	return known
}
