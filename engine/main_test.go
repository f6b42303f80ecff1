package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/creachadair/jrpc2"

	"byway/engine/internal/fault"
	"byway/engine/internal/protocol"
)

func TestHelloNamesWhatRuns(t *testing.T) {
	p := launch(t)
	if got := p.hello(t); got.Protocol != 1 || got.Engine == "" || !strings.HasPrefix(got.Mihomo, "1.19.") {
		t.Errorf("%+v", got)
	}
	err := p.client.CallResult(context.Background(), "hello", protocol.HelloParams{Protocol: 99}, nil)
	var failed *jrpc2.Error
	if !errors.As(err, &failed) || !strings.Contains(string(failed.Data), string(fault.EngineVersion)) {
		t.Errorf("another version: %v", err)
	}
}

func TestTheEndOfInputIsACleanStopWithinASecond(t *testing.T) {
	p := launch(t)
	p.hello(t)
	p.connect(t)
	port, heard := silentPort(t)
	for range 100 {
		go func() { _ = p.client.CallResult(context.Background(), "probe", hangingProbe(port), nil) }()
	}
	<-heard
	if err := p.stdin.Close(); err != nil {
		t.Fatal(err)
	}
	if code := p.leaves(t, time.Second); code != 0 {
		t.Errorf("exit code %d, stderr %q", code, p.stderr)
	}
}

func TestSignalsAreCleanStops(t *testing.T) {
	for _, signal := range []os.Signal{syscall.SIGTERM, os.Interrupt} {
		p := launch(t)
		p.hello(t)
		p.connect(t)
		if err := p.command.Process.Signal(signal); err != nil {
			t.Fatal(err)
		}
		if code := p.leaves(t, time.Second); code != 0 {
			t.Errorf("%v: exit code %d", signal, code)
		}
	}
}

func TestGarbageEndsTheEngineWithItsOwnCode(t *testing.T) {
	for name, garbage := range map[string]string{"noise": "\x00\xffnoise\n", "an oversize frame": "Content-Length: 4194305\r\n\r\n"} {
		p := launch(t)
		if _, err := io.WriteString(p.stdin, garbage); err != nil {
			t.Fatal(err)
		}
		if code := p.leaves(t, time.Second); code != 3 {
			t.Errorf("%s: exit code %d", name, code)
		}
	}
}

func TestMeanwhileOthersAreAnswered(t *testing.T) {
	p := launch(t)
	p.hello(t)
	port, heard := silentPort(t)
	for range 200 { // more than probes run at once
		go func() { _ = p.client.CallResult(context.Background(), "probe", hangingProbe(port), nil) }()
	}
	for range 64 {
		<-heard
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	var memory protocol.MemoryResult
	if err := p.client.CallResult(ctx, "memory", protocol.Empty{}, &memory); err != nil || memory.RSSBytes < 1<<20 || memory.HeapBytes == 0 {
		t.Errorf("%+v, %v", memory, err)
	}
}

// Everything on stdout must be a message, at the loudest level, through a whole life with failures in it; and no
// message may hold a secret.
func TestStdoutIsPureProtocolAndHoldsNoSecret(t *testing.T) {
	p := launch(t, "BYWAY_ENGINE_LOG=debug")
	p.hello(t)
	params, server := p.connect(t)
	check := protocol.CheckParams{URL: server.PageURL, TimeoutMs: 2000}
	p.call(t, "check", check, &protocol.CheckResult{})
	params.Proxies = append(params.Proxies, protocol.Proxy{
		"name": "B", "type": "vless", "server": "127.0.0.1", "port": 1, "uuid": "0b7a0a1e-5d3c-4a39-9c1b-8f2d0a7b6c5d", "flow": "xtls-rprx-vision", "tls": true,
	})
	params.Selected = "B"
	p.call(t, "apply", params, &protocol.ApplyResult{})
	for _, failing := range []struct {
		method string
		params any
	}{
		{"check", check}, {"select", protocol.SelectParams{Name: "hunter2"}}, {"nonsense", protocol.Empty{}},
		{"probe", protocol.ProbeParams{Proxy: params.Proxies[1], URL: "http://192.0.2.1/", TimeoutMs: 500, MaxBytes: 1}},
	} {
		if err := p.client.CallResult(context.Background(), failing.method, failing.params, nil); err == nil {
			t.Errorf("%s did not fail", failing.method)
		}
	}
	p.call(t, "stop", protocol.Empty{}, &protocol.Empty{})
	if first := <-p.notes; !strings.HasPrefix(first, "log ") {
		t.Errorf("%s", first)
	}
	_ = p.stdin.Close()
	p.leaves(t, time.Second)
	p.mutex.Lock()
	defer p.mutex.Unlock()
	for _, secret := range []string{"hunter2", "local-secret", "0b7a0a1e"} {
		if bytes.Contains(p.stdout.Bytes(), []byte(secret)) || bytes.Contains(p.stderr.Bytes(), []byte(secret)) {
			t.Errorf("%s was told", secret)
		}
	}
	if messages := countMessages(t, p.stdout.String()); messages < 20 {
		t.Errorf("only %d messages: the level is not the loudest", messages)
	}
}

func TestSubcommands(t *testing.T) {
	for _, row := range []struct {
		arguments []string
		code      int
		stdout    string
	}{
		{[]string{"version"}, 0, "byway-engine "},
		{[]string{"nonsense"}, exitMisuse, ""},
	} {
		command := exec.Command(os.Args[0], row.arguments...)
		command.Env = append(os.Environ(), engineVariable+"=1")
		out, _ := command.Output()
		if command.ProcessState.ExitCode() != row.code || !strings.HasPrefix(string(out), row.stdout) {
			t.Errorf("%v: %d %q", row.arguments, command.ProcessState.ExitCode(), out)
		}
	}
}
