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

// endpoint is one proxy address: host and port in keys of their own, or both in one.
type endpoint struct{ host, port string }

func (e endpoint) keys() []string {
	if e.host == e.port {
		return []string{e.host}
	}
	return []string{e.host, e.port}
}

type address struct {
	host string
	port int
}

// shape tells which keys a store has and how an address is read from them.
type shape struct {
	mode      string
	isManual  func(raw *string) bool
	endpoints []endpoint
	plain     []string
	addressOf func(values Values, e endpoint) *address
}

var shapes = map[string]*shape{
	"gsettings": {
		mode:     "mode",
		isManual: func(raw *string) bool { return raw != nil && *raw == "'manual'" },
		endpoints: []endpoint{
			{"http/host", "http/port"}, {"https/host", "https/port"}, {"socks/host", "socks/port"}, {"ftp/host", "ftp/port"},
		},
		plain: []string{"ignore-hosts"},
		addressOf: func(values Values, e endpoint) *address {
			return makeAddress(unquote(values.text(e.host)), values.text(e.port))
		},
	},
	"kioslaverc": {
		mode:     "ProxyType",
		isManual: func(raw *string) bool { return raw != nil && lineValue(*raw) == "1" },
		endpoints: []endpoint{
			{"httpProxy", "httpProxy"}, {"httpsProxy", "httpsProxy"}, {"socksProxy", "socksProxy"}, {"ftpProxy", "ftpProxy"},
		},
		plain: []string{"NoProxyFor", "ReversedException"},
		addressOf: func(values Values, e endpoint) *address {
			return splitAddress(lineValue(values.text(e.host)))
		},
	},
}

// keys lists every key of the store that Byway reads.
func (s *shape) keys() []string {
	var all []string
	for _, e := range s.endpoints {
		all = append(all, e.keys()...)
	}
	return append(append(all, s.plain...), s.mode)
}

// pointsAt reports whether the address is one of the ports on this computer.
func (s *shape) pointsAt(values Values, e endpoint, ports []int) bool {
	found := s.addressOf(values, e)
	return found != nil && isLoopback(found.host) && slices.Contains(ports, found.port)
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
func splitAddress(text string) *address {
	bare := strings.TrimRight(scheme.ReplaceAllString(text, ""), "/")
	parts := hostPort.FindStringSubmatch(bare[strings.LastIndexByte(bare, '@')+1:])
	if parts == nil {
		return nil
	}
	return makeAddress(strings.TrimSpace(parts[1]), parts[2])
}

// unquote takes the quotes off a string's GVariant text.
func unquote(text string) string {
	if len(text) >= 2 && (text[0] == '\'' || text[0] == '"') {
		return text[1 : len(text)-1]
	}
	return text
}

var portText = regexp.MustCompile(`^[0-9]{1,5}$`)

func makeAddress(host, port string) *address {
	if host == "" || !portText.MatchString(port) {
		return nil
	}
	number, err := strconv.Atoi(port)
	if err != nil || number < 1 || number > 65535 {
		return nil
	}
	return &address{host, number}
}
