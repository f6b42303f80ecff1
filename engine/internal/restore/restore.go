package restore

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// outcome is what one run of restoring came to.
type outcome struct {
	// restored: at least one journal was carried out; left: keys kept as others changed them.
	restored bool
	left     []string
	// damaged: a journal could not be read and was set aside.
	damaged bool
}

// restoreFolder carries out every journal of the folder, leaves a note of it unless it is done by hand, and takes the
// login entry away.
func restoreFolder(folder, by string, isSpared func(*journal) bool) (outcome, error) {
	var done outcome
	for {
		taken, err := claimJournal(folder, isSpared)
		if err != nil {
			return done, err
		}
		if taken == nil {
			break
		}
		crashPoint("claimed")
		if taken.journal == nil {
			leaveNote(folder, by, taken.setAside(folder))
			done.damaged = true
			continue
		}
		left, err := taken.journal.carryOut()
		if err != nil {
			taken.giveBack(folder)
			return done, err
		}
		crashPoint("restore-verified")
		leaveNote(folder, by, "")
		crashPoint("note-left")
		if err := taken.drop(folder); err != nil {
			return done, err
		}
		crashPoint("journal-removed")
		done.restored = true
		done.left = append(done.left, left...)
	}
	if _, err := os.Stat(filepath.Join(folder, journalName)); errors.Is(err, os.ErrNotExist) {
		removeLoginEntry(folder)
		crashPoint("autostart-removed")
	}
	return done, nil
}

// carryOut tries every store even when one fails.
func (j *journal) carryOut() (left []string, err error) {
	for _, entry := range j.Stores {
		kept, failed := entry.restore(openStore(entry.Store, entry.Scope), j.Ports)
		for _, key := range kept {
			left = append(left, strings.Join(strings.Fields(entry.Store+" "+entry.Scope+" "+key), " "))
		}
		if failed != nil {
			err = errors.Join(err, fmt.Errorf("%s: %w", entry.Store, failed))
		}
	}
	return left, err
}

func (e journalEntry) restore(s store, ports []int) (left []string, err error) {
	now, err := s.read()
	if errors.Is(err, errGone) {
		return nil, nil // the connection is gone, and its settings with it
	}
	if err != nil {
		return nil, err
	}
	if now.text != nil && e.BeforeText != nil && slices.Contains(e.OursTexts, *now.text) {
		return nil, writeText(s, now, *e.BeforeText)
	}
	known := shapes[e.Store]
	writes, left := decide(situation{e.Store, e.Before, e.Ours, ports, now.values})
	if now.text != nil {
		return left, writeText(s, now, editLines(*now.text, known.keys(), writes))
	}
	return left, writeKeys(s, known, writes)
}

// writeText replaces the file and reads it back. A file deleted while proxied is written again: Chromium did not notice.
func writeText(s store, now snapshot, text string) error {
	if *now.text == text && !now.missing {
		return nil
	}
	if err := s.replace(text); err != nil {
		return err
	}
	crashPoint("restored kioslaverc")
	after, err := s.read()
	if err == nil && (after.text == nil || *after.text != text) {
		err = errors.New("not written")
	}
	return err
}

// writeKeys takes the modes back first and reads everything back.
func writeKeys(s store, known *shape, writes Values) error {
	var changes []change
	for _, key := range slices.Concat(known.modes, known.keys()[:len(known.keys())-len(known.modes)]) {
		if raw, changed := writes[key]; changed {
			changes = append(changes, change{key, raw})
		}
	}
	if len(changes) == 0 {
		return nil
	}
	if err := s.write(changes); err != nil {
		return err
	}
	after, err := s.read()
	if err != nil {
		return err
	}
	for key, raw := range writes {
		value := after.values.at(key)
		if isRight := same(raw, value) || (raw == nil && s.isUnset(key, after.values)); !isRight {
			return fmt.Errorf("%s: not written", key)
		}
	}
	return nil
}
