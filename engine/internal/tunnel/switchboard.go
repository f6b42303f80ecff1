package tunnel

import (
	"context"
	"sync"
	"sync/atomic"

	mihomo "github.com/metacubex/mihomo/adapter"
	base "github.com/metacubex/mihomo/adapter/outbound"
	C "github.com/metacubex/mihomo/constant"

	"byway/engine/internal/fault"
	"byway/engine/internal/outbound"
)

// switchboard is the group that carries everything: it hands each new connection to the server selected now. Unlike
// mihomo's own selector it never falls back to another server, and it tells a waiting check why its dial failed,
// which at the local port shows only as a closed connection.
type switchboard struct {
	*base.Base
	current atomic.Pointer[server]
	mutex   sync.Mutex
	// waiting holds, by the source port of a connection to a door, who wants to know of its dial error.
	waiting map[uint16]chan<- error
}

func newSwitchboard() *switchboard {
	return &switchboard{
		Base:    base.NewBase(base.BaseOption{Name: outbound.Group, Type: C.Selector, UDP: false}),
		waiting: map[uint16]chan<- error{},
	}
}

// proxy wraps the switchboard for mihomo's table.
func (s *switchboard) proxy() C.Proxy { return mihomo.NewProxy(s) }

// DialContext implements C.ProxyAdapter.
func (s *switchboard) DialContext(ctx context.Context, metadata *C.Metadata) (C.Conn, error) {
	selected := s.current.Load()
	if selected == nil {
		return nil, fault.New(fault.NotFound, "no server is selected")
	}
	conn, err := selected.proxy.DialContext(ctx, metadata)
	if err != nil {
		s.tell(metadata.SrcPort, err)
		return nil, err
	}
	conn.AppendToChains(s)
	return conn, nil
}

// listen asks for the dial error of the connection that comes from the given local port; release when done.
func (s *switchboard) listen(sourcePort uint16) (failed <-chan error, release func()) {
	channel := make(chan error, 1)
	s.mutex.Lock()
	s.waiting[sourcePort] = channel
	s.mutex.Unlock()
	return channel, func() {
		s.mutex.Lock()
		delete(s.waiting, sourcePort)
		s.mutex.Unlock()
	}
}

func (s *switchboard) tell(sourcePort uint16, err error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if channel, ok := s.waiting[sourcePort]; ok {
		select {
		case channel <- err:
		default: // mihomo dials again after a failure; the first reason is the one that counts
		}
	}
}
