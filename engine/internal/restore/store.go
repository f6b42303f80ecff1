package restore

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"time"
)

// snapshot is a store's state at one moment. Text and missing: stores that are one file.
type snapshot struct {
	values  Values
	text    *string
	missing bool
}

// store is one place where the system keeps proxy settings.
type store interface {
	read() (snapshot, error)
	// write puts raw texts in place in this order, nil resets. Success proves nothing: read back.
	write(changes []change) error
	// replace puts a file's whole content in place.
	replace(text string) error
	// isUnset reports whether the key shows what programs see when nobody set it.
	isUnset(key string, values Values) bool
}

type change struct {
	key string
	raw *string
}

// errGone: the connection that the store belongs to does not exist any more.
var errGone = errors.New("the connection is gone")

// openStore opens one of the stores of `shapes`.
func openStore(name, scope string) store {
	switch name {
	case "kioslaverc":
		return kioslaverc{filepath.Join(configFolder(), "kioslaverc")}
	case "wininet":
		return wininet{scope}
	case "networksetup":
		return networksetup{scope}
	default:
		return gsettings{}
	}
}

// configFolder is the person's folder for settings, as the XDG base directory specification finds it.
func configFolder() string {
	if base := os.Getenv("XDG_CONFIG_HOME"); filepath.IsAbs(base) {
		return base
	}
	return filepath.Join(os.Getenv("HOME"), ".config")
}

// runTool runs a program of the system: no shell, five seconds, a UTF-8 locale so that no letter is lost, and without
// the library path of an AppImage.
func runTool(extra []string, program string, arguments ...string) (string, error) {
	return runToolHearing(io.Discard, extra, program, arguments...)
}

// runToolHearing also takes what the program writes to its error stream.
func runToolHearing(complaints io.Writer, extra []string, program string, arguments ...string) (string, error) {
	limited, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	command := exec.CommandContext(limited, program, arguments...)
	command.WaitDelay = time.Second
	command.Stderr = complaints
	for _, pair := range os.Environ() {
		if !strings.HasPrefix(pair, "LD_LIBRARY_PATH=") {
			command.Env = append(command.Env, pair)
		}
	}
	command.Env = append(append(command.Env, "LC_ALL=C.UTF-8"), extra...)
	output, err := command.Output()
	return string(output), err
}

// gsettings is GNOME's store. Its exit code proves nothing: without a bus it answers 0 and the value is lost.
type gsettings struct{}

const schemaRoot = "org.gnome.system.proxy"

var listedLine = regexp.MustCompile(`^org\.gnome\.system\.proxy(?:\.([a-z]+))? ([a-z-]+) (.*)$`)

func (gsettings) read() (snapshot, error) {
	values, err := listGsettings(nil)
	return snapshot{values: values}, err
}

func listGsettings(extra []string) (Values, error) {
	listed, err := runTool(extra, "gsettings", "list-recursively", schemaRoot)
	if err != nil {
		return nil, fmt.Errorf("gsettings: %w", err)
	}
	values := Values{}
	for line := range strings.SplitSeq(listed, "\n") {
		if parts := listedLine.FindStringSubmatch(line); parts != nil {
			values[strings.TrimPrefix(parts[1]+"/"+parts[2], "/")] = &parts[3]
		}
	}
	if values["mode"] == nil {
		return nil, fmt.Errorf("gsettings: keys are missing")
	}
	return values, nil
}

func (gsettings) write(changes []change) error {
	for _, each := range changes {
		if err := writeGsetting(each.key, each.raw); err != nil {
			return err
		}
		crashPoint("restored gsettings " + each.key)
	}
	return nil
}

func writeGsetting(key string, raw *string) error {
	schema, name := schemaRoot, key
	if folder, inside, nested := strings.Cut(key, "/"); nested {
		schema, name = schemaRoot+"."+folder, inside
	}
	arguments := []string{"reset", schema, name}
	if raw != nil {
		arguments = []string{"set", schema, name, *raw}
	}
	_, err := runTool(nil, "gsettings", arguments...)
	return err
}

func (gsettings) replace(string) error { return fmt.Errorf("gsettings is no file") }

// isUnset compares with the schema's default.
func (gsettings) isUnset(key string, values Values) bool {
	defaults, err := gsettingsDefaults()
	return err == nil && same(defaults.at(key), values.at(key))
}

var knownDefaults struct {
	sync.Mutex
	values Values
}

// gsettingsDefaults are the schema's, which the empty memory backend shows. Asked until it answers, and then kept: each
// question starts a program.
func gsettingsDefaults() (Values, error) {
	knownDefaults.Lock()
	defer knownDefaults.Unlock()
	if knownDefaults.values != nil {
		return knownDefaults.values, nil
	}
	values, err := listGsettings([]string{"GSETTINGS_BACKEND=memory"})
	knownDefaults.values = values
	return values, err
}
