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

// start runs Xray-core with the configuration file that its argument names. The counters come from Xray's own
// statistics, which the configuration has to switch on (`stats`, `policy`).
func start(arguments []string) (*peer.Server, error) {
	if len(arguments) != 2 || arguments[0] != "xray" {
		return nil, errors.New("usage: testpeers-xray267 xray CONFIG.json")
	}
	config, err := os.ReadFile(arguments[1])
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

// countXray reads the counters named `inbound>>>TAG>>>traffic>>>uplink` and `user>>>EMAIL>>>traffic>>>downlink`. The
// tests give an entrance's user its tag for a name. The larger of the two counts: the one of the entrance misses
// what Xray hands to the kernel in one call.
func countXray(instance *core.Instance) peer.Seen {
	seen := peer.Seen{Ways: map[string]peer.Way{}}
	manager, ok := instance.GetFeature(featurestats.ManagerType()).(*stats.Manager)
	if !ok {
		return seen
	}
	manager.VisitCounters(func(name string, counter featurestats.Counter) bool {
		parts := strings.Split(name, ">>>")
		if len(parts) != 4 || (parts[0] != "inbound" && parts[0] != "user") {
			return true
		}
		way := seen.Ways[parts[1]]
		if parts[3] == "uplink" {
			way.Up = max(way.Up, counter.Value())
		} else {
			way.Down = max(way.Down, counter.Value())
		}
		seen.Ways[parts[1]] = way
		return true
	})
	for _, way := range seen.Ways {
		seen.Up += way.Up
		seen.Down += way.Down
	}
	return seen
}
