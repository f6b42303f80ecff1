package exchange

import (
	"context"
	"errors"
	"io"
	"net"
	"testing"
	"time"
)

// stuck is a connection like gRPC's before the server answered: reading waits whatever happens.
type stuck struct{ net.Conn }

func (stuck) Write(bytes []byte) (int, error) { return len(bytes), nil }
func (stuck) Read([]byte) (int, error)        { select {} }
func (stuck) Close() error                    { return nil }
func (stuck) SetDeadline(time.Time) error     { return nil }

func TestGetReturnsWhenTheConnectionHeedsNothing(t *testing.T) {
	target, err := ParseTarget("http://127.0.0.1:1/")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Millisecond)
	defer cancel()
	watch := NewStopwatch()
	watch.Mark("dial")
	_, err = Get(ctx, stuck{}, target, 10, io.Discard, watch)
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("want the context's error, got %v", err)
	}
	if stages := watch.Stages(); len(stages) != 1 || stages[0].Stage != "dial" {
		t.Errorf("the stages reached before must remain: %v", stages)
	}
}
