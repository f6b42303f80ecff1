package loopback

import (
	"errors"
	"io"
	"net"
	"testing"

	"byway/engine/internal/fault"
)

func TestChosenPortsAreInBoundsAndUnknown(t *testing.T) {
	for range 5000 {
		port, err := pick()
		if err != nil || port < lowest || port > highest || known[port] {
			t.Fatalf("picked %d, %v", port, err)
		}
	}
}

func TestOnlyLoopbackIsBound(t *testing.T) {
	listener, err := Listen(0)
	if err != nil {
		t.Fatal(err)
	}
	defer listener.CloseAll()
	if address := listener.Addr().(*net.TCPAddr); address.IP.String() != "127.0.0.1" || address.Port != listener.Port() {
		t.Errorf("bound %v", address)
	}
}

func TestTakenPortIsNamed(t *testing.T) {
	first, err := Listen(0)
	if err != nil {
		t.Fatal(err)
	}
	defer first.CloseAll()
	_, err = Listen(first.Port())
	var busy *fault.Fault
	if !errors.As(err, &busy) || busy.Code != fault.PortBusy || busy.Detail["port"] != first.Port() {
		t.Errorf("%v", err)
	}
}

func TestCloseAllHangsUpAndCloseDoesNot(t *testing.T) {
	listener, err := Listen(0)
	if err != nil {
		t.Fatal(err)
	}
	client, err := net.Dial("tcp", listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	served, err := listener.Accept()
	if err != nil {
		t.Fatal(err)
	}
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	buffer := make([]byte, 1)
	if _, err := served.Write([]byte("x")); err != nil {
		t.Errorf("a live connection was cut by Close: %v", err)
	}
	if _, err := io.ReadFull(client, buffer); err != nil {
		t.Errorf("a live connection was cut by Close: %v", err)
	}
	listener.CloseAll()
	if _, err := client.Read(buffer); err != io.EOF {
		t.Errorf("CloseAll left the connection: %v", err)
	}
	if _, err := listener.Accept(); !errors.Is(err, net.ErrClosed) {
		t.Errorf("still accepting: %v", err)
	}
}

func TestClosedConnectionsAreForgotten(t *testing.T) {
	listener, err := Listen(0)
	if err != nil {
		t.Fatal(err)
	}
	defer listener.CloseAll()
	for range 3 {
		client, err := net.Dial("tcp", listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		served, err := listener.Accept()
		if err != nil {
			t.Fatal(err)
		}
		_, _ = served.Close(), client.Close()
	}
	if len(listener.live) != 0 {
		t.Errorf("%d connections are still held", len(listener.live))
	}
}
