package sysproxy

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// request is the one JSON object on stdin; nothing stands in the arguments, which other programs can see.
type request struct {
	// Do: read, apply, add-login, remove-login, watch.
	Do         string `json:"do"`
	Connection string `json:"connection"`
	Values     Values `json:"values"`
	// Folder is the data folder, for the login entry.
	Folder string `json:"folder"`
}

type answer struct {
	Connections []connection `json:"connections,omitempty"`
	Locked      bool         `json:"locked,omitempty"`
	Fault       *fault       `json:"fault,omitempty"`
}

type connection struct {
	Name   string `json:"name"`
	Values Values `json:"values"`
}

type fault struct {
	Code  string `json:"code"`
	Cause string `json:"cause"`
}

const maxRequestBytes = 1 << 20

// Command is the subcommand `sysproxy`: one request on stdin, one answer on stdout; for `watch` a line after every
// change, until stdin ends. Answers the exit code: 0 also for a
// fault, which stands in the answer; 2 when the request makes no sense.
func Command(stdin io.Reader, stdout io.Writer) int {
	var asked request
	if json.NewDecoder(io.LimitReader(stdin, maxRequestBytes)).Decode(&asked) != nil {
		return 2
	}
	if asked.Do == "watch" {
		return watch(Current(), stdin, stdout)
	}
	told, err := serve(Current(), asked)
	if errors.Is(err, errUnknown) {
		return 2
	}
	if err != nil {
		told = answer{Fault: &fault{codeOf(err), err.Error()}}
	}
	if json.NewEncoder(stdout).Encode(told) != nil {
		return 1
	}
	return 0
}

// watch ends with the app: its end of stdin closes then.
func watch(system System, stdin io.Reader, stdout io.Writer) int {
	ended := make(chan struct{})
	go func() {
		_, _ = io.Copy(io.Discard, stdin)
		close(ended)
	}()
	if system.Watch(ended, func() { fmt.Fprintln(stdout, "changed") }) != nil {
		return 1
	}
	return 0
}

var errUnknown = errors.New("no such request")

func serve(system System, asked request) (answer, error) {
	switch asked.Do {
	case "read":
		return readAll(system)
	case "apply":
		return answer{}, Apply(system, asked.Connection, asked.Values)
	case "add-login":
		program, err := os.Executable()
		if err != nil {
			return answer{}, err
		}
		return answer{}, AddLogin(system, asked.Folder, program)
	case "remove-login":
		return answer{}, RemoveLogin(system, asked.Folder)
	default:
		return answer{}, errUnknown
	}
}

func readAll(system System) (answer, error) {
	names, err := system.Connections()
	if err != nil {
		return answer{}, err
	}
	told := answer{Locked: system.IsLocked()}
	for _, name := range names {
		found, err := system.Query(name)
		if err != nil {
			return answer{}, fmt.Errorf("query: %w", err)
		}
		told.Connections = append(told.Connections, connection{name, found.values()})
	}
	return told, nil
}

func codeOf(err error) string {
	switch {
	case errors.Is(err, ErrGone):
		return "not-found"
	case errors.Is(err, ErrUnsupported):
		return "proxy-unsupported"
	case errors.Is(err, ErrNotApplied):
		return "proxy-locked" // WinINET took them and programs see others: somebody manages this computer
	default:
		return "proxy-not-applied"
	}
}

// maxCommand: Windows does not run a longer entry (Run and RunOnce registry keys).
const maxCommand = 260

// AddLogin makes Windows run the program's restore-proxy for this data folder at the next login.
func AddLogin(system System, folder, program string) error {
	command := fmt.Sprintf(`"%s" restore-proxy --at-login --journal "%s"`, program, filepath.Join(folder, "proxy-journal.json"))
	if len(command) > maxCommand {
		return errors.New("the login command is too long")
	}
	return system.SetLogin(loginName(folder), command)
}

// RemoveLogin takes the entry away; missing is fine.
func RemoveLogin(system System, folder string) error {
	return system.RemoveLogin(loginName(folder))
}

// loginName is one per data folder. The exclamation mark keeps the entry until the command has run to its end.
func loginName(folder string) string {
	digest := sha256.Sum256([]byte(folder))
	return "!BywayRestore-" + hex.EncodeToString(digest[:])[:12]
}
