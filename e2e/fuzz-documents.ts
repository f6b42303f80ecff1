/** Documents, headers and other texts that fuzzing starts from, one or more of each kind that Byway reads. */

const key = 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=';
const uuid = '3c6e5d5f-8f3a-4c59-9a4b-5d2a1f0e9c77';

export const documentSeeds: readonly string[] = [
  `proxies:\n  - {name: a, type: ss, server: h.example, port: 1, cipher: aes-128-gcm, password: 0123, plugin: obfs, plugin-opts: {mode: http, host: b}}\n  - name: b\n    type: vmess\n    server: "2001:db8::1"\n    port: 443\n    uuid: ${uuid}\n    alterId: 0\n    cipher: auto\n    network: ws\n    ws-opts: {path: /?ed=2048, headers: {Host: c}}\n    tls: true\n`,
  `x: &base {type: vless, server: h.example, port: 443, uuid: ${uuid}, tls: true, reality-opts: {public-key: a, short-id: 0088}}\nproxies:\n  - <<: *base\n    name: !<str> 1e5\n  - {<<: *base, name: 'two', network: grpc, grpc-opts: {grpc-service-name: s}, client-fingerprint: chrome}\nproxy-providers: {p: {type: http, url: "https://a.example/s"}}\n`,
  `proxies:\n  - {name: h, type: hysteria2, server: h.example, port: 443, ports: 443-500, password: p, obfs: salamander, obfs-password: o, up: 5 Mbps}\n  - {name: t, type: tuic, server: h.example, port: 443, uuid: ${uuid}, password: p, alpn: [h3]}\n  - {name: w, type: wireguard, server: h.example, port: 1, private-key: ${key}, public-key: ${key}, ip: 10.0.0.2, reserved: [1, 2, 3], amnezia-wg-option: {jc: 4}}\n`,
  `{"outbounds":[{"type":"vless","tag":"a","server":"h.example","server_port":443,"uuid":"${uuid}","tls":{"enabled":true,"reality":{"enabled":true,"public_key":"a","short_id":"00"},"utls":{"enabled":true,"fingerprint":"chrome"}},"transport":{"type":"ws","path":"/","headers":{"Host":["b"]}},"detour":"b"},{"type":"shadowsocks","tag":"b","server":"h.example","server_port":1,"method":"aes-128-gcm","password":"p"},{"type":"direct"}],"endpoints":[{"type":"wireguard","tag":"w","address":["10.0.0.2/32"],"private_key":"${key}","peers":[{"address":"h.example","port":1,"public_key":"${key}"}]}]}`,
  `[{"remarks":"a","outbounds":[{"protocol":"vless","settings":{"vnext":[{"address":"h.example","port":443,"users":[{"id":"${uuid}","encryption":"none","flow":"xtls-rprx-vision"}]}]},"streamSettings":{"network":"xhttp","security":"reality","realitySettings":{"publicKey":"a","shortId":"","serverName":"b"},"xhttpSettings":{"path":"/","mode":"auto","extra":{"xmux":{"maxConcurrency":"16-32"}}}}},{"protocol":"freedom"}]}]`,
  `{"outbounds":[{"protocol":"trojan","tag":"proxy","settings":{"address":"h.example","port":443,"password":"p"},"streamSettings":{"network":"grpc","security":"tls","tlsSettings":{"serverName":"a","alpn":["h2"]},"grpcSettings":{"serviceName":"s"},"sockopt":{"dialerProxy":"x"}}},{"tag":"x","protocol":"socks","settings":{"servers":[{"address":"h.example","port":1080,"users":[{"user":"u","pass":"p"}]}]}}]}`,
  '{"version":1,"servers":[{"id":"1","remarks":"a","server":"h.example","server_port":"8388","password":"p","method":"aes-256-gcm","plugin":"obfs-local","plugin_opts":"obfs=http;obfs-host=b"}],"bytes_used":1}',
  'transport:\n  $type: tcpudp\n  tcp: &ss\n    $type: shadowsocks\n    endpoint: {$type: websocket, url: "wss://h.example/p"}\n    cipher: chacha20-ietf-poly1305\n    secret: p\n  udp: *ss\n',
  '{"server":"h.example","server_port":1,"method":"aes-128-gcm","password":"p","prefix":"\\u0016\\u0003\\u0001"}',
  `[Interface]\nPrivateKey = ${key}\nAddress = 10.0.0.2/32, fd00::2/128\nDNS = 1.1.1.1\nJc = 4\nH1 = 5-9\nI1 = <b 0xf6><r 12>\nPostUp = x\n\n[Peer]\nPublicKey = ${key}\nPresharedKey = ${key}\nAllowedIPs = 0.0.0.0/0, ::/0\nEndpoint = [2001:db8::1]:51820\nPersistentKeepalive = 25\n`,
  'client\ndev tun\nproto udp\nremote h.example 1194\nremote b.example 443 tcp\n<connection>\nremote c.example 1\n</connection>\ncipher AES-256-GCM\ndata-ciphers AES-256-GCM:AES-128-GCM\nauth-user-pass\n<ca>\n-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n</ca>\n<tls-crypt>\n-----BEGIN OpenVPN Static key V1-----\n00\n-----END OpenVPN Static key V1-----\n</tls-crypt>\n',
  '[Proxy]\na = ss, h.example, 1, encrypt-method=aes-128-gcm, password=p\nb = trojan, h.example, 443, password=p\n',
  '<?xml version="1.0"?>\n<plist version="1.0"><dict><key>PayloadType</key><string>Configuration</string></dict></plist>',
  '<!DOCTYPE html><html><head><title>x</title></head><body>403 <a href="vless://a@h.example:1">b</a></body></html>',
  '-----BEGIN AGE ENCRYPTED FILE-----\nYWdlLWVuY3J5cHRpb24ub3JnL3YxCg==\n-----END AGE ENCRYPTED FILE-----\n',
];

/** Headers and first lines of a subscription: `name: value` a line, an empty line, and the body. */
export const headSeeds: readonly string[] = [
  'subscription-userinfo: upload=1; download=2.5; total=10737418240; expire=1893456000\nprofile-title: base64:0J/RgNC40LLQtdGC\nprofile-update-interval: 12\nsupport-url: https://t.me/x\n\nss://YWVzLTI1Ni1nY206cHc@h.example:1#a',
  "content-disposition: attachment; filename=\"a.yaml\"; filename*=UTF-8''%D0%90.yaml\ncontent-type: text/html\nannounce: base64:YQ==\nx-hwid-limit: true\n\n#profile-title: x\n//subscription-userinfo: upload=0;total=0\n#announce: y\nvless://a@h.example:1",
  'profile-web-page-url: javascript:alert(1)\nx-amz-meta-subscription-userinfo: total=-1; expire=1893456000000\nrouting: happ://routing/add/x\n\n<html><body>no</body></html>',
];

/** Locked with `a b c` at a cost of nearly nothing. */
export const partSeeds: readonly string[] = [
  'byway-part:0123abcd:1/2:vless://a@h.exam', 'byway-part:0123abcd:2/2:ple:1#x', 'byway-part:00000000:60/60:', 'vless://a@h.example:1#x', 'byway1:AQECAQ',
];
