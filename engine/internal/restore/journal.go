package restore

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// maxJournalBytes bounds what is read; larger than any real journal by far.
const maxJournalBytes = 4 << 20

const maxTextBytes = 512 << 10

const maxScopeBytes = 4 << 10

// maxStores: Windows and macOS note every connection on its own.
const maxStores = 64

// errDamaged: the file is not exactly a journal of this version, so nothing in it is carried out.
var errDamaged = errors.New("proxy-journal-damaged")

type processIdentity struct {
	Pid int `json:"pid"`
	// Start is the start time in clock ticks since boot (proc(5), stat field 22).
	Start string `json:"start"`
}

type journal struct {
	Version int             `json:"version"`
	Owner   string          `json:"owner"`
	UID     int             `json:"uid"`
	Boot    string          `json:"boot"`
	App     processIdentity `json:"app"`
	Phase   string          `json:"phase"`
	Ports   []int           `json:"ports"`
	Stores  []journalEntry  `json:"stores"`
	SHA256  string          `json:"sha256"`
}

type journalEntry struct {
	Store string `json:"store"`
	// Scope is the connection or network service, where there are several.
	Scope  string   `json:"scope,omitempty"`
	Before Values   `json:"before"`
	Ours   []Values `json:"ours"`
	// BeforeText and OursTexts: stores that are one file, one character a byte.
	BeforeText *string  `json:"beforeText,omitempty"`
	OursTexts  []string `json:"oursTexts,omitempty"`
}

var (
	seal         = regexp.MustCompile(`,"sha256":"([0-9a-f]{64})"\}\n$`)
	ownerPattern = regexp.MustCompile(`^[0-9a-f]{32}$`)
)

const sealBytes = len(`,"sha256":""}`) + 64 + 1

// decodeJournal checks the seal (the SHA-256 of everything before it) and then the content.
func decodeJournal(content []byte) (*journal, error) {
	if len(content) > maxJournalBytes || len(content) < sealBytes {
		return nil, errDamaged
	}
	body := content[:len(content)-sealBytes]
	sealed := seal.FindSubmatch(content[len(body):])
	digest := sha256.Sum256(body)
	if sealed == nil || string(sealed[1]) != hex.EncodeToString(digest[:]) {
		return nil, errDamaged
	}
	decoder := json.NewDecoder(bytes.NewReader(content))
	decoder.DisallowUnknownFields()
	var read journal
	if decoder.Decode(&read) != nil || !read.isValid() {
		return nil, errDamaged
	}
	if _, err := decoder.Token(); err != io.EOF {
		return nil, errDamaged
	}
	return &read, nil
}

func (j *journal) isValid() bool {
	isPort := func(port int) bool { return port >= 1 && port <= 65535 }
	return j.Version == 1 && ownerPattern.MatchString(j.Owner) && j.App.Pid >= 1 &&
		(j.Phase == "changing" || j.Phase == "on") &&
		len(j.Ports) >= 1 && len(j.Ports) <= 8 && !slices.ContainsFunc(j.Ports, func(port int) bool { return !isPort(port) }) &&
		len(j.Stores) >= 1 && len(j.Stores) <= maxStores &&
		!slices.ContainsFunc(j.Stores, func(entry journalEntry) bool { return !entry.isValid() })
}

func (e journalEntry) isValid() bool {
	known := shapes[e.Store]
	if known == nil || len(e.Ours) < 1 || len(e.Ours) > 2 || len(e.OursTexts) > 2 {
		return false
	}
	for _, values := range append([]Values{e.Before}, e.Ours...) {
		for key, raw := range values {
			isArgument := e.Store != "kioslaverc" // a NUL cannot stand in a program's argument
			if !slices.Contains(known.keys(), key) || (raw != nil && (!isText(*raw) || isArgument && strings.ContainsRune(*raw, 0))) {
				return false
			}
		}
	}
	isReset := func(raw *string) bool { return raw == nil }
	if hasReset := slices.ContainsFunc(e.Ours, func(v Values) bool { return slices.ContainsFunc(slices.Collect(maps.Values(v)), isReset) }); hasReset && e.Store != "wininet" {
		return false
	}
	return len(e.Scope) <= maxScopeBytes && (e.BeforeText == nil || isText(*e.BeforeText)) &&
		!slices.ContainsFunc(e.OursTexts, func(text string) bool { return !isText(text) })
}

// isText: no setting is longer than that.
func isText(text string) bool {
	return len(text) <= 2*maxTextBytes
}
