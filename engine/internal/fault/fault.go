// Package fault holds the closed list of things that can go wrong in the engine and the value that carries one.
// golden/faults.json is the same list; a test on each side of the wire keeps them equal.
package fault

import (
	"errors"
	"fmt"
)

// Code is one of the closed list.
type Code string

// The codes, in the order of golden/faults.json. What each means stands in src/shared/fault.ts.
const (
	EngineVersion       Code = "engine-version"
	EngineInternal      Code = "engine-internal"
	ConfigRefused       Code = "config-refused"
	PortBusy            Code = "port-busy"
	NameUnresolved      Code = "name-unresolved"
	Refused             Code = "refused"
	Unreachable         Code = "unreachable"
	Timeout             Code = "timeout"
	TLSFailed           Code = "tls-failed"
	RealityRefused      Code = "reality-refused"
	AuthFailed          Code = "auth-failed"
	ProtocolError       Code = "protocol-error"
	ClosedEarly         Code = "closed-early"
	CutOff              Code = "cut-off"
	CheckFailed         Code = "check-failed"
	Cancelled           Code = "cancelled"
	BadRequest          Code = "bad-request"
	NotFound            Code = "not-found"
	ProxyLocked         Code = "proxy-locked"
	ProxyNotApplied     Code = "proxy-not-applied"
	ProxyNotRestored    Code = "proxy-not-restored"
	ProxyJournalDamaged Code = "proxy-journal-damaged"
	Unexpected          Code = "unexpected"
)

// All lists every code, in the golden file's order.
var All = []Code{
	EngineVersion, EngineInternal, ConfigRefused, PortBusy, NameUnresolved, Refused, Unreachable, Timeout,
	TLSFailed, RealityRefused, AuthFailed, ProtocolError, ClosedEarly, CutOff, CheckFailed, Cancelled,
	BadRequest, NotFound, ProxyLocked, ProxyNotApplied, ProxyNotRestored, ProxyJournalDamaged, Unexpected,
}

// Stage is one timed step of a conversation; Ms is the step's own duration in milliseconds.
type Stage struct {
	Stage string  `json:"stage"`
	Ms    float64 `json:"ms"`
}

// Fault is an expected failure. Text is English, for the log only, and must already be free of secrets where it
// leaves the process (package rpc scrubs it). Detail holds text and numbers only. Stages is nil outside probes.
type Fault struct {
	Code   Code
	Text   string
	Detail map[string]any
	Stages []Stage
}

// Error implements error.
func (f *Fault) Error() string { return string(f.Code) + ": " + f.Text }

// New builds a fault from a code and a formatted text.
func New(code Code, format string, arguments ...any) *Fault {
	return &Fault{Code: code, Text: fmt.Sprintf(format, arguments...)}
}

// With returns the fault with one more detail; value is text or a number.
func (f *Fault) With(key string, value any) *Fault {
	detail := map[string]any{key: value}
	for k, v := range f.Detail {
		if k != key {
			detail[k] = v
		}
	}
	copied := *f
	copied.Detail = detail
	return &copied
}

// Of gives the fault inside an error; anything that is none is a bug and becomes engine-internal.
func Of(err error) *Fault {
	var known *Fault
	if errors.As(err, &known) {
		return known
	}
	return New(EngineInternal, "%v", err)
}
