package tunnel

import (
	"byway/engine/internal/fault"
	"byway/engine/internal/protocol"
)

// maxCredential is SOCKS5's own limit for a user name or password, in bytes.
const maxCredential = 255

// wishes checks what the app asks for; open is nil when no door for the system proxy is wanted.
func wishes(params protocol.ApplyParams) (local wish, open *wish, err error) {
	if params.Local == nil {
		return wish{}, nil, fault.New(fault.BadRequest, "local is missing")
	}
	local = wish{port: params.Local.Port, username: params.Local.Username, password: params.Local.Password}
	for _, text := range []string{local.username, local.password} {
		if text == "" || len(text) > maxCredential {
			return wish{}, nil, fault.New(fault.BadRequest, "local needs a user name and a password of 1-255 bytes")
		}
	}
	ports := []int{local.port}
	if params.SystemProxy != nil {
		open = &wish{port: params.SystemProxy.Port}
		ports = append(ports, open.port)
	}
	for _, port := range ports {
		if port != 0 && (port < 1024 || port > 65535) {
			return wish{}, nil, fault.New(fault.BadRequest, "port %d is neither 0 nor 1024-65535", port)
		}
	}
	return local, open, nil
}

// openDoors opens what is missing, then closes what is no longer wanted. On a fault the doors are as before, except
// that a door which had to give up its own port for a new password could not be opened again.
func (t *Tunnel) openDoors(local wish, open *wish) error {
	nextLocal, err := t.turn("local", t.local, &local)
	if err != nil {
		return err
	}
	nextOpen, err := t.turn("system-proxy", t.open, open)
	if err != nil {
		if nextLocal != t.local {
			nextLocal.hangUp()
		}
		return err
	}
	for _, pair := range [][2]*door{{t.local, nextLocal}, {t.open, nextOpen}} {
		if pair[0] != nil && pair[0] != pair[1] {
			pair[0].close()
		}
	}
	t.local, t.open = nextLocal, nextOpen
	return nil
}

// turn gives the door to have instead of the present one: the same one when it fits.
func (t *Tunnel) turn(name string, present *door, wanted *wish) (*door, error) {
	switch {
	case wanted == nil:
		return nil, nil
	case present != nil && present.fits(*wanted):
		return present, nil
	case present != nil && wanted.port == present.port():
		present.close() // the same port with another password: it must be free first
	}
	return openDoor(name, *wanted)
}
