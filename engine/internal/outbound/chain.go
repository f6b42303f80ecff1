package outbound

// maxHops bounds the servers on the way to one server.
const maxHops = 4

// Detour is the name of the server through which a cleaned description is dialled, or empty.
func Detour(description map[string]any) string {
	name, _ := description[detour].(string)
	return name
}

// CheckChains makes sure that every server is dialled through one that is there as well, never in a circle and never
// through more than four. Descriptions are cleaned ones, by name. The fault is config-refused.
func CheckChains(descriptions map[string]map[string]any) error {
	for name := range descriptions {
		at := name
		for hops := 0; ; hops++ {
			next := Detour(descriptions[at])
			if next == "" {
				break
			}
			if hops == maxHops {
				return refuse(detour, "leads in a circle or through too many servers")
			}
			if _, known := descriptions[next]; !known {
				return refuse(detour, "names no server of this configuration")
			}
			at = next
		}
	}
	return nil
}
