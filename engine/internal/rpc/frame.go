// Package rpc is the control channel: JSON-RPC 2.0 with Content-Length framing over one reader and one writer.
package rpc

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"sync"
)

// MaxBody bounds one message: far above any real configuration, far below what would hurt.
const MaxBody = 4 << 20

// maxHeader bounds all header lines of one message together.
const maxHeader = 4 << 10

// ErrFrame marks input that is no message of this protocol. There is no way to find the next message's beginning
// after it, so it ends the conversation.
var ErrFrame = errors.New("not a message of this protocol")

// Frames reads and writes framed messages. It implements jrpc2's channel.Channel. Sizes are judged before anything
// of that size is allocated.
type Frames struct {
	reader *bufio.Reader
	writer io.WriteCloser
	write  sync.Mutex
	// ended is called once, with the error that ended reading (io.EOF for a clean end).
	ended func(error)
	once  sync.Once
}

// NewFrames joins a reader and a writer; ended is called from the reading goroutine when reading is over.
func NewFrames(reader io.Reader, writer io.WriteCloser, ended func(error)) *Frames {
	return &Frames{reader: bufio.NewReaderSize(reader, maxHeader), writer: writer, ended: ended}
}

// Send writes one message in a single write.
func (f *Frames) Send(message []byte) error {
	framed := make([]byte, 0, len(message)+32)
	framed = append(framed, "Content-Length: "...)
	framed = strconv.AppendInt(framed, int64(len(message)), 10)
	framed = append(framed, "\r\n\r\n"...)
	framed = append(framed, message...)
	f.write.Lock()
	defer f.write.Unlock()
	_, err := f.writer.Write(framed)
	return err
}

// Recv reads one message.
func (f *Frames) Recv() ([]byte, error) {
	message, err := f.receive()
	if err != nil {
		f.once.Do(func() { f.ended(err) })
	}
	return message, err
}

// Close closes the writer.
func (f *Frames) Close() error { return f.writer.Close() }

func (f *Frames) receive() ([]byte, error) {
	size, err := f.header()
	if err != nil {
		return nil, err
	}
	body := make([]byte, size)
	if _, err := io.ReadFull(f.reader, body); err != nil {
		return nil, err
	}
	return body, nil
}

// header reads up to the empty line and gives the body's length in bytes.
func (f *Frames) header() (int, error) {
	size, read := -1, 0
	for {
		raw, err := f.reader.ReadSlice('\n')
		read += len(raw)
		if errors.Is(err, bufio.ErrBufferFull) || read > maxHeader {
			return 0, fmt.Errorf("%w: header longer than %d bytes", ErrFrame, maxHeader)
		}
		if err != nil {
			if err == io.EOF && read > 0 {
				err = io.ErrUnexpectedEOF
			}
			return 0, err
		}
		line := strings.TrimRight(string(raw), "\r\n")
		if line == "" {
			break
		}
		name, value, _ := strings.Cut(line, ":")
		switch strings.ToLower(name) {
		case "content-length":
			if size, err = parseSize(strings.TrimSpace(value)); err != nil {
				return 0, err
			}
		case "content-type": // one encoding is spoken; its name is not worth a refusal
		default:
			return 0, fmt.Errorf("%w: an unknown header line", ErrFrame)
		}
	}
	if size < 0 {
		return 0, fmt.Errorf("%w: no content-length", ErrFrame)
	}
	return size, nil
}

func parseSize(text string) (int, error) {
	size, err := strconv.ParseUint(text, 10, 31)
	if err != nil {
		return 0, fmt.Errorf("%w: content-length is no number", ErrFrame)
	}
	if size > MaxBody {
		return 0, fmt.Errorf("%w: a message of %d bytes, at most %d are read", ErrFrame, size, MaxBody)
	}
	return int(size), nil
}
