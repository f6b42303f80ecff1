package practice

import (
	"fmt"
	"html"
	"net/http"
	"strings"
	"time"

	"byway/engine/internal/exchange"
	"byway/engine/internal/protocol"
)

// Header marks the practice page's answers.
const Header = "X-Byway-Practice"

// newSite serves one page and an empty answer for checks; everything else is not found.
func newSite(language string) *http.Server {
	words := wordsFor(language)
	page := render(words)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) {
		head := w.Header()
		head.Set(Header, "1")
		head.Set("Content-Type", "text/html; charset=utf-8")
		head.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
		head.Set("Cache-Control", "no-store")
		_, _ = w.Write([]byte(page))
	})
	mux.HandleFunc("GET /generate_204", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set(Header, "1")
		w.WriteHeader(http.StatusNoContent)
	})
	return &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second, MaxHeaderBytes: 16 << 10}
}

func render(w words) string {
	return fmt.Sprintf(`<!doctype html>
<html lang="%s" dir="%s"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>%s</title>
<style>body{font:1.1rem/1.6 system-ui,sans-serif;max-width:36rem;margin:4rem auto;padding:0 1rem;color-scheme:light dark}</style>
</head><body><h1>%s</h1><p>%s</p></body></html>
`, w.language, w.direction, html.EscapeString(w.title), html.EscapeString(w.title), html.EscapeString(w.text))
}

// ReadPage finds title and text of the practice page in a check's answer; nil for any other page, even one that
// sends the same header.
func (p *Practice) ReadPage(target exchange.Target, answer exchange.Answer, body []byte) *protocol.Page {
	p.mutex.Lock()
	ours := p.running != nil && target.URL.Host == p.running.address()
	p.mutex.Unlock()
	isPage := answer.Header.Get(Header) == "1" && strings.HasPrefix(answer.Header.Get("Content-Type"), "text/html")
	if !ours || !isPage {
		return nil
	}
	return &protocol.Page{Title: between(string(body), "<title>", "</title>"), Text: between(string(body), "<p>", "</p>")}
}

func between(text, before, after string) string {
	_, rest, _ := strings.Cut(text, before)
	found, _, _ := strings.Cut(rest, after)
	return html.UnescapeString(found)
}
