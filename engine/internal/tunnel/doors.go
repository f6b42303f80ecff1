package tunnel

import (
	"byway/engine/internal/fault"
	"byway/engine/internal/protocol"
)

// maxCredential is SOCKS5's own limit for a user name or password, in bytes.
const maxCredential = 255

// wished is every door that the app asks for; open and script are nil when they are not wanted.
type wished struct {
	local  wish
	open   *wish
	script *scriptWish
}

// wishes checks what the app asks for.
func wishes(params protocol.ApplyParams) (wished, error) {
	if params.Local == nil {
		return wished{}, fault.New(fault.BadRequest, "local is missing")
	}
	all := wished{local: wish{port: params.Local.Port, username: params.Local.Username, password: params.Local.Password}}
	for _, text := range []string{all.local.username, all.local.password} {
		if text == "" || len(text) > maxCredential {
			return wished{}, fault.New(fault.BadRequest, "local needs a user name and a password of 1-255 bytes")
		}
	}
	ports := []int{all.local.port}
	if asked := params.SystemProxy; asked != nil {
		all.open = &wish{port: asked.Port}
		ports = append(ports, asked.Port)
		if asked.Script != nil {
			all.script = &scriptWish{asked.Script.Port, asked.Script.Text}
			ports = append(ports, asked.Script.Port)
			if all.script.text == "" || len(all.script.text) > maxScript {
				return wished{}, fault.New(fault.BadRequest, "a script needs a text of 1-%d bytes", maxScript)
			}
		}
	}
	for _, port := range ports {
		if port != 0 && (port < 1024 || port > 65535) {
			return wished{}, fault.New(fault.BadRequest, "port %d is neither 0 nor 1024-65535", port)
		}
	}
	return all, nil
}

// openDoors opens what is missing, then closes what is no longer wanted. On a fault the doors are as before, except
// that a door which had to give up its own port for a new password could not be opened again.
func (t *Tunnel) openDoors(all wished) error {
	nextLocal, err := t.turn("local", t.local, &all.local)
	if err != nil {
		return err
	}
	nextOpen, err := t.turn("system-proxy", t.open, all.open)
	if err != nil {
		dropUnless(nextLocal, t.local)
		return err
	}
	nextScript, page, err := t.turnScript(all.script)
	if err != nil {
		dropUnless(nextLocal, t.local)
		dropUnless(nextOpen, t.open)
		return err
	}
	for _, pair := range [][2]*door{{t.local, nextLocal}, {t.open, nextOpen}} {
		if pair[0] != nil && pair[0] != pair[1] {
			pair[0].close()
		}
	}
	t.local, t.open = nextLocal, nextOpen
	t.settleScript(nextScript, page)
	return nil
}

// dropUnless closes a door that was just opened.
func dropUnless(fresh, present *door) {
	if fresh != nil && fresh != present {
		fresh.hangUp()
	}
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
