package main

import (
	"encoding/base64"
	"encoding/hex"
	"errors"
	"flag"
	"fmt"
	"net"
	"net/netip"
	"os"
	"strings"

	"byway/testpeers/peer"

	amneziaconn "github.com/amnezia-vpn/amneziawg-go/conn"
	amneziadevice "github.com/amnezia-vpn/amneziawg-go/device"
	amneziastack "github.com/amnezia-vpn/amneziawg-go/tun/netstack"
	"golang.zx2c4.com/wireguard/conn"
	"golang.zx2c4.com/wireguard/device"
	"golang.zx2c4.com/wireguard/tun/netstack"
)

// tunnelMTU is what wg-quick takes for a line of 1500 bytes.
const tunnelMTU = 1420

// device of either kind.
type wireguardDevice interface {
	IpcSet(configuration string) error
	Up() error
	Close()
}

// innerNet is a network inside the process: the far end of a tunnel.
type innerNet interface {
	listenTCP(port int) (net.Listener, error)
	listenUDP(port int) (net.PacketConn, error)
}

type plainNet struct{ *netstack.Net }

func (n plainNet) listenTCP(port int) (net.Listener, error) {
	return n.ListenTCP(&net.TCPAddr{Port: port})
}
func (n plainNet) listenUDP(port int) (net.PacketConn, error) {
	return n.ListenUDP(&net.UDPAddr{Port: port})
}

type amneziaNet struct{ *amneziastack.Net }

func (n amneziaNet) listenTCP(port int) (net.Listener, error) {
	return n.ListenTCP(&net.TCPAddr{Port: port})
}
func (n amneziaNet) listenUDP(port int) (net.PacketConn, error) {
	return n.ListenUDP(&net.UDPAddr{Port: port})
}

func newPlainDevice(address netip.Addr) (wireguardDevice, innerNet, error) {
	tun, inner, err := netstack.CreateNetTUN([]netip.Addr{address}, nil, tunnelMTU)
	if err != nil {
		return nil, nil, err
	}
	logger := &device.Logger{Verbosef: device.DiscardLogf, Errorf: logLine}
	return device.NewDevice(tun, conn.NewDefaultBind(), logger), plainNet{inner}, nil
}

func newAmneziaDevice(address netip.Addr) (wireguardDevice, innerNet, error) {
	tun, inner, err := amneziastack.CreateNetTUN([]netip.Addr{address}, nil, tunnelMTU)
	if err != nil {
		return nil, nil, err
	}
	logger := &amneziadevice.Logger{Verbosef: amneziadevice.DiscardLogf, Errorf: logLine}
	return amneziadevice.NewDevice(tun, amneziaconn.NewDefaultBind(), logger), amneziaNet{inner}, nil
}

func logLine(format string, arguments ...any) { fmt.Fprintf(os.Stderr, format+"\n", arguments...) }

// startWireguard runs wireguard-go with a network of its own inside, startAmneziawg the same with amneziawg-go.
func startWireguard(arguments []string) (*peer.Server, error) {
	return startTunnel(arguments, newPlainDevice)
}

func startAmneziawg(arguments []string) (*peer.Server, error) {
	return startTunnel(arguments, newAmneziaDevice)
}

// startTunnel opens a tunnel to one client. Inside it, port 80 leads to the site and port 53 answers every name with
// the tunnel's own address. Keys come by flag: they are test values, in base64.
func startTunnel(arguments []string, create func(netip.Addr) (wireguardDevice, innerNet, error)) (*peer.Server, error) {
	flags := flag.NewFlagSet("wireguard", flag.ContinueOnError)
	port := flags.Int("port", 0, "UDP port")
	private := flags.String("private-key", "", "own key")
	public := flags.String("client-key", "", "the client's public key")
	shared := flags.String("preshared-key", "", "key that both share, empty for none")
	options := flags.String("options", "", "further settings, name=value separated by lines")
	address := flags.String("address", "10.9.0.1", "own address inside the tunnel")
	site := flags.String("site", "", "where port 80 leads, host:port")
	if err := flags.Parse(arguments); err != nil {
		return nil, err
	}
	own, err := netip.ParseAddr(*address)
	if err != nil {
		return nil, err
	}
	settings, err := tunnelSettings(*port, *private, *public, *shared, *options)
	if err != nil {
		return nil, err
	}
	device, inner, err := create(own)
	if err != nil {
		return nil, err
	}
	if err := errors.Join(device.IpcSet(settings), device.Up()); err != nil {
		device.Close()
		return nil, err
	}
	counter, err := serveInside(inner, own, *site)
	if err != nil {
		device.Close()
		return nil, err
	}
	return &peer.Server{Ready: map[string]any{"port": *port}, Seen: counter.seen, Close: func() error { device.Close(); return nil }}, nil
}

// tunnelSettings writes the cross-platform configuration protocol (wireguard.com/xplatform).
func tunnelSettings(port int, private, public, shared, options string) (string, error) {
	var lines strings.Builder
	fmt.Fprintf(&lines, "listen_port=%d\n", port)
	for _, key := range []struct{ name, text string }{{"private_key", private}, {"public_key", public}, {"preshared_key", shared}} {
		raw, err := base64.StdEncoding.DecodeString(key.text)
		if err != nil || (len(raw) != 32 && key.text != "") {
			return "", fmt.Errorf("%s is no key", key.name)
		}
		if key.name == "public_key" && options != "" {
			fmt.Fprintln(&lines, strings.TrimSpace(options)) // belongs to the device, so before the first peer
		}
		if key.text != "" {
			fmt.Fprintf(&lines, "%s=%s\n", key.name, hex.EncodeToString(raw))
		}
	}
	fmt.Fprint(&lines, "allowed_ip=0.0.0.0/0\nallowed_ip=::/0\n")
	return lines.String(), nil
}
