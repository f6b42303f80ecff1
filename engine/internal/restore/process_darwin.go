package restore

import (
	"time"

	"golang.org/x/sys/unix"
)

// startTime is when a running process began; false when there is none or it only waits to be collected.
func startTime(pid int) (time.Time, bool) {
	found, err := unix.SysctlKinfoProc("kern.proc.pid", pid)
	const zombie = 5 // SZOMB in sys/proc.h
	if err != nil || int(found.Proc.P_pid) != pid || found.Proc.P_stat == zombie {
		return time.Time{}, false
	}
	at := found.Proc.P_starttime
	return time.Unix(at.Sec, int64(at.Usec)*1000), true
}
