// Package practice is a Shadowsocks server and a small web page, both on 127.0.0.1, so that the whole path can be
// tried with no server and no internet. It dials by itself and never through the running configuration, so it
// cannot loop.
package practice

import (
	"fmt"
	"net/http"
	"sync"

	"github.com/metacubex/mihomo/transport/shadowsocks/core"

	"byway/engine/internal/fault"
	"byway/engine/internal/loopback"
	"byway/engine/internal/protocol"
	"byway/engine/internal/scrub"
)

// maxPassword bounds the password in bytes.
const maxPassword = 256

// Practice is the pair of servers; the zero value with New is stopped.
type Practice struct {
	mutex   sync.Mutex
	secrets *scrub.Secrets
	running *running
}

// running is one started pair.
type running struct {
	params  protocol.PracticeParams
	relay   *loopback.Listener
	origin  *loopback.Listener
	web     *http.Server
	release func()
}

// New makes a stopped practice server.
func New(secrets *scrub.Secrets) *Practice { return &Practice{secrets: secrets} }

// Start starts the servers. With the same parameters it answers what runs already; with others it starts anew.
func (p *Practice) Start(params protocol.PracticeParams) (protocol.PracticeResult, error) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if p.running != nil && p.running.params == params {
		return p.running.result(), nil
	}
	if params.Password == "" || len(params.Password) > maxPassword {
		return protocol.PracticeResult{}, fault.New(fault.BadRequest, "password is empty or too long")
	}
	cipher, err := core.PickCipher(params.Method, nil, params.Password)
	if err != nil || params.Method == "dummy" || params.Method == "none" {
		return protocol.PracticeResult{}, fault.New(fault.ConfigRefused, "method is none that the practice server speaks")
	}
	started, err := start(params, cipher)
	if err != nil {
		return protocol.PracticeResult{}, err
	}
	started.release = p.secrets.Hold([]string{params.Password})
	p.stop()
	p.running = started
	return started.result(), nil
}

func start(params protocol.PracticeParams, cipher core.Cipher) (*running, error) {
	relay, err := loopback.Listen(0)
	if err != nil {
		return nil, err
	}
	origin, err := loopback.Listen(0)
	if err != nil {
		relay.CloseAll()
		return nil, err
	}
	started := &running{params: params, relay: relay, origin: origin, web: newSite(params.Language)}
	go serveRelay(relay, cipher)
	go func() { _ = started.web.Serve(origin) }()
	return started, nil
}

// Stop ends the servers and every connection through them. Stopping twice is no fault.
func (p *Practice) Stop() {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.stop()
}

func (p *Practice) stop() {
	if p.running == nil {
		return
	}
	p.running.relay.CloseAll()
	_ = p.running.web.Close()
	p.running.origin.CloseAll()
	p.running.release()
	p.running = nil
}

func (r *running) result() protocol.PracticeResult {
	return protocol.PracticeResult{Port: r.relay.Port(), PageURL: fmt.Sprintf("http://%s/", r.address())}
}

func (r *running) address() string { return fmt.Sprintf("127.0.0.1:%d", r.origin.Port()) }
