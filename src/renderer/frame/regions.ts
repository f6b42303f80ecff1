/** F6 walks the regions of the window, in order of appearance. */

/** Marks an element as a region; give it `tabIndex={-1}` as well. */
export const regionAttribute = 'data-region';

/** Puts the focus on the next region, or the one before; regions that are not there or hidden are passed over. */
export function walkRegions(root: Document, backward: boolean): void {
  const regions = [...root.querySelectorAll<HTMLElement>(`[${regionAttribute}]`)].filter((region) => region.checkVisibility());
  if (regions.length === 0) return;
  const here = regions.findLastIndex((region) => region.contains(root.activeElement));
  const step = backward ? -1 : 1;
  const next = here === -1 ? (backward ? regions.length - 1 : 0) : (here + step + regions.length) % regions.length;
  regions[next]?.focus();
}
