package tunnel

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"byway/engine/internal/fault"
	"byway/engine/internal/protocol"
)

const script = "function FindProxyForURL(url, host) { return 'DIRECT'; }"

func scripted(s *stand, text string) protocol.ApplyParams {
	params := s.config()
	params.SystemProxy.Script = &protocol.ScriptDoor{Text: text}
	return params
}

func get(t *testing.T, address string, change func(*http.Request)) (*http.Response, string) {
	t.Helper()
	request, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	if change != nil {
		change(request)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer, string(body)
}

func TestTheScriptIsServedUnderItsOwnPathOnly(t *testing.T) {
	s := newStand(t)
	doors := s.apply(t, scripted(s, script))
	answer, body := get(t, doors.ScriptURL, nil)
	header := answer.Header
	if answer.StatusCode != 200 || body != script || header.Get("Content-Type") != "application/x-ns-proxy-autoconfig" ||
		header.Get("Cache-Control") != "no-store" || header.Get("Access-Control-Allow-Origin") != "" {
		t.Errorf("%d %v %q", answer.StatusCode, header, body)
	}
	address, err := url.Parse(doors.ScriptURL)
	if err != nil || address.Hostname() != "127.0.0.1" || len(address.Path) < 32 {
		t.Errorf("%s: %v", doors.ScriptURL, err)
	}
	for name, change := range map[string]func(*http.Request){
		"another path":       func(r *http.Request) { r.URL.Path = "/" },
		"a longer path":      func(r *http.Request) { r.URL.Path += "/" },
		"a query":            func(r *http.Request) { r.URL.RawQuery = "x" },
		"another host":       func(r *http.Request) { r.Host = "evil.example:" + address.Port() },
		"localhost":          func(r *http.Request) { r.Host = "localhost:" + address.Port() },
		"a host's bare name": func(r *http.Request) { r.Host = "127.0.0.1" },
		"POST":               func(r *http.Request) { r.Method = http.MethodPost },
		"HEAD":               func(r *http.Request) { r.Method = http.MethodHead },
		"OPTIONS":            func(r *http.Request) { r.Method = http.MethodOptions },
	} {
		if answer, body := get(t, doors.ScriptURL, change); answer.StatusCode < 400 || body != "" {
			t.Errorf("%s: %d %q", name, answer.StatusCode, body)
		}
	}
}

func TestAChangedScriptMovesAndAnEqualOneStays(t *testing.T) {
	s := newStand(t)
	first := s.apply(t, scripted(s, script))
	if again := s.apply(t, scripted(s, script)); again.ScriptURL != first.ScriptURL {
		t.Errorf("an equal script moved to %s", again.ScriptURL)
	}
	held := scripted(s, script+" ")
	held.SystemProxy.Script.Port = s.script.listener.Port()
	second := s.apply(t, held)
	if second.ScriptURL == first.ScriptURL {
		t.Error("a changed script kept its address")
	}
	if _, body := get(t, second.ScriptURL, nil); body != script+" " {
		t.Errorf("%q", body)
	}
	if alone := s.apply(t, s.config()); alone.ScriptURL != "" {
		t.Errorf("still there: %s", alone.ScriptURL)
	}
	if _, err := http.Get(second.ScriptURL); err == nil {
		t.Error("the listener outlived its wish")
	}
	third := s.apply(t, scripted(s, script))
	s.Stop()
	if _, err := http.Get(third.ScriptURL); err == nil {
		t.Error("the listener outlived the stop")
	}
}

func TestAScriptThatMakesNoSenseIsRefused(t *testing.T) {
	s := newStand(t)
	before := s.apply(t, scripted(s, script))
	for name, change := range map[string]func(*protocol.ScriptDoor){
		"empty":      func(d *protocol.ScriptDoor) { d.Text = "" },
		"too long":   func(d *protocol.ScriptDoor) { d.Text = strings.Repeat("x", maxScript+1) },
		"a low port": func(d *protocol.ScriptDoor) { d.Port = 80 },
	} {
		params := scripted(s, script)
		change(params.SystemProxy.Script)
		if _, err := s.Apply(params); fault.Of(err).Code != fault.BadRequest {
			t.Errorf("%s: %v", name, err)
		}
	}
	taken := scripted(s, script+" ")
	taken.SystemProxy.Script.Port = before.Port
	if _, err := s.Apply(taken); fault.Of(err).Code != fault.PortBusy {
		t.Errorf("a taken port: %v", err)
	}
	if _, body := get(t, before.ScriptURL, nil); body != script {
		t.Errorf("the earlier script is gone: %q", body)
	}
}
