package restore

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// kioslaverc is KDE's store: one file, handled as one character a byte so that nothing is lost.
type kioslaverc struct{ file string }

func (k kioslaverc) read() (snapshot, error) {
	content, err := os.ReadFile(k.file)
	missing := errors.Is(err, fs.ErrNotExist)
	if err != nil && !missing {
		return snapshot{}, err
	}
	text := fromBytes(content)
	if missing {
		text = noProxyText
	}
	return snapshot{readLines(text, shapes["kioslaverc"].keys()), &text, missing}, nil
}

func (kioslaverc) write([]change) error { return errors.New("kioslaverc is written whole") }

func (kioslaverc) isUnset(key string, values Values) bool { return values.at(key) == nil }

// replace goes through a link to where the file really is and keeps the mode it had, then tells running KDE programs.
func (k kioslaverc) replace(text string) error {
	file := k.file
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return err
	}
	if real, err := filepath.EvalSymlinks(file); err == nil {
		file = real
	}
	mode := fs.FileMode(0o600)
	if found, err := os.Stat(file); err == nil {
		mode = found.Mode().Perm()
	}
	if err := replaceFile(file, toBytes(text), mode); err != nil {
		return err
	}
	_, _ = runTool(nil, "dbus-send", "--session", "--type=signal", "/KIO/Scheduler",
		"org.kde.KIO.Scheduler.reparseSlaveConfiguration", "string:") // where there is no bus nobody waits for it
	return nil
}

// replaceFile: temporary file, fsync, rename, fsync of the folder.
func replaceFile(file string, content []byte, mode fs.FileMode) error {
	temporary, err := os.CreateTemp(filepath.Dir(file), filepath.Base(file)+".*.tmp")
	if err != nil {
		return err
	}
	defer os.Remove(temporary.Name())
	_, err = temporary.Write(content)
	err = errors.Join(err, temporary.Chmod(mode), temporary.Sync(), temporary.Close())
	if err == nil {
		err = os.Rename(temporary.Name(), file)
	}
	if err == nil {
		syncFolder(filepath.Dir(file))
	}
	return err
}

// syncFolder makes renames durable where the file system can.
func syncFolder(folder string) {
	if opened, err := os.Open(folder); err == nil {
		_ = opened.Sync()
		_ = opened.Close()
	}
}

func fromBytes(content []byte) string {
	runes := make([]rune, len(content))
	for index, value := range content {
		runes[index] = rune(value)
	}
	return string(runes)
}

func toBytes(text string) []byte {
	var content []byte
	for _, value := range text {
		content = append(content, byte(value))
	}
	return content
}
