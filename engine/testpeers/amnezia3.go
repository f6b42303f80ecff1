package main

import (
	"net/netip"

	"byway/testpeers/peer"

	amneziatun "github.com/amnezia-vpn/amneziawg-go/tun"
	amneziastack "github.com/amnezia-vpn/amneziawg-go/tun/netstack"
	thirddevice "github.com/metacubex/amneziawg-go/device"
	thirdconn "github.com/metacubex/wireguard-go/conn"
	plaindevice "github.com/metacubex/wireguard-go/device"
	thirdtun "github.com/metacubex/wireguard-go/tun"
)

// startAmneziawg3 runs version 3 of AmneziaWG, which the project's own newest module (0.2.16) does not speak: mihomo's
// port of it stands at the far end here, as it does in the engine.
func startAmneziawg3(arguments []string) (*peer.Server, error) {
	return startTunnel(arguments, newThirdDevice)
}

func newThirdDevice(address netip.Addr) (wireguardDevice, innerNet, error) {
	tun, inner, err := amneziastack.CreateNetTUN([]netip.Addr{address}, nil, tunnelMTU)
	if err != nil {
		return nil, nil, err
	}
	logger := &plaindevice.Logger{Verbosef: plaindevice.DiscardLogf, Errorf: logLine}
	return thirddevice.NewDevice(newThirdTun(tun), thirdconn.NewDefaultBind(), logger, 0), amneziaNet{inner}, nil
}

// thirdTun is the same interface with its events in the other module's type.
type thirdTun struct {
	amneziatun.Device
	events chan thirdtun.Event
}

func newThirdTun(tun amneziatun.Device) *thirdTun {
	translated := &thirdTun{Device: tun, events: make(chan thirdtun.Event, 8)}
	go func() {
		defer close(translated.events)
		for event := range tun.Events() {
			translated.events <- thirdtun.Event(event)
		}
	}()
	return translated
}

// Events implements tun.Device.
func (t *thirdTun) Events() <-chan thirdtun.Event { return t.events }
