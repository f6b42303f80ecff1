package restore

import (
	"bufio"
	"encoding/json"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// job is what the app tells its guard, one JSON object a line; a later line replaces an earlier one.
type job struct {
	Journal   string `json:"journal"`
	EnginePid int    `json:"enginePid"`
	AppPid    int    `json:"appPid"`
}

const maxJobBytes = 64 << 10

// Guard waits for the app to end. The first line of stdin is the job. When stdin ends and the line `clean` was not seen,
// the app died: the proxy settings go back, the engine is ended if it is still the same process, and Guard returns.
// Signals that ask it to stop are ignored until then, because at logout they reach everybody at once. Answers the exit
// code: 0 done, 1 the settings could not be put back (the journal stays), 2 no job.
func Guard(stdin io.Reader) int {
	signal.Ignore(syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP)
	lines := bufio.NewScanner(stdin)
	lines.Buffer(make([]byte, 0, 4096), maxJobBytes)
	var watched *watch
	for lines.Scan() {
		if strings.TrimSpace(lines.Text()) == "clean" {
			return 0
		}
		if told := readJob(lines.Bytes()); told != nil {
			watched = told
			go func() { _, _ = gsettingsDefaults() }() // known before haste is needed; harmless where there are none
		}
	}
	if watched == nil {
		return 2
	}
	return watched.finish()
}

// watch is a job with the processes it names made unmistakable.
type watch struct {
	folder      string
	app, engine processIdentity
}

func readJob(line []byte) *watch {
	var told job
	if json.Unmarshal(line, &told) != nil || told.Journal == "" {
		return nil
	}
	folder, err := filepath.Abs(filepath.Dir(told.Journal))
	if err != nil {
		return nil
	}
	return &watch{folder, identify(told.AppPid), identify(told.EnginePid)}
}

func identify(pid int) processIdentity {
	if pid < 1 {
		return processIdentity{}
	}
	return processIdentity{pid, startOf(pid)}
}

func (w *watch) finish() int {
	// The pipe closes a moment before the process is gone. Should it live on, its journal is restored all the same: it
	// has let go of its guard.
	w.app.waitForEnd(2 * time.Second)
	crashPoint("app-ended")
	isSpared := func(j *journal) bool { return j.App.Pid != w.app.Pid && j.isOwnerAlive() }
	code := 1
	for attempt := range 3 {
		time.Sleep(time.Duration(attempt) * 200 * time.Millisecond)
		if _, err := restoreFolder(w.folder, byGuard, isSpared); err == nil {
			code = 0
			break
		}
	}
	if w.engine.Pid > 0 && w.engine.Pid != os.Getpid() {
		w.engine.end()
	}
	crashPoint("engine-ended")
	return code
}
