// Package outbound judges a server's description before it reaches mihomo: it may dial, and nothing else.
package outbound

import (
	"encoding/json"
	"strings"
	"unicode"
	"unicode/utf8"

	"byway/engine/internal/fault"
)

// Group is the name of the one group that carries everything; no server may be called so.
const Group = "byway-selected"

// Limits of one description; real ones stay far below.
const (
	maxNameBytes = 256
	maxDepth     = 8
	maxMembers   = 400
	maxText      = 64 << 10
)

// types that only dial out. Left out on purpose: direct, dns, reject, rematch (not servers), and those that keep
// state on disk or talk to a control service of their own (tailscale, zerotier, easytier, masque).
var types = map[string]bool{
	"ss": true, "ssr": true, "socks5": true, "http": true, "vmess": true, "vless": true, "trojan": true,
	"snell": true, "hysteria": true, "hysteria2": true, "tuic": true, "ssh": true, "mieru": true, "anytls": true,
	"wireguard": true, "openvpn": true,
}

// reserved are names mihomo gives to its own adapters.
var reserved = map[string]bool{
	"direct": true, "reject": true, "reject-drop": true, "compatible": true, "pass": true, "pass-rule": true,
	"global": true, Group: true,
}

// forbidden members reach beyond the connection: network interfaces, packet marks, folders, and, below the top level,
// other servers.
var forbidden = map[string]bool{
	"interface-name": true, "routing-mark": true, "dialer-proxy": true, "state-dir": true, "planet": true,
}

// detour is the one member of the top level that names another server; CheckChains sees to it that it is one of them.
const detour = "dialer-proxy"

// material members hold certificates or keys, and mihomo would read them from a file when they are not the text
// itself. Only the text itself is let through.
var material = map[string]bool{
	"certificate": true, "private-key": true, "ca": true, "ca-str": true, "cert": true, "key": true,
	"client-auth-cert": true, "tls-auth": true, "tls-crypt": true, "tls-crypt-v2": true,
}

// Clean checks one description and gives a copy in the form mihomo's decoder expects (numbers as int64 or
// float64). The fault is config-refused; its text names members, never their values.
func Clean(description map[string]any) (map[string]any, error) {
	c := &cleaner{}
	copied, err := c.object(description, 0)
	if err != nil {
		return nil, err
	}
	kind, _ := copied["type"].(string)
	if !types[kind] {
		return nil, refuse("type", "is none that may be dialled")
	}
	name, _ := copied["name"].(string)
	if err := checkName(name); err != nil {
		return nil, err
	}
	if err := checkServer(copied); err != nil {
		return nil, err
	}
	if through, given := copied[detour]; given {
		if name, isText := through.(string); !isText || checkName(name) != nil {
			return nil, refuse(detour, "is no name of a server")
		}
	}
	// WireGuard keys are bare base64, never a path: mihomo decodes them, it does not open them.
	c.material = without(c.material, "private-key", kind == "wireguard")
	for _, member := range c.material {
		if !isInline(member.text) {
			return nil, refuse(member.key, "must be the text itself, not the name of a file")
		}
	}
	return copied, nil
}

type text struct{ key, text string }

// cleaner walks one description and remembers the members that hold key material.
type cleaner struct {
	members  int
	material []text
}

func (c *cleaner) object(from map[string]any, depth int) (map[string]any, error) {
	if depth > maxDepth {
		return nil, refuse("description", "is nested too deeply")
	}
	to := make(map[string]any, len(from))
	seen := make(map[string]bool, len(from))
	for spelled, value := range from {
		// mihomo's decoder takes Interface_Name for interface-name; so must the check.
		key := strings.ReplaceAll(strings.ToLower(spelled), "_", "-")
		// Only the plain spelling is taken, so that Detour reads what mihomo reads.
		if forbidden[key] && (depth > 0 || spelled != detour) {
			return nil, refuse(key, "is not allowed")
		}
		if seen[key] {
			return nil, refuse(key, "appears twice")
		}
		seen[key] = true
		copied, err := c.value(key, value, depth)
		if err != nil {
			return nil, err
		}
		to[spelled] = copied
	}
	return to, nil
}

func (c *cleaner) value(key string, value any, depth int) (any, error) {
	if c.members++; c.members > maxMembers {
		return nil, refuse("description", "has too many members")
	}
	switch v := value.(type) {
	case map[string]any:
		// Header names keep their spelling: they are data, not members.
		if key == "headers" || key == "ws-headers" {
			return v, checkHeaders(v)
		}
		return c.object(v, depth+1)
	case []any:
		return c.list(key, v, depth+1)
	case json.Number:
		return number(key, v)
	case string:
		if len(v) > maxText || !utf8.ValidString(v) {
			return nil, refuse(key, "is too long or no text")
		}
		if material[key] && v != "" {
			c.material = append(c.material, text{key, v})
		}
		return v, nil
	default:
		return v, nil // bool, nil, or a number of a caller inside this process
	}
}

func (c *cleaner) list(key string, from []any, depth int) (any, error) {
	if depth > maxDepth {
		return nil, refuse(key, "is nested too deeply")
	}
	to := make([]any, 0, len(from))
	for _, value := range from {
		copied, err := c.value(key, value, depth)
		if err != nil {
			return nil, err
		}
		to = append(to, copied)
	}
	return to, nil
}

func number(key string, n json.Number) (any, error) {
	if whole, err := n.Int64(); err == nil {
		return whole, nil
	}
	broken, err := n.Float64()
	if err != nil {
		return nil, refuse(key, "is no number that fits")
	}
	return broken, nil
}

func checkHeaders(headers map[string]any) error {
	for name, value := range headers {
		lines, isList := value.([]any)
		if !isList {
			lines = []any{value}
		}
		for _, line := range lines {
			held, isText := line.(string)
			if !isText || strings.ContainsAny(name+held, "\r\n\x00") || len(name)+len(held) > maxText {
				return refuse("headers", "hold something else than lines of text")
			}
		}
	}
	return nil
}

func checkName(name string) error {
	if name == "" || len(name) > maxNameBytes || !utf8.ValidString(name) {
		return refuse("name", "is empty, too long or no text")
	}
	if reserved[strings.ToLower(name)] || strings.IndexFunc(name, unicode.IsControl) >= 0 {
		return refuse("name", "is reserved or holds control characters")
	}
	return nil
}

func checkServer(description map[string]any) error {
	server, _ := description["server"].(string)
	if server == "" || len(server) > 255 || strings.ContainsFunc(server, unfitForHost) {
		return refuse("server", "is missing or no host")
	}
	port, given := description["port"]
	if !given && (description["ports"] != nil || description["port-range"] != nil) {
		return nil
	}
	if whole, ok := port.(int64); ok && whole >= 1 && whole <= 65535 {
		return nil
	}
	if whole, ok := port.(int); ok && whole >= 1 && whole <= 65535 {
		return nil
	}
	return refuse("port", "is not 1-65535")
}

func unfitForHost(r rune) bool {
	return unicode.IsControl(r) || unicode.IsSpace(r) || r == '/' || r == '@'
}

// isInline is true for PEM text and OpenVPN's static keys, both of which begin with dashes; no path does.
func isInline(value string) bool {
	return strings.Contains(value, "-----BEGIN ")
}

func without(from []text, key string, when bool) []text {
	if !when {
		return from
	}
	kept := from[:0]
	for _, member := range from {
		if member.key != key {
			kept = append(kept, member)
		}
	}
	return kept
}

func refuse(member, why string) error {
	return fault.New(fault.ConfigRefused, "%s %s", member, why).With("member", member)
}
