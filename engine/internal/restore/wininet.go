package restore

import (
	"errors"

	"byway/engine/internal/sysproxy"
)

// wininet is one connection's settings on Windows.
type wininet struct{ connection string }

func (w wininet) read() (snapshot, error) {
	values, err := sysproxy.Read(sysproxy.Current(), w.connection)
	if errors.Is(err, sysproxy.ErrGone) {
		err = errGone
	}
	return snapshot{values: values}, err
}

func (w wininet) write(changes []change) error {
	values := sysproxy.Values{}
	for _, each := range changes {
		values[each.key] = each.raw
	}
	return sysproxy.Apply(sysproxy.Current(), w.connection, values)
}

func (wininet) replace(string) error { return errors.New("wininet is no file") }

func (wininet) isUnset(key string, values Values) bool { return values.at(key) == nil }
