package main

import (
	"errors"
	"os"
	"strings"

	"byway/testpeers/peer"

	"github.com/xtls/xray-core/app/stats"
	"github.com/xtls/xray-core/core"
	featurestats "github.com/xtls/xray-core/features/stats"
	_ "github.com/xtls/xray-core/main/distro/all"
)

// startXray runs Xray-core with the configuration file that its argument names. The counters come from Xray's own
// statistics, which the configuration has to switch on (`stats`, `policy.system.statsInboundUplink/Downlink`).
func startXray(arguments []string) (*peer.Server, error) {
	if len(arguments) != 1 {
		return nil, errors.New("usage: testpeers xray CONFIG.json")
	}
	config, err := os.ReadFile(arguments[0])
	if err != nil {
		return nil, err
	}
	instance, err := core.StartInstance("json", config)
	if err != nil {
		return nil, err
	}
	return &peer.Server{
		Ready: map[string]any{"version": core.Version()},
		Seen:  func() peer.Seen { return countXray(instance) },
		Close: instance.Close,
	}, nil
}

func countXray(instance *core.Instance) peer.Seen {
	var seen peer.Seen
	manager, ok := instance.GetFeature(featurestats.ManagerType()).(*stats.Manager)
	if !ok {
		return seen
	}
	manager.VisitCounters(func(name string, counter featurestats.Counter) bool {
		switch {
		case !strings.HasPrefix(name, "inbound>>>"):
		case strings.HasSuffix(name, ">>>uplink"):
			seen.Up += counter.Value()
		case strings.HasSuffix(name, ">>>downlink"):
			seen.Down += counter.Value()
		}
		return true
	})
	return seen
}
