//go:build linux

package restore

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTheExecLineIsTheOneTheAppWrites(t *testing.T) {
	content, err := os.ReadFile("../../golden/login-entry.json")
	var cases []struct {
		Words []string `json:"words"`
		Exec  *string  `json:"exec"`
	}
	if err != nil || json.Unmarshal(content, &cases) != nil {
		t.Fatal(err)
	}
	for _, each := range cases {
		exec, err := quoteCommand(each.Words...)
		if (err == nil) != (each.Exec != nil) || err == nil && exec != *each.Exec {
			t.Errorf("%q: %s (%v)", each.Words, exec, err)
		}
	}
}

func TestWhatCannotBePutBackNowIsPutBackAtTheNextLogin(t *testing.T) {
	s := newScene(t)
	kept := filepath.Join(s.data, keptName)
	aside := s.file + ".aside"
	if err := os.Rename(s.file, aside); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(s.file, 0o700); err != nil { // settings that cannot be read
		t.Fatal(err)
	}
	if said := runRestore(t, s, "--or-at-login"); said != "left for the next login\n" {
		t.Errorf("%q", said)
	}
	entry, err := os.ReadFile(autostartFile(s.data))
	if err != nil || !strings.Contains(string(entry), `Exec="`+kept+`" "restore-proxy" "--at-login"`) {
		t.Errorf("%s (%v)", entry, err)
	}
	if found, err := os.Stat(kept); err != nil || found.Mode().Perm() != 0o700 {
		t.Errorf("%v (%v)", found, err)
	}
	if err := os.Remove(s.file); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(aside, s.file); err != nil {
		t.Fatal(err)
	}
	if said := runRestore(t, s, "--at-login"); said != "restored\n" {
		t.Errorf("%q", said)
	}
	for _, file := range []string{kept, autostartFile(s.data)} {
		if _, err := os.Stat(file); err == nil {
			t.Errorf("%s is still there", file)
		}
	}
	if text, _ := os.ReadFile(s.file); string(text) != beforeText {
		t.Errorf("%q", text)
	}
}

func runRestore(t *testing.T, s scene, option string) string {
	t.Helper()
	var out, complaints bytes.Buffer
	if code := restoreProxy([]string{option, "--journal", filepath.Join(s.data, journalName)}, &out, &complaints); code != 0 {
		t.Errorf("code %d: %s%s", code, out.String(), complaints.String())
	}
	return out.String()
}
