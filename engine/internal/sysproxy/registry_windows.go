package sysproxy

import (
	"errors"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"
)

const (
	settingsKey = `Software\Microsoft\Windows\CurrentVersion\Internet Settings`
	policyKey   = `Software\Policies\Microsoft\Windows\CurrentVersion\Internet Settings`
	runOnceKey  = `Software\Microsoft\Windows\CurrentVersion\RunOnce`
)

// readRegistry is the LAN set as the four old values tell it: what remains where WinINET knows no flags.
func readRegistry() (Options, error) {
	key, err := registry.OpenKey(registry.CURRENT_USER, settingsKey, registry.QUERY_VALUE)
	if errors.Is(err, registry.ErrNotExist) {
		return Options{Flags: flagDirect}, nil
	}
	if err != nil {
		return Options{}, err
	}
	defer key.Close()
	text := func(name string) string {
		value, _, err := key.GetStringValue(name)
		if err != nil {
			return ""
		}
		return value
	}
	number := func(name string) bool {
		value, _, err := key.GetIntegerValue(name)
		return err == nil && value != 0
	}
	found := Options{flagDirect, text("ProxyServer"), text("ProxyOverride"), text("AutoConfigURL")}
	for flag, isOn := range map[uint32]bool{flagManual: number("ProxyEnable"), flagAutoConfig: found.AutoConfig != "", flagDetect: number("AutoDetect")} {
		if isOn {
			found.Flags |= flag
		}
	}
	return found, nil
}

// writeRegistry writes what WinINET did not.
func writeRegistry(wanted Options) error {
	key, _, err := registry.CreateKey(registry.CURRENT_USER, settingsKey, registry.SET_VALUE)
	if err != nil {
		return err
	}
	defer key.Close()
	autoConfig := wanted.AutoConfig
	if wanted.Flags&flagAutoConfig == 0 {
		autoConfig = "" // its presence alone switches it on
	}
	for name, text := range map[string]string{"ProxyServer": wanted.Server, "ProxyOverride": wanted.Bypass, "AutoConfigURL": autoConfig} {
		if text != "" {
			err = errors.Join(err, key.SetStringValue(name, text))
		} else if failed := key.DeleteValue(name); !errors.Is(failed, registry.ErrNotExist) {
			err = errors.Join(err, failed)
		}
	}
	for name, isOn := range map[string]bool{"ProxyEnable": wanted.Flags&flagManual != 0, "AutoDetect": wanted.Flags&flagDetect != 0} {
		number := uint32(0)
		if isOn {
			number = 1
		}
		err = errors.Join(err, key.SetDWordValue(name, number))
	}
	return err
}

// Watch waits for a change of the values that WinINET keeps for every connection below this key.
func (windowsSystem) Watch(ended <-chan struct{}, changed func()) error {
	key, _, err := registry.CreateKey(registry.CURRENT_USER, settingsKey, registry.NOTIFY)
	if err != nil {
		return err
	}
	defer key.Close()
	event, err := windows.CreateEvent(nil, 0, 0, nil)
	if err != nil {
		return err
	}
	defer func() { _ = windows.CloseHandle(event) }()
	const names, values = 1, 4
	for {
		if err := windows.RegNotifyChangeKeyValue(windows.Handle(key), true, names|values, event, true); err != nil {
			return err
		}
		for isQuiet := true; isQuiet; {
			waited, err := windows.WaitForSingleObject(event, watchPause)
			if err != nil {
				return err
			}
			select {
			case <-ended:
				return nil
			default:
				isQuiet = waited == uint32(windows.WAIT_TIMEOUT)
			}
		}
		changed()
	}
}

// watchPause is how long the end of the app may go unnoticed, in milliseconds.
const watchPause = 500

// IsLocked: ProxySettingsPerUser 0 makes one set for all users, which only an administrator may change.
func (windowsSystem) IsLocked() bool {
	key, err := registry.OpenKey(registry.LOCAL_MACHINE, policyKey, registry.QUERY_VALUE)
	if err != nil {
		return false
	}
	defer key.Close()
	value, _, err := key.GetIntegerValue("ProxySettingsPerUser")
	return err == nil && value == 0
}

func (windowsSystem) SetLogin(name, command string) error {
	key, _, err := registry.CreateKey(registry.CURRENT_USER, runOnceKey, registry.SET_VALUE)
	if err != nil {
		return err
	}
	defer key.Close()
	return key.SetStringValue(name, command)
}

func (windowsSystem) RemoveLogin(name string) error {
	key, err := registry.OpenKey(registry.CURRENT_USER, runOnceKey, registry.SET_VALUE)
	if errors.Is(err, registry.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer key.Close()
	if err := key.DeleteValue(name); !errors.Is(err, registry.ErrNotExist) {
		return err
	}
	return nil
}
