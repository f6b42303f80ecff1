package tunnel

import "testing"

const someKey = "eCtXsJZ27+4PbhDkHnB923tkUn2Gj59wZw5wFA75MnU="

func wireguard(name, key string, mtu int) map[string]any {
	return map[string]any{
		"name": name, "type": "wireguard", "server": "127.0.0.1", "port": 9, "ip": "10.0.0.2/32", "private-key": key, "public-key": someKey, "mtu": mtu,
	}
}

func shadowsocks(name, password string) map[string]any {
	return map[string]any{"name": name, "type": "ss", "server": "127.0.0.1", "port": 9, "cipher": "aes-256-gcm", "password": password}
}

func parse(t *testing.T, old serverTable, descriptions ...map[string]any) (serverTable, []*server) {
	t.Helper()
	table, fresh, err := parseServers(descriptions, old)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { closeServers(fresh) })
	return table, fresh
}

func TestOnlyATunnelWhoseKeyIsUsedAnewIsClosed(t *testing.T) {
	other := "mLuhKqOcVpnLz0bPNWZ1fQm2xNqPzNIL2iYQGUFYLVg="
	old, _ := parse(t, nil, wireguard("a", someKey, 1420), wireguard("b", other, 1420), shadowsocks("c", "x"))
	for name, row := range map[string]struct {
		next  []map[string]any
		rival string
	}{
		"nothing changed":            {[]map[string]any{wireguard("a", someKey, 1420), wireguard("b", other, 1420), shadowsocks("c", "x")}, ""},
		"the tunnel changed":         {[]map[string]any{wireguard("a", someKey, 1400), wireguard("b", other, 1420)}, "a"},
		"its key has another name":   {[]map[string]any{wireguard("z", someKey, 1420)}, "a"},
		"something else took over":   {[]map[string]any{shadowsocks("c", "x")}, ""},
		"another kind, other secret": {[]map[string]any{shadowsocks("c", "y")}, ""},
	} {
		table, _ := parse(t, old, row.next...)
		found := ""
		for _, one := range table.rivals(old) {
			found += one.proxy.Name()
		}
		if found != row.rival {
			t.Errorf("%s: closes %q, want %q", name, found, row.rival)
		}
	}
}

func TestAServerIsRenewedWithItsWay(t *testing.T) {
	through := func(name string) map[string]any {
		description := shadowsocks(name, "x")
		description["dialer-proxy"] = "hop"
		return description
	}
	old, _ := parse(t, nil, through("a"), shadowsocks("b", "x"), shadowsocks("hop", "x"))
	if _, fresh := parse(t, old, through("a"), shadowsocks("b", "x"), shadowsocks("hop", "x")); len(fresh) != 0 {
		t.Errorf("%d servers were started anew without a change", len(fresh))
	}
	table, fresh := parse(t, old, through("a"), shadowsocks("b", "x"), shadowsocks("hop", "y"))
	if len(fresh) != 2 || table["a"] == old["a"] || table["b"] != old["b"] {
		t.Errorf("%d servers were started anew", len(fresh))
	}
}
