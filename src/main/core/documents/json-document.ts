/** Which format a JSON text is, by the shape of its values. */
import { isClashProxy, readClashFile, readClashProxies } from './clash.ts';
import type { Findings, Site } from './findings.ts';
import { isOutline, readOutline } from './outline.ts';
import { isSingBoxOutbound, readSingBoxFile, readSingBoxOutbounds } from './sing-box.ts';
import { isShadowsocksServer, isSip008, readShadowsocksServers, readSip008 } from './sip008.ts';
import { isList, isMap, listAt, mapsOf, type Tree, type TreeMap } from './tree.ts';
import { isXrayConfig, isXrayOutbound, readXrayConfig, readXrayOutbounds } from './xray.ts';

/** Reads all values of a text; false when none of them is a document of any kind. */
export function readValues(values: readonly Tree[], site: Site, findings: Findings): boolean {
  const items = values.flatMap((value) => (isList(value) ? mapsOf(value) : isMap(value) ? [value] : []));
  let isKnown = false;
  const loose = new LooseItems();
  for (const item of items) {
    if (readWhole(item, site, findings) || loose.add(item)) isKnown = true;
  }
  loose.read(site, findings);
  return isKnown;
}

/** A map that is a document of its own. */
function readWhole(map: TreeMap, site: Site, findings: Findings): boolean {
  if (isXrayConfig(map)) readXrayConfig(map, site, findings);
  else if (isSingBoxFile(map)) readSingBoxFile(map, site, findings);
  else if (isClashFile(map)) readClashFile(map, site, findings);
  else if (isSip008(map)) readSip008(map, site, findings);
  else if (isOutline(map)) readOutline(map, site, findings);
  else return false;
  return true;
}

function isSingBoxFile(map: TreeMap): boolean {
  return isList(map.get('outbounds')) ? !map.has('type') : isList(map.get('endpoints'));
}

/** True for a file of Clash, even an empty one. */
export function isClashFile(map: TreeMap): boolean {
  return isList(map.get('proxies')) || mapsOf(listAt(map, 'Proxy')).length > 0 || isMap(map.get('proxy-providers'));
}

/** Servers that stand alone or in a list, gathered by kind so that chains among them are found. */
class LooseItems {
  readonly #clash: TreeMap[] = [];
  readonly #singBox: TreeMap[] = [];
  readonly #xray: TreeMap[] = [];
  readonly #shadowsocks: TreeMap[] = [];

  add(item: TreeMap): boolean {
    if (isXrayOutbound(item)) this.#xray.push(item);
    else if (isSingBoxOutbound(item)) this.#singBox.push(item);
    else if (isClashProxy(item)) this.#clash.push(item);
    else if (isShadowsocksServer(item)) this.#shadowsocks.push(item);
    else return false;
    return true;
  }

  read(site: Site, findings: Findings): void {
    readXrayOutbounds(this.#xray, site, findings, undefined);
    readSingBoxOutbounds(this.#singBox, site, findings);
    readClashProxies(this.#clash, site, findings, new Map());
    readShadowsocksServers(this.#shadowsocks, site, findings);
  }
}
