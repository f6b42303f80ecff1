//go:build !linux

package restore

import (
	"strconv"
	"strings"
	"time"
)

// startOf is the start time of a running process in nanoseconds since 1970; empty when there is none.
func startOf(pid int) string {
	at, isRunning := startTime(pid)
	if !isRunning {
		return ""
	}
	return strconv.FormatInt(at.UnixNano(), 10)
}

// couldHaveWritten: a process that began after the journal was written got its writer's number later. The app cannot
// learn its own start time here, so it notes when it wrote: `at-<milliseconds since 1970>`.
func (j *journal) couldHaveWritten() bool {
	at, err := strconv.ParseInt(strings.TrimPrefix(j.Boot, "at-"), 10, 64)
	began, isRunning := startTime(j.App.Pid)
	return err == nil && isRunning && !began.After(time.UnixMilli(at).Add(time.Second))
}
