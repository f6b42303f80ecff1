package tunnel

import (
	"slices"

	"github.com/metacubex/mihomo/tunnel/statistic"

	"byway/engine/internal/protocol"
)

// Connections lists what runs through the doors now, oldest first.
func (t *Tunnel) Connections() []protocol.Connection {
	list := []protocol.Connection{}
	statistic.DefaultManager.Range(func(tracker statistic.Tracker) bool {
		info := tracker.Info()
		list = append(list, protocol.Connection{
			ID: tracker.ID(), Host: info.Metadata.RemoteAddress(),
			Upload: info.UploadTotal.Load(), Download: info.DownloadTotal.Load(),
			StartedAt: info.Start.UnixMilli(),
		})
		return true
	})
	slices.SortFunc(list, func(a, b protocol.Connection) int { return int(a.StartedAt - b.StartedAt) })
	return list
}

// Close closes connections by id and counts them; unknown ids are ignored, since a connection may just have ended.
func (t *Tunnel) Close(ids []string) int {
	closed := 0
	for _, id := range ids {
		if tracker := statistic.DefaultManager.Get(id); tracker != nil {
			_ = tracker.Close()
			closed++
		}
	}
	return closed
}
