package sysproxy

import (
	"bytes"
	"errors"
	"strings"
	"testing"
)

// memory is a system of one connection.
type memory struct {
	absent
	set Options
}

func (m *memory) Connections() ([]string, error)     { return []string{LAN}, nil }
func (m *memory) Query(string) (Options, error)      { return m.set, nil }
func (m *memory) Set(_ string, wanted Options) error { m.set = wanted; return nil }
func (m *memory) SetLogin(string, string) error      { return nil }

func text(value string) *string { return &value }

func TestApplyLeavesWhatIsNotMentioned(t *testing.T) {
	system := &memory{set: Options{Flags: 5, Server: "a:1", Bypass: "b", AutoConfig: "c"}}
	if err := Apply(system, LAN, Values{"flags": text("3"), "server": text("d:2"), "bypass": nil}); err != nil {
		t.Fatal(err)
	}
	if want := (Options{Flags: 3, Server: "d:2", AutoConfig: "c"}); system.set != want {
		t.Errorf("%+v", system.set)
	}
}

func TestApplyRefusesWhatIsNoSetting(t *testing.T) {
	system := &memory{set: Options{Flags: 1}}
	for _, values := range []Values{{"flags": nil}, {"flags": text("16")}, {"flags": text("-1")}, {"flags": text("x")}, {"other": text("x")}, {"server": text("a\x00b")}, {"server": text(strings.Repeat("x", maxTextBytes+1))}} {
		if err := Apply(system, LAN, values); err == nil {
			t.Errorf("%v: accepted", values)
		}
	}
	if err := Apply(system, "gone", Values{}); !errors.Is(err, ErrGone) {
		t.Errorf("%v", err)
	}
	if want := (Options{Flags: 1}); system.set != want {
		t.Errorf("%+v", system.set)
	}
}

// stirred changes three times and then waits for the end.
type stirred struct{ absent }

func (stirred) Watch(ended <-chan struct{}, changed func()) error {
	for range 3 {
		changed()
	}
	<-ended
	return nil
}

func TestWatchTellsEveryChangeUntilItsInputEnds(t *testing.T) {
	defer Use(Current())
	Use(stirred{})
	var out bytes.Buffer
	if code := Command(strings.NewReader(`{"do":"watch"}`), &out); code != 0 || out.String() != "changed\nchanged\nchanged\n" {
		t.Errorf("code %d, %q", code, out.String())
	}
	Use(absent{})
	if code := Command(strings.NewReader(`{"do":"watch"}`), &out); code != 1 {
		t.Errorf("where there is nothing to watch: code %d", code)
	}
}

func TestCommandAnswersOneLine(t *testing.T) {
	defer Use(Current())
	for request, want := range map[string]string{
		`{"do":"read"}`: `{"connections":[{"name":"","values":{"autoconfig":null,"bypass":null,"flags":"1","server":null}}]}`,
		`{"do":"apply","connection":"x","values":{}}`:                    `{"fault":{"code":"not-found","cause":"no such connection"}}`,
		`{"do":"apply","connection":"","values":{"flags":"3"}}`:          `{}`,
		`{"do":"add-login","folder":"` + strings.Repeat("x", 300) + `"}`: `{"fault":{"code":"proxy-not-applied","cause":"the login command is too long"}}`,
	} {
		Use(&memory{set: Options{Flags: 1}})
		var out bytes.Buffer
		if code := Command(strings.NewReader(request), &out); code != 0 || strings.TrimSpace(out.String()) != want {
			t.Errorf("%s: code %d, %s", request, code, out.String())
		}
	}
	for _, request := range []string{"", "x", "{}", `{"do":"other"}`} {
		if code := Command(strings.NewReader(request), &bytes.Buffer{}); code != 2 {
			t.Errorf("%q: code %d", request, code)
		}
	}
}
