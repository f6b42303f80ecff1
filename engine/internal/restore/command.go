package restore

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

const usage = "usage: byway-engine restore-proxy --journal FILE [--at-login | --or-at-login]"

// RestoreProxy is the subcommand `restore-proxy --journal FILE [--at-login | --or-at-login]`: restores without the app
// and prints one line. At login a journal whose writer runs again is left alone; by hand it is carried out. With
// --or-at-login, for uninstalling, what cannot be put back now is left for the next login, with a copy of this program.
// Answers the exit code: 0 restored, nothing to do or left for the next login, 1 not restored or damaged, 2 misuse.
func RestoreProxy(args []string) int {
	return restoreProxy(args, os.Stdout, os.Stderr)
}

func restoreProxy(args []string, out, complaints io.Writer) int {
	flags := flag.NewFlagSet("restore-proxy", flag.ContinueOnError)
	flags.SetOutput(complaints)
	file := flags.String("journal", "", "the journal `FILE`")
	atLogin := flags.Bool("at-login", false, "leave a running app's journal alone")
	orAtLogin := flags.Bool("or-at-login", false, "leave for the next login what cannot be put back now")
	if flags.Parse(args) != nil {
		return 2
	}
	folder, err := filepath.Abs(filepath.Dir(*file))
	if *file == "" || flags.NArg() > 0 || *atLogin && *orAtLogin || err != nil {
		fmt.Fprintln(complaints, usage)
		return 2
	}
	by := byHand
	if *atLogin {
		by = byLogin
	}
	done, err := restoreFolder(folder, by, func(j *journal) bool { return *atLogin && j.isOwnerAlive() })
	if err != nil && *orAtLogin && keepForLogin(folder) == nil {
		fmt.Fprintln(out, "left for the next login")
		return 0
	}
	switch {
	case err != nil:
		fmt.Fprintf(out, "proxy-not-restored: %s\n", strings.ReplaceAll(err.Error(), "\n", "; "))
		return 1
	case done.damaged:
		fmt.Fprintln(out, "proxy-journal-damaged: set aside, nothing was changed")
		return 1
	case len(done.left) > 0:
		fmt.Fprintf(out, "restored; left as changed by others: %s\n", strings.Join(done.left, ", "))
	case done.restored:
		fmt.Fprintln(out, "restored")
	default:
		fmt.Fprintln(out, "nothing to restore")
	}
	return 0
}
