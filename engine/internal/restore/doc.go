// Package restore puts earlier proxy settings back when the app that changed them cannot: as a guard process that
// outlives the app, at the next login, and by hand.
//
// It decides nothing of its own: the journal says what was there before and what Byway wrote, and every key is judged as
// the app itself judges it (src/main/platform/proxy/decide.ts). engine/golden/restore.json holds both to one table.
package restore
