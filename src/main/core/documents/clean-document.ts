/** What copying and chat programs put around a document. Line numbers stay what they are. */

/** Without a byte order mark, the fences of a code block, and prose in front of JSON; web escapes undone where they show. */
export function cleanDocument(text: string): string {
  let clean = text.startsWith('\uFEFF') ? text.slice(1) : text;
  if (clean.includes('```')) clean = withoutFences(clean);
  if (clean.includes('&quot;') && !clean.includes('"')) clean = unescapeWeb(clean);
  if (/\u00a0|\u3000/.test(clean.slice(0, 65_536))) clean = clean.replace(/^[ \t\u00a0\u3000]+/gm, (blank) => blank.replace(/[\u00a0\u3000]/g, ' '));
  return withoutProse(clean);
}

/** A fence may share its line with the text it begins or ends. */
function withoutFences(text: string): string {
  const inside = text.replace(/^[ \t]*```[\w-]{0,20}[ \t]*\r?$/gm, '').replace(/^\s*```[\w-]{0,20}\s*/, '');
  const end = inside.trimEnd();
  return end.endsWith('```') ? end.slice(0, -'```'.length).trimEnd() : inside;
}

function unescapeWeb(text: string): string {
  return text.replace(/&quot;/g, '"').replace(/&#0?39;|&apos;/g, "'").replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
}

/** A few lines of greeting in front of a line that opens JSON. Links among them keep the text as it is. */
function withoutProse(text: string): string {
  const found = /^[ \t]*(?:\{[ \t]*\r?$|\{[ \t]*"|\[[ \t]*\r?$|\[[ \t]*\{)/m.exec(text.slice(0, 4_096));
  if (found === null || found.index === 0) return text;
  const before = text.slice(0, found.index);
  if (before.trim() === '' || before.includes('://') || /[:=[{]\s*$|^[ \t]*(?:[-#]|[\w-]+:(?:\s|$))/m.test(before.replace(/:\s*$/, ''))) return text;
  return before.replace(/[^\n]/g, '') + text.slice(found.index);
}
