// Package sysproxy reaches the proxy settings of Windows: WinINET's options for the local network and for every dial-up
// and VPN connection, each with a set of its own. It reads and writes what it is told and decides nothing.
package sysproxy

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
)

// Options are one connection's settings. WinINET does not tell an empty string from none.
type Options struct {
	// Flags: 1 direct, 2 manual proxy, 4 automatic configuration, 8 automatic detection.
	Flags      uint32
	Server     string
	Bypass     string
	AutoConfig string
}

const (
	flagDirect     = 1
	flagManual     = 2
	flagAutoConfig = 4
	flagDetect     = 8
	allFlags       = flagDirect | flagManual | flagAutoConfig | flagDetect
)

// LAN is the name of the set that is used where no connection is dialled.
const LAN = ""

// System is how the settings are reached. A fake stands in for it where no WinINET is, or one that does less.
type System interface {
	// Connections lists all that exist now, LAN first.
	Connections() ([]string, error)
	Query(connection string) (Options, error)
	// Set replaces a connection's whole set and tells running programs.
	Set(connection string, wanted Options) error
	// IsLocked: a policy keeps the settings for the whole computer and away from this person.
	IsLocked() bool
	// SetLogin puts a command under a name among those run once at the next login; RemoveLogin takes it away.
	SetLogin(name, command string) error
	RemoveLogin(name string) error
	// Watch calls changed after every change of anybody's, until ended is closed.
	Watch(ended <-chan struct{}, changed func()) error
}

var current = native()

// Current is this computer's system.
func Current() System { return current }

// Use puts a fake in its place, for test programs on computers without Windows.
func Use(system System) { current = system }

var (
	// ErrGone: no such connection (any more).
	ErrGone = errors.New("no such connection")
	// ErrUnsupported: this computer has no such settings.
	ErrUnsupported = errors.New("no WinINET here")
	// ErrNotApplied: the settings did not take.
	ErrNotApplied = errors.New("read back differently")
	errMalformed  = errors.New("malformed values")
)

// Values is a set as raw text per key, nil where unset: flags, server, bypass, autoconfig.
type Values = map[string]*string

// maxTextBytes is far beyond any real setting; WinINET itself takes about 2,000 characters.
const maxTextBytes = 64 << 10

// Read answers a connection's set.
func Read(system System, connection string) (Values, error) {
	if err := exists(system, connection); err != nil {
		return nil, err
	}
	found, err := system.Query(connection)
	if err != nil {
		return nil, err
	}
	return found.values(), nil
}

// Apply overlays the values on the present set and writes it whole: WinINET may otherwise drop what is not mentioned.
func Apply(system System, connection string, changes Values) error {
	if err := exists(system, connection); err != nil {
		return err
	}
	wanted, err := system.Query(connection)
	if err != nil {
		return err
	}
	if err := wanted.overlay(changes); err != nil {
		return err
	}
	return system.Set(connection, wanted)
}

func exists(system System, connection string) error {
	known, err := system.Connections()
	if err == nil && !slices.Contains(known, connection) {
		err = ErrGone
	}
	return err
}

func (o Options) values() Values {
	flags := strconv.FormatUint(uint64(o.Flags), 10)
	return Values{"flags": &flags, "server": textOrNil(o.Server), "bypass": textOrNil(o.Bypass), "autoconfig": textOrNil(o.AutoConfig)}
}

func (o *Options) overlay(changes Values) error {
	places := map[string]*string{"server": &o.Server, "bypass": &o.Bypass, "autoconfig": &o.AutoConfig}
	for key, raw := range changes {
		if key == "flags" {
			if raw == nil {
				return errMalformed
			}
			flags, err := strconv.ParseUint(*raw, 10, 32)
			if err != nil || flags&^allFlags != 0 {
				return fmt.Errorf("%w: flags", errMalformed)
			}
			o.Flags = uint32(flags)
			continue
		}
		place := places[key]
		if place == nil || raw != nil && (len(*raw) > maxTextBytes || slices.Contains([]byte(*raw), 0)) {
			return fmt.Errorf("%w: %.20q", errMalformed, key)
		}
		*place = ""
		if raw != nil {
			*place = *raw
		}
	}
	return nil
}

func textOrNil(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}
