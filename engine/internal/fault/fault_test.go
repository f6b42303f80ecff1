package fault

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"testing"
)

func TestListEqualsGoldenFile(t *testing.T) {
	raw, err := os.ReadFile("../../golden/faults.json")
	if err != nil {
		t.Fatal(err)
	}
	var golden []Code
	if err := json.Unmarshal(raw, &golden); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(golden, All) {
		t.Errorf("golden/faults.json holds\n%v\nthe engine knows\n%v", golden, All)
	}
}

func TestOf(t *testing.T) {
	inner := New(PortBusy, "port %d", 5).With("port", 5)
	if got := Of(fmt.Errorf("while opening: %w", inner)); got != inner {
		t.Errorf("a wrapped fault became %v", got)
	}
	if got := Of(errors.New("who knows")); got.Code != EngineInternal {
		t.Errorf("an unknown error became %v", got)
	}
}

func TestWithLeavesTheOriginalAlone(t *testing.T) {
	first := New(Refused, "no").With("bytes", 0)
	second := first.With("bytes", 1).With("status", 2)
	if first.Detail["bytes"] != 0 || len(first.Detail) != 1 {
		t.Errorf("the original changed to %v", first.Detail)
	}
	if second.Detail["bytes"] != 1 || second.Detail["status"] != 2 {
		t.Errorf("the copy holds %v", second.Detail)
	}
}
