// Package protocol is the shape of every message between the app and the engine; golden/messages.json holds an
// example of each, read by the tests of both sides.
package protocol

import "byway/engine/internal/fault"

// Version is the protocol version spoken here. It changes only when an older app could misunderstand a message.
const Version = 1

// HelloParams is the first message: the version the app speaks.
type HelloParams struct {
	Protocol int `json:"protocol"`
}

// HelloResult names what runs here.
type HelloResult struct {
	Protocol int    `json:"protocol"`
	Engine   string `json:"engine"`
	Mihomo   string `json:"mihomo"`
}

// LocalDoor is the local port that asks for a password. Port 0 lets the engine choose.
type LocalDoor struct {
	Port     int    `json:"port"`
	Username string `json:"username"`
	Password string `json:"password"`
}

// OpenDoor is the local port for the system proxy, without a password since desktops cannot carry one.
type OpenDoor struct {
	Port int `json:"port"`
	// Script is served to programs that are to find the door by an automatic configuration.
	Script *ScriptDoor `json:"script,omitempty"`
}

// ScriptDoor is a local port that serves one text: an automatic proxy configuration. It holds no secret.
type ScriptDoor struct {
	Port int    `json:"port"`
	Text string `json:"text"`
}

// Proxy is one server in mihomo's terms; package outbound checks it.
type Proxy = map[string]any

// ApplyParams is what to run.
type ApplyParams struct {
	Local       *LocalDoor `json:"local"`
	SystemProxy *OpenDoor  `json:"systemProxy,omitempty"`
	Proxies     []Proxy    `json:"proxies"`
	Selected    string     `json:"selected"`
}

// ApplyResult gives the ports really bound on 127.0.0.1, and where the script is served.
type ApplyResult struct {
	Port            int    `json:"port"`
	SystemProxyPort int    `json:"systemProxyPort,omitempty"`
	ScriptURL       string `json:"scriptUrl,omitempty"`
}

// SelectParams names the server that carries new connections from now on.
type SelectParams struct {
	Name string `json:"name"`
}

// CheckParams asks for one fetch through the local port.
type CheckParams struct {
	URL       string `json:"url"`
	TimeoutMs int    `json:"timeoutMs"`
}

// Page is the practice page's title and text.
type Page struct {
	Title string `json:"title"`
	Text  string `json:"text"`
}

// CheckResult is the answer that came through the tunnel; Ms from the first byte sent to the last one read.
type CheckResult struct {
	Status int     `json:"status"`
	Bytes  int64   `json:"bytes"`
	Ms     float64 `json:"ms"`
	Page   *Page   `json:"page,omitempty"`
}

// ProbeParams asks for one fetch through a server that need not be part of the running configuration.
type ProbeParams struct {
	Proxy Proxy `json:"proxy"`
	// Chain holds the servers on the way to it, which it and they name in dialer-proxy.
	Chain     []Proxy `json:"chain,omitempty"`
	URL       string  `json:"url"`
	TimeoutMs int     `json:"timeoutMs"`
	MaxBytes  int64   `json:"maxBytes"`
}

// ProbeResult is a probe that got its answer.
type ProbeResult struct {
	Status int           `json:"status"`
	Bytes  int64         `json:"bytes"`
	Stages []fault.Stage `json:"stages"`
}

// PracticeParams starts the practice server; Language is en, ru, fa or zh.
type PracticeParams struct {
	Method   string `json:"method"`
	Password string `json:"password"`
	Language string `json:"language"`
}

// PracticeResult says where the practice server listens on 127.0.0.1 and which page lies behind it.
type PracticeResult struct {
	Port    int    `json:"port"`
	PageURL string `json:"pageUrl"`
}

// Connection is one live connection; StartedAt in milliseconds since 1970.
type Connection struct {
	ID        string `json:"id"`
	Host      string `json:"host"`
	Upload    int64  `json:"upload"`
	Download  int64  `json:"download"`
	StartedAt int64  `json:"startedAt"`
}

// ConnectionsResult lists live connections.
type ConnectionsResult struct {
	Connections []Connection `json:"connections"`
}

// CloseParams names connections to close; unknown ids are ignored.
type CloseParams struct {
	IDs []string `json:"ids"`
}

// CloseResult counts what was closed.
type CloseResult struct {
	Closed int `json:"closed"`
}

// MemoryResult is the process's memory.
type MemoryResult struct {
	RSSBytes  uint64 `json:"rssBytes"`
	HeapBytes uint64 `json:"heapBytes"`
}

// Empty is a message without content.
type Empty struct{}

// Traffic is the notification sent at most once a second: bytes a second now, and since the configuration began.
type Traffic struct {
	Up        int64 `json:"up"`
	Down      int64 `json:"down"`
	UpTotal   int64 `json:"upTotal"`
	DownTotal int64 `json:"downTotal"`
}

// LogLine is a notification for the app's log.
type LogLine struct {
	Level string `json:"level"`
	Text  string `json:"text"`
}

// FaultData travels in an error's data member.
type FaultData struct {
	Code   fault.Code     `json:"code"`
	Detail map[string]any `json:"detail,omitempty"`
	// Stages is present, possibly empty, in a probe's error and absent elsewhere.
	Stages *[]fault.Stage `json:"stages,omitempty"`
}
