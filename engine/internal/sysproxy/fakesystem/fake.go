// Package fakesystem is WinINET as a JSON file, for tests on computers without Windows: what Wine's WinINET drops
// (flags, exceptions, automatic configuration, dialled connections) this one keeps.
package fakesystem

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"time"

	"byway/engine/internal/sysproxy"
)

// File is the path of the state.
type File string

// State is the file's content.
type State struct {
	// Sets by connection; the empty name is the local network.
	Sets   map[string]sysproxy.Options `json:"sets"`
	Locked bool                        `json:"locked,omitempty"`
	// Ignores: settings are taken with success and lost. Managed: programs see others, as where a policy is in the way.
	Ignores bool              `json:"ignores,omitempty"`
	Managed bool              `json:"managed,omitempty"`
	Login   map[string]string `json:"login,omitempty"`
}

// Connections lists the sets, LAN first.
func (f File) Connections() ([]string, error) {
	state, err := f.load()
	names := []string{sysproxy.LAN}
	for name := range state.Sets {
		if name != sysproxy.LAN {
			names = append(names, name)
		}
	}
	slices.Sort(names) // the empty name first
	return names, err
}

// Query answers one set.
func (f File) Query(connection string) (sysproxy.Options, error) {
	state, err := f.load()
	return state.Sets[connection], err
}

// Set replaces one set.
func (f File) Set(connection string, wanted sysproxy.Options) error {
	state, err := f.load()
	if err == nil && state.Managed {
		return sysproxy.ErrNotApplied
	}
	return f.change(func(state *State) {
		if !state.Ignores {
			state.Sets[connection] = wanted
		}
	})
}

// IsLocked tells what the file says.
func (f File) IsLocked() bool {
	state, err := f.load()
	return err == nil && state.Locked
}

// SetLogin notes the command.
func (f File) SetLogin(name, command string) error {
	return f.change(func(state *State) { state.Login[name] = command })
}

// RemoveLogin forgets it.
func (f File) RemoveLogin(name string) error {
	return f.change(func(state *State) { delete(state.Login, name) })
}

// Watch compares the file with what it was, again and again.
func (f File) Watch(ended <-chan struct{}, changed func()) error {
	last, err := os.ReadFile(string(f))
	for ; err == nil; time.Sleep(20 * time.Millisecond) {
		select {
		case <-ended:
			return nil
		default:
		}
		var now []byte
		if now, err = os.ReadFile(string(f)); err == nil && !bytes.Equal(now, last) {
			last = now
			changed()
		}
	}
	return err
}

func (f File) load() (State, error) {
	state := State{Sets: map[string]sysproxy.Options{}, Login: map[string]string{}}
	content, err := os.ReadFile(string(f))
	if err == nil {
		err = json.Unmarshal(content, &state)
	}
	return state, err
}

func (f File) change(edit func(*State)) error {
	state, err := f.load()
	if err != nil {
		return err
	}
	edit(&state)
	content, err := json.Marshal(state)
	if err != nil {
		return err
	}
	fresh, err := os.CreateTemp(filepath.Dir(string(f)), "fake-*")
	if err != nil {
		return err
	}
	if _, err := fresh.Write(content); err != nil {
		return err
	}
	if err := fresh.Close(); err != nil {
		return err
	}
	return os.Rename(fresh.Name(), string(f))
}
