/** A Clash file for measuring: servers of several kinds, half of them in flow style, about 330 characters each. */

const uuid = '3c6e5d5f-8f3a-4c59-9a4b-5d2a1f0e9c77';

/** The text of a file with so many servers. */
export function clashFile(count: number): string {
  const items = Array.from({ length: count }, (_, index) => (index % 2 === 0 ? flowItem(index) : blockItem(index)));
  return `port: 7890\nmode: rule\nproxies:\n${items.join('')}proxy-groups:\n  - {name: All, type: select, proxies: [DIRECT]}\nrules:\n  - MATCH,All\n`;
}

function flowItem(index: number): string {
  const head = `name: "🇳🇱 Amsterdam ${index} | 1.5x", server: edge-${index}.servers.example.com, port: ${1_024 + (index % 60_000)}`;
  const tls = 'tls: true, skip-cert-verify: false, servername: www.cover.example, client-fingerprint: chrome, udp: true';
  const rest = index % 4 === 0 ? 'reality-opts: {public-key: Wm5pQ2xpZW50UHVibGljS2V5Rm9yVGVzdHNPbmx5MDE, short-id: 0a1b2c3d}, flow: xtls-rprx-vision' : 'network: ws, ws-opts: {path: /assets/stream, headers: {Host: www.cover.example}}';
  return `  - {${head}, type: vless, uuid: ${uuid}, ${tls}, ${rest}}\n`;
}

function blockItem(index: number): string {
  const lines = [
    `  - name: "🇩🇪 Frankfurt ${index}"`, '    type: vmess', `    server: edge-${index}.servers.example.com`, `    port: ${1_024 + (index % 60_000)}`, `    uuid: ${uuid}`, '    alterId: 0',
    '    cipher: auto', '    udp: true', '    tls: true', '    skip-cert-verify: true', '    servername: www.cover.example', '    network: ws', '    ws-opts:', '      path: /assets/stream',
    '      headers:', '        Host: www.cover.example',
  ];
  return `${lines.join('\n')}\n`;
}
