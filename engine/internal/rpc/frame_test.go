package rpc

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
)

type sink struct{ bytes.Buffer }

func (*sink) Close() error { return nil }

func receiveAll(input string) (messages []string, ended error) {
	frames := NewFrames(strings.NewReader(input), &sink{}, func(err error) { ended = err })
	for {
		message, err := frames.Recv()
		if err != nil {
			return messages, ended
		}
		messages = append(messages, string(message))
	}
}

func TestFramesAreReadInOrder(t *testing.T) {
	input := "Content-Length: 2\r\n\r\n{}" +
		"content-length:3\r\nContent-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n[1]" +
		"Content-Length: 0\r\n\r\n"
	messages, ended := receiveAll(input)
	if fmt.Sprint(messages) != "[{} [1] ]" || ended != io.EOF {
		t.Errorf("%q, %v", messages, ended)
	}
}

func TestWhatIsNoMessageEndsReading(t *testing.T) {
	table := map[string]struct {
		input string
		want  error
	}{
		"oversize":                {fmt.Sprintf("Content-Length: %d\r\n\r\n", MaxBody+1), ErrFrame},
		"absurdly oversize":       {"Content-Length: 99999999999999999999\r\n\r\n", ErrFrame},
		"negative":                {"Content-Length: -1\r\n\r\n", ErrFrame},
		"no number":               {"Content-Length: many\r\n\r\n", ErrFrame},
		"no length":               {"Content-Type: x\r\n\r\n{}", ErrFrame},
		"no header":               {"{\"jsonrpc\":\"2.0\"}\n", ErrFrame},
		"noise":                   {"\x00\xff\x13garbage\n\n", ErrFrame},
		"endless header line":     {strings.Repeat("x", maxHeader+1), ErrFrame},
		"endless header lines":    {strings.Repeat("a: b\r\n", maxHeader), ErrFrame},
		"an end within the head":  {"Content-Length: 5\r\n", io.ErrUnexpectedEOF},
		"an end within the body":  {"Content-Length: 5\r\n\r\nabc", io.ErrUnexpectedEOF},
		"an end before the body":  {"Content-Length: 5\r\n\r\n", io.EOF},
		"nothing at all, the end": {"", io.EOF},
	}
	for name, row := range table {
		if messages, ended := receiveAll(row.input); !errors.Is(ended, row.want) || len(messages) != 0 {
			t.Errorf("%s: %q, %v", name, messages, ended)
		}
	}
}

func TestOversizeIsRefusedBeforeItIsAllocated(t *testing.T) {
	input := fmt.Sprintf("Content-Length: %d\r\n\r\n", 1<<30)
	allocated := testing.Benchmark(func(b *testing.B) {
		b.ReportAllocs()
		for range b.N {
			receiveAll(input)
		}
	}).AllocedBytesPerOp()
	if allocated > 64<<10 {
		t.Errorf("refusing a message took %d bytes", allocated)
	}
}

func TestTheLargestMessagePasses(t *testing.T) {
	body := strings.Repeat("x", MaxBody)
	messages, _ := receiveAll(fmt.Sprintf("Content-Length: %d\r\n\r\n%s", MaxBody, body))
	if len(messages) != 1 || messages[0] != body {
		t.Error("a message of the allowed size did not pass")
	}
}

func TestSendWritesWhatRecvReads(t *testing.T) {
	out := &sink{}
	frames := NewFrames(strings.NewReader(""), out, func(error) {})
	for _, message := range []string{`{"a":"ü"}`, "{}"} {
		if err := frames.Send([]byte(message)); err != nil {
			t.Fatal(err)
		}
	}
	if messages, _ := receiveAll(out.String()); fmt.Sprint(messages) != `[{"a":"ü"} {}]` {
		t.Errorf("%q", messages)
	}
}
