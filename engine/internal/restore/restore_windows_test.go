package restore

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"byway/engine/internal/sysproxy"
)

// These tests change this computer's settings and put them back: they run under Wine, or on a runner of one's own.

const roleVariable = "BYWAY_TEST_ROLE"

// TestMain lets the test program play the app that is killed, its engine, and the guard.
func TestMain(m *testing.M) {
	switch os.Getenv(roleVariable) {
	case "address", "script":
		err := sysproxy.Apply(sysproxy.Current(), sysproxy.LAN, oursOnWindows(os.Getenv(roleVariable)))
		fmt.Println("on", err)
		_, _ = io.Copy(io.Discard, os.Stdin) // until it is killed, or the test has ended
		os.Exit(1)
	case "guard":
		os.Exit(Guard(os.Stdin))
	case "engine":
		time.Sleep(time.Minute) // longer than any test waits
		os.Exit(1)
	case "launcher":
		launchInJob()
	default:
		os.Exit(m.Run())
	}
}

// oursOnWindows is what the app writes, by an address or by a script.
func oursOnWindows(way string) Values {
	if way == "script" {
		flags, script := "5", "http://127.0.0.1:41009/0123456789abcdef0123456789abcdef.pac"
		return Values{"flags": &flags, "autoconfig": &script}
	}
	flags, server, bypass := "3", "127.0.0.1:41002", "localhost;<local>"
	return Values{"flags": &flags, "server": &server, "bypass": &bypass, "autoconfig": nil}
}

// play starts the test program in a role. Wine now and then refuses to start a process, so it is asked again.
func play(t *testing.T, role string) (*exec.Cmd, io.WriteCloser, *bufio.Reader) {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for attempt := 1; ; attempt++ {
		child := exec.Command(program)
		child.Env = append(os.Environ(), roleVariable+"="+role)
		stdin, inErr := child.StdinPipe()
		stdout, outErr := child.StdoutPipe()
		err := errors.Join(inErr, outErr)
		if err == nil {
			err = child.Start()
		}
		if err == nil {
			t.Cleanup(func() { _ = child.Process.Kill() })
			return child, stdin, bufio.NewReader(stdout)
		}
		if attempt == 5 {
			t.Fatalf("no child: %v", err)
		}
	}
}

// startApp notes the earlier settings, then changes them in a process of its own, as the app does.
func startApp(t *testing.T, way string, before sysproxy.Options) (folder string, app *exec.Cmd) {
	t.Helper()
	found, err := sysproxy.Current().Query(sysproxy.LAN)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = sysproxy.Current().Set(sysproxy.LAN, found) })
	if err := sysproxy.Current().Set(sysproxy.LAN, before); err != nil {
		t.Fatal(err)
	}
	// Not t.TempDir: Wine cannot remove a folder that is not empty.
	folder, err = os.MkdirTemp("", "data é & x")
	if err != nil {
		t.Fatal(err)
	}
	values, err := sysproxy.Read(sysproxy.Current(), sysproxy.LAN)
	if err != nil {
		t.Fatal(err)
	}
	app, _, said := play(t, way)
	written := journal{Version: 1, Owner: strings.Repeat("ab", 16), UID: os.Getuid(), Boot: fmt.Sprintf("at-%d", time.Now().UnixMilli()),
		App: processIdentity{app.Process.Pid, ""}, Phase: "on", Ports: []int{41002, 41009},
		Stores: []journalEntry{{Store: "wininet", Before: values, Ours: []Values{oursOnWindows(way)}}, {Store: "wininet", Scope: "deleted", Before: values, Ours: []Values{oursOnWindows(way)}}}}
	if err := os.WriteFile(filepath.Join(folder, journalName), []byte(sealed(t, written)), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := sysproxy.AddLogin(sysproxy.Current(), folder, `C:\byway-engine.exe`); err != nil {
		t.Fatal(err)
	}
	if line, err := said.ReadString('\n'); err != nil || strings.TrimSpace(line) != "on <nil>" {
		t.Fatalf("the app said %q (%v)", line, err)
	}
	return folder, app
}

func expectSettings(t *testing.T, want sysproxy.Options) {
	t.Helper()
	if got, err := sysproxy.Current().Query(sysproxy.LAN); err != nil || got != want {
		t.Errorf("the settings are %+v, want %+v (%v)", got, want, err)
	}
}

func end(app *exec.Cmd) {
	_ = app.Process.Kill()
	_ = app.Wait()
}

var earlier = map[string]sysproxy.Options{
	"nothing":       {Flags: 1},
	"manual":        {Flags: 3, Server: "http=proxy.corp:3128;https=b:2", Bypass: "*.corp;<local>"},
	"configuration": {Flags: 5, AutoConfig: "http://pac.corp/a?b=c&d=%20"},
}

func TestTheGuardRestoresWhenTheAppIsKilled(t *testing.T) {
	for name, before := range earlier {
		for _, way := range []string{"address", "script"} {
			guardOf(t, name+" by "+way, way, before)
		}
	}
}

func guardOf(t *testing.T, name, way string, before sysproxy.Options) {
	t.Run(name, func(t *testing.T) {
		folder, app := startApp(t, way, before)
		guard, pipe, _ := play(t, "guard")
		engine, _, _ := play(t, "engine")
		fmt.Fprintf(pipe, `{"journal":%q,"appPid":%d,"enginePid":%d}`+"\n", filepath.Join(folder, journalName), app.Process.Pid, engine.Process.Pid)
		end(app)
		_ = pipe.Close()
		if err := guard.Wait(); err != nil {
			t.Errorf("the guard: %v", err)
		}
		expectSettings(t, before)
		if identify(engine.Process.Pid).Start != "" {
			t.Error("the engine runs on")
		}
		if entries, _ := os.ReadDir(folder); len(entries) != 1 || entries[0].Name() != noteName {
			t.Errorf("left behind: %v", entries)
		}
	})
}

func TestTheGuardLeavesACleanEndAlone(t *testing.T) {
	folder, app := startApp(t, "address", earlier["nothing"])
	guard, pipe, _ := play(t, "guard")
	fmt.Fprintf(pipe, `{"journal":%q,"appPid":%d}`+"\nclean\n", filepath.Join(folder, journalName), app.Process.Pid)
	if err := guard.Wait(); err != nil {
		t.Errorf("the guard: %v", err)
	}
	values, err := sysproxy.Read(sysproxy.Current(), sysproxy.LAN)
	if err != nil || !maps.EqualFunc(values, oursOnWindows("address"), same) {
		t.Errorf("%v (%v)", plain(values), err)
	}
	_ = sysproxy.RemoveLogin(sysproxy.Current(), folder)
}

func TestTheLoginRestorerSparesALivingAppAndRestoresADeadOnes(t *testing.T) {
	before := earlier["manual"]
	folder, app := startApp(t, "address", before)
	run := func() string {
		var out, complaints bytes.Buffer
		restoreProxy([]string{"--at-login", "--journal", filepath.Join(folder, journalName)}, &out, &complaints)
		return out.String() + complaints.String()
	}
	if said := run(); said != "nothing to restore\n" {
		t.Errorf("while the app runs: %q", said)
	}
	end(app)
	if said := run(); said != "restored\n" {
		t.Errorf("after it died: %q", said)
	}
	expectSettings(t, before)
}
