package restore

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Values holds exact raw text per key; nil means unset.
type Values map[string]*string

// at is the raw text of a key, with unset and absent the same.
func (v Values) at(key string) *string { return v[key] }

// text is the raw text of a key, empty when unset.
func (v Values) text(key string) string {
	if raw := v[key]; raw != nil {
		return *raw
	}
	return ""
}

func same(a, b *string) bool {
	return (a == nil && b == nil) || (a != nil && b != nil && *a == *b)
}

// kind tells addresses from where the script of an automatic configuration is fetched.
type kind int

const (
	addressKind kind = iota
	scriptKind
)

// endpoint is one proxy address: host and port in keys of their own, or both in one. enabled is the key of its own switch,
// empty where there is none.
type endpoint struct {
	host, port, enabled string
	kind                kind
}

func addressAt(host, port, enabled string) endpoint {
	return endpoint{host, port, enabled, addressKind}
}

func scriptAt(key, enabled string) endpoint { return endpoint{key, key, enabled, scriptKind} }

func (e endpoint) keys() []string {
	keys := []string{e.host}
	if e.port != e.host {
		keys = append(keys, e.port)
	}
	if e.enabled != "" {
		keys = append(keys, e.enabled)
	}
	return keys
}

type address struct {
	host string
	port int
}

// shape tells which keys a store has and how an address is read from them.
type shape struct {
	// modes choose between ways to find a proxy; uses tells whether a raw mode means "use the addresses of this kind", and
	// switchedOff is a mode or switch without that.
	modes       []string
	uses        func(raw *string, k kind) bool
	switchedOff func(raw *string, k kind) *string
	endpoints   []endpoint
	plain       []string
	// textOf is what an endpoint's key says, without the store's notation; read tells the addresses in it.
	textOf func(raw string) string
	read   func(text, port string) []address
}

var shapes = map[string]*shape{
	"gsettings": {
		modes:       []string{"mode"},
		uses:        func(raw *string, k kind) bool { return raw != nil && *raw == [...]string{"'manual'", "'auto'"}[k] },
		switchedOff: toUnset,
		endpoints: []endpoint{
			addressAt("http/host", "http/port", ""), addressAt("https/host", "https/port", ""),
			addressAt("socks/host", "socks/port", ""), addressAt("ftp/host", "ftp/port", ""), scriptAt("autoconfig-url", ""),
		},
		plain:  []string{"ignore-hosts"},
		textOf: unquote,
		read:   makeAddress,
	},
	"kioslaverc": {
		modes:       []string{"ProxyType"},
		uses:        func(raw *string, k kind) bool { return raw != nil && lineValue(*raw) == [...]string{"1", "2"}[k] },
		switchedOff: toUnset,
		endpoints: []endpoint{
			addressAt("httpProxy", "httpProxy", ""), addressAt("httpsProxy", "httpsProxy", ""),
			addressAt("socksProxy", "socksProxy", ""), addressAt("ftpProxy", "ftpProxy", ""), scriptAt("Proxy Config Script", ""),
		},
		plain:  []string{"NoProxyFor", "ReversedException"},
		textOf: lineValue,
		read:   func(text, _ string) []address { return splitAddress(text) },
	},
	"wininet": {
		modes: []string{"flags"},
		uses:  func(raw *string, k kind) bool { return flagsOf(raw)&kindFlags[k] != 0 },
		switchedOff: func(raw *string, k kind) *string {
			off := strconv.Itoa(flagsOf(raw) &^ kindFlags[k])
			return &off
		},
		endpoints: []endpoint{addressAt("server", "server", ""), scriptAt("autoconfig", "")},
		plain:     []string{"bypass"},
		textOf:    asItStands,
		read:      func(text, _ string) []address { return listedAddresses(text) },
	},
	"networksetup": {
		modes: []string{"discovery"},
		uses:  func(*string, kind) bool { return false }, // every address has a switch of its own
		switchedOff: func(*string, kind) *string {
			off := "No"
			return &off
		},
		endpoints: []endpoint{
			addressAt("web/server", "web/port", "web/enabled"), addressAt("secure/server", "secure/port", "secure/enabled"),
			addressAt("socks/server", "socks/port", "socks/enabled"), scriptAt("pac/url", "pac/enabled"),
		},
		plain:  []string{"bypass"},
		textOf: asItStands,
		read:   makeAddress,
	},
}

