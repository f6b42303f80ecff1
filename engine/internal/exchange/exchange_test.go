package exchange

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"testing"
	"time"
)

func TestParseTarget(t *testing.T) {
	for raw, want := range map[string]string{
		"http://a.example/x?y=1": "a.example 80",
		"https://a.example":      "a.example 443",
		"http://[::1]:8080/":     "::1 8080",
		"HTTP://127.0.0.1:81/":   "127.0.0.1 81",
	} {
		target, err := ParseTarget(raw)
		if got := fmt.Sprint(target.Host, " ", target.Port); err != nil || got != want {
			t.Errorf("%s: %s, %v", raw, got, err)
		}
	}
	for _, raw := range []string{
		"", "a.example", "ftp://a.example/", "file:///etc/passwd", "http://", "http://u:p@a.example/", "http://a.example:0/",
		"http://a.example:65536/", "http://a b/", "http://пример.example/", "http://a/" + strings.Repeat("x", maxURL),
		"http://" + strings.Repeat("x", 254) + "/", "http://a\r\nb/",
	} {
		if target, err := ParseTarget(raw); err == nil {
			t.Errorf("%.60q became %v", raw, target)
		}
	}
}

// get sends the request to a peer that answers the given text and then hangs up, or waits when hold is true.
func get(t *testing.T, answer string, maxBytes int64, hold bool) (Answer, string, *Stopwatch, error) {
	t.Helper()
	near, far := net.Pipe()
	defer far.Close()
	go func() {
		buffer := make([]byte, 4096)
		_, _ = far.Read(buffer)
		_, _ = io.WriteString(far, answer)
		if !hold {
			_ = far.Close()
		}
	}()
	target, err := ParseTarget("http://a.example/")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 200*time.Millisecond)
	defer cancel()
	var body strings.Builder
	watch := NewStopwatch()
	got, err := Get(ctx, near, target, maxBytes, &body, watch)
	return got, body.String(), watch, err
}

func TestGetReadsOneAnswer(t *testing.T) {
	table := []struct {
		name, answer string
		max          int64
		hold         bool
		status       int
		body         string
	}{
		{"with a length", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc", 10, true, 200, "abc"},
		{"until the end", "HTTP/1.0 200 OK\r\n\r\nabc", 10, false, 200, "abc"},
		{"in chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n2\r\nbc\r\n0\r\n\r\n", 10, true, 200, "abc"},
		{"no body", "HTTP/1.1 204 No Content\r\n\r\n", 10, true, 204, ""},
		{"more than wanted", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabcdefghi", 4, true, 200, "abcd"},
		{"a redirect is an answer", "HTTP/1.1 302 Found\r\nLocation: http://b/\r\nContent-Length: 0\r\n\r\n", 10, true, 302, ""},
		{"after an interim answer", "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx", 10, true, 200, "x"},
	}
	for _, row := range table {
		got, body, watch, err := get(t, row.answer, row.max, row.hold)
		if err != nil || got.Status != row.status || body != row.body || got.Bytes != int64(len(row.body)) {
			t.Errorf("%s: %d %q %v", row.name, got.Status, body, err)
		}
		if stages := fmt.Sprint(names(watch)); stages != "[request first-byte body]" {
			t.Errorf("%s: stages %s", row.name, stages)
		}
	}
}

func TestGetTellsHowFarItCame(t *testing.T) {
	table := []struct {
		name, answer string
		hold, heard  bool
		bytes        int64
		want         string
	}{
		{"silence", "", true, false, 0, ""}, // the deadline shows as a timeout or as a closed connection
		{"hung up at once", "", false, false, 0, "EOF"},
		{"half a head, then silence", "HTTP/1.1 200 OK\r\nContent-", true, true, 0, ""},
		{"half a head, then the end", "HTTP/1.1 200 OK\r\nContent-", false, true, 0, "EOF"},
		{"half a body, then silence", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc", true, true, 3, ""},
		{"half a body, then the end", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc", false, true, 3, "EOF"},
		{"no HTTP", "SSH-2.0-OpenSSH_9.2\r\n\r\n", true, false, 0, "malformed"},
		{"a head without end", "HTTP/1.1 200 OK\r\n" + strings.Repeat("x: y\r\n", 40_000), true, false, 0, "malformed"},
	}
	for _, row := range table {
		got, _, _, err := get(t, row.answer, 10, row.hold)
		if err == nil || !strings.Contains(err.Error(), row.want) && !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("%s: %v", row.name, err)
		}
		if got.Heard != row.heard || got.Bytes != row.bytes {
			t.Errorf("%s: heard %v, %d bytes", row.name, got.Heard, got.Bytes)
		}
	}
}

func names(watch *Stopwatch) []string {
	var all []string
	for _, stage := range watch.Stages() {
		all = append(all, stage.Stage)
	}
	return all
}
