//go:build linux

package restore

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// Test 5 of the proofs: whichever byte of the journal is wrong and wherever it ends, nothing of it is carried out.
func TestNothingOfADamagedJournalIsCarriedOut(t *testing.T) {
	s := newScene(t)
	file := filepath.Join(s.data, journalName)
	good, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for index := range good {
		flipped := bytes.Clone(good)
		flipped[index] ^= 1 << (index % 8)
		for _, bad := range [][]byte{flipped, good[:index]} {
			s.write(file, string(bad))
			done, err := restoreFolder(s.data, byHand, func(*journal) bool { return false })
			if err != nil || done.restored || !done.damaged {
				t.Fatalf("byte %d: %+v %v", index, done, err)
			}
			s.expect(oursText, 1)
			kept, _ := filepath.Glob(filepath.Join(s.data, "proxy-journal.damaged-*.json"))
			if content, _ := os.ReadFile(kept[0]); !bytes.Equal(content, bad) {
				t.Fatalf("byte %d: what was set aside is not what was found", index)
			}
			if err := os.Remove(kept[0]); err != nil {
				t.Fatal(err)
			}
		}
	}
}
