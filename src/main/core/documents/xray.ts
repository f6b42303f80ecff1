/** Xray and V2Ray: whole configurations (one, or a list of them with `remarks`), one outbound, or a list of outbounds. */
import { joinChains, type Entry } from './chains.ts';
import { addItem, type Findings, type Site } from './findings.ts';
import { isMap, jsonText, listAt, mapsOf, textAt, type Tree, type TreeMap } from './tree.ts';
import { readXrayOutbound } from './xray-outbound.ts';

/** Outbounds that are no servers. */
const ways = new Set(['freedom', 'blackhole', 'dns', 'loopback']);

/** True for a map that looks like one outbound. */
export function isXrayOutbound(tree: Tree | undefined): tree is TreeMap {
  return isMap(tree) && textAt(tree, 'protocol') !== undefined && (isMap(tree.get('settings')) || isMap(tree.get('streamSettings')));
}

/** True for a whole configuration. */
export function isXrayConfig(tree: Tree | undefined): tree is TreeMap {
  return isMap(tree) && (mapsOf(listAt(tree, 'outbounds')).some(isXrayOutboundLike) || isXrayOutboundLike(tree.get('outbound')));
}

function isXrayOutboundLike(tree: Tree | undefined): boolean {
  return isMap(tree) && textAt(tree, 'protocol') !== undefined;
}

/** A configuration's servers; its `remarks` name the first. `outbound` and `outboundDetour` are the old spelling. */
export function readXrayConfig(config: TreeMap, site: Site, findings: Findings): void {
  const first = config.get('outbound');
  const outbounds = [...(isMap(first) ? [first] : []), ...mapsOf(listAt(config, 'outbounds')), ...mapsOf(listAt(config, 'outboundDetour'))];
  readXrayOutbounds(outbounds, site, findings, textAt(config, 'remarks') ?? textAt(config, 'remark') ?? textAt(config, 'ps'));
}

/** Items that stand in a list, wherever it comes from. */
export function readXrayOutbounds(items: readonly TreeMap[], site: Site, findings: Findings, remarks: string | undefined): void {
  const direct = new Set<string>();
  const fragments = new Map<string, string>();
  const servers: TreeMap[] = [];
  for (const item of items) {
    if (!ways.has(textAt(item, 'protocol')?.toLowerCase() ?? '')) {
      servers.push(item);
      continue;
    }
    const tag = textAt(item, 'tag') ?? '';
    direct.add(tag);
    const settings = item.get('settings');
    const fragment = isMap(settings) ? settings.get('fragment') : undefined;
    if (isMap(fragment)) fragments.set(tag, jsonText(fragment) ?? '');
  }
  const entries = servers.flatMap((item, index): Entry[] => {
    const tag = textAt(item, 'tag');
    const name = (index === 0 ? remarks : undefined) ?? textAt(item, 'remarks') ?? tag ?? '';
    const { outcomes, via } = readXrayOutbound(item, name, fragments);
    return outcomes.map((outcome) => ({ item, tag, outcome, via }));
  });
  for (const { outcome, item } of joinChains(entries, { direct, groups: new Map() }, site)) if (!addItem(findings, outcome, item, site)) return;
}
