package probe

import (
	"github.com/metacubex/mihomo/adapter"
	C "github.com/metacubex/mihomo/constant"

	"byway/engine/internal/fault"
	"byway/engine/internal/outbound"
	"byway/engine/internal/protocol"
)

// maxHops bounds the servers on the way to the probed one.
const maxHops = 4

// hops is the table in which mihomo looks up the servers that dialer-proxy names: those of one probe, never those
// that run. The embedded interface stays nil; a dialer asks for Proxies alone.
type hops struct {
	C.Tunnel
	proxies map[string]C.Proxy
}

// Proxies implements mihomo's proxydialer.Tunnel.
func (h *hops) Proxies() map[string]C.Proxy { return h.proxies }

func (h *hops) close() {
	for _, proxy := range h.proxies {
		_ = proxy.Close()
	}
}

// cleanAll checks the server and those on the way to it; the first answer is the server's own description.
func cleanAll(params protocol.ProbeParams) (server map[string]any, all map[string]map[string]any, err error) {
	if len(params.Chain) > maxHops {
		return nil, nil, fault.New(fault.ConfigRefused, "chain: at most %d servers are taken", maxHops)
	}
	all = make(map[string]map[string]any, 1+len(params.Chain))
	for index, description := range append([]protocol.Proxy{params.Proxy}, params.Chain...) {
		clean, err := outbound.Clean(description)
		if err != nil {
			return nil, nil, err
		}
		name, _ := clean["name"].(string) // Clean has checked that it is text
		if all[name] != nil {
			return nil, nil, fault.New(fault.ConfigRefused, "two servers have the same name")
		}
		all[name] = clean
		if index == 0 {
			server = clean
		}
	}
	return server, all, outbound.CheckChains(all)
}

// startAll makes the adapters; whoever gets them closes them.
func startAll(all map[string]map[string]any) (*hops, error) {
	table := &hops{proxies: make(map[string]C.Proxy, len(all))}
	for name, description := range all {
		proxy, err := adapter.ParseProxy(description, adapter.WithTunnelForAPI(table))
		if err != nil {
			table.close()
			return nil, fault.New(fault.ConfigRefused, "%v", err)
		}
		table.proxies[name] = proxy
	}
	return table, nil
}
