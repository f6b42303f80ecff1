package sysproxy

import (
	"errors"
	"fmt"
	"runtime"
	"unsafe"

	"golang.org/x/sys/windows"
)

// Numbers from wininet.h.
const (
	optionRefresh         = 37
	optionSettingsChanged = 39
	optionPerConnection   = 75
	optionProxyChanged    = 95

	perConnectionFlags      = 1
	perConnectionServer     = 2
	perConnectionBypass     = 3
	perConnectionAutoConfig = 4
	// perConnectionFlagsUI answers what the person chose, without what detection found out since.
	perConnectionFlagsUI = 10
)

var (
	wininet        = windows.NewLazySystemDLL("wininet.dll")
	queryOption    = wininet.NewProc("InternetQueryOptionW")
	setOption      = wininet.NewProc("InternetSetOptionW")
	globalFree     = windows.NewLazySystemDLL("kernel32.dll").NewProc("GlobalFree")
	errNoSuchFlags = errors.New("FLAGS_UI is not known")
)

// perConnectionOption is INTERNET_PER_CONN_OPTION: the value is a number or a pointer to text.
type perConnectionOption struct {
	option uint32
	value  uint64
}

// perConnectionList is INTERNET_PER_CONN_OPTION_LIST.
type perConnectionList struct {
	size       uint32
	connection *uint16
	count      uint32
	failed     uint32
	options    *perConnectionOption
}

// queryWininet fails with errNoSuchFlags where WinINET is older than Windows 7, or Wine's.
func queryWininet(connection string) (Options, error) {
	options := []perConnectionOption{{option: perConnectionFlagsUI}, {option: perConnectionServer}, {option: perConnectionBypass}, {option: perConnectionAutoConfig}}
	list, err := listOf(connection, options)
	if err != nil {
		return Options{}, err
	}
	size := list.size
	done, _, failed := queryOption.Call(0, optionPerConnection, uintptr(unsafe.Pointer(list)), uintptr(unsafe.Pointer(&size)))
	if done == 0 {
		if errors.Is(failed, windows.ERROR_INVALID_PARAMETER) {
			return Options{}, errNoSuchFlags
		}
		return Options{}, fmt.Errorf("InternetQueryOption: %w", failed)
	}
	runtime.KeepAlive(options)
	return Options{uint32(options[0].value) & allFlags, takeText(options[1].value), takeText(options[2].value), takeText(options[3].value)}, nil
}

func setWininet(connection string, wanted Options) error {
	texts := make([]*uint16, 3)
	for index, text := range []string{wanted.Server, wanted.Bypass, wanted.AutoConfig} {
		pointer, err := windows.UTF16PtrFromString(text)
		if err != nil {
			return err
		}
		texts[index] = pointer
	}
	options := []perConnectionOption{{perConnectionFlags, uint64(wanted.Flags)}, {perConnectionServer, addressOf(texts[0])}, {perConnectionBypass, addressOf(texts[1])}, {perConnectionAutoConfig, addressOf(texts[2])}}
	list, err := listOf(connection, options)
	if err != nil {
		return err
	}
	done, _, failed := setOption.Call(0, optionPerConnection, uintptr(unsafe.Pointer(list)), uintptr(list.size))
	runtime.KeepAlive(options)
	runtime.KeepAlive(texts)
	if done == 0 {
		return fmt.Errorf("InternetSetOption: %w", failed)
	}
	return nil
}

// tellPrograms makes running programs read again. A failure is not fatal: the settings are there, and Wine has no 37.
func tellPrograms() {
	for _, option := range []uintptr{optionSettingsChanged, optionProxyChanged, optionRefresh} {
		_, _, _ = setOption.Call(0, option, 0, 0)
	}
}

func listOf(connection string, options []perConnectionOption) (*perConnectionList, error) {
	if err := errors.Join(queryOption.Find(), setOption.Find()); err != nil {
		return nil, ErrUnsupported
	}
	list := &perConnectionList{count: uint32(len(options)), options: &options[0]}
	list.size = uint32(unsafe.Sizeof(*list))
	if connection == LAN {
		return list, nil
	}
	name, err := windows.UTF16PtrFromString(connection)
	list.connection = name
	return list, err
}

func addressOf(text *uint16) uint64 { return uint64(uintptr(unsafe.Pointer(text))) }

// takeText copies a text that WinINET allocated, and frees it.
func takeText(value uint64) string {
	if value == 0 {
		return ""
	}
	address := uintptr(value)
	text := windows.UTF16PtrToString(*(**uint16)(unsafe.Pointer(&address)))
	_, _, _ = globalFree.Call(address)
	return text
}
