package restore

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"time"
)

const journalName = "proxy-journal.json"

var claimedName = regexp.MustCompile(`^proxy-journal\.restoring-(\d{1,10})-(\d{0,20})-[0-9a-f]{8}\.json$`)

// How long another process may take to restore before this one gives up.
const claimWait = 10 * time.Second

// claim is a journal taken for restoring, by this process alone. Journal is nil when the file is damaged.
type claim struct {
	file    string
	journal *journal
}

var errStillHeld = errors.New("another process is restoring and does not finish")

// claimJournal takes the journal of the folder, or one that a dead process left half restored: by renaming it to a name
// of its own, which only one process can do. Nil when there is nothing, or only a journal that is to be spared.
func claimJournal(folder string, isSpared func(*journal) bool) (*claim, error) {
	for deadline := time.Now().Add(claimWait); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		free, held := listJournals(folder)
		for _, candidate := range free {
			taken, spared := take(folder, candidate, isSpared)
			if taken != nil || spared {
				return taken, nil
			}
		}
		if len(free) == 0 && !held {
			return nil, nil
		}
	}
	return nil, errStillHeld
}

// take looks before it takes and again afterwards: between the two another process may have put a new journal there.
func take(folder, candidate string, isSpared func(*journal) bool) (taken *claim, spared bool) {
	seen, err := readJournal(filepath.Join(folder, candidate))
	if err == nil && isSpared(seen) {
		return nil, true
	}
	file := filepath.Join(folder, "proxy-journal.restoring-"+ownMark()+".json")
	if os.Rename(filepath.Join(folder, candidate), file) != nil {
		return nil, false
	}
	seen, err = readJournal(file)
	if err != nil {
		return &claim{file: file}, false
	}
	taken = &claim{file, seen}
	if !isSpared(seen) {
		return taken, false
	}
	taken.giveBack(folder)
	return nil, true
}

// giveBack leaves the journal for a later attempt. Where a new one has come meanwhile the old one keeps its name.
func (c *claim) giveBack(folder string) {
	if os.Link(c.file, filepath.Join(folder, journalName)) == nil {
		_ = os.Remove(c.file)
	}
}

// drop forgets a journal that is done.
func (c *claim) drop(folder string) error {
	if err := os.Remove(c.file); err != nil {
		return err
	}
	syncFolder(folder)
	return nil
}

// setAside keeps an unreadable journal for inspection; nothing in it is carried out. Answers its new name.
func (c *claim) setAside(folder string) string {
	stamp := time.Now().UTC().Format("2006-01-02T15-04-05Z")
	kept := "proxy-journal.damaged-" + stamp + "-" + randomHex(2) + ".json"
	_ = os.Rename(c.file, filepath.Join(folder, kept))
	return kept
}

func listJournals(folder string) (free []string, held bool) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, false
	}
	for _, entry := range entries {
		if entry.Name() == journalName {
			free = append([]string{journalName}, free...)
		}
		if match := claimedName.FindStringSubmatch(entry.Name()); match != nil {
			pid, _ := strconv.Atoi(match[1])
			if (processIdentity{pid, match[2]}).isRunning() {
				held = true
			} else {
				free = append(free, entry.Name())
			}
		}
	}
	return free, held
}

func readJournal(file string) (*journal, error) {
	found, err := os.Lstat(file)
	if err != nil {
		return nil, err
	}
	if !found.Mode().IsRegular() {
		return nil, errDamaged
	}
	opened, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer opened.Close()
	content, err := io.ReadAll(io.LimitReader(opened, maxJournalBytes+1))
	if err != nil {
		return nil, err
	}
	read, err := decodeJournal(content)
	if err == nil && read.UID != os.Getuid() {
		return nil, fs.ErrPermission
	}
	return read, err
}

func ownMark() string {
	pid := os.Getpid()
	return fmt.Sprintf("%d-%s-%s", pid, startOf(pid), randomHex(4))
}

func randomHex(bytes int) string {
	raw := make([]byte, bytes)
	_, _ = rand.Read(raw)
	return hex.EncodeToString(raw)
}
