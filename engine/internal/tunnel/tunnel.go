package tunnel

import (
	"sync"

	mihomo "github.com/metacubex/mihomo/adapter"
	base "github.com/metacubex/mihomo/adapter/outbound"
	C "github.com/metacubex/mihomo/constant"
	"github.com/metacubex/mihomo/constant/provider"
	rules "github.com/metacubex/mihomo/rules/common"
	core "github.com/metacubex/mihomo/tunnel"
	"github.com/metacubex/mihomo/tunnel/statistic"

	"byway/engine/internal/fault"
	"byway/engine/internal/outbound"
	"byway/engine/internal/protocol"
	"byway/engine/internal/scrub"
)

// Tunnel is the running configuration. mihomo keeps its tables per process, so there is one of these per process.
type Tunnel struct {
	mutex   sync.Mutex
	board   *switchboard
	servers serverTable
	local   *door
	open    *door
	script  *scriptDoor
	secrets *scrub.Secrets
	release func()
	meter   *meter
}

// New makes a stopped tunnel. Secrets learns what must not be logged; traffic hears once a second while running.
func New(secrets *scrub.Secrets, traffic func(protocol.Traffic)) *Tunnel {
	return &Tunnel{board: newSwitchboard(), secrets: secrets, meter: newMeter(traffic)}
}

// Apply runs a configuration, or replaces the running one: connections that live stay, doors that fit stay, servers
// that did not change stay. On a fault the earlier configuration runs on.
func (t *Tunnel) Apply(params protocol.ApplyParams) (protocol.ApplyResult, error) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	doors, err := wishes(params)
	if err != nil {
		return protocol.ApplyResult{}, err
	}
	if err := layFoundation(); err != nil {
		return protocol.ApplyResult{}, err
	}
	table, fresh, err := parseServers(params.Proxies, t.servers)
	if err != nil {
		return protocol.ApplyResult{}, err
	}
	if table[params.Selected] == nil {
		closeServers(fresh)
		return protocol.ApplyResult{}, fault.New(fault.ConfigRefused, "selected is not among the proxies")
	}
	if err := t.openDoors(doors); err != nil {
		closeServers(fresh)
		return protocol.ApplyResult{}, err
	}
	t.swap(table, params.Selected)
	result := protocol.ApplyResult{Port: t.local.port(), ScriptURL: t.script.url()}
	if t.open != nil {
		result.SystemProxyPort = t.open.port()
	}
	return result, nil
}

// swap puts a new table into mihomo without suspending it, so that not even a connection arriving now is lost.
func (t *Tunnel) swap(table serverTable, selected string) {
	hold := table.secrets()
	if t.local != nil {
		hold = append(hold, t.local.password)
	}
	release := t.secrets.Hold(hold)
	if t.release != nil {
		t.release()
	}
	t.release = release
	wasRunning := t.servers != nil
	rivals := table.rivals(t.servers)
	t.servers = table
	t.board.current.Store(table[selected])
	core.UpdateProxies(t.adapters(), map[string]provider.ProxyProvider{})
	core.UpdateRules([]C.Rule{rules.NewMatch(outbound.Group)}, map[string][]C.Rule{}, map[string]provider.RuleProvider{})
	core.OnRunning()
	closeServers(rivals)
	if !wasRunning {
		t.meter.start()
	}
}

// adapters is mihomo's table. DIRECT is where mihomo sends what no rule takes, so here it refuses.
func (t *Tunnel) adapters() map[string]C.Proxy {
	refuse := mihomo.NewProxy(base.NewReject())
	table := map[string]C.Proxy{outbound.Group: t.board.proxy()}
	for _, name := range []string{"DIRECT", "COMPATIBLE", "PASS", "PASS-RULE", "REJECT", "REJECT-DROP", "GLOBAL"} {
		table[name] = refuse
	}
	for name, one := range t.servers {
		table[name] = one.proxy
	}
	return table
}

// Select sends new connections to another server of the running configuration; live ones stay where they are.
func (t *Tunnel) Select(name string) error {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	chosen := t.servers[name]
	if chosen == nil {
		return fault.New(fault.NotFound, "no server of that name is running")
	}
	t.board.current.Store(chosen)
	return nil
}

// Stop closes the doors and every connection; the process stays warm. Stopping twice is no fault.
func (t *Tunnel) Stop() {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	core.OnSuspend()
	t.meter.stop()
	t.board.current.Store(nil)
	for _, one := range []*door{t.local, t.open} {
		if one != nil {
			one.hangUp()
		}
	}
	t.local, t.open = nil, nil
	t.settleScript(nil, nil)
	statistic.DefaultManager.Range(func(tracker statistic.Tracker) bool {
		_ = tracker.Close()
		return true
	})
	for _, one := range t.servers {
		_ = one.proxy.Close()
	}
	t.servers = nil
	if t.release != nil {
		t.release()
		t.release = nil
	}
}
