import { describe, expect, it } from 'vitest';
import { textFor } from '../../shared/text.ts';
import { splitSentence } from './sentence-view.ts';

describe('a sentence with places', () => {
  it('comes in pieces, in the order of the language', () => {
    expect(splitSentence(textFor('en').t, 'home.server.at', {}, ['address'])).toEqual([
      { kind: 'words', words: 'At ' },
      { kind: 'place', name: 'address' },
      { kind: 'words', words: '.' },
    ]);
    expect(splitSentence(textFor('fa').t, 'home.server.at', {}, ['address'])).toEqual([
      { kind: 'words', words: 'نشانی: ' },
      { kind: 'place', name: 'address' },
    ]);
  });

  it('keeps plain values in the words', () => {
    expect(splitSentence(textFor('en').t, 'import.toast', { name: 'A' }, [])).toEqual([{ kind: 'words', words: 'A added.' }]);
  });
});
