/** Which directives of an OpenVPN file are never taken over, and which name files. */

/** They run programs, write files, open ports, change who runs, or set what programs see. Left out, and told by name. */
export const forbidden: ReadonlySet<string> = new Set([
  'up', 'down', 'up-delay', 'down-pre', 'up-restart', 'route-up', 'route-pre-down', 'ipchange', 'tls-verify', 'tls-export-cert', 'tls-crypt-v2-verify',
  'auth-user-pass-verify', 'client-connect', 'client-disconnect', 'client-crresponse', 'learn-address', 'dns-updown', 'plugin', 'script-security',
  'management', 'management-client', 'management-client-auth', 'management-client-user', 'management-client-group', 'management-client-pf',
  'management-external-cert', 'management-external-key', 'management-forget-disconnect', 'management-hold', 'management-log-cache',
  'management-query-passwords', 'management-query-proxy', 'management-query-remote', 'management-signal', 'management-up-down',
  'log', 'log-append', 'syslog', 'writepid', 'status', 'status-version', 'config', 'cd', 'chroot', 'setenv', 'setenv-safe', 'setcon', 'iproute', 'daemon',
  'inetd', 'user', 'group', 'tmp-dir', 'client-config-dir', 'replay-persist', 'engine', 'providers', 'pkcs11-providers', 'capath', 'askpass', 'mktun', 'rmtun',
  'dev-node', 'bind-dev', 'mark', 'port-share', 'service', 'exit-event-name', 'echo', 'ifconfig-pool-persist', 'genkey',
]);

/** Directives whose word is the name of a file that can stand in the file itself, as a block. */
export const inlinable: ReadonlySet<string> = new Set([
  'ca', 'cert', 'key', 'tls-auth', 'tls-crypt', 'tls-crypt-v2', 'pkcs12', 'crl-verify', 'extra-certs', 'secret', 'dh', 'peer-fingerprint', 'verify-hash',
  'http-proxy-user-pass', 'auth-user-pass',
]);

/** Blocks that a profile keeps; any other is left out. */
export const keptBlocks: ReadonlySet<string> = new Set([
  'ca', 'cert', 'key', 'tls-auth', 'tls-crypt', 'tls-crypt-v2', 'pkcs12', 'crl-verify', 'extra-certs', 'secret', 'dh', 'peer-fingerprint', 'verify-hash',
]);

/** Of those in `inlinable`, the ones that take other words than a file name. */
export const wordy: ReadonlySet<string> = new Set(['verify-hash', 'peer-fingerprint', 'auth-user-pass']);
