import { describe, expect, it } from 'vitest';
import { dated, day, figure, origins, when, whoSays } from '../src/lib/say';

describe('when: never more exact than the record', () => {
  it.each([
    ['2009-02-01', '2009-02-01', 'day', '1 Feb 2009'],
    ['2009-01-01', '2009-01-31', 'month', 'Jan 2009'],
    ['2009-01-01', '2009-12-31', 'year', '2009'],
    ['2009-01-29', '2009-02-03', 'days', '29 Jan – 3 Feb 2009'],
    ['2009-02-01', '2009-02-03', 'days', '1–3 Feb 2009'],
    ['2008-12-30', '2009-01-02', 'days', '30 Dec 2008 – 2 Jan 2009'],
    [null, '2012-11-20', 'open', 'by 20 Nov 2012'],
    ['2012-11-20', null, 'open', 'from 20 Nov 2012'],
    [null, null, 'open', 'no date'],
    ['2012-11-20T13:44+02:00', '2012-11-20T13:44+02:00', 'minute', '20 Nov 2012, 13:44'],
  ])('%s to %s (%s) reads %s', (earliest, latest, time_precision, wanted) => {
    expect(when({ earliest, latest, time_precision })).toBe(wanted);
  });
  it('leaves what is no date as it is', () => expect(day('<b>')).toBe('<b>'));
});

it.each([
  [{ low: 5, best: null, high: null, text: 'at least five' }, 'at least 5'],
  [{ low: 3, best: null, high: 12, text: '' }, '3 to 12'],
  [{ low: 7, best: 7, high: 7, text: 'seven' }, '7'],
  [{ low: null, best: null, high: 9, text: '' }, 'at most 9'],
  [{ low: null, best: null, high: null, text: 'dozens' }, 'dozens'],
  [{ low: 10, best: 12, high: 14, text: '' }, '12 (10 to 14)'],
])('a figure keeps its bounds: %o', (one, wanted) => expect(figure(one)).toBe(wanted));

it('origins are a range and never called independent', () => {
  expect(origins({ at_least: 2, at_most: 4 })).toBe('2 to 4 origins');
  expect(origins({ at_least: 1, at_most: 1 })).toBe('1 origin');
});

it.each([
  ['', ['Harbour Wire']], ['Harbour Wire > A', ['Harbour Wire', 'A']], ['A > B', ['Harbour Wire', 'A', 'B']],
])('a chain begins with its outlet: %s', (who_says, wanted) => expect(whoSays({ who_says, outlet: 'Harbour Wire', doc_id: 'x' })).toEqual(wanted));

describe('dated: machine sentences with dates as people write them', () => {
  it.each([
    ['2009-02-01 (A) against 2009-01-01..2009-01-31 (B)', '1 Feb 2009 (A) against 1–31 Jan 2009 (B)'],
    ['read at 2009-02-01T10:00', 'read at 2009-02-01T10:00'],
    ['5 against 9', '5 against 9'],
  ])('%s', (words, shown) => expect(dated(words)).toBe(shown));
});
