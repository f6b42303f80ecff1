package restore

import (
	"encoding/json"
	"path/filepath"
	"time"
)

const noteName = "proxy-restored.json"

// Who restored, for the note. By hand leaves none: that person knows.
const (
	byGuard = "guard"
	byLogin = "login"
	byHand  = ""
)

// note is what the next start reads (src/main/platform/proxy/restored-note.ts), so that the person hears that settings
// were put back, or could not be, while no window was there to say it.
type note struct {
	Version int    `json:"version"`
	By      string `json:"by"`
	At      string `json:"at"`
	// Damaged is the name of the journal that was set aside.
	Damaged string `json:"damaged,omitempty"`
}

// leaveNote is written before the journal goes, so that no moment has neither. A full disk must not stop restoring.
func leaveNote(folder, by, damaged string) {
	if by == byHand {
		return
	}
	content, err := json.Marshal(note{1, by, time.Now().UTC().Format(time.RFC3339), damaged})
	if err == nil {
		_ = replaceFile(filepath.Join(folder, noteName), append(content, '\n'), 0o600)
	}
}
