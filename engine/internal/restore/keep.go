package restore

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"unicode"

	"byway/engine/internal/sysproxy"
)

// keptName is the copy of this program that a data folder holds while the program itself may be gone at the next login:
// removed with its package, or unmounted with its AppImage (src/main/platform/proxy/lasting-program.ts).
var keptName = map[bool]string{false: "byway-restore", true: "byway-restore.exe"}[runtime.GOOS == "windows"]

// keepForLogin leaves a copy of this program in the folder and has the next login run it. For settings that cannot be
// put back now because nobody is logged in. The copy goes with the login entry.
func keepForLogin(folder string) error {
	program, err := os.Executable()
	if err != nil {
		return err
	}
	kept := filepath.Join(folder, keptName)
	if program != kept {
		content, err := os.ReadFile(program)
		if err != nil {
			return err
		}
		if err := replaceFile(kept, content, 0o700); err != nil {
			return err
		}
	}
	if runtime.GOOS == "windows" {
		return sysproxy.AddLogin(sysproxy.Current(), folder, kept)
	}
	return addAutostart(folder, kept)
}

// removeLoginEntry takes away what would restore at the next login: a file of the desktop, or Windows' RunOnce value,
// and the program kept for it.
func removeLoginEntry(folder string) {
	_ = os.Remove(autostartFile(folder))
	_ = sysproxy.RemoveLogin(sysproxy.Current(), folder)
	_ = os.Remove(filepath.Join(folder, keptName))
}

// autostartFile is the login entry of this data folder: the same name as in src/main/platform/proxy/autostart.ts.
func autostartFile(folder string) string {
	digest := sha256.Sum256([]byte(folder))
	return filepath.Join(configFolder(), "autostart", "byway-restore-"+hex.EncodeToString(digest[:])[:12]+".desktop")
}

func addAutostart(folder, program string) error {
	exec, err := quoteCommand(program, "restore-proxy", "--at-login", "--journal", filepath.Join(folder, journalName))
	if err != nil {
		return err
	}
	file := autostartFile(folder)
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return err
	}
	return replaceFile(file, []byte("[Desktop Entry]\nType=Application\nName=Byway\nExec="+exec+"\nNoDisplay=true\nTerminal=false\n"), 0o600)
}

// quoteCommand is the Exec line as the Desktop Entry Specification wants it: every argument in double quotes with `"`,
// backtick, `$` and backslash escaped, `%` doubled, then each backslash doubled once more as in any string value.
func quoteCommand(command ...string) (string, error) {
	inside := strings.NewReplacer(`"`, `\"`, "`", "\\`", `$`, `\$`, `\`, `\\`, `%`, `%%`)
	var quoted []string
	for _, argument := range command {
		if strings.ContainsFunc(argument, unicode.IsControl) {
			return "", errors.New("a path that cannot stand in a desktop entry")
		}
		quoted = append(quoted, `"`+inside.Replace(argument)+`"`)
	}
	return strings.ReplaceAll(strings.Join(quoted, " "), `\`, `\\`), nil
}
