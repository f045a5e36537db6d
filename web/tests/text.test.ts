import { describe, expect, it } from 'vitest';
import { clipped, codePoints, segments } from '../src/lib/text';

describe('segments', () => {
  it('counts code points, not UTF-16 units', () => {
    const pieces = segments('𝔸b مرحبا c', [{ start: 3, end: 8 }]);
    expect(pieces.map((one) => one.text)).toEqual(['𝔸b ', 'مرحبا', ' c']);
    expect(codePoints('𝔸b')).toBe(2);
  });
  it.each([
    ['nested spans keep the outer first', [{ start: 0, end: 6 }, { start: 2, end: 4 }], ['ab:1', 'cd:2', 'ef:1', 'gh:0']],
    ['crossing spans are cut at every bound', [{ start: 0, end: 4 }, { start: 2, end: 6 }], ['ab:1', 'cd:2', 'ef:1', 'gh:0']],
    ['spans beyond the text are clipped', [{ start: -3, end: 2 }, { start: 6, end: 90 }], ['ab:1', 'cdef:0', 'gh:1']],
    ['empty spans are nothing', [{ start: 3, end: 3 }], ['abcdefgh:0']],
    ['the same span twice stands twice', [{ start: 0, end: 2 }, { start: 0, end: 2 }], ['ab:2', 'cdefgh:0']],
  ])('%s', (_why, spans, wanted) => {
    expect(segments('abcdefgh', spans).map((one) => `${one.text}:${one.spans.length}`)).toEqual(wanted);
  });
  it('gives every character once, whatever the spans', () => {
    const text = 'Reuters reported that “he” said so.';
    for (let i = 0; i < 200; i++) {
      const spans = Array.from({ length: i % 7 }, (_, k) => ({ start: (i * 7 + k * 5) % 36, end: (i * 3 + k * 11) % 40 }));
      expect(segments(text, spans).map((one) => one.text).join('')).toBe(text);
    }
  });
  it('reckons with an offset of the text in its report', () => {
    expect(segments('abcd', [{ start: 101, end: 103 }], 100).map((one) => one.start)).toEqual([100, 101, 103]);
  });
});

it('clips by code points', () => {
  expect(clipped('𝔸𝔸𝔸𝔸', 3)).toBe('𝔸𝔸…');
  expect(clipped('abc', 3)).toBe('abc');
});
