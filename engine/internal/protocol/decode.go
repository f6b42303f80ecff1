package protocol

import (
	"bytes"
	"encoding/json"
	"io"

	"byway/engine/internal/fault"
)

// Decode reads a message's params strictly: an unknown or wrongly typed member is a bad-request fault. The fault's
// text names the member only, never its value. Numbers inside free-form maps arrive as int64 or float64.
func Decode(params []byte, into any) error {
	if len(bytes.TrimSpace(params)) == 0 {
		params = []byte("{}")
	}
	decoder := json.NewDecoder(bytes.NewReader(params))
	decoder.DisallowUnknownFields()
	decoder.UseNumber()
	if err := decoder.Decode(into); err != nil {
		return fault.New(fault.BadRequest, "params do not fit: %s", describe(err))
	}
	if _, err := decoder.Token(); err != io.EOF {
		return fault.New(fault.BadRequest, "params are followed by something else")
	}
	return nil
}

// describe leaves values out: a wrong value may be a password in the wrong place.
func describe(err error) string {
	if wrong, ok := err.(*json.UnmarshalTypeError); ok {
		return "wrong type at " + wrong.Field
	}
	if _, ok := err.(*json.SyntaxError); ok {
		return "not JSON"
	}
	return err.Error()
}
