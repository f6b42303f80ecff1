package serve

import (
	"os"
	"strings"

	"github.com/metacubex/mihomo/log"

	"byway/engine/internal/protocol"
	"byway/engine/internal/scrub"
)

// maxLogText bounds one line, in bytes.
const maxLogText = 2000

// levelVariable lowers the level for a developer's eyes; the app itself never sets it.
const levelVariable = "BYWAY_ENGINE_LOG"

// forwardLogs passes mihomo's log on as notifications, warnings and worse, without secrets.
func forwardLogs(secrets *scrub.Secrets, notify func(string, any)) {
	least := log.WARNING
	if wanted, ok := log.LogLevelMapping[strings.ToLower(os.Getenv(levelVariable))]; ok {
		least = wanted
	}
	events := log.Subscribe()
	go func() {
		for event := range events {
			if event.LogLevel < least {
				continue
			}
			text := secrets.Clean(event.Payload)
			if len(text) > maxLogText {
				text = strings.ToValidUTF8(text[:maxLogText], "")
			}
			notify("log", protocol.LogLine{Level: event.LogLevel.String(), Text: text})
		}
	}()
}
