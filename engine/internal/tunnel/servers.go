package tunnel

import (
	"encoding/json"

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
	// fingerprint is the description as canonical JSON: equal means the running one can stay.
	fingerprint string
}

type serverTable map[string]*server

// parseServers makes the table of a new configuration. A server whose description did not change keeps its running
// adapter: sessions live on, and WireGuard, where two instances would fight over one key, is not started twice.
// fresh lists those that were started here, to be closed if the configuration is not taken after all.
func parseServers(descriptions []map[string]any, old serverTable) (table serverTable, fresh []*server, err error) {
	defer func() {
		if err != nil {
			closeServers(fresh)
			fresh = nil
		}
	}()
	if len(descriptions) == 0 || len(descriptions) > maxServers {
		return nil, nil, fault.New(fault.ConfigRefused, "proxies: between 1 and %d are taken", maxServers)
	}
	table = make(serverTable, len(descriptions))
	for _, description := range descriptions {
		made, isFresh, err := parseServer(description, old)
		if err != nil {
			return nil, fresh, err
		}
		if isFresh {
			fresh = append(fresh, made)
		}
		name := made.proxy.Name()
		if _, twice := table[name]; twice {
			return nil, fresh, fault.New(fault.ConfigRefused, "two servers have the same name")
		}
		table[name] = made
	}
	if err := outbound.CheckChains(table.descriptions()); err != nil {
		return nil, fresh, err
	}
	return table, fresh, nil
}

func (t serverTable) descriptions() map[string]map[string]any {
	all := make(map[string]map[string]any, len(t))
	for name, one := range t {
		all[name] = one.description
	}
	return all
}

func parseServer(description map[string]any, old serverTable) (made *server, fresh bool, err error) {
	clean, err := outbound.Clean(description)
	if err != nil {
		return nil, false, err
	}
	canonical, err := json.Marshal(clean) // map keys come out sorted
	if err != nil {
		return nil, false, fault.New(fault.ConfigRefused, "description: %v", err)
	}
	name, _ := clean["name"].(string) // Clean has checked that it is text
	if running := old[name]; running != nil && running.fingerprint == string(canonical) {
		return running, false, nil
	}
	proxy, err := mihomo.ParseProxy(clean, mihomo.WithTunnelForAPI(core.Tunnel))
	if err != nil {
		return nil, false, fault.New(fault.ConfigRefused, "%v", err)
	}
	return &server{proxy: proxy, description: clean, fingerprint: string(canonical)}, true, nil
}

func closeServers(servers []*server) {
	for _, one := range servers {
		_ = one.proxy.Close()
	}
}

// secrets lists every secret text of the table.
func (t serverTable) secrets() []string {
	var all []string
	for _, one := range t {
		all = append(all, outbound.Secrets(one.description)...)
	}
	return all
}
