package main

import (
	"errors"
	"os"
	"os/exec"
	"syscall"
	"time"

	"byway/testpeers/peer"
)

// goodbye is how long a program may take to end after it was asked.
const goodbye = 2 * time.Second

// startRun runs a foreign server that would outlive a killed test: it is ended when standard input ends, whoever
// closed it. Its output goes to standard error.
func startRun(arguments []string) (*peer.Server, error) {
	if len(arguments) == 0 {
		return nil, errors.New("usage: testpeers run PROGRAM ARGUMENT…")
	}
	command := exec.Command(arguments[0], arguments[1:]...)
	command.Stdout, command.Stderr = os.Stderr, os.Stderr
	if err := command.Start(); err != nil {
		return nil, err
	}
	ended := make(chan error, 1)
	stopping := make(chan struct{})
	go func() {
		err := command.Wait()
		ended <- err
		select {
		case <-stopping:
		default:
			os.Exit(3) // it ended unasked: whoever waits for it must hear of it
		}
	}()
	return &peer.Server{
		Ready: map[string]any{"program": command.Process.Pid},
		Close: func() error {
			close(stopping)
			if err := command.Process.Signal(syscall.SIGTERM); err != nil {
				_ = command.Process.Kill() // Windows knows no such signal
			}
			select {
			case <-ended:
			case <-time.After(goodbye):
				_ = command.Process.Kill()
				<-ended
			}
			return nil
		},
	}, nil
}
