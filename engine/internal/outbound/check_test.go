package outbound

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"byway/engine/internal/fault"
)

// read decodes as the control channel does: numbers stay json.Number.
func read(t *testing.T, raw string) map[string]any {
	t.Helper()
	decoder := json.NewDecoder(strings.NewReader(raw))
	decoder.UseNumber()
	var description map[string]any
	if err := decoder.Decode(&description); err != nil {
		t.Fatalf("%s: %v", raw, err)
	}
	return description
}

func TestDescriptionsThatOnlyDialPass(t *testing.T) {
	for _, raw := range []string{
		`{"name":"A","type":"ss","server":"192.0.2.1","port":8388,"cipher":"aes-256-gcm","password":"x","plugin":"v2ray-plugin","plugin-opts":{"mode":"websocket","path":"/etc/passwd"}}`,
		`{"name":"ß 中","type":"vless","server":"2001:db8::1","port":443,"uuid":"x","ws-opts":{"path":"/ws","headers":{"Host":"a.example"}},"reality-opts":{"public-key":"k","short-id":""}}`,
		`{"name":"H","type":"http","server":"a.example","port":"PORT","headers":{"X":["a","b"]}}`,
		`{"name":"Y","type":"hysteria2","server":"a.example","ports":"443,5000-6000","password":"x"}`,
		`{"name":"W","type":"wireguard","server":"a.example","port":51820,"private-key":"eCtXsJZ27+4PbhDkHnB923tkUn2Gj59wZw5wFA75MnU="}`,
		`{"name":"S","type":"ssh","server":"a.example","port":22,"private-key":"-----BEGIN OPENSSH PRIVATE KEY-----\nx"}`,
	} {
		raw = strings.Replace(raw, `"PORT"`, `8080`, 1)
		clean, err := Clean(read(t, raw))
		if err != nil {
			t.Errorf("%s: %v", raw, err)
			continue
		}
		if port, given := clean["port"]; given {
			if _, whole := port.(int64); !whole {
				t.Errorf("%s: the port became %T", raw, port)
			}
		}
	}
}

func TestDescriptionsThatReachFurtherAreRefused(t *testing.T) {
	base := `"name":"A","server":"192.0.2.1","port":1,`
	table := map[string]string{
		`{"name":"A","type":"direct","server":"x","port":1}`:                                 "type",
		`{"name":"A","type":"reject","server":"x","port":1}`:                                 "type",
		`{"name":"A","type":"dns","server":"x","port":1}`:                                    "type",
		`{"name":"A","type":"tailscale","server":"x","port":1}`:                              "type",
		`{"name":"A","server":"x","port":1}`:                                                 "type",
		`{"name":"A","type":7,"server":"x","port":1}`:                                        "type",
		`{"name":"","type":"ss","server":"x","port":1}`:                                      "name",
		`{"name":"DIRECT","type":"ss","server":"x","port":1}`:                                "name",
		`{"name":"byway-selected","type":"ss","server":"x","port":1}`:                        "name",
		`{"name":"a\nb","type":"ss","server":"x","port":1}`:                                  "name",
		`{"name":"` + strings.Repeat("x", 257) + `","type":"ss","server":"x","port":1}`:      "name",
		`{"name":"A","type":"ss","port":1}`:                                                  "server",
		`{"name":"A","type":"ss","server":"a/b","port":1}`:                                   "server",
		`{"name":"A","type":"ss","server":"a b","port":1}`:                                   "server",
		`{"name":"A","type":"ss","server":"x"}`:                                              "port",
		`{"name":"A","type":"ss","server":"x","port":0}`:                                     "port",
		`{"name":"A","type":"ss","server":"x","port":65536}`:                                 "port",
		`{"name":"A","type":"ss","server":"x","port":1.5}`:                                   "port",
		`{` + base + `"type":"ss","interface-name":"eth0"}`:                                  "interface-name",
		`{` + base + `"type":"ss","Interface_Name":"eth0"}`:                                  "interface-name",
		`{` + base + `"type":"ss","routing-mark":1}`:                                         "routing-mark",
		`{` + base + `"type":"vless","xhttp-opts":{"download-settings":{"ROUTING_mark":1}}}`: "routing-mark",
		`{` + base + `"type":"vless","certificate":"/home/x/cert.pem"}`:                      "certificate",
		`{` + base + `"type":"ssh","private-key":"id_rsa"}`:                                  "private-key",
		`{` + base + `"type":"ss","plugin-opts":{"private_key":"key.pem"}}`:                  "private-key",
		`{` + base + `"type":"openvpn","ca":"ca.crt"}`:                                       "ca",
		`{` + base + `"type":"vmess","ws-opts":{"headers":{"a":"b\r\nc: d"}}}`:               "headers",
		`{` + base + `"type":"vmess","ws-opts":{"headers":{"a":{"b":"c"}}}}`:                 "headers",
		`{` + base + `"type":"ss","password":1e999}`:                                         "password",
		`{` + base + `"type":"ss","tls_":1,"a-b":1,"A_B":2}`:                                 "a-b",
		`{` + base + `"type":"ss","x":` + nested(20) + `}`:                                   "description",
		`{` + base + `"type":"ss","x":[` + strings.Repeat("1,", 500) + `1]}`:                 "description",
	}
	for raw, member := range table {
		_, err := Clean(read(t, raw))
		var refused *fault.Fault
		if !errors.As(err, &refused) || refused.Code != fault.ConfigRefused || refused.Detail["member"] != member {
			t.Errorf("%.120s: %v", raw, err)
		}
	}
}

func nested(depth int) string {
	return strings.Repeat(`{"y":`, depth) + "1" + strings.Repeat("}", depth)
}

func TestRefusalsQuoteNoValue(t *testing.T) {
	_, err := Clean(read(t, `{"name":"A","type":"ssh","server":"x","port":1,"private-key":"hunter2"}`))
	if err == nil || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("%v", err)
	}
}

func TestSecretsAreEverythingNotKnownToBePublic(t *testing.T) {
	found := Secrets(read(t, `{"name":"A","type":"vless","server":"s.example","uuid":"the-id","tls":true,
		"plugin-opts":{"password":"plugin-secret","mode":"tls"},"reality-opts":{"public-key":"k1","short-id":"ab"},"x":["y1","y2"]}`))
	slices.Sort(found)
	want := []string{"ab", "k1", "plugin-secret", "the-id", "y1", "y2"}
	if !slices.Equal(found, want) {
		t.Errorf("%v, want %v", found, want)
	}
}
