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

// endpoint is one proxy address: host and port in keys of their own, or both in one. enabled is the key of its own switch,
// empty where there is none.
type endpoint struct{ host, port, enabled string }

func (e endpoint) keys() []string {
	switch {
	case e.host == e.port:
		return []string{e.host}
	case e.enabled == "":
		return []string{e.host, e.port}
	default:
		return []string{e.host, e.port, e.enabled}
	}
}

type address struct {
	host string
	port int
}

// shape tells which keys a store has and how an address is read from them.
type shape struct {
	// modes choose between ways to find a proxy; switchedOff is a mode or switch without "use the addresses".
	modes       []string
	isManual    func(raw *string) bool
	switchedOff func(raw *string) *string
	endpoints   []endpoint
	plain       []string
	addressesOf func(values Values, e endpoint) []address
}

var shapes = map[string]*shape{
	"gsettings": {
		modes:       []string{"mode"},
		isManual:    func(raw *string) bool { return raw != nil && *raw == "'manual'" },
		switchedOff: toUnset,
		endpoints: []endpoint{
			{"http/host", "http/port", ""}, {"https/host", "https/port", ""}, {"socks/host", "socks/port", ""}, {"ftp/host", "ftp/port", ""},
		},
		plain: []string{"ignore-hosts"},
		addressesOf: func(values Values, e endpoint) []address {
			return makeAddress(unquote(values.text(e.host)), values.text(e.port))
		},
	},
	"kioslaverc": {
		modes:       []string{"ProxyType"},
		isManual:    func(raw *string) bool { return raw != nil && lineValue(*raw) == "1" },
		switchedOff: toUnset,
		endpoints: []endpoint{
			{"httpProxy", "httpProxy", ""}, {"httpsProxy", "httpsProxy", ""}, {"socksProxy", "socksProxy", ""}, {"ftpProxy", "ftpProxy", ""},
		},
		plain: []string{"NoProxyFor", "ReversedException"},
		addressesOf: func(values Values, e endpoint) []address {
			return splitAddress(lineValue(values.text(e.host)))
		},
	},
	"wininet": {
		modes:    []string{"flags"},
		isManual: func(raw *string) bool { return flagsOf(raw)&manualFlag != 0 },
		switchedOff: func(raw *string) *string {
			off := strconv.Itoa(flagsOf(raw) &^ manualFlag)
			return &off
		},
		endpoints:   []endpoint{{"server", "server", ""}},
		plain:       []string{"bypass", "autoconfig"},
		addressesOf: func(values Values, e endpoint) []address { return listedAddresses(values.text(e.host)) },
	},
	"networksetup": {
		modes:    []string{"pac/enabled", "discovery"},
		isManual: func(*string) bool { return false },
		switchedOff: func(*string) *string {
			off := "No"
			return &off
		},
		endpoints: []endpoint{
			{"web/server", "web/port", "web/enabled"}, {"secure/server", "secure/port", "secure/enabled"}, {"socks/server", "socks/port", "socks/enabled"},
		},
		plain: []string{"bypass", "pac/url"},
		addressesOf: func(values Values, e endpoint) []address {
			return makeAddress(values.text(e.host), values.text(e.port))
		},
	},
}

// manualFlag is WININET's bit for "use the proxy server"; 1 is direct, 4 automatic configuration, 8 detection.
const manualFlag = 2

func flagsOf(raw *string) int {
	if raw == nil {
		return 0
	}
	number, _ := strconv.Atoi(*raw)
	return number
}

func toUnset(*string) *string { return nil }

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
