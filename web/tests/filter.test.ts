import { expect, it } from 'vitest';
import { chosen, filterOf, href, shown, toggled, unfiltered, withKeys } from '../src/lib/filter';

const query = (text: string) => new URLSearchParams(text);

it('keeps the page’s own keys out of the filter', () => expect(filterOf(query('tab=claims&type=attack&order=time&words=')).toString()).toBe('type=attack'));
it('a value chosen twice is taken out, others stay', () => {
  expect(toggled(query('type=attack&type=siege'), 'type', 'attack').toString()).toBe('type=siege');
  expect(toggled(query('type=attack'), 'type', 'siege').getAll('type')).toEqual(['attack', 'siege']);
});
it('names match exactly', () => { expect(chosen('source', 'A & B')).toBe('=A & B'); expect(shown('=A & B')).toBe('A & B'); expect(chosen('type', 'attack')).toBe('attack'); });
it('null takes a key out', () => expect(withKeys(query('from=2013&to=2014'), { from: null, to: '2015' }).toString()).toBe('to=2015'));
it('a page without its filter keeps its tab', () => expect(href('/', unfiltered(query('tab=claims&type=attack')))).toBe('/?tab=claims'));
it('an odd name survives the address', () => {
  const address = href('/', toggled(query(''), 'source', chosen('source', 'a=b&c#d?e+f "g" ‮h')));
  expect(new URL(address, 'http://x').searchParams.get('source')).toBe('=a=b&c#d?e+f "g" ‮h');
});
