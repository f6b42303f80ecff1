package sysproxy

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"golang.org/x/sys/windows/registry"
)

// These tests change this computer's settings and put them back: they run under Wine, or on a runner of one's own.

var everyKind = []Options{
	{Flags: 1},
	{Flags: 3, Server: "127.0.0.1:41002", Bypass: "localhost;*.local;<local>"},
	{Flags: 3, Server: "http=a.corp:1;https=b.corp:2", Bypass: "пример.рф;10.*"},
	{Flags: 5, AutoConfig: "http://pac.corp/a?b=c&d=%20"},
	{Flags: 13, Server: "old.corp:80", AutoConfig: "http://pac.corp/p.pac"},
}

func keepSettings(t *testing.T) {
	t.Helper()
	before, err := Current().Query(LAN)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = Current().Set(LAN, before) })
}

func TestReadsBackWhatWasSet(t *testing.T) {
	keepSettings(t)
	for _, wanted := range everyKind {
		if err := Apply(Current(), LAN, wanted.values()); err != nil {
			t.Fatalf("%+v: %v", wanted, err)
		}
		got, err := Current().Query(LAN)
		if err != nil || got != wanted {
			t.Errorf("got %+v, want %+v (%v)", got, wanted, err)
		}
		expectRegistry(t, wanted)
	}
}

// expectRegistry reads what programs see that do not ask WinINET.
func expectRegistry(t *testing.T, wanted Options) {
	t.Helper()
	key, err := registry.OpenKey(registry.CURRENT_USER, settingsKey, registry.QUERY_VALUE)
	if err != nil {
		t.Fatal(err)
	}
	defer key.Close()
	enabled, _, err := key.GetIntegerValue("ProxyEnable")
	if err != nil || (enabled == 1) != (wanted.Flags&flagManual != 0) {
		t.Errorf("%+v: ProxyEnable %d (%v)", wanted, enabled, err)
	}
	for name, text := range map[string]string{"ProxyServer": wanted.Server, "ProxyOverride": wanted.Bypass, "AutoConfigURL": wanted.AutoConfig} {
		got, _, err := key.GetStringValue(name)
		if got != text || (err != nil) != errors.Is(err, registry.ErrNotExist) {
			t.Errorf("%+v: %s %q (%v)", wanted, name, got, err)
		}
	}
}

func TestTheLocalNetworkComesFirstAndOthersAreGone(t *testing.T) {
	names, err := Current().Connections()
	if err != nil || slices.Index(names, LAN) != 0 {
		t.Errorf("%q (%v)", names, err)
	}
	if _, err := Read(Current(), "no such connection"); !errors.Is(err, ErrGone) {
		t.Errorf("%v", err)
	}
}

func TestAPolicyLocks(t *testing.T) {
	if Current().IsLocked() {
		t.Fatal("locked already")
	}
	key, _, err := registry.CreateKey(registry.LOCAL_MACHINE, policyKey, registry.SET_VALUE)
	if err != nil {
		t.Fatal(err)
	}
	defer key.Close()
	defer func() { _ = key.DeleteValue("ProxySettingsPerUser") }()
	for value, isLocked := range map[uint32]bool{0: true, 1: false} {
		if err := key.SetDWordValue("ProxySettingsPerUser", value); err != nil || Current().IsLocked() != isLocked {
			t.Errorf("%d: %v (%v)", value, Current().IsLocked(), err)
		}
	}
}

func TestTheLoginEntryComesAndGoes(t *testing.T) {
	const folder = `C:\Users\Якоб & Söhne\Byway`
	entry := func() string {
		key, err := registry.OpenKey(registry.CURRENT_USER, runOnceKey, registry.QUERY_VALUE)
		if err != nil {
			return ""
		}
		defer key.Close()
		command, _, _ := key.GetStringValue(loginName(folder))
		return command
	}
	if err := AddLogin(Current(), folder, `C:\Program Files\Byway\byway-engine.exe`); err != nil || entry() != `"C:\Program Files\Byway\byway-engine.exe" restore-proxy --at-login --journal "`+folder+`\proxy-journal.json"` {
		t.Errorf("%q (%v)", entry(), err)
	}
	for range 2 {
		if err := RemoveLogin(Current(), folder); err != nil || entry() != "" {
			t.Errorf("%q (%v)", entry(), err)
		}
	}
}

func TestEveryChangeIsToldUntilTheEnd(t *testing.T) {
	keepSettings(t)
	told, ended, over := make(chan struct{}, 64), make(chan struct{}), make(chan error, 1)
	go func() { over <- Current().Watch(ended, func() { told <- struct{}{} }) }()
	for round := range 3 {
		for isTold := false; !isTold; {
			// The first changes may come before anybody watches.
			if err := Current().Set(LAN, everyKind[1+round%2]); err != nil {
				t.Fatal(err)
			}
			if err := Current().Set(LAN, everyKind[0]); err != nil {
				t.Fatal(err)
			}
			select {
			case <-told:
				isTold = true
			case err := <-over:
				t.Fatalf("the watch ended: %v", err)
			default:
			}
		}
	}
	close(ended)
	if err := <-over; err != nil {
		t.Error(err)
	}
}

func TestCommandOnThisComputer(t *testing.T) {
	keepSettings(t)
	var out bytes.Buffer
	request := `{"do":"apply","connection":"","values":{"flags":"3","server":"127.0.0.1:41002","bypass":"<local>","autoconfig":null}}`
	if code := Command(strings.NewReader(request), &out); code != 0 || out.String() != "{}\n" {
		t.Fatalf("code %d: %s", code, out.String())
	}
	out.Reset()
	var told answer
	if code := Command(strings.NewReader(`{"do":"read"}`), &out); code != 0 || json.Unmarshal(out.Bytes(), &told) != nil {
		t.Fatalf("code %d: %s", code, out.String())
	}
	if server := told.Connections[0].Values["server"]; server == nil || *server != "127.0.0.1:41002" {
		t.Errorf("%s", out.String())
	}
}
