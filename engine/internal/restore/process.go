package restore

import (
	"fmt"
	"os"
	"strings"
	"syscall"
	"time"
)

// startOf is the start time of a running process; empty when there is none or it only waits to be collected.
func startOf(pid int) string {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return ""
	}
	// The name in parentheses may itself hold spaces and parentheses: fields count from behind the last one.
	_, rest, _ := strings.Cut(string(stat[strings.LastIndexByte(string(stat), ')')+1:]), " ")
	fields := strings.Fields(rest)
	if len(fields) < 20 || fields[0] == "Z" || fields[0] == "X" {
		return ""
	}
	return fields[19]
}

// isRunning is true while that very process runs: a number alone may belong to another one by now.
func (p processIdentity) isRunning() bool {
	start := startOf(p.Pid)
	return start != "" && start == p.Start
}

// isOwnerAlive tells whether the process that wrote the journal still runs.
func (j *journal) isOwnerAlive() bool {
	boot, err := os.ReadFile("/proc/sys/kernel/random/boot_id")
	return err == nil && strings.TrimSpace(string(boot)) == j.Boot && j.App.isRunning()
}

// waitForEnd polls until the process is gone or the time is over.
func (p processIdentity) waitForEnd(limit time.Duration) bool {
	for deadline := time.Now().Add(limit); p.isRunning(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			return false
		}
	}
	return true
}

// end asks the process to stop and, a second later, kills it. Another process with the same number is left alone.
func (p processIdentity) end() {
	for _, signal := range []os.Signal{syscall.SIGTERM, os.Kill} {
		if !p.isRunning() {
			return
		}
		if process, err := os.FindProcess(p.Pid); err == nil {
			_ = process.Signal(signal)
		}
		p.waitForEnd(time.Second)
	}
}
