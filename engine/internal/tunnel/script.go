package tunnel

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/hex"
	"io"
	"log"
	"net"
	"net/http"
	"strconv"
	"sync/atomic"
	"time"

	"byway/engine/internal/fault"
	"byway/engine/internal/loopback"
)

// maxScript bounds the text of an automatic proxy configuration, in bytes.
const maxScript = 64 << 10

// scriptWish is what the listener for an automatic proxy configuration should be.
type scriptWish struct {
	port int
	text string
}

// scriptDoor serves one text under one path that nobody can guess: the script by which programs find the open door.
// When this process is gone the address answers nothing, and programs go directly, which is what the script is for.
type scriptDoor struct {
	page     atomic.Pointer[scriptPage]
	listener *loopback.Listener
	server   *http.Server
}

type scriptPage struct{ path, text string }

// newPage gives every text a path of its own, so that programs fetch a changed script and forget what an earlier one
// led to: Chromium avoids a proxy that did not answer for minutes, until its settings change.
func newPage(text string) (*scriptPage, error) {
	random := make([]byte, 16)
	if _, err := rand.Read(random); err != nil {
		return nil, fault.New(fault.EngineInternal, "random: %v", err)
	}
	return &scriptPage{"/" + hex.EncodeToString(random) + ".pac", text}, nil
}

func openScript(port int) (*scriptDoor, error) {
	listener, err := loopback.Listen(port)
	if err != nil {
		return nil, err
	}
	door := &scriptDoor{listener: listener}
	door.server = &http.Server{
		Handler:                      http.HandlerFunc(door.serve),
		ReadTimeout:                  5 * time.Second,
		WriteTimeout:                 5 * time.Second,
		MaxHeaderBytes:               8 << 10,
		ErrorLog:                     log.New(io.Discard, "", 0), // what a stranger sends is not worth a line
		DisableGeneralOptionsHandler: true,
	}
	door.server.SetKeepAlivesEnabled(false)
	go func() { _ = door.server.Serve(listener) }()
	return door, nil
}

// serve answers one GET of the one path, asked for by the address that was given out. A page that points a name of its
// own at this computer sends that name as Host and gets nothing.
func (d *scriptDoor) serve(response http.ResponseWriter, request *http.Request) {
	header := response.Header()
	header.Set("Cache-Control", "no-store")
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Cross-Origin-Resource-Policy", "same-origin")
	page := d.page.Load()
	isOurs := page != nil && request.Host == d.address() && subtle.ConstantTimeCompare([]byte(request.RequestURI), []byte(page.path)) == 1
	switch {
	case !isOurs:
		response.WriteHeader(http.StatusNotFound)
	case request.Method != http.MethodGet:
		response.WriteHeader(http.StatusMethodNotAllowed)
	default:
		header.Set("Content-Type", "application/x-ns-proxy-autoconfig")
		_, _ = io.WriteString(response, page.text)
	}
}

func (d *scriptDoor) address() string {
	return net.JoinHostPort("127.0.0.1", strconv.Itoa(d.listener.Port()))
}

// url is where programs find the script; empty without a door.
func (d *scriptDoor) url() string {
	if d == nil {
		return ""
	}
	return "http://" + d.address() + d.page.Load().path
}

// isAt is true when the door is where it is wished to be; port 0 is content with any place.
func (d *scriptDoor) isAt(port int) bool { return port == 0 || port == d.listener.Port() }

// close frees the port before it returns.
func (d *scriptDoor) close() {
	d.listener.CloseAll()
	_ = d.server.Close()
}

// turnScript gives the door to have and what it is to serve. Nothing that is served now changes before settleScript.
func (t *Tunnel) turnScript(wanted *scriptWish) (next *scriptDoor, page *scriptPage, err error) {
	if wanted == nil {
		return nil, nil, nil
	}
	next = t.script
	if next != nil && next.isAt(wanted.port) {
		if page = next.page.Load(); page.text == wanted.text {
			return next, page, nil
		}
	}
	if page, err = newPage(wanted.text); err != nil {
		return nil, nil, err
	}
	if next == nil || !next.isAt(wanted.port) {
		next, err = openScript(wanted.port)
	}
	return next, page, err
}

// settleScript makes the turned door the present one.
func (t *Tunnel) settleScript(next *scriptDoor, page *scriptPage) {
	if next != nil {
		next.page.Store(page)
	}
	if t.script != nil && t.script != next {
		t.script.close()
	}
	t.script = next
}
