package loopback

import (
	"errors"
	"net"
	"sync"
	"time"
)

// Listener is a bound port that knows its live connections, so that closing it can mean closing them too.
type Listener struct {
	inner     *net.TCPListener
	mutex     sync.Mutex
	live      map[*connection]struct{}
	closed    bool
	proxyOnly bool
}

// connection embeds the real one, so that the kernel's fast copying still finds its methods.
type connection struct {
	*net.TCPConn
	owner   *Listener
	opening opening
}

func newListener(inner *net.TCPListener) *Listener {
	return &Listener{inner: inner, live: map[*connection]struct{}{}}
}

// ProxyOnly turns away whoever asks for a path instead of a whole address, as web pages do. Call it before Accept.
func (l *Listener) ProxyOnly() { l.proxyOnly = true }

// Port is the port really bound.
func (l *Listener) Port() int { return l.inner.Addr().(*net.TCPAddr).Port } // a TCPListener's address is a TCPAddr

// Addr implements net.Listener.
func (l *Listener) Addr() net.Addr { return l.inner.Addr() }

// Accept implements net.Listener. A passing failure (no file handle left) waits a moment, since callers try again
// at once and would spin.
func (l *Listener) Accept() (net.Conn, error) {
	accepted, err := l.inner.AcceptTCP()
	if err != nil {
		if !errors.Is(err, net.ErrClosed) {
			time.Sleep(50 * time.Millisecond)
		}
		return nil, err
	}
	held := &connection{TCPConn: accepted, owner: l}
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if l.closed {
		_ = accepted.Close()
		return nil, net.ErrClosed
	}
	l.live[held] = struct{}{}
	return held, nil
}

// Close stops accepting; live connections stay.
func (l *Listener) Close() error { return l.inner.Close() }

// CloseAll stops accepting and closes every live connection.
func (l *Listener) CloseAll() {
	_ = l.inner.Close()
	l.mutex.Lock()
	l.closed = true
	live := l.live
	l.live = map[*connection]struct{}{}
	l.mutex.Unlock()
	for held := range live {
		_ = held.TCPConn.Close()
	}
}

// Close implements net.Conn.
func (c *connection) Close() error {
	c.owner.mutex.Lock()
	delete(c.owner.live, c)
	c.owner.mutex.Unlock()
	return c.TCPConn.Close()
}
