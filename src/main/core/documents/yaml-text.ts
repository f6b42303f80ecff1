/**
 * YAML to a tree, out of the events of js-yaml: no schema, so that every scalar is a text whatever its tag says;
 * anchors and `<<` merges work; what aliases and merges multiply is counted and bounded.
 */
import { EVENT_ALIAS, EVENT_DOCUMENT, EVENT_MAPPING, EVENT_POP, EVENT_SCALAR, EVENT_SEQUENCE, getScalarValue, parseEvents, YAMLException, type Event } from 'js-yaml';
import { isList, isMap, isPrototypeKey, maxDepth, type Places, type Tree, type TreeReading } from './tree.ts';

/** Values after all aliases and merges are written out, at most. */
export const maxYamlValues = 4_000_000;

/** What anchors stand for, by their names. */
export type Anchors = Map<string, { readonly tree: Tree; readonly weight: number }>;

/**
 * Reads all documents of a text. `shared` are anchors that hold in all of them; those of the text are added to it, for
 * a file that is read piece by piece. Faults: link-malformed, input-too-large (depth; what aliases and merges multiply).
 */
export function readYaml(text: string, shared?: Anchors): TreeReading {
  let events: readonly Event[];
  try {
    events = parseEvents(text, { maxDepth });
  } catch (error) {
    return refusal(error);
  }
  const builder = new YamlBuilder(text, events, shared);
  const values = builder.build();
  if (values === undefined) return { ok: false, code: 'input-too-large', reason: 'The anchors of this YAML multiply beyond 4,000,000 values.', at: 0 };
  return { ok: true, values, places: builder.places, end: text.length };
}

/** The library has no other way of saying no than throwing. */
function refusal(error: unknown): TreeReading {
  const at = error instanceof YAMLException ? (error.mark?.position ?? 0) : 0;
  const isDeep = error instanceof Error && /nesting|depth/i.test(error.message);
  if (isDeep) return { ok: false, code: 'input-too-large', reason: `This YAML is nested deeper than ${maxDepth} levels.`, at };
  return { ok: false, code: 'link-malformed', reason: 'This YAML is damaged here.', at };
}

interface OpenNode {
  readonly node: Map<string, Tree> | Tree[];
  /** The key that waits for its value, of a map. */
  key: string | undefined;
  readonly anchor: string | undefined;
  /** Trees to merge below the map's own keys. */
  readonly merged: Tree[];
  weight: number;
}

/** One pass over the events; identity and lifetime are one read. */
class YamlBuilder {
  readonly places: Places = new WeakMap();
  readonly #text: string;
  readonly #events: readonly Event[];
  readonly #documents: Tree[] = [];
  readonly #anchors: Anchors;
  readonly #isShared: boolean;
  readonly #open: OpenNode[] = [];
  #total = 0;

  constructor(text: string, events: readonly Event[], shared: Anchors | undefined) {
    this.#anchors = shared ?? new Map();
    this.#isShared = shared !== undefined;
    this.#text = text;
    this.#events = events;
  }

  /** The documents, or undefined when they grow beyond the limit. */
  build(): readonly Tree[] | undefined {
    for (const event of this.#events) {
      this.#take(event);
      if (this.#total > maxYamlValues) return undefined;
    }
    return this.#documents;
  }

  #take(event: Event): void {
    switch (event.type) {
      case EVENT_SCALAR:
        return this.#addScalar(getScalarValue(this.#text, event), this.#anchorOf(event));
      case EVENT_MAPPING: {
        const node = new Map<string, Tree>();
        this.places.set(node, event.start);
        this.#open.push({ node, key: undefined, anchor: this.#anchorOf(event), merged: [], weight: 1 });
        return;
      }
      case EVENT_SEQUENCE:
        this.#open.push({ node: [], key: undefined, anchor: this.#anchorOf(event), merged: [], weight: 1 });
        return;
      case EVENT_ALIAS: {
        const found = this.#anchors.get(this.#text.slice(event.anchorStart, event.anchorEnd));
        return this.#add(found?.tree ?? '', found?.weight ?? 1);
      }
      case EVENT_POP:
        return this.#close();
      case EVENT_DOCUMENT:
        if (!this.#isShared) this.#anchors.clear();
    }
  }

  #anchorOf(event: { readonly anchorStart: number; readonly anchorEnd: number }): string | undefined {
    return event.anchorStart < 0 ? undefined : this.#text.slice(event.anchorStart, event.anchorEnd);
  }

  #addScalar(value: string, anchor: string | undefined): void {
    const weight = 1 + (value.length >> 6);
    if (anchor !== undefined) this.#anchors.set(anchor, { tree: value, weight });
    this.#add(value, weight);
  }

  #add(tree: Tree, weight: number): void {
    this.#total += weight;
    const parent = this.#open.at(-1);
    if (parent === undefined) {
      this.#documents.push(tree);
      return;
    }
    parent.weight += weight;
    if (Array.isArray(parent.node)) parent.node.push(tree);
    else if (parent.key === undefined) parent.key = typeof tree === 'string' ? tree : '';
    else {
      if (parent.key === '<<' && typeof tree !== 'string') parent.merged.push(tree);
      else if (!isPrototypeKey(parent.key)) parent.node.set(parent.key, tree);
      parent.key = undefined;
    }
  }

  /** A document's own end finds nothing open. */
  #close(): void {
    const closed = this.#open.pop();
    if (closed === undefined) return;
    const { node, anchor, merged } = closed;
    for (const tree of merged) this.#merge(node, tree);
    if (anchor !== undefined) this.#anchors.set(anchor, { tree: node, weight: closed.weight });
    this.#total -= closed.weight - 1; // its parts were counted when they came
    this.#add(node, closed.weight);
  }

  /** The map's own keys win, then the earlier of several merged maps. */
  #merge(into: Map<string, Tree> | Tree[], tree: Tree): void {
    if (Array.isArray(into)) return;
    for (const source of isList(tree) ? tree : [tree]) {
      if (!isMap(source)) continue;
      this.#total += source.size;
      if (this.#total > maxYamlValues) return;
      for (const [key, value] of source) if (!into.has(key)) into.set(key, value);
    }
  }
}
