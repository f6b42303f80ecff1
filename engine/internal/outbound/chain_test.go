package outbound

import (
	"errors"
	"testing"

	"byway/engine/internal/fault"
)

func chain(names ...string) map[string]map[string]any {
	all := map[string]map[string]any{}
	for index, name := range names {
		all[name] = map[string]any{"name": name}
		if index+1 < len(names) {
			all[name][detour] = names[index+1]
		}
	}
	return all
}

func TestChainsThatEndPass(t *testing.T) {
	for _, names := range [][]string{{"a"}, {"a", "b"}, {"a", "b", "c", "d", "e"}} {
		if err := CheckChains(chain(names...)); err != nil {
			t.Errorf("%v: %v", names, err)
		}
	}
}

func TestChainsThatLeadNowhereAreRefused(t *testing.T) {
	circle := chain("a", "b")
	circle["b"][detour] = "a"
	self := chain("a")
	self["a"][detour] = "a"
	missing := chain("a")
	missing["a"][detour] = "b"
	for name, all := range map[string]map[string]map[string]any{
		"circle": circle, "self": self, "missing": missing, "long": chain("a", "b", "c", "d", "e", "f"),
	} {
		var refused *fault.Fault
		if err := CheckChains(all); !errors.As(err, &refused) || refused.Detail["member"] != detour {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestADetourIsTakenAtTheTopOnlyAndIsAName(t *testing.T) {
	base := `"name":"A","server":"192.0.2.1","port":1,"type":"vless"`
	if clean, err := Clean(read(t, `{`+base+`,"dialer-proxy":"B"}`)); err != nil || Detour(clean) != "B" {
		t.Errorf("%v %v", clean, err)
	}
	for _, member := range []string{
		`"dialer-proxy":7`, `"dialer-proxy":""`, `"dialer-proxy":"DIRECT"`, `"dialer-proxy":"byway-selected"`, `"dialer_proxy":"B"`, `"Dialer-Proxy":"B"`,
		`"xhttp-opts":{"download-settings":{"dialer-proxy":"B"}}`,
	} {
		var refused *fault.Fault
		if _, err := Clean(read(t, `{`+base+`,`+member+`}`)); !errors.As(err, &refused) || refused.Detail["member"] != detour {
			t.Errorf("%s: %v", member, err)
		}
	}
}
