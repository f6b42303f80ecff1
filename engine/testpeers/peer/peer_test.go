package peer

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
)

func TestServeSaysReadyAnswersAndCloses(t *testing.T) {
	closed := false
	server := Server{
		Ready: map[string]any{"port": 7},
		Seen:  func() Seen { return Seen{Up: 1, Down: 2, Connections: 3} },
		Close: func() error { closed = true; return nil },
	}
	var out bytes.Buffer
	if err := Serve(server, strings.NewReader("noise\nseen\n"), &out); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if len(lines) != 2 {
		t.Fatalf("want two lines, got %q", out.String())
	}
	var ready map[string]any
	if err := json.Unmarshal([]byte(lines[0]), &ready); err != nil || ready["ready"] != true || ready["port"] != 7.0 {
		t.Errorf("ready line %q, error %v", lines[0], err)
	}
	if lines[1] != `{"seen":{"up":1,"down":2,"connections":3}}` {
		t.Errorf("seen line %q", lines[1])
	}
	if !closed {
		t.Error("the end of input must close the server")
	}
}
