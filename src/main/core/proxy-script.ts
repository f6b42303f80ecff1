/**
 * The automatic configuration: the script by which programs find the engine's port while it answers, and go directly
 * when nothing listens there any more. A program tries `DIRECT` only when the port refuses (measured: Chromium 156 goes
 * on asking a proxy that closes, answers 502 or drops the tunnel), so a dead server holds and a dead engine does not.
 * Pure. ECMAScript 3, because WinINET's engine reads it too; it looks no name up, which would tell it to the network.
 */

/** The whole script, at most about 20 KB. Entries of `bypass` as in the settings: names, wildcards, addresses, ranges. */
export function proxyScript(port: number, bypass: readonly string[]): string {
  const entries = JSON.stringify([...alwaysDirect, ...bypass].map((entry) => entry.toLowerCase()));
  return `var entries = ${entries};\nvar port = ${port};\n${rules}`;
}

/** This computer itself, as every manual proxy setting has it too: through the tunnel these would mean the server. */
const alwaysDirect: readonly string[] = ['localhost', '*.localhost', '127.0.0.0/8', '::1/128'];

/** `groups` is an address as a list of bytes: 4 for IPv4, 16 for IPv6, null for a name. */
const rules = `
function FindProxyForURL(url, host) {
  var name = host.toLowerCase().replace(/^\\[|\\]$/g, "").replace(/\\.$/, "");
  for (var i = 0; i < entries.length; i++) {
    if (matches(entries[i], name, url)) return "DIRECT";
  }
  return "PROXY 127.0.0.1:" + port + "; DIRECT";
}

function matches(entry, name, url) {
  var slash = entry.indexOf("/");
  if (slash >= 0) return inRange(bytes(entry.substring(0, slash)), Number(entry.substring(slash + 1)), bytes(name));
  var own = bytes(entry);
  if (own) return inRange(own, own.length * 8, bytes(name));
  var port = /^([^:]*):(\\d+)$/.exec(entry);
  if (port) return port[2] === portOf(url) && like(port[1], name);
  return like(entry, name);
}

function like(pattern, name) {
  if (pattern.charAt(0) === ".") pattern = "*" + pattern;
  var from = 0;
  var parts = pattern.split("*");
  for (var i = 0; i < parts.length; i++) {
    var isLast = i === parts.length - 1;
    var found = isLast && i > 0 ? name.length - parts[i].length : name.indexOf(parts[i], from);
    if (found < from || i === 0 && found !== 0 || name.substr(found, parts[i].length) !== parts[i]) return false;
    from = found + parts[i].length;
  }
  return parts.length > 1 || from === name.length;
}

function portOf(url) {
  var scheme = /^([a-z]+):\\/\\/[^\\/?#]*?(?::(\\d+))?(?:[\\/?#]|$)/i.exec(url);
  if (!scheme) return "";
  return scheme[2] || (/^(https|wss)$/i.test(scheme[1]) ? "443" : "80");
}

function inRange(start, bits, address) {
  if (!start || !address || start.length !== address.length || !(bits >= 0 && bits <= start.length * 8)) return false;
  for (var i = 0; i < start.length; i++) {
    var left = bits - i * 8;
    var mask = left >= 8 ? 255 : left <= 0 ? 0 : (255 << (8 - left)) & 255;
    if ((start[i] & mask) !== (address[i] & mask)) return false;
  }
  return true;
}

function bytes(text) {
  return text.indexOf(":") >= 0 ? bytes6(text) : bytes4(text);
}

function bytes4(text) {
  var parts = text.split(".");
  if (parts.length !== 4) return null;
  var found = [];
  for (var i = 0; i < 4; i++) {
    if (!/^\\d{1,3}$/.test(parts[i]) || Number(parts[i]) > 255) return null;
    found.push(Number(parts[i]));
  }
  return found;
}

function bytes6(text) {
  var halves = text.split("::");
  if (halves.length > 2) return null;
  var head = groups(halves[0]);
  var tail = halves.length > 1 ? groups(halves[1]) : [];
  if (!head || !tail || head.length + tail.length > 16 || (halves.length < 2 && head.length !== 16)) return null;
  while (head.length + tail.length < 16) head.push(0);
  return head.concat(tail);
}

function groups(text) {
  var found = [];
  if (text === "") return found;
  var parts = text.split(":");
  for (var i = 0; i < parts.length; i++) {
    if (i === parts.length - 1 && parts[i].indexOf(".") >= 0) {
      var old = bytes4(parts[i]);
      return old ? found.concat(old) : null;
    }
    if (!/^[0-9a-f]{1,4}$/.test(parts[i])) return null;
    var number = parseInt(parts[i], 16);
    found.push(number >> 8, number & 255);
  }
  return found;
}
`;
