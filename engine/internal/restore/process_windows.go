package restore

import (
	"time"

	"golang.org/x/sys/windows"
)

// startTime is when a running process began; false when there is none.
func startTime(pid int) (time.Time, bool) {
	process, err := windows.OpenProcess(windows.PROCESS_QUERY_LIMITED_INFORMATION|windows.SYNCHRONIZE, false, uint32(pid))
	if err != nil {
		return time.Time{}, false
	}
	defer windows.CloseHandle(process)
	// Somebody's open handle keeps an ended process known.
	if state, err := windows.WaitForSingleObject(process, 0); err != nil || state == windows.WAIT_OBJECT_0 {
		return time.Time{}, false
	}
	var created, exited, kernel, user windows.Filetime
	if windows.GetProcessTimes(process, &created, &exited, &kernel, &user) != nil {
		return time.Time{}, false
	}
	return time.Unix(0, created.Nanoseconds()), true
}
