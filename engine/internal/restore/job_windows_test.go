package restore

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"
)

// launchInJob plays the app: it puts one child into a job object as Node does (libuv, src/win/process.c), leaves
// another outside, as the guard is, tells both numbers and waits to be killed.
func launchInJob() {
	job, err := windows.CreateJobObject(nil, nil)
	limits := windows.JOBOBJECT_EXTENDED_LIMIT_INFORMATION{}
	limits.BasicLimitInformation.LimitFlags = windows.JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE | windows.JOB_OBJECT_LIMIT_BREAKAWAY_OK | windows.JOB_OBJECT_LIMIT_SILENT_BREAKAWAY_OK
	if err == nil {
		_, err = windows.SetInformationJobObject(job, windows.JobObjectExtendedLimitInformation, uintptr(unsafe.Pointer(&limits)), uint32(unsafe.Sizeof(limits)))
	}
	inside, outside := startIdle(), startIdle()
	if err == nil {
		var handle windows.Handle
		handle, err = windows.OpenProcess(windows.PROCESS_SET_QUOTA|windows.PROCESS_TERMINATE, false, uint32(inside))
		if err == nil {
			err = windows.AssignProcessToJobObject(job, handle)
		}
	}
	fmt.Println(inside, outside, err)
	_, _ = io.Copy(io.Discard, os.Stdin)
	os.Exit(1)
}

// startIdle starts the test program without any pipe whose end would end it; 0 when it does not start.
func startIdle() int {
	for range 5 {
		child := exec.Command(os.Args[0])
		child.Env = append(os.Environ(), roleVariable+"=engine")
		if child.Start() == nil {
			return child.Process.Pid
		}
	}
	return 0
}

func TestTheJobEndsTheEngineWithItsAppAndNotTheGuard(t *testing.T) {
	app, _, said := play(t, "launcher")
	line, err := said.ReadString('\n')
	fields := strings.Fields(line)
	if err != nil || len(fields) != 3 || fields[2] != "<nil>" {
		t.Fatalf("%q (%v)", line, err)
	}
	engine, _ := strconv.Atoi(fields[0])
	guard, _ := strconv.Atoi(fields[1])
	inside, outside := identify(engine), identify(guard)
	if inside.Start == "" || outside.Start == "" {
		t.Fatal("they do not run")
	}
	end(app)
	if !inside.waitForEnd(10 * time.Second) {
		t.Error("the engine outlived its app")
	}
	if !outside.isRunning() {
		t.Error("the guard went with the app")
	}
	outside.end()
}
