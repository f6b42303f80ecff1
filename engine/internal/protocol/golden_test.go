package protocol

import (
	"encoding/json"
	"errors"
	"os"
	"reflect"
	"slices"
	"testing"

	"byway/engine/internal/fault"
)

type golden struct {
	About string `json:"about"`
	Calls []struct {
		Method string          `json:"method"`
		Params json.RawMessage `json:"params"`
		Result json.RawMessage `json:"result"`
	} `json:"calls"`
	Errors []struct {
		Method string          `json:"method"`
		Params json.RawMessage `json:"params"`
		Error  struct {
			Code    int             `json:"code"`
			Message string          `json:"message"`
			Data    json.RawMessage `json:"data"`
		} `json:"error"`
	} `json:"errors"`
	Notifications []struct {
		Method string          `json:"method"`
		Params json.RawMessage `json:"params"`
	} `json:"notifications"`
}

func readGolden(t *testing.T) golden {
	t.Helper()
	raw, err := os.ReadFile("../../golden/messages.json")
	if err != nil {
		t.Fatal(err)
	}
	var g golden
	if err := Decode(raw, &g); err != nil {
		t.Fatal(err)
	}
	return g
}

// calls are the Go types of every call.
var calls = map[string]struct{ params, result any }{
	"hello":             {&HelloParams{}, &HelloResult{}},
	"apply":             {&ApplyParams{}, &ApplyResult{}},
	"select":            {&SelectParams{}, &Empty{}},
	"stop":              {&Empty{}, &Empty{}},
	"check":             {&CheckParams{}, &CheckResult{}},
	"probe":             {&ProbeParams{}, &ProbeResult{}},
	"practice.start":    {&PracticeParams{}, &PracticeResult{}},
	"practice.stop":     {&Empty{}, &Empty{}},
	"connections":       {&Empty{}, &ConnectionsResult{}},
	"connections.close": {&CloseParams{}, &CloseResult{}},
	"memory":            {&Empty{}, &MemoryResult{}},
	"ping":              {&Empty{}, &Empty{}},
}

func TestEveryGoldenCallRoundTrips(t *testing.T) {
	g := readGolden(t)
	for _, call := range g.Calls {
		types, known := calls[call.Method]
		if !known {
			t.Errorf("%s is in the golden file but not here", call.Method)
			continue
		}
		roundTrip(t, call.Method+" params", call.Params, fresh(types.params))
		roundTrip(t, call.Method+" result", call.Result, fresh(types.result))
	}
	seen := map[string]bool{}
	for _, call := range g.Calls {
		seen[call.Method] = true
	}
	if len(seen) != len(calls) {
		t.Errorf("the golden file holds %d calls, the engine %d", len(seen), len(calls))
	}
}

func TestEveryGoldenNotificationRoundTrips(t *testing.T) {
	types := map[string]any{"traffic": &Traffic{}, "log": &LogLine{}}
	for _, notification := range readGolden(t).Notifications {
		roundTrip(t, notification.Method, notification.Params, types[notification.Method])
	}
}

func TestEveryGoldenErrorRoundTrips(t *testing.T) {
	for _, failure := range readGolden(t).Errors {
		var data FaultData
		roundTrip(t, failure.Method+" error", failure.Error.Data, &data)
		if !slices.Contains(fault.All, data.Code) || failure.Error.Code != -32000 {
			t.Errorf("%s: code %d %s", failure.Method, failure.Error.Code, data.Code)
		}
	}
}

// fresh makes an empty value of the same type: a method may have several examples.
func fresh(pointer any) any { return reflect.New(reflect.TypeOf(pointer).Elem()).Interface() }

// roundTrip decodes strictly and encodes again; both forms must mean the same JSON.
func roundTrip(t *testing.T, name string, raw json.RawMessage, into any) {
	t.Helper()
	if err := Decode(raw, into); err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	again, err := json.Marshal(into)
	if err != nil {
		t.Fatal(err)
	}
	var want, got any
	if json.Unmarshal(raw, &want) != nil || json.Unmarshal(again, &got) != nil || !reflect.DeepEqual(want, got) {
		t.Errorf("%s: the golden file holds %s, the engine writes %s", name, raw, again)
	}
}

func TestDecodeIsStrict(t *testing.T) {
	for name, raw := range map[string]string{
		"an unknown member": `{"protocol":1,"x":1}`,
		"a wrong type":      `{"protocol":"1"}`,
		"a fraction":        `{"protocol":1.5}`,
		"a list":            `[1]`,
		"two values":        `{"protocol":1} {}`,
		"half a value":      `{"protocol":`,
	} {
		var params HelloParams
		var known *fault.Fault
		if err := Decode([]byte(raw), &params); !errors.As(err, &known) || known.Code != fault.BadRequest {
			t.Errorf("%s: %v", name, err)
		}
	}
	var nothing Empty
	if err := Decode(nil, &nothing); err != nil {
		t.Errorf("absent params: %v", err)
	}
}

func TestDecodeNeverQuotesAValue(t *testing.T) {
	var params ApplyParams
	err := Decode([]byte(`{"local":{"port":"hunter2"}}`), &params)
	if err == nil || err.Error() != "bad-request: params do not fit: wrong type at local.port" {
		t.Errorf("%v", err)
	}
}
