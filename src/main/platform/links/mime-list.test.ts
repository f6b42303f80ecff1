import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { programOf, readDefault, writeDefault } from './mime-list.ts';

const type = 'x-scheme-handler/ss';
const list = `[Added Associations]\n${type}=other.desktop;\n\n[Default Applications]\ntext/html=firefox.desktop\n${type} = hiddify.desktop;\n\n[Removed Associations]\n`;

describe('the list of default programs', () => {
  it('tells the line of a type, of its own group only', () => {
    expect(readDefault(list, type)).toBe(`${type} = hiddify.desktop;`);
    expect(readDefault(list, 'x-scheme-handler/vless')).toBeNull();
    expect(readDefault('', type)).toBeNull();
    expect(programOf(readDefault(list, type))).toBe('hiddify.desktop');
    expect(programOf(null)).toBeUndefined();
    expect(programOf(`${type}=`)).toBeUndefined();
  });

  it('takes a line in place of the earlier one, and the earlier one back', () => {
    const taken = writeDefault(list, type, `${type}=byway.desktop`);
    expect(taken).toBe(list.replace(`${type} = hiddify.desktop;`, `${type}=byway.desktop`));
    expect(writeDefault(taken, type, readDefault(list, type))).toBe(list);
  });

  it('gets its group when it has none', () => {
    expect(writeDefault('', type, `${type}=byway.desktop`)).toBe(`[Default Applications]\n${type}=byway.desktop\n`);
    expect(writeDefault('[Added Associations]\na=b', type, `${type}=x`)).toBe(`[Added Associations]\na=b\n[Default Applications]\n${type}=x\n`);
    expect(writeDefault('[Default Applications]', type, `${type}=x`)).toBe(`[Default Applications]\n${type}=x\n`);
  });

  it('is as it was after a line has come and gone', () => {
    const line = fc.constantFrom('', '[Default Applications]', '[Other]', 'text/html=a.desktop', '# a note', 'x-scheme-handler/vless=b.desktop;c.desktop');
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const text = `[Default Applications]\n${lines.map((each) => `${each}\n`).join('')}`;
        expect(writeDefault(writeDefault(text, type, `${type}=byway.desktop`), type, null)).toBe(text);
      }),
    );
  });
});
