//go:build linux

package restore

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

const (
	beforeText = "[Proxy Settings]\n# mine\nProxyType=2\nx=\xff\x80\n"
	oursText   = "[Proxy Settings]\n# mine\nProxyType=1\nx=\xff\x80\nhttpProxy=http://127.0.0.1 41002\n"
)

// scene is a data folder with a journal in force and a KDE settings file that holds what Byway wrote.
type scene struct {
	t          *testing.T
	data, file string
}

func newScene(t *testing.T) scene {
	t.Helper()
	home := t.TempDir()
	t.Setenv("XDG_CONFIG_HOME", home)
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
	s := scene{t, filepath.Join(home, "data"), filepath.Join(home, "kioslaverc")}
	if err := os.MkdirAll(filepath.Join(home, "autostart"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(s.data, 0o700); err != nil {
		t.Fatal(err)
	}
	s.write(s.file, oursText)
	s.write(autostartFile(s.data), "[Desktop Entry]\n")
	s.note(dead())
	return s
}

func (s scene) write(file, content string) {
	s.t.Helper()
	if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
		s.t.Fatal(err)
	}
}

// dead is a process that has ended.
func dead() processIdentity { return processIdentity{1 << 22, "1"} }

func self() processIdentity { return processIdentity{os.Getpid(), startOf(os.Getpid())} }

// note writes the journal as the app would.
func (s scene) note(app processIdentity) {
	s.t.Helper()
	boot, _ := os.ReadFile("/proc/sys/kernel/random/boot_id")
	read := readLines(fromBytes([]byte(beforeText)), shapes["kioslaverc"].keys())
	ours := Values{}
	for key, raw := range readLines(oursText, shapes["kioslaverc"].keys()) {
		if raw != nil {
			ours[key] = raw
		}
	}
	before := fromBytes([]byte(beforeText))
	written := journal{Version: 1, Owner: strings.Repeat("ab", 16), UID: os.Getuid(), Boot: strings.TrimSpace(string(boot)), App: app, Phase: "on",
		Ports:  []int{41002},
		Stores: []journalEntry{{Store: "kioslaverc", Before: read, Ours: []Values{ours}, BeforeText: &before, OursTexts: []string{fromBytes([]byte(oursText))}}}}
	s.write(filepath.Join(s.data, journalName), sealed(s.t, written))
}

func (s scene) job(app, engine int) string {
	line, _ := json.Marshal(job{filepath.Join(s.data, journalName), engine, app})
	return string(line) + "\n"
}

func (s scene) expect(text string, files int) {
	s.t.Helper()
	content, err := os.ReadFile(s.file)
	if err != nil || string(content) != text {
		s.t.Errorf("the settings are %q (%v)", content, err)
	}
	if entries, _ := os.ReadDir(s.data); len(entries) != files {
		s.t.Errorf("%d files in the data folder, want %d: %v", len(entries), files, entries)
	}
}

// expectNote reads the note for the next start and takes it away.
func (s scene) expectNote(by string, isDamaged bool) {
	s.t.Helper()
	file := filepath.Join(s.data, noteName)
	content, err := os.ReadFile(file)
	var read note
	if err != nil || json.Unmarshal(content, &read) != nil || read.Version != 1 || read.By != by || (read.Damaged != "") != isDamaged {
		s.t.Errorf("the note is %s (%v)", content, err)
	}
	_ = os.Remove(file)
}

func TestGuardRestoresWhenItsInputEnds(t *testing.T) {
	s := newScene(t)
	if code := Guard(strings.NewReader(s.job(dead().Pid, 0))); code != 0 {
		t.Errorf("code %d", code)
	}
	s.expect(beforeText, 1)
	s.expectNote(byGuard, false)
	if _, err := os.Stat(autostartFile(s.data)); !os.IsNotExist(err) {
		t.Error("the login entry is still there")
	}
}

func TestGuardDoesNothingAfterTheWordClean(t *testing.T) {
	s := newScene(t)
	if code := Guard(strings.NewReader(s.job(dead().Pid, 0) + "clean\n")); code != 0 {
		t.Errorf("code %d", code)
	}
	s.expect(oursText, 1)
}

func TestGuardWithoutAJobDoesNothing(t *testing.T) {
	s := newScene(t)
	for _, input := range []string{"", "\n", "{}\n", "rubbish\n", strings.Repeat("x", 1<<20)} {
		if code := Guard(strings.NewReader(input)); code != 2 {
			t.Errorf("code %d", code)
		}
	}
	s.expect(oursText, 1)
}

func TestGuardLeavesANewAppAlone(t *testing.T) {
	s := newScene(t)
	s.note(self())
	if code := Guard(strings.NewReader(s.job(dead().Pid, 0))); code != 0 {
		t.Errorf("code %d", code)
	}
	s.expect(oursText, 1)
}

func TestGuardEndsTheEngineThatItWasTold(t *testing.T) {
	s := newScene(t)
	engine := exec.Command("sh", "-c", "trap '' TERM; while :; do sleep 0.1; done")
	if err := engine.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- engine.Wait() }()
	Guard(strings.NewReader(s.job(dead().Pid, engine.Process.Pid)))
	select {
	case <-ended:
	case <-time.After(5 * time.Second):
		_ = engine.Process.Kill()
		t.Error("the engine still runs")
	}
	s.expect(beforeText, 1)
}

func TestRestoreProxySaysInOneLineWhatItDid(t *testing.T) {
	s := newScene(t)
	run := func(arguments ...string) (string, int) {
		var out, complaints bytes.Buffer
		code := restoreProxy(append(arguments, "--journal", filepath.Join(s.data, journalName)), &out, &complaints)
		return out.String(), code
	}
	check := func(wantLine string, wantCode int, arguments ...string) {
		t.Helper()
		if line, code := run(arguments...); line != wantLine || code != wantCode {
			t.Errorf("%q, code %d", line, code)
		}
	}
	s.note(self())
	check("nothing to restore\n", 0, "--at-login") // its app runs
	s.expect(oursText, 1)
	check("restored\n", 0)
	s.expect(beforeText, 0)
	check("nothing to restore\n", 0)

	s.note(dead())
	s.write(s.file, strings.Replace(oursText, "ProxyType=1", "ProxyType=0", 1))
	check("restored; left as changed by others: kioslaverc ProxyType\n", 0, "--at-login")
	s.expect(strings.Replace(beforeText, "ProxyType=2", "ProxyType=0", 1), 1)
	s.expectNote(byLogin, false)

	s.write(filepath.Join(s.data, journalName), "torn")
	check("proxy-journal-damaged: set aside, nothing was changed\n", 1)
	s.expect(strings.Replace(beforeText, "ProxyType=2", "ProxyType=0", 1), 1)

	s.write(filepath.Join(s.data, journalName), "torn")
	check("proxy-journal-damaged: set aside, nothing was changed\n", 1, "--at-login")
	s.expectNote(byLogin, true)
}

func TestMisuseIsCodeTwo(t *testing.T) {
	for _, arguments := range [][]string{{}, {"--journal"}, {"--journal", "x", "y"}, {"--other"}} {
		var out, complaints bytes.Buffer
		if code := restoreProxy(arguments, &out, &complaints); code != 2 || out.Len() > 0 {
			t.Errorf("%v: code %d", arguments, code)
		}
	}
}
