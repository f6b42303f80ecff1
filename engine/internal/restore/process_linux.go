package restore

import (
	"fmt"
	"os"
	"strings"
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

// couldHaveWritten: process numbers and start times repeat after a boot.
func (j *journal) couldHaveWritten() bool {
	id, err := os.ReadFile("/proc/sys/kernel/random/boot_id")
	return err == nil && strings.TrimSpace(string(id)) == j.Boot
}
