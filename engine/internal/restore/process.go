package restore

import (
	"os"
	"syscall"
	"time"
)

// isRunning is true while that very process runs: a number alone may belong to another one by now. Where the app cannot
// learn its own start time (Windows, macOS) the number must do.
func (p processIdentity) isRunning() bool {
	start := startOf(p.Pid)
	return start != "" && (p.Start == "" || start == p.Start)
}

// isOwnerAlive tells whether the process that wrote the journal still runs.
func (j *journal) isOwnerAlive() bool {
	return j.couldHaveWritten() && j.App.isRunning()
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
			if process.Signal(signal) == nil { // Windows knows no SIGTERM
				p.waitForEnd(time.Second)
			}
		}
	}
}
