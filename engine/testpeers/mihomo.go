package main

import (
	"errors"
	"os"
	"path/filepath"

	"byway/testpeers/peer"

	"github.com/metacubex/mihomo/constant"
	"github.com/metacubex/mihomo/hub/executor"
	"github.com/metacubex/mihomo/tunnel/statistic"
	"github.com/sirupsen/logrus"
)

// startMihomo runs mihomo's listeners from the YAML file that its first argument names: servers that neither Debian
// nor Xray has (shadow-tls, gecko).
func startMihomo(arguments []string) (*peer.Server, error) {
	if len(arguments) != 1 {
		return nil, errors.New("usage: testpeers mihomo CONFIG.yaml")
	}
	logrus.SetOutput(os.Stderr)
	constant.SetHomeDir(filepath.Dir(arguments[0])) // it would otherwise use the person's own folder
	text, err := os.ReadFile(arguments[0])
	if err != nil {
		return nil, err
	}
	config, err := executor.ParseWithBytes(text)
	if err != nil {
		return nil, err
	}
	executor.ApplyConfig(config, true)
	return &peer.Server{
		Seen: func() peer.Seen {
			up, down := statistic.DefaultManager.Total()
			return peer.Seen{Up: up, Down: down}
		},
		Close: func() error {
			executor.Shutdown()
			return nil
		},
	}, nil
}
