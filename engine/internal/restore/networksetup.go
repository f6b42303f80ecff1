package restore

import (
	"errors"
	"fmt"
	"os/exec"
	"regexp"
	"slices"
	"strings"
)

// networksetupProgram is macOS's own tool: fixed, never looked up in PATH.
var networksetupProgram = "/usr/sbin/networksetup"

// UseNetworksetup puts another program in its place, for test programs on computers without macOS.
func UseNetworksetup(program string) { networksetupProgram = program }

// networksetup is one network service's settings on macOS. The notation is that of
// src/main/platform/proxy/networksetup-text.ts; engine/golden/networksetup.json holds both to the same answers.
type networksetup struct{ service string }

// protocols: the word in our keys and the one in networksetup's options.
var protocols = [][2]string{{"web", "webproxy"}, {"secure", "securewebproxy"}, {"socks", "socksfirewallproxy"}}

var errMac = regexp.MustCompile(`(?m)^\*\* Error: (.*)$`)

// exitAdmin is how networksetup ends when only an administrator may do that, whatever the language of its words.
const exitAdmin = 14

var errAdmin = errors.New("networksetup: only an administrator may")

// ask runs one command.
func (n networksetup) ask(option string, arguments ...string) (string, error) {
	var complaints strings.Builder
	answer, err := runToolHearing(&complaints, nil, networksetupProgram, append([]string{option, n.service}, arguments...)...)
	code := 0
	if ended := (*exec.ExitError)(nil); errors.As(err, &ended) {
		code = ended.ExitCode()
	} else if err != nil {
		return "", fmt.Errorf("networksetup %s: %w", option, err)
	}
	return answer, errorIn(answer+"\n"+complaints.String(), code)
}

// errorIn is the error that one run tells, nil for an answer. The exit code alone proves nothing: errors come as text, on
// either stream.
func errorIn(said string, code int) error {
	found := errMac.FindStringSubmatch(said)
	switch {
	case code == exitAdmin || found != nil && strings.Contains(found[1], "admin privileges"):
		return errAdmin
	case found != nil && strings.Contains(said, "is not a recognized network service"):
		return errGone
	case found != nil:
		return errors.New("networksetup: " + found[1])
	case code != 0:
		return fmt.Errorf("networksetup: code %d", code)
	default:
		return nil
	}
}

func (n networksetup) read() (snapshot, error) {
	texts := map[string]string{}
	for _, option := range []string{"webproxy", "securewebproxy", "socksfirewallproxy", "autoproxyurl", "proxyautodiscovery", "proxybypassdomains"} {
		answer, err := n.ask("-get" + option)
		if err != nil {
			return snapshot{}, err
		}
		texts[option] = answer
	}
	values, err := parseService(texts)
	return snapshot{values: values}, err
}

// parseService reads the six answers.
func parseService(texts map[string]string) (Values, error) {
	values := Values{"bypass": bypassOf(texts["proxybypassdomains"])}
	for _, each := range protocols {
		fields := fieldsOf(texts[each[1]])
		if len(fields) < 3 || yesNo(fields[0]) == nil {
			return nil, fmt.Errorf("networksetup: %s: not understood", each[1])
		}
		values[each[0]+"/enabled"] = yesNo(fields[0])
		values[each[0]+"/server"] = unlessOneOf(fields[1], "", "(null)")
		values[each[0]+"/port"] = unlessOneOf(fields[2], "", "0", "(null)")
	}
	pac, discovery := fieldsOf(texts["autoproxyurl"]), fieldsOf(texts["proxyautodiscovery"])
	if len(pac) < 2 || len(discovery) < 1 || yesNo(pac[1]) == nil || yesNo(discovery[0]) == nil {
		return nil, errors.New("networksetup: automatic configuration: not understood")
	}
	values["pac/url"], values["pac/enabled"], values["discovery"] = unlessOneOf(pac[0], "", "(null)"), yesNo(pac[1]), yesNo(discovery[0])
	return values, nil
}

// fieldsOf takes what follows the first colon of each line: the labels may be in any language, their order is fixed.
func fieldsOf(text string) []string {
	var fields []string
	for line := range strings.SplitSeq(text, "\n") {
		if _, value, found := strings.Cut(line, ":"); found {
			fields = append(fields, strings.TrimSpace(value))
		}
	}
	return fields
}

func yesNo(word string) *string {
	yes, no := "Yes", "No"
	switch strings.ToLower(word) {
	case "yes", "on", "1":
		return &yes
	case "no", "off", "0":
		return &no
	default:
		return nil
	}
}

func unlessOneOf(text string, nothing ...string) *string {
	if slices.Contains(nothing, text) {
		return nil
	}
	return &text
}

// bypassOf keeps one entry a line. Where there is none macOS answers a sentence, and no entry holds a space.
func bypassOf(text string) *string {
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	if slices.ContainsFunc(lines, func(line string) bool {
		return strings.TrimSpace(line) == "" || strings.Contains(strings.TrimSpace(line), " ")
	}) {
		return nil
	}
	joined := strings.Join(lines, "\n")
	return &joined
}

func (n networksetup) write(changes []change) error {
	now, err := n.read()
	if err != nil {
		return err
	}
	for _, command := range serviceCommands(changes, now.values) {
		if _, err := n.ask(command[0], command[1:]...); err != nil {
			return err
		}
	}
	return nil
}

// serviceCommands are the calls for these changes: options and arguments, without the service's name.
func serviceCommands(changes []change, now Values) [][]string {
	wanted := Values{}
	for key, raw := range now {
		wanted[key] = raw
	}
	changed := map[string]bool{}
	for _, each := range changes {
		wanted[each.key], changed[each.key] = each.raw, true
	}
	var commands [][]string
	for _, each := range protocols {
		word, option := each[0], each[1]
		hasAddress := changed[word+"/server"] || changed[word+"/port"]
		if hasAddress {
			commands = append(commands, []string{"-set" + option, wanted.text(word + "/server"), orZero(wanted.text(word + "/port"))})
		}
		if hasAddress || changed[word+"/enabled"] { // setting an address switches it on
			commands = append(commands, []string{"-set" + option + "state", onOff(wanted.text(word + "/enabled"))})
		}
	}
	if changed["bypass"] {
		entries := []string{"Empty"}
		if wanted["bypass"] != nil {
			entries = strings.Split(*wanted["bypass"], "\n")
		}
		commands = append(commands, append([]string{"-setproxybypassdomains"}, entries...))
	}
	if changed["pac/url"] {
		commands = append(commands, []string{"-setautoproxyurl", wanted.text("pac/url")})
	}
	if changed["pac/url"] || changed["pac/enabled"] { // as with an address
		commands = append(commands, []string{"-setautoproxystate", onOff(wanted.text("pac/enabled"))})
	}
	if changed["discovery"] {
		commands = append(commands, []string{"-setproxyautodiscovery", onOff(wanted.text("discovery"))})
	}
	return commands
}

func orZero(port string) string {
	if port == "" {
		return "0"
	}
	return port
}

func onOff(word string) string {
	if word == "Yes" {
		return "on"
	}
	return "off"
}

func (networksetup) replace(string) error { return errors.New("networksetup is no file") }

// isUnset: an address that macOS keeps although it was emptied counts as unset while its switch is off.
func (networksetup) isUnset(key string, values Values) bool {
	word, _, isAddress := strings.Cut(key, "/")
	return values.at(key) == nil || isAddress && values.text(word+"/enabled") == "No"
}