// addressesOf is what the endpoint names; several where one key lists an address for each scheme.
func (s *shape) addressesOf(values Values, e endpoint) []address {
	text := s.textOf(values.text(e.host))
	if e.kind == scriptKind {
		return scriptAddress(text)
	}
	return s.read(text, values.text(e.port))
}

func asItStands(raw string) string { return raw }

// kindFlags are WININET's bits for "use the proxy server" and "use the script"; 1 is direct, 8 detection.
var kindFlags = [...]int{addressKind: 2, scriptKind: 4}

func flagsOf(raw *string) int {
	if raw == nil {
		return 0
	}
	number, _ := strconv.Atoi(*raw)
	return number
}

func toUnset(*string, kind) *string { return nil }

// keys lists every key of the store that Byway reads.
func (s *shape) keys() []string {
	var all []string
	for _, e := range s.endpoints {
		all = append(all, e.keys()...)
	}
	return append(append(all, s.plain...), s.modes...)
}

// pointsAt reports whether the address is one of the ports on this computer.
func (s *shape) pointsAt(values Values, e endpoint, ports []int) bool {
	return slices.ContainsFunc(s.addressesOf(values, e), func(found address) bool {
		return isLoopback(found.host) && slices.Contains(ports, found.port)
	})
}

// lineValue is the value part of an INI line; of several lines the last counts.
func lineValue(raw string) string {
	last := raw[strings.LastIndexByte(raw, '\n')+1:]
	_, value, _ := strings.Cut(last, "=")
	return strings.TrimSpace(value)
}

var loopback = regexp.MustCompile(`^127(\.[0-9]{1,3}){3}$`)

// isLoopback is true for every way to write "this computer".
func isLoopback(host string) bool {
	plain := strings.TrimSuffix(strings.TrimPrefix(strings.ToLower(host), "["), "]")
	return plain == "localhost" || plain == "::1" || plain == "0.0.0.0" || loopback.MatchString(plain)
}

var (
	scheme   = regexp.MustCompile(`^[A-Za-z0-9+.-]+://`)
	hostPort = regexp.MustCompile(`(?s)^(.*)[ :]([0-9]+)$`)
)

// splitAddress reads `http://user@127.0.0.1 8080/` and `127.0.0.1:8080`.
func splitAddress(text string) []address {
	bare := strings.TrimRight(scheme.ReplaceAllString(text, ""), "/")
	parts := hostPort.FindStringSubmatch(bare[strings.LastIndexByte(bare, '@')+1:])
	if parts == nil {
		return nil
	}
	return makeAddress(strings.TrimSpace(parts[1]), parts[2])
}

var webAddress = regexp.MustCompile(`(?i)^https?://(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]*)(?::([0-9]{1,5}))?(?:[/?#]|$)`)

// scriptAddress is where an automatic configuration is fetched from. What is no web address (a file, a mistake) is
// somebody's all the same, and on no port of ours.
func scriptAddress(text string) []address {
	if text == "" {
		return nil
	}
	web := webAddress.FindStringSubmatch(text)
	if web == nil {
		return []address{{text, 0}}
	}
	port, _ := strconv.Atoi(web[2])
	return []address{{web[1], port}}
}

var separators = regexp.MustCompile(`[;\s]+`)

// listedAddresses reads `host:port`, or `http=host:port;https=…`.
func listedAddresses(text string) []address {
	var found []address
	for _, part := range separators.Split(text, -1) {
		found = append(found, splitAddress(part[strings.IndexByte(part, '=')+1:])...)
	}
	return found
}

// unquote takes the quotes off a string's GVariant text.
func unquote(text string) string {
	if len(text) >= 2 && (text[0] == '\'' || text[0] == '"') {
		return text[1 : len(text)-1]
	}
	return text
}

var portText = regexp.MustCompile(`^[0-9]{1,5}$`)

// makeAddress answers one address or none.
func makeAddress(host, port string) []address {
	if host == "" || !portText.MatchString(port) {
		return nil
	}
	number, err := strconv.Atoi(port)
	if err != nil || number < 1 || number > 65535 {
		return nil
	}
	return []address{{host, number}}
}
