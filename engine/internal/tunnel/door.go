package tunnel

import (
	"context"
	"errors"
	"net"

	C "github.com/metacubex/mihomo/constant"
	"github.com/metacubex/mihomo/listener/inbound"
	core "github.com/metacubex/mihomo/tunnel"

	"byway/engine/internal/fault"
	"byway/engine/internal/loopback"
)

// wish is what a door should be. Without a user name it asks for no password.
type wish struct {
	port     int
	username string
	password string
}

// door is one open local port, speaking HTTP, SOCKS4, SOCKS4a and SOCKS5. UDP is not offered: mihomo's SOCKS5 relay
// would accept datagrams from any local program without the password.
type door struct {
	wish
	listener *loopback.Listener
	inbound  *inbound.Mixed
}

// fits is true when the open door already is what is wished for; port 0 is content with any.
func (d *door) fits(w wish) bool {
	sameUser := d.username == w.username && d.password == w.password
	return sameUser && (w.port == 0 || w.port == d.port())
}

func (d *door) port() int { return d.listener.Port() }

// openDoor binds the port first, so that a taken one is an error here and not a line in mihomo's log.
func openDoor(name string, w wish) (*door, error) {
	listener, err := loopback.Listen(w.port)
	if err != nil {
		return nil, err
	}
	listener.ProxyOnly()
	users := inbound.AuthUsers{} // empty, not nil: nil would mean mihomo's global users
	if w.username != "" {
		users = append(users, inbound.AuthUser{Username: w.username, Password: w.password})
	}
	options := &inbound.MixedOption{
		BaseOption: inbound.BaseOption{NameStr: name, Listen: "127.0.0.1", Port: "1", ListenConfigForAPI: bound{listener}},
		Users:      users,
	}
	mixed, err := inbound.NewMixed(options)
	if err == nil {
		err = mixed.Listen(core.Tunnel)
	}
	if err != nil {
		listener.CloseAll()
		return nil, fault.New(fault.EngineInternal, "door: %v", err)
	}
	return &door{wish: w, listener: listener, inbound: mixed}, nil
}

// close stops accepting; hangUp also closes what runs through the door.
func (d *door) close() { _ = d.inbound.Close() }

func (d *door) hangUp() {
	_ = d.inbound.Close()
	d.listener.CloseAll()
}

// bound hands mihomo the port that was bound already, whatever address it asks for.
type bound struct{ listener *loopback.Listener }

// Listen implements C.InboundListenConfig.
func (b bound) Listen(context.Context, string, string) (net.Listener, error) { return b.listener, nil }

// ListenPacket implements C.InboundListenConfig.
func (bound) ListenPacket(context.Context, string, string) (net.PacketConn, error) {
	return nil, errors.New("no datagrams are taken")
}

var _ C.InboundListenConfig = bound{}
