package practice

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"byway/engine/internal/exchange"
	"byway/engine/internal/fault"
	"byway/engine/internal/probe"
	"byway/engine/internal/protocol"
	"byway/engine/internal/scrub"
)

func TestMain(m *testing.M) {
	// The relay and the probes must not look at these.
	_ = os.Setenv("HTTP_PROXY", "http://127.0.0.1:1")
	_ = os.Setenv("ALL_PROXY", "http://127.0.0.1:1")
	os.Exit(m.Run())
}

func started(t *testing.T, language string) (*Practice, protocol.PracticeResult) {
	t.Helper()
	p := New(&scrub.Secrets{})
	result, err := p.Start(protocol.PracticeParams{Method: "aes-256-gcm", Password: "hunter2", Language: language})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Stop)
	return p, result
}

func through(port int, password, url string) (protocol.ProbeResult, error) {
	return probe.New(&scrub.Secrets{}).Probe(context.Background(), protocol.ProbeParams{
		Proxy: map[string]any{
			"name": "practice", "type": "ss", "server": "127.0.0.1", "port": port, "cipher": "aes-256-gcm", "password": password,
		},
		URL: url, TimeoutMs: 400, MaxBytes: 2 << 20,
	})
}

func TestPageComesThroughTheServer(t *testing.T) {
	_, result := started(t, "en")
	got, err := through(result.Port, "hunter2", result.PageURL)
	if err != nil || got.Status != 200 || got.Bytes < 200 {
		t.Errorf("%+v, %v", got, err)
	}
	got, err = through(result.Port, "hunter2", result.PageURL+"generate_204")
	if err != nil || got.Status != 204 {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestAnyAddressIsReached(t *testing.T) {
	_, result := started(t, "en")
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.Copy(w, io.LimitReader(zeros{}, 1<<20))
	}))
	defer site.Close()
	if got, err := through(result.Port, "hunter2", site.URL); err != nil || got.Bytes != 1<<20 {
		t.Errorf("%+v, %v", got, err)
	}
}

type zeros struct{}

func (zeros) Read(into []byte) (int, error) { clear(into); return len(into), nil }

func TestWrongPasswordGetsSilence(t *testing.T) {
	_, result := started(t, "en")
	if _, err := through(result.Port, "wrong", result.PageURL); fault.Of(err).Code != fault.Timeout {
		t.Errorf("%v", err)
	}
}

func TestStartIsIdempotentAndOtherwiseStartsAnew(t *testing.T) {
	p, first := started(t, "en")
	same, err := p.Start(protocol.PracticeParams{Method: "aes-256-gcm", Password: "hunter2", Language: "en"})
	if err != nil || same != first {
		t.Errorf("%+v then %+v, %v", first, same, err)
	}
	other, err := p.Start(protocol.PracticeParams{Method: "chacha20-ietf-poly1305", Password: "hunter3", Language: "en"})
	if err != nil || other.Port == first.Port {
		t.Errorf("%+v then %+v, %v", first, other, err)
	}
	if _, err := through(first.Port, "hunter2", first.PageURL); fault.Of(err).Code != fault.Refused {
		t.Errorf("the earlier server still answers: %v", err)
	}
	p.Stop()
	p.Stop()
	if _, err := through(other.Port, "hunter3", other.PageURL); fault.Of(err).Code != fault.Refused {
		t.Errorf("a stopped server still answers: %v", err)
	}
}

func TestUnusableParametersAreRefused(t *testing.T) {
	p := New(&scrub.Secrets{})
	defer p.Stop()
	for name, row := range map[string]struct {
		params protocol.PracticeParams
		want   fault.Code
	}{
		"no encryption":  {protocol.PracticeParams{Method: "none", Password: "x"}, fault.ConfigRefused},
		"dummy":          {protocol.PracticeParams{Method: "dummy", Password: "x"}, fault.ConfigRefused},
		"unknown method": {protocol.PracticeParams{Method: "rot13", Password: "x"}, fault.ConfigRefused},
		"no password":    {protocol.PracticeParams{Method: "aes-256-gcm"}, fault.BadRequest},
		"long password":  {protocol.PracticeParams{Method: "aes-256-gcm", Password: strings.Repeat("x", 257)}, fault.BadRequest},
	} {
		if _, err := p.Start(row.params); err == nil || fault.Of(err).Code != row.want {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestPageIsReadInEveryLanguageAndOnlyFromHere(t *testing.T) {
	for _, language := range []string{"en", "ru", "fa", "zh-Hans", "xx"} {
		p, result := started(t, language)
		response, err := http.Get(result.PageURL) // straight: 127.0.0.1 is never proxied by net/http
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(response.Body)
		_ = response.Body.Close()
		target, _ := exchange.ParseTarget(result.PageURL)
		answer := exchange.Answer{Status: 200, Header: response.Header}
		want := wordsFor(language)
		if page := p.ReadPage(target, answer, body); page == nil || page.Title != want.title || page.Text != want.text {
			t.Errorf("%s: %+v", language, page)
		}
		if !strings.Contains(string(body), fmt.Sprintf(`<html lang="%s" dir="%s">`, want.language, want.direction)) {
			t.Errorf("%s: %s", language, body)
		}
		elsewhere, _ := exchange.ParseTarget("http://a.example/")
		if page := p.ReadPage(elsewhere, answer, body); page != nil {
			t.Errorf("another site's page was taken: %+v", page)
		}
	}
}
