#!/bin/sh
# Before the package is removed (prerm): Byway ends in order, and everybody's earlier proxy settings come back. This runs
# as root, outside of everybody's session, so for each person the engine runs as that person and on that person's bus.
# What cannot be put back, because nobody is logged in, is left with a copy of the engine for that person's next login.
[ "${1:-}" = remove ] || exit 0
cd / || exit 0

program=/opt/Byway
engine=$program/resources/engine/byway-engine
newline='
'

# Processes that run this file; also those that an update has replaced it under.
running() {
  for each in /proc/[0-9]*; do
    if [ "$each/exe" -ef "$1" ] || [ "$(readlink "$each/exe" 2>/dev/null)" = "$1 (deleted)" ]; then echo "${each#/proc/}"; fi
  done
}

# The app's own process: Chromium's helpers carry --type= and end with it.
apps() {
  for each in $(running "$program/byway"); do
    tr '\0' '\n' 2>/dev/null <"/proc/$each/cmdline" | grep -q '^--type=' || echo "$each"
  done
}

# Waits until the command prints nothing, a fifth of a second at a time.
wait_until_none() {
  tries=$1
  shift
  while [ "$tries" -gt 0 ] && [ -n "$("$@")" ]; do
    sleep 0.2
    tries=$((tries - 1))
  done
}

end_apps() {
  for each in $(apps); do kill -TERM "$each" 2>/dev/null; done
  wait_until_none 75 apps
  for each in $(apps); do kill -KILL "$each" 2>/dev/null; done
  # The guard restores for an app that was killed, and ends its engine.
  wait_until_none 25 running "$engine"
  for each in $(running "$engine"); do kill -KILL "$each" 2>/dev/null; done
}

# What a person's programs know of their session, as assignments, one a line: of the first process that has a bus.
session_of() {
  for each in $(find /proc -maxdepth 1 -name '[0-9]*' -user "$1" 2>/dev/null); do
    found=$(tr '\0' '\n' 2>/dev/null <"$each/environ" | grep -E '^(DBUS_SESSION_BUS_ADDRESS|XDG_(RUNTIME_DIR|CONFIG_HOME|DATA_HOME|CURRENT_DESKTOP))=/?.')
    case $found in *DBUS_SESSION_BUS_ADDRESS=*) echo "$found"; return ;; esac
  done
  [ ! -S "/run/user/$1/bus" ] || printf '%s\n' "XDG_RUNTIME_DIR=/run/user/$1" "DBUS_SESSION_BUS_ADDRESS=unix:path=/run/user/$1/bus"
}

restore_for() {
  name=$1 home=$2
  session=$(session_of "$3")
  for folder in "$(printf '%s\n' "$session" | sed -n 's/^XDG_DATA_HOME=//p')/byway" "$home/.local/share/byway"; do
    has_journal "$folder" || continue
    IFS=$newline
    # shellcheck disable=SC2086 # one assignment a line, split here
    said=$(runuser -u "$name" -- env -i "HOME=$home" "USER=$name" PATH=/usr/local/bin:/usr/bin:/bin $session \
      "$engine" restore-proxy --or-at-login --journal "$folder/proxy-journal.json" 2>&1 </dev/null)
    unset IFS
    echo "Byway: proxy settings of $name: $said"
  done
}

has_journal() {
  for journal in "$1/proxy-journal.json" "$1"/proxy-journal.restoring-*.json; do
    [ ! -f "$journal" ] || return 0
  done
  return 1
}

[ -x "$engine" ] || exit 0
end_apps
getent passwd | while IFS=: read -r name _ uid _ _ home _; do
  case $home in /?*) restore_for "$name" "$home" "$uid" ;; esac
done
exit 0
