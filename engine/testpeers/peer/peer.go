// Package peer is the life of one test server: it says once that it listens, answers questions about what passed
// through it, and ends when its standard input does. It depends on nothing, so that programs linking different
// releases of a server library can share it.
package peer

import (
	"bufio"
	"encoding/json"
	"io"
	"os"
	"sync"
)

// Seen is what passed through a server since it started, in bytes and connections.
type Seen struct {
	// Up is what clients sent towards the destination, Down what came back.
	Up   int64 `json:"up"`
	Down int64 `json:"down"`
	// Connections counts the destinations that clients asked for, where the server can tell.
	Connections int64 `json:"connections"`
	// Ways splits the bytes by entrance, where one process has several.
	Ways map[string]Way `json:"ways,omitempty"`
}

// Way is what passed through one entrance.
type Way struct {
	Up   int64 `json:"up"`
	Down int64 `json:"down"`
}

// Server is one running test server.
type Server struct {
	// Ready is merged into the line that says the server listens, for example its port.
	Ready map[string]any
	// Seen answers the question `seen`. Nil means that the server counts nothing.
	Seen func() Seen
	// Close ends the server. Nil means that the end of the process is enough.
	Close func() error
}

// Serve prints `{"ready":true,…}`, then answers every line `seen` on in with one JSON line on out, and closes the
// server when in ends.
func Serve(server Server, in io.Reader, out io.Writer) error {
	var lock sync.Mutex
	encoder := json.NewEncoder(out)
	say := func(value any) error {
		lock.Lock()
		defer lock.Unlock()
		return encoder.Encode(value)
	}
	ready := map[string]any{"ready": true, "pid": os.Getpid()}
	for key, value := range server.Ready {
		ready[key] = value
	}
	if err := say(ready); err != nil {
		return err
	}
	lines := bufio.NewScanner(in)
	for lines.Scan() {
		if lines.Text() != "seen" {
			continue
		}
		var seen Seen
		if server.Seen != nil {
			seen = server.Seen()
		}
		if err := say(map[string]any{"seen": seen}); err != nil {
			return err
		}
	}
	if server.Close != nil {
		return server.Close()
	}
	return nil
}
