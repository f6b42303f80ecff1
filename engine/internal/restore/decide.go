package restore

import (
	"maps"
	"slices"
)

// situation is one store at the moment of restoring.
type situation struct {
	store string
	// before is what was there before Byway, ours what it wrote (oldest first), ports where that pointed.
	before  Values
	ours    []Values
	ports   []int
	current Values
}

type view struct {
	situation
	shape *shape
}

// decide tells who owns each key now. Writes hold raw text, nil to reset; left are the keys that stay as somebody else
// wants them, sorted. The rules stand in src/main/platform/proxy/decide.ts.
func decide(s situation) (writes Values, left []string) {
	v := view{s, shapes[s.store]}
	v.before = withoutOwnAddresses(v.shape, s.before, s.ports)
	var back []string
	for _, e := range v.shape.endpoints {
		back = append(back, v.ownedKeys(e)...)
	}
	for _, key := range v.shape.plain {
		if v.isOwn(key) {
			back = append(back, key)
		}
	}
	after := maps.Clone(v.current)
	for _, key := range back {
		after[key] = v.before.at(key)
	}
	if !v.isTakenOver(after) {
		for _, key := range append(v.roomKeys(after), v.shape.modes...) {
			if v.isOwn(key) {
				back = append(back, key)
			}
		}
	}
	writes = Values{}
	for _, key := range back {
		if !same(v.current.at(key), v.before.at(key)) {
			writes[key] = v.before.at(key)
		}
	}
	return writes, v.left(back)
}

func (v view) left(settled []string) []string {
	found := map[string]bool{}
	for _, values := range v.ours {
		for key := range values {
			if !slices.Contains(settled, key) && !same(v.current.at(key), v.before.at(key)) {
				found[key] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(found))
}

// withoutOwnAddresses drops addresses at one of our ports: never a value to go back to.
func withoutOwnAddresses(s *shape, values Values, ports []int) Values {
	kept := maps.Clone(values)
	var found []kind
	for _, e := range s.endpoints {
		if s.pointsAt(values, e, ports) {
			found = append(found, e.kind)
			for _, key := range e.keys() {
				kept[key] = nil
				if key == e.enabled {
					kept[key] = s.switchedOff(values.at(key), e.kind)
				}
			}
		}
	}
	for _, k := range []kind{addressKind, scriptKind} {
		if !slices.Contains(found, k) || s.hasAddress(kept, k) {
			continue
		}
		for _, key := range s.modes {
			if s.uses(kept.at(key), k) {
				kept[key] = s.switchedOff(kept.at(key), k)
			}
		}
	}
	return kept
}

func (s *shape) hasAddress(values Values, k kind) bool {
	return slices.ContainsFunc(s.endpoints, func(e endpoint) bool { return e.kind == k && len(s.addressesOf(values, e)) > 0 })
}

// ownedKeys are the keys of one address that go back.
func (v view) ownedKeys(e endpoint) []string {
	back := v.ownedAddressKeys(e)
	if e.enabled == "" || !v.isWritten(e) || !v.isOwn(e.enabled) {
		return back
	}
	after := maps.Clone(v.current)
	for _, key := range back {
		after[key] = v.before.at(key)
	}
	if v.remainsForeign(after, e) {
		return back
	}
	return append(back, e.enabled)
}

// roomKeys are the switches of addresses that Byway left alone and only switched off to make room: they go the way of
// the mode.
func (v view) roomKeys(after Values) []string {
	var keys []string
	for _, e := range v.shape.endpoints {
		if e.enabled != "" && !v.isWritten(e) && !v.remainsForeign(after, e) {
			keys = append(keys, e.enabled)
		}
	}
	return keys
}

func (v view) isWritten(e endpoint) bool {
	return slices.ContainsFunc(v.ours, func(values Values) bool { _, ok := values[e.host]; return ok })
}

func (v view) ownedAddressKeys(e endpoint) []string {
	keys := endpoint{host: e.host, port: e.port}.keys()
	if v.shape.pointsAt(v.current, e, v.ports) {
		return keys
	}
	isSomebodysPort := len(v.shape.addressesOf(v.current, e)) > 0 && !v.isOwn(e.port) &&
		!same(v.current.at(e.port), v.before.at(e.port))
	var own []string
	for _, key := range keys {
		if v.isOwn(key) && !(isSomebodysPort && key == e.host) {
			own = append(own, key)
		}
	}
	return own
}

// remainsForeign: an address stands there that was not there before.
func (v view) remainsForeign(after Values, e endpoint) bool {
	isAsBefore := same(after.at(e.host), v.before.at(e.host)) && same(after.at(e.port), v.before.at(e.port))
	return !isAsBefore && len(v.shape.addressesOf(after, e)) > 0
}

// isTakenOver: mode alone carries no signature. When no address is ours and one remains that was not there before, the
// mode is theirs too.
func (v view) isTakenOver(after Values) bool {
	foreign := false
	for _, e := range v.shape.endpoints {
		if !v.isWritten(e) {
			continue
		}
		if v.shape.pointsAt(v.current, e, v.ports) {
			return false
		}
		foreign = foreign || v.remainsForeign(after, e)
	}
	return foreign
}

func (v view) isOwn(key string) bool {
	return slices.ContainsFunc(v.ours, func(values Values) bool {
		raw, ok := values[key]
		return ok && same(raw, v.current.at(key))
	})
}
