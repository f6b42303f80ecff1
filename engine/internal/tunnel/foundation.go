// Package tunnel runs the one configuration: two local doors, the servers behind them, and which of them carries all.
//
//	program → door (127.0.0.1) → mihomo's tunnel → MATCH → switchboard → the selected server
//
// There is no other way out: every adapter of mihomo's that would dial by itself is replaced by one that refuses.
package tunnel

import (
	"sync"

	"github.com/metacubex/mihomo/component/process"
	"github.com/metacubex/mihomo/component/resolver"
	"github.com/metacubex/mihomo/component/trie"
	"github.com/metacubex/mihomo/config"
	C "github.com/metacubex/mihomo/constant"
	"github.com/metacubex/mihomo/hub/executor"
	"github.com/metacubex/mihomo/log"
	core "github.com/metacubex/mihomo/tunnel"

	"byway/engine/internal/fault"
)

// layFoundation gives mihomo its process-wide settings, once: no controller, no DNS server of its own, no geo data,
// no files, no look at which program connects. It leaves the tunnel suspended.
var layFoundation = sync.OnceValue(func() error {
	// A folder that cannot exist: nothing is ever read from or written to mihomo's home.
	C.SetHomeDir("/dev/null/byway")
	log.SetLevel(log.SILENT) // silences the printing; the subscription still gets every event
	raw := config.DefaultRawConfig()
	raw.Mode = core.Rule
	raw.AllowLan = false
	raw.BindAddress = "127.0.0.1"
	raw.LogLevel = log.SILENT
	raw.FindProcessMode = process.FindProcessOff
	raw.Profile.StoreSelected = false
	raw.Profile.StoreFakeIP = false
	raw.DNS.Enable = false
	raw.Rule = []string{"MATCH,REJECT"}
	parsed, err := config.ParseRawConfig(raw)
	if err != nil {
		return fault.New(fault.EngineInternal, "foundation: %v", err)
	}
	// mihomo would answer "localhost" itself; here every name goes to the server as it is.
	parsed.Hosts = trie.New[resolver.HostValue]()
	core.OnSuspend()
	executor.ApplyConfig(parsed, false)
	core.OnSuspend()
	return nil
})
