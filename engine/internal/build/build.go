// Package build says what this program is made of.
package build

import (
	"runtime/debug"
	"strings"
)

// Engine is the version of byway-engine itself.
const Engine = "0.1.0"

const mihomoModule = "github.com/metacubex/mihomo"

// Mihomo is the version of the mihomo module linked in, as in go.mod and without the v; "unknown" if not recorded.
func Mihomo() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, module := range info.Deps {
			if module.Path == mihomoModule {
				return strings.TrimPrefix(module.Version, "v")
			}
		}
	}
	return "unknown"
}
