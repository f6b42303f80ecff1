/** Links that fuzzing starts from: the mixed list of the measurements, and at least one of every other form that is read. */
import { mixedLinks } from './bench/mixed-links.ts';

const otherSeeds = [
  'ss://YWVzLTI1Ni1nY206cHdAaC5leGFtcGxlOjgzODg#Legacy',
  'ss://2022-blake3-aes-128-gcm:a%3D%3D%3Ab%3D%3D@h.example:1/?plugin=v2ray-plugin%3Btls%3Bhost%3Da#x',
  'trojan-go://pw@h.example/?type=ws&host=a&path=%2Fb&encryption=ss%3Baes-128-gcm%3Apw#x',
  'hy2://user:pw@[2001:db8::1]:443,5000-6000/?obfs=gecko&obfs-password=a&pinSHA256=AB%3ACD&mport=1-2#x',
  'vless://YXV0bzphQGguZXhhbXBsZTo0NDM?remarks=a&obfs=websocket&obfsParam=%7B%22Host%22%3A%22a%22%7D&tls=1',
  'vmess://ws+tls:3c6e5d5f-8f3a-4c59-9a4b-5d2a1f0e9c77-0@h.example:443/?path=/a&tlsServerName=b#x',
  'socks://dXNlcjpwdw==@h.example:1080#x',
  'https://user:pw@h.example:8443?sni=a#x',
  'vless://a@h.example:443?type=xhttp&extra=%7B%22a%22%3A1%7D&security=reality&pbk=a&sid=&spx=%2F#x',
];
const wrapped = 'https%3A%2F%2Fa.example%2Fsub';
const wrappers = [
  `clash://install-config?url=${wrapped}&name=x`, `hiddify://import/https://a.example/s#x`, `sn://subscription?url=${wrapped}`, 'sub://aHR0cHM6Ly9hLmV4YW1wbGUvcw#x', 'ssconf://a.example/s#x',
  'happ://add/aHR0cHM6Ly9hLmV4YW1wbGUvcw', 'ssd://eyJwb3J0IjoxLCJlbmNyeXB0aW9uIjoicmM0LW1kNSIsInBhc3N3b3JkIjoieCIsInNlcnZlcnMiOlt7InNlcnZlciI6ImEuZXhhbXBsZSJ9XX0',
  'vpn://eyJjb250YWluZXJzIjogW3siYXdnIjogeyJsYXN0X2NvbmZpZyI6ICJ7XCJjb25maWdcIjogXCJbSW50ZXJmYWNlXVxcblByaXZhdGVLZXk9QUFFQ0F3UUZCZ2NJQ1FvTERBME9EeEFSRWhNVUZSWVhHQmthR3h3ZEhoOD1cXG5KYz00XFxuW1BlZXJdXFxuUHVibGljS2V5PUFBRUNBd1FGQmdjSUNRb0xEQTBPRHhBUkVoTVVGUllYR0JrYUd4d2RIaDg9XFxuRW5kcG9pbnQ9aDoxXCJ9In19XX0',
  'mieru://CiEKBGhvbWUSCAoBdRIBcBoPCglhLmV4YW1wbGUaBAgBEAI', 'awg://W0ludGVyZmFjZV0KUHJpdmF0ZUtleT1BQUVDQXdRRkJnY0lDUW9MREEwT0R4QVJFaE1VRlJZWEdCa2FHeHdkSGg4PQpKYz00CltQZWVyXQpQdWJsaWNLZXk9QUFFQ0F3UUZCZ2NJQ1FvTERBME9EeEFSRWhNVUZSWVhHQmthR3h3ZEhoOD0KRW5kcG9pbnQ9aDox#x', 'mieru://u:p@h.example?port=1-2&port=3&protocol=TCP&protocol=UDP#x',
  'hysteria2+realm+http://t@r.example/id?auth=a&stun=s:1&stun=t:2#x', 'tg:socks?server=h&port=1&user=u&pass=p', 't.me/proxy?server=h&port=1&secret=dd0123456789abcdef0123456789abcdee', 'warp://auto#a&&detour=warp://auto#b',
  'vless://a@h.example:1#a -> trojan://b@h.example:2#b', 'ssh://u:p@h?pk=b3BlbnNzaC1rZXktdjEAAAAA&hk=ssh-rsa%20AAAA,AAAA#x', 'wg://h?pk=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8&pub=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8&jc=4&h1=5&address=10.0.0.1-fd00::1&reserved=AQID#x',
];
/** All of them. */
export const linkSeeds: readonly string[] = [...mixedLinks(200), ...otherSeeds, ...wrappers];

