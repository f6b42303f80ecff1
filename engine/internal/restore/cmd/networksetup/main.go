// networksetup stands for macOS' program of that name in tests: it keeps network services in the JSON file that
// BYWAY_FAKE_NETWORKSETUP_STATE names and answers as the real one does, quirks included.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
)

type proxy struct {
	Enabled  bool   `json:"enabled,omitempty"`
	Server   string `json:"server,omitempty"`
	Port     string `json:"port,omitempty"`
	Password bool   `json:"password,omitempty"`
}

type service struct {
	Name       string            `json:"name"`
	Device     string            `json:"device"`
	IsOff      bool              `json:"isOff,omitempty"`
	Proxies    map[string]*proxy `json:"proxies"`
	URL        string            `json:"url,omitempty"`
	URLEnabled bool              `json:"urlEnabled,omitempty"`
	Discovery  bool              `json:"discovery,omitempty"`
	Bypass     []string          `json:"bypass,omitempty"`
}

type state struct {
	Services []*service `json:"services"`
	// Admin: only an administrator may change anything.
	Admin bool `json:"admin,omitempty"`
	// Keeps: an emptied address stays, as long as it is switched off.
	Keeps bool `json:"keeps,omitempty"`
	// Labels translates what stands before the colons.
	Labels map[string]string `json:"labels,omitempty"`
}

func main() {
	file := os.Getenv("BYWAY_FAKE_NETWORKSETUP_STATE")
	content, err := os.ReadFile(file)
	var s state
	if err != nil || json.Unmarshal(content, &s) != nil || len(os.Args) < 2 {
		os.Exit(64)
	}
	code := s.run(os.Args[1], os.Args[2:])
	if fresh, err := json.Marshal(s); err == nil && code == 0 && strings.HasPrefix(os.Args[1], "-set") {
		_ = os.WriteFile(file+".new", fresh, 0o600)
		_ = os.Rename(file+".new", file)
	}
	os.Exit(code)
}

func (s *state) run(option string, arguments []string) int {
	if option == "-listnetworkserviceorder" {
		fmt.Println("An asterisk (*) denotes that a network service is disabled.")
		for index, each := range s.Services {
			mark := fmt.Sprint(index + 1)
			if each.IsOff {
				mark = "*"
			}
			fmt.Printf("(%s) %s\n(Hardware Port: %s, Device: %s)\n\n", mark, each.Name, each.Name, each.Device)
		}
		return 0
	}
	for _, each := range s.Services {
		if len(arguments) > 0 && each.Name == arguments[0] {
			return s.ask(each, option, arguments[1:])
		}
	}
	fmt.Printf("%s is not a recognized network service.\n** Error: The parameters were not valid.\n", strings.Join(arguments[:min(1, len(arguments))], ""))
	return 4
}

func (s *state) ask(on *service, option string, rest []string) int {
	question, isGet := strings.CutPrefix(option, "-get")
	if isGet {
		s.tell(on, question)
		return 0
	}
	if s.Admin {
		fmt.Println("** Error: Command requires admin privileges.")
		return 14
	}
	what, isState := strings.CutSuffix(strings.TrimPrefix(option, "-set"), "state")
	isOn := len(rest) > 0 && rest[0] == "on"
	switch what {
	case "autoproxy":
		on.URLEnabled = isOn
	case "autoproxyurl":
		on.URLEnabled = true
		if rest[0] != "" || !s.Keeps {
			on.URL = rest[0]
		}
	case "proxyautodiscovery":
		on.Discovery = isOn
	case "proxybypassdomains":
		on.Bypass = rest
		if rest[0] == "Empty" {
			on.Bypass = nil
		}
	default:
		found := on.Proxies[what]
		switch {
		case found == nil:
			return 64
		case isState:
			found.Enabled = isOn
		case rest[0] != "" || !s.Keeps:
			*found = proxy{Enabled: true, Server: rest[0], Port: rest[1]}
		default:
			found.Enabled = true
		}
	}
	return 0
}

func (s *state) tell(on *service, question string) {
	line := func(label, value string) {
		if other := s.Labels[label]; other != "" {
			label = other
		}
		fmt.Printf("%s: %s\n", label, value)
	}
	yesNo := map[bool]string{true: "Yes", false: "No"}
	switch question {
	case "autoproxyurl":
		url := on.URL
		if url == "" {
			url = "(null)"
		}
		line("URL", url)
		line("Enabled", yesNo[on.URLEnabled])
	case "proxyautodiscovery":
		line("Auto Proxy Discovery", map[bool]string{true: "On", false: "Off"}[on.Discovery])
	case "proxybypassdomains":
		if len(on.Bypass) == 0 {
			fmt.Printf("There aren't any bypass domains set on %s.\n", on.Name)
		}
		for _, entry := range on.Bypass {
			fmt.Println(entry)
		}
	default:
		found := on.Proxies[question]
		port := found.Port
		if port == "" {
			port = "0"
		}
		line("Enabled", yesNo[found.Enabled])
		line("Server", found.Server)
		line("Port", port)
		line("Authenticated Proxy Enabled", map[bool]string{true: "1", false: "0"}[found.Password])
	}
}
