// Package loopback binds the engine's own ports: 127.0.0.1 only, and where no scanner looks first.
package loopback

import (
	"crypto/rand"
	"errors"
	"fmt"
	"math/big"
	"net"
	"strconv"
	"syscall"

	"byway/engine/internal/fault"
)

// Ports are chosen between these bounds, both included: above the low ports that programs listen on by habit, and
// on 61000 and above some systems hand out ports for masquerading.
const (
	lowest  = 20000
	highest = 60999
	tries   = 64
)

// known ports inside the bounds: what proxy clients, tunnels and databases use by default, and so what a program
// looking for a local proxy tries (apps that do so were reported in 2026).
var known = map[int]bool{
	20170: true, 20171: true, 20172: true, 20808: true, 20809: true, 21111: true, 22222: true, 23456: true,
	24007: true, 25565: true, 27015: true, 27017: true, 27018: true, 27019: true, 27374: true, 28017: true,
	30303: true, 31337: true, 32400: true, 33060: true, 33389: true, 33434: true, 33890: true, 34567: true,
	37777: true, 40000: true, 41641: true, 44818: true, 45678: true, 47808: true, 49152: true, 49153: true,
	49154: true, 49155: true, 49156: true, 49157: true, 50000: true, 50050: true, 50051: true, 50070: true,
	51413: true, 51820: true, 51821: true, 52869: true, 54321: true, 55443: true, 55553: true, 55555: true,
	60000: true, 60001: true, 60443: true,
}

// Listen binds 127.0.0.1 on the given port, or for 0 on a random free one off the known ports. A taken port is a
// port-busy fault with the port in its detail.
func Listen(port int) (*Listener, error) {
	if port != 0 {
		return bind(port)
	}
	var last error
	for range tries {
		candidate, err := pick()
		if err != nil {
			return nil, err
		}
		listener, err := bind(candidate)
		if err == nil {
			return listener, nil
		}
		last = err
	}
	return nil, last
}

func bind(port int) (*Listener, error) {
	inner, err := net.Listen("tcp4", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err == nil {
		return newListener(inner.(*net.TCPListener)), nil // net.Listen answers a TCPListener for tcp4
	}
	if errors.Is(err, syscall.EADDRINUSE) || isWindowsBusy(err) || errors.Is(err, syscall.EACCES) {
		return nil, fault.New(fault.PortBusy, "port %d on 127.0.0.1 is taken", port).With("port", port)
	}
	return nil, fault.New(fault.Unexpected, "listen: %v", err)
}

// isWindowsBusy knows WSAEADDRINUSE and WSAEACCES (a port held exclusively), which carry their own numbers.
func isWindowsBusy(err error) bool {
	var number syscall.Errno
	return errors.As(err, &number) && (number == 10048 || number == 10013)
}

func pick() (int, error) {
	for {
		offset, err := rand.Int(rand.Reader, big.NewInt(highest-lowest+1))
		if err != nil {
			return 0, fmt.Errorf("random: %w", err)
		}
		if port := lowest + int(offset.Int64()); !known[port] {
			return port, nil
		}
	}
}
