package serve

import (
	"os"
	"runtime/debug"
	"runtime/metrics"
	"strconv"
	"strings"
	"time"

	"byway/engine/internal/protocol"
)

const (
	// softLimit is where the garbage collector begins to work hard. Measured use is 40 MB at rest.
	softLimit = 384 << 20
	// hardLimit is where something has gone wrong for good: runaway memory of the libraries was reported up to
	// 100 GB. Ending is better than taking the computer along; the app starts the engine again.
	hardLimit = 1536 << 20
	// look is how often memory is looked at.
	look = 5 * time.Second
	// exitMemory is the exit code for it.
	exitMemory = 4
)

// guardMemory sets the soft limit and ends the process beyond the hard one.
func guardMemory(notify func(string, any)) {
	debug.SetMemoryLimit(softLimit)
	go func() {
		for range time.Tick(look) {
			now := memory()
			if now.RSSBytes < hardLimit {
				continue
			}
			notify("log", protocol.LogLine{Level: "error", Text: "memory ran away: " + strconv.FormatUint(now.RSSBytes, 10) + " bytes"})
			time.Sleep(100 * time.Millisecond) // let the line out
			os.Exit(exitMemory)
		}
	}()
}

// memory reads the resident size from the system where it is cheap (Linux), else what Go holds in all.
func memory() protocol.MemoryResult {
	samples := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}, {Name: "/memory/classes/total:bytes"}}
	metrics.Read(samples)
	result := protocol.MemoryResult{HeapBytes: samples[0].Value.Uint64(), RSSBytes: samples[1].Value.Uint64()}
	if resident, ok := residentPages(); ok {
		result.RSSBytes = resident * uint64(os.Getpagesize())
	}
	return result
}

func residentPages() (uint64, bool) {
	raw, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0, false
	}
	fields := strings.Fields(string(raw))
	if len(fields) < 2 {
		return 0, false
	}
	pages, err := strconv.ParseUint(fields[1], 10, 64)
	return pages, err == nil
}
