package outbound

import "fmt"

// public members may appear in logs; every other text in a description counts as a secret. A list of what is public
// fails safe: a member that nobody thought of is masked.
var public = map[string]bool{
	"name": true, "type": true, "server": true, "port": true, "cipher": true, "network": true, "tls": true,
	"sni": true, "servername": true, "alpn": true, "client-fingerprint": true, "flow": true, "host": true,
	"plugin": true, "mode": true, "protocol": true, "encryption": true, "packet-encoding": true, "ip-version": true,
	"udp-relay-mode": true, "congestion-controller": true, "version": true, "transport": true, "ports": true,
	"hop-interval": true, "up": true, "down": true, "headers": true, "ip": true, "ipv6": true, "allowed-ips": true,
	"method": true,
}

// Secrets lists the secret texts of a description.
func Secrets(description map[string]any) []string {
	var found []string
	for key, value := range description {
		found = append(found, secretsOf(key, value)...)
	}
	return found
}

func secretsOf(key string, value any) []string {
	switch v := value.(type) {
	case map[string]any:
		return Secrets(v)
	case []any:
		var found []string
		for _, one := range v {
			found = append(found, secretsOf(key, one)...)
		}
		return found
	case string:
		if v != "" && !public[key] && v != "true" && v != "false" && v != "none" && v != "auto" {
			return []string{v}
		}
	case int64, float64:
		// A password that was written as a number.
		if key == "password" || key == "username" {
			return []string{fmt.Sprint(v)}
		}
	}
	return nil
}

// UsesReality is true when the server is dialled with REALITY.
func UsesReality(description map[string]any) bool {
	_, reality := description["reality-opts"]
	return reality
}
