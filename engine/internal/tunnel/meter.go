package tunnel

import (
	"sync"
	"time"

	"github.com/metacubex/mihomo/tunnel/statistic"

	"byway/engine/internal/protocol"
)

// meter reports traffic once a second while a configuration runs: the first second always, then only when it changed.
type meter struct {
	report func(protocol.Traffic)
	mutex  sync.Mutex
	quit   chan struct{}
}

func newMeter(report func(protocol.Traffic)) *meter { return &meter{report: report} }

// start begins counting from zero.
func (m *meter) start() {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	statistic.DefaultManager.ResetStatistic()
	m.quit = make(chan struct{})
	go m.run(m.quit)
}

func (m *meter) stop() {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	if m.quit != nil {
		close(m.quit)
		m.quit = nil
	}
}

func (m *meter) run(quit <-chan struct{}) {
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	last := protocol.Traffic{Up: -1} // no real report is equal to it
	at := time.Now()
	for {
		select {
		case <-quit:
			return
		case now := <-ticker.C:
			next := measure(last, now.Sub(at))
			at = now
			if next != last {
				m.report(next)
				last = next
			}
		}
	}
}

// measure gives the totals and, from their growth since the last report, bytes a second.
func measure(last protocol.Traffic, passed time.Duration) protocol.Traffic {
	up, down := statistic.DefaultManager.Total()
	return protocol.Traffic{
		Up: rate(up-last.UpTotal, passed), Down: rate(down-last.DownTotal, passed),
		UpTotal: up, DownTotal: down,
	}
}

func rate(bytes int64, passed time.Duration) int64 {
	if bytes <= 0 || passed <= 0 {
		return 0
	}
	return int64(float64(bytes) / passed.Seconds())
}
