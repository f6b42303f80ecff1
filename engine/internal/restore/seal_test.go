package restore

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"testing"
)

// sealed is a journal's file as the app would write it.
func sealed(t *testing.T, written journal) string {
	t.Helper()
	text, err := json.Marshal(written)
	if err != nil {
		t.Fatal(err)
	}
	body := bytes.TrimSuffix(text, []byte(`,"sha256":""}`))
	digest := sha256.Sum256(body)
	return string(body) + `,"sha256":"` + hex.EncodeToString(digest[:]) + "\"}\n"
}
