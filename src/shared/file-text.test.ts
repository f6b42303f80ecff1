import { describe, expect, it } from 'vitest';
import { fileText } from './file-text.ts';

describe('a file’s text', () => {
  it('is read as what its first bytes say', () => {
    const text = 'ss://YQ@h:1#Wien\nРека';
    const wide = Buffer.from(`\ufeff${text}`, 'utf16le');
    expect(fileText(Buffer.from(text))).toBe(text);
    expect(fileText(Buffer.from(`\ufeff${text}`))).toBe(text);
    expect(fileText(wide)).toBe(text);
    expect(fileText(Buffer.from(wide).swap16())).toBe(text);
  });

  it('is a text whatever the bytes are', () => {
    expect(fileText(new Uint8Array())).toBe('');
    expect(fileText(Uint8Array.of(0xff))).toBe('\ufffd');
    expect(fileText(Uint8Array.of(0xff, 0xfe, 0x41))).toBe('\ufffd');
  });
});
