//go:build linux

package restore

import (
	"os/exec"
	"testing"
)

func TestAProcessWithTheSameNumberIsLeftAlone(t *testing.T) {
	other := exec.Command("sleep", "30")
	if err := other.Start(); err != nil {
		t.Fatal(err)
	}
	processIdentity{other.Process.Pid, "1"}.end()
	if startOf(other.Process.Pid) == "" {
		t.Error("ended")
	}
	_ = other.Process.Kill()
	_ = other.Wait()
	if startOf(other.Process.Pid) != "" {
		t.Error("an ended process counts as running")
	}
}
