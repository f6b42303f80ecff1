package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/creachadair/jrpc2"
	"github.com/creachadair/jrpc2/channel"

	"byway/engine/internal/protocol"
)

// engineVariable makes the test binary be the engine, so that the process itself is tested and not a copy of it.
const engineVariable = "BYWAY_TEST_IS_ENGINE"

func TestMain(m *testing.M) {
	if os.Getenv(engineVariable) != "" {
		os.Exit(run(os.Args[1:]))
	}
	os.Exit(m.Run())
}

// process is a running engine. What it writes to stdout is kept, to be judged as a whole.
type process struct {
	command *exec.Cmd
	client  *jrpc2.Client
	stdin   io.WriteCloser
	stdout  *bytes.Buffer
	stderr  *bytes.Buffer
	notes   chan string
	gone    chan struct{}
	mutex   sync.Mutex
}

func launch(t *testing.T, environment ...string) *process {
	t.Helper()
	p := &process{stdout: &bytes.Buffer{}, stderr: &bytes.Buffer{}, notes: make(chan string, 4096), gone: make(chan struct{})}
	p.command = exec.Command(os.Args[0])
	p.command.Env = append(append(os.Environ(), engineVariable+"=1"), environment...)
	p.command.Stderr = p.stderr
	stdin, err := p.command.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := p.command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.command.Start(); err != nil {
		t.Fatal(err)
	}
	p.stdin = stdin
	p.client = jrpc2.NewClient(channel.LSP(io.TeeReader(stdout, p), stdin), &jrpc2.ClientOptions{OnNotify: func(r *jrpc2.Request) {
		select {
		case p.notes <- r.Method() + " " + r.ParamString():
		default:
		}
	}})
	go func() {
		_ = p.command.Wait()
		close(p.gone)
	}()
	t.Cleanup(func() {
		_ = p.command.Process.Kill()
		<-p.gone
	})
	return p
}

// Write keeps what came on stdout; it implements io.Writer for the tee.
func (p *process) Write(b []byte) (int, error) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	return p.stdout.Write(b)
}

func (p *process) call(t *testing.T, method string, params, result any) {
	t.Helper()
	if err := p.client.CallResult(context.Background(), method, params, result); err != nil {
		t.Fatalf("%s: %v", method, err)
	}
}

func (p *process) hello(t *testing.T) protocol.HelloResult {
	t.Helper()
	var result protocol.HelloResult
	p.call(t, "hello", protocol.HelloParams{Protocol: protocol.Version}, &result)
	return result
}

// leaves waits for the end and gives the exit code.
func (p *process) leaves(t *testing.T, within time.Duration) int {
	t.Helper()
	select {
	case <-p.gone:
		return p.command.ProcessState.ExitCode()
	case <-time.After(within):
		t.Fatalf("still running after %v", within)
		return -1
	}
}

// connect starts the practice server and a configuration that uses it.
func (p *process) connect(t *testing.T) (protocol.ApplyParams, protocol.PracticeResult) {
	t.Helper()
	var server protocol.PracticeResult
	p.call(t, "practice.start", protocol.PracticeParams{Method: "aes-256-gcm", Password: "hunter2", Language: "en"}, &server)
	params := protocol.ApplyParams{
		Local: &protocol.LocalDoor{Username: "u", Password: "local-secret"},
		Proxies: []protocol.Proxy{{
			"name": "A", "type": "ss", "server": "127.0.0.1", "port": server.Port, "cipher": "aes-256-gcm", "password": "hunter2",
		}},
		Selected: "A",
	}
	p.call(t, "apply", params, &protocol.ApplyResult{})
	return params, server
}

// silentPort hears connections and never answers; heard gets one value for each.
func silentPort(t *testing.T) (port int, heard chan struct{}) {
	t.Helper()
	listener, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	heard = make(chan struct{}, 256)
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			heard <- struct{}{}
			go func() { _, _ = io.Copy(io.Discard, conn) }()
		}
	}()
	return listener.Addr().(*net.TCPAddr).Port, heard
}

func hangingProbe(port int) protocol.ProbeParams {
	return protocol.ProbeParams{
		Proxy: protocol.Proxy{"name": "S", "type": "ss", "server": "127.0.0.1", "port": port, "cipher": "aes-256-gcm", "password": "x"},
		URL:   "http://192.0.2.1/", TimeoutMs: 60_000, MaxBytes: 1,
	}
}

// countMessages fails on anything between, before or after framed JSON-RPC objects.
func countMessages(t *testing.T, stream string) (count int) {
	t.Helper()
	for ; stream != ""; count++ {
		head, rest, _ := strings.Cut(stream, "\r\n\r\n")
		size, err := strconv.Atoi(strings.TrimPrefix(head, "Content-Length: "))
		if err != nil || size > len(rest) {
			t.Fatalf("not a frame: %.80q", stream)
		}
		var message struct {
			Version string `json:"jsonrpc"`
		}
		if err := json.Unmarshal([]byte(rest[:size]), &message); err != nil || message.Version != "2.0" {
			t.Fatalf("not a message: %.80q", rest[:size])
		}
		stream = rest[size:]
	}
	return count
}
