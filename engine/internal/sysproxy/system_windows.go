package sysproxy

import (
	"errors"
	"fmt"
	"unsafe"

	"golang.org/x/sys/windows"
)

// windowsSystem is WinINET with the registry behind it. Only the person's own processes may use it, never a service.
type windowsSystem struct{}

func (windowsSystem) Query(connection string) (Options, error) {
	found, err := queryWininet(connection)
	if errors.Is(err, errNoSuchFlags) && connection == LAN {
		return readRegistry()
	}
	return found, err
}

// Set answers success only when what programs read is what was wanted.
func (w windowsSystem) Set(connection string, wanted Options) error {
	if err := setWininet(connection, wanted); err != nil {
		return err
	}
	if connection == LAN {
		if _, err := queryWininet(LAN); errors.Is(err, errNoSuchFlags) {
			if err := writeRegistry(wanted); err != nil {
				return fmt.Errorf("registry: %w", err)
			}
		}
	}
	tellPrograms()
	if connection != LAN {
		return nil
	}
	// Programs that read the registry themselves must see the same; elsewhere a policy is in the way.
	seen, err := readRegistry()
	if err != nil {
		return err
	}
	isManual := wanted.Flags&flagManual != 0
	if (seen.Flags&flagManual != 0) != isManual || isManual && seen.Server != wanted.Server {
		return ErrNotApplied
	}
	return nil
}

// rasEntryName is RASENTRYNAMEW.
type rasEntryName struct {
	size      uint32
	name      [257]uint16
	flags     uint32
	phonebook [261]uint16
}

const (
	errorBufferTooSmall = 603
	maxConnections      = 63
)

var rasEnumEntries = windows.NewLazySystemDLL("rasapi32.dll").NewProc("RasEnumEntriesW")

// Connections lists the local network and the phone book's entries: dial-up, PPPoE, VPN.
func (windowsSystem) Connections() ([]string, error) {
	names := []string{LAN}
	if rasEnumEntries.Find() != nil {
		return names, nil // a Windows without dialling
	}
	entries := make([]rasEntryName, 1)
	for range 3 {
		entries[0].size = uint32(unsafe.Sizeof(entries[0]))
		size, count := uint32(len(entries))*entries[0].size, uint32(0)
		code, _, _ := rasEnumEntries.Call(0, 0, uintptr(unsafe.Pointer(&entries[0])), uintptr(unsafe.Pointer(&size)), uintptr(unsafe.Pointer(&count)))
		if code == errorBufferTooSmall {
			entries = make([]rasEntryName, size/uint32(unsafe.Sizeof(entries[0]))+1)
			continue
		}
		if code != 0 {
			return names, nil // the service is off: nothing is dialled either
		}
		for _, entry := range entries[:min(int(count), len(entries), maxConnections)] {
			names = append(names, windows.UTF16ToString(entry.name[:]))
		}
		break
	}
	return names, nil
}
