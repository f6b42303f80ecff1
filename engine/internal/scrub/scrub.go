// Package scrub keeps secrets out of every text that leaves the process.
package scrub

import (
	"regexp"
	"slices"
	"strings"
	"sync"
)

const mask = "***"

// uuidPattern also catches ids that no longer belong to anything held.
var uuidPattern = regexp.MustCompile(`(?i)\b[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}\b`)

// Secrets is the set of secrets in use now, counted so that two users of one secret do not disturb each other.
type Secrets struct {
	mutex sync.RWMutex
	held  map[string]int
}

// Hold adds secrets until the returned function is called.
func (s *Secrets) Hold(secrets []string) (release func()) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.held == nil {
		s.held = map[string]int{}
	}
	for _, secret := range secrets {
		s.held[secret]++
	}
	return sync.OnceFunc(func() {
		s.mutex.Lock()
		defer s.mutex.Unlock()
		for _, secret := range secrets {
			if s.held[secret]--; s.held[secret] <= 0 {
				delete(s.held, secret)
			}
		}
	})
}

// Clean masks every held secret and everything that looks like a user id.
func (s *Secrets) Clean(text string) string {
	text = uuidPattern.ReplaceAllString(text, mask)
	s.mutex.RLock()
	found := make([]string, 0, 4)
	for secret := range s.held {
		if strings.Contains(text, secret) {
			found = append(found, secret)
		}
	}
	s.mutex.RUnlock()
	// Longest first: a secret may contain another.
	slices.SortFunc(found, func(a, b string) int { return len(b) - len(a) })
	for _, secret := range found {
		text = maskOne(text, secret)
	}
	return text
}

// maskOne masks a short secret only where it stands alone: masking each "p" would spoil the text and tell the secret.
func maskOne(text, secret string) string {
	if len(secret) >= 4 {
		return strings.ReplaceAll(text, secret, mask)
	}
	pattern, err := regexp.Compile(`(^|[^0-9A-Za-z])` + regexp.QuoteMeta(secret) + `($|[^0-9A-Za-z])`)
	if err != nil {
		return text
	}
	return pattern.ReplaceAllString(text, "${1}"+mask+"${2}")
}
