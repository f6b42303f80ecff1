package restore

import (
	"regexp"
	"slices"
	"strings"
)

// noProxyText is what an absent kioslaverc means, and what is written instead of deleting it.
const noProxyText = "[Proxy Settings]\nProxyType=0\n"

const group = "[Proxy Settings]"

var (
	groupWithOption = regexp.MustCompile(`^\[Proxy Settings\]\[\$[a-z]+\]$`)
	keyPattern      = regexp.MustCompile(`^\s*([^=\[]*?)\s*(?:\[\$[a-z]+\])?\s*=`)
)

// readLines gives the raw lines of the keys, nil where a key is absent.
func readLines(text string, keys []string) Values {
	lines := strings.Split(text, "\n")
	values := Values{}
	for _, key := range keys {
		values[key] = nil
	}
	for _, index := range groupLines(lines) {
		key := keyOf(lines[index])
		if earlier, known := values[key]; known && key != "" {
			joined := lines[index]
			if earlier != nil {
				joined = *earlier + "\n" + joined
			}
			values[key] = &joined
		}
	}
	return values
}

// editLines puts raw lines in place: over the key's first line, else at the end of the group; nil removes. Keys in the
// given order.
func editLines(text string, order []string, changes Values) string {
	for _, key := range order {
		if raw, changed := changes[key]; changed {
			text = editKey(text, key, raw)
		}
	}
	return text
}

func editKey(text, key string, raw *string) string {
	lines := strings.Split(text, "\n")
	own := groupLines(lines)
	var added []string
	if raw != nil {
		added = strings.Split(*raw, "\n")
	}
	found := slices.DeleteFunc(slices.Clone(own), func(index int) bool { return keyOf(lines[index]) != key })
	if len(found) == 0 {
		if raw == nil {
			return text
		}
		return insert(lines, own, added)
	}
	var kept []string
	for index, line := range lines {
		if index == found[0] {
			kept = append(kept, added...)
		} else if !slices.Contains(found, index) {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n")
}

func insert(lines []string, own []int, added []string) string {
	header := -1
	for index, line := range lines {
		if isOurHeader(line) {
			header = index
		}
	}
	if header < 0 {
		separator := "\n"
		if lines[len(lines)-1] == "" {
			separator = ""
		}
		return strings.Join(lines, "\n") + separator + group + "\n" + strings.Join(added, "\n") + "\n"
	}
	place := header + 1
	for _, index := range own {
		if index > header && strings.TrimSpace(lines[index]) != "" {
			place = index + 1
		}
	}
	rest := lines[place:]
	if len(rest) == 0 {
		rest = []string{""}
	}
	return strings.Join(slices.Concat(lines[:place], added, rest), "\n")
}

// groupLines are the indexes of the lines inside the group, headers not counted.
func groupLines(lines []string) []int {
	var found []int
	inside := false
	for index, line := range lines {
		if strings.HasPrefix(strings.TrimLeft(line, " \t\r"), "[") {
			inside = isOurHeader(line)
		} else if inside {
			found = append(found, index)
		}
	}
	return found
}

func isOurHeader(line string) bool {
	trimmed := strings.TrimSpace(line)
	return trimmed == group || groupWithOption.MatchString(trimmed)
}

// keyOf is the key of a line without its options; comments have none.
func keyOf(line string) string {
	if strings.HasPrefix(strings.TrimLeft(line, " \t\r"), "#") {
		return ""
	}
	match := keyPattern.FindStringSubmatch(line)
	if match == nil {
		return ""
	}
	return match[1]
}
