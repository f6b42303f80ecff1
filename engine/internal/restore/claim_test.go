//go:build linux

package restore

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestAnAbandonedClaimIsTakenOverAndALivingOneWaitedFor(t *testing.T) {
	s := newScene(t)
	rename := func(mark string) string {
		file := filepath.Join(s.data, "proxy-journal.restoring-"+mark+"-00000000.json")
		if err := os.Rename(filepath.Join(s.data, journalName), file); err != nil {
			t.Fatal(err)
		}
		return file
	}
	rename("4194304-1")
	if done, err := restoreFolder(s.data, byHand, func(*journal) bool { return false }); err != nil || !done.restored {
		t.Errorf("%+v %v", done, err)
	}
	s.expect(beforeText, 0)

	s.note(dead())
	s.write(s.file, oursText)
	sleeper := exec.Command("sleep", "0.3")
	if err := sleeper.Start(); err != nil {
		t.Fatal(err)
	}
	pid := sleeper.Process.Pid
	rename(strings.Join([]string{itoa(pid), startOf(pid)}, "-"))
	go func() { _ = sleeper.Wait() }()
	if done, err := restoreFolder(s.data, byHand, func(*journal) bool { return false }); err != nil || !done.restored {
		t.Errorf("%+v %v", done, err)
	}
	s.expect(beforeText, 0)
}

func TestAFailureKeepsTheJournalForLater(t *testing.T) {
	s := newScene(t)
	if err := os.Remove(s.file); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(s.file, 0o700); err != nil { // a folder in the file's place
		t.Fatal(err)
	}
	if _, err := restoreFolder(s.data, byHand, func(*journal) bool { return false }); err == nil {
		t.Error("no error")
	}
	if _, err := os.Stat(filepath.Join(s.data, journalName)); err != nil {
		t.Error("the journal is gone")
	}
	if _, err := os.Stat(autostartFile(s.data)); err != nil {
		t.Error("the login entry is gone")
	}
}

func itoa(number int) string {
	text, _ := json.Marshal(number)
	return string(text)
}
