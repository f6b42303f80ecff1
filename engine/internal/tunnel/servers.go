package tunnel

import (
	"encoding/json"
	"strings"

	mihomo "github.com/metacubex/mihomo/adapter"
	C "github.com/metacubex/mihomo/constant"
	core "github.com/metacubex/mihomo/tunnel"

	"byway/engine/internal/fault"
	"byway/engine/internal/outbound"
)

// maxServers bounds one configuration; the app sends the servers it may use, not the whole list of profiles.
const maxServers = 2000

// server is one parsed description.
type server struct {
	proxy       C.Proxy
	description map[string]any
	// fingerprint is the description as canonical JSON, and those of the servers on the way to it: equal means that
	// the running one can stay.
	fingerprint string
}

type serverTable map[string]*server

// parseServers makes the table of a new configuration. A server whose description did not change keeps its running
// adapter: sessions live on, and WireGuard, where two instances would fight over one key, is not started twice.
// fresh lists those that were started here, to be closed if the configuration is not taken after all.
func parseServers(descriptions []map[string]any, old serverTable) (table serverTable, fresh []*server, err error) {
	if len(descriptions) == 0 || len(descriptions) > maxServers {
		return nil, nil, fault.New(fault.ConfigRefused, "proxies: between 1 and %d are taken", maxServers)
	}
	clean, err := cleanAll(descriptions)
	if err != nil {
		return nil, nil, err
	}
	table = make(serverTable, len(clean))
	for name, description := range clean {
		print, err := fingerprint(name, clean)
		if err != nil {
			closeServers(fresh)
			return nil, nil, err
		}
		if running := old[name]; running != nil && running.fingerprint == print {
			table[name] = running
			continue
		}
		proxy, err := mihomo.ParseProxy(description, mihomo.WithTunnelForAPI(core.Tunnel))
		if err != nil {
			closeServers(fresh)
			return nil, nil, fault.New(fault.ConfigRefused, "%v", err)
		}
		made := &server{proxy: proxy, description: description, fingerprint: print}
		table[name] = made
		fresh = append(fresh, made)
	}
	return table, fresh, nil
}

// cleanAll checks every description, by itself and as part of chains.
func cleanAll(descriptions []map[string]any) (map[string]map[string]any, error) {
	all := make(map[string]map[string]any, len(descriptions))
	for _, description := range descriptions {
		clean, err := outbound.Clean(description)
		if err != nil {
			return nil, err
		}
		name, _ := clean["name"].(string) // Clean has checked that it is text
		if all[name] != nil {
			return nil, fault.New(fault.ConfigRefused, "two servers have the same name")
		}
		all[name] = clean
	}
	return all, outbound.CheckChains(all)
}

// fingerprint covers the servers on the way as well: sessions that run through a server that has changed must not
// live on. CheckChains has made sure that the way ends.
func fingerprint(name string, all map[string]map[string]any) (string, error) {
	var text strings.Builder
	for at := name; at != ""; at = outbound.Detour(all[at]) {
		canonical, err := json.Marshal(all[at]) // map keys come out sorted
		if err != nil {
			return "", fault.New(fault.ConfigRefused, "description: %v", err)
		}
		text.Write(canonical)
		text.WriteByte('\n')
	}
	return text.String(), nil
}

func closeServers(servers []*server) {
	for _, one := range servers {
		_ = one.proxy.Close()
	}
}

// rivals lists those of the old servers that would fight with a new one over a WireGuard key: the far end answers
// whichever spoke last. Any other replaced server lives on until its last connection ends.
func (t serverTable) rivals(old serverTable) []*server {
	keys := map[string]bool{}
	for _, one := range t {
		keys[wireguardKey(one)] = true
	}
	var found []*server
	for name, one := range old {
		if key := wireguardKey(one); key != "" && keys[key] && t[name] != one {
			found = append(found, one)
		}
	}
	return found
}

func wireguardKey(one *server) string {
	if one.description["type"] != "wireguard" {
		return ""
	}
	key, _ := one.description["private-key"].(string)
	return key
}

// secrets lists every secret text of the table.
func (t serverTable) secrets() []string {
	var all []string
	for _, one := range t {
		all = append(all, outbound.Secrets(one.description)...)
	}
	return all
}
