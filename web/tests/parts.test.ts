import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { fieldsOf, parsed } from '../src/lib/fields';
import { patched } from '../src/lib/patch';
import Claims from '../src/parts/Claims.svelte';
import Fields from '../src/parts/Fields.svelte';
import FiguresView from '../src/parts/FiguresView.svelte';
import MatrixView from '../src/parts/MatrixView.svelte';
import TimelineView from '../src/parts/TimelineView.svelte';
import Words from '../src/parts/Words.svelte';
import type { Timeline } from '../src/lib/types';
import { claim, line } from './records';

const NASTY = '<img src=x onerror="globalThis.broken=1"><script>globalThis.broken=1</script>';

describe('words from reports', () => {
  it('stand as text, whatever they hold', () => {
    const { container } = render(Words, { words: { text: NASTY, start: 0, end: 80, marks: [{ start: 3, end: 9, kind: 'act' }] } });
    expect(container.querySelector('img, script')).toBeNull();
    expect(container.textContent).toBe(NASTY);
  });
  it('names do not become markup in a row', () => {
    const { container } = render(Claims, { lines: [line({ who_says: NASTY, outlet: NASTY, actors: [{ name: NASTY, entity_id: null, certainty: 'CT' }], places: [{ name: NASTY, precision: 'settlement', lat: null, lon: null, radius_km: null, geometry: null, country: null, admin1: null }] })], caption: NASTY });
    expect(container.querySelector('img, script')).toBeNull();
  });
});

it('rows of claims are moved through with the arrow keys', async () => {
  render(Claims, { lines: [line(), line({ claim_id: 'c2' }), line({ claim_id: 'c3' })], caption: 'Claims' });
  const rows = screen.getAllByRole('row').slice(1);
  rows[0]!.focus();
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowUp}');
  expect(document.activeElement).toBe(rows[1]);
});

it('a denied claim says so in words, not by colour alone', () => {
  render(Claims, { lines: [line({ factuality: 'CT-' })], caption: 'Claims' });
  expect(screen.getByText('denied')).toBeTruthy();
});

describe('fields', () => {
  it('every field says its reason and its words', () => {
    const fields = fieldsOf(claim(), null);
    expect(fields.map((one) => one.path)).toEqual(['type', 'roles.0.name', 'time.earliest', 'time.latest', 'counts.0.low', 'counts.0.best', 'counts.0.high', 'factuality', 'modality', 'attribution.0.source.name', 'attribution.0.stance']);
    expect(fields[1]).toMatchObject({ because: 'slot subj', words: 'Planes', shows: 'French forces (probable only)' });
  });
  it.each([
    ['number', '12', 12], ['number', '', null], ['number', 'a dozen', undefined], ['date', '2013-01-11', '2013-01-11'], ['date', '', null], ['date', 'Friday', undefined], ['text', ' ', undefined], ['text', ' Konna ', 'Konna'],
  ] as const)('%s: %s is %s', (input, typed, wanted) => expect(parsed({ path: 'x', name: '', value: '', shows: '', because: '', words: '', input }, typed)).toBe(wanted));
  it('is edited by keyboard, refuses nonsense, and Escape leaves it', async () => {
    const onedit = vi.fn();
    const { component } = render(Fields, { claim: claim(), numbered: true, onedit });
    component.edit(3);
    const input = await screen.findByRole('textbox', { name: 'When, from' });
    await userEvent.clear(input);
    await userEvent.type(input, 'Friday{Enter}');
    expect(screen.getByRole('alert').textContent).toContain('2015-11-10');
    await userEvent.clear(input);
    await userEvent.type(input, '2013-01-10{Enter}');
    expect(onedit).toHaveBeenCalledWith('time.earliest', '2013-01-10');
    component.edit(2);
    await userEvent.type(await screen.findByRole('textbox', { name: 'Who did it' }), 'x{Escape}');
    expect(onedit).toHaveBeenCalledTimes(1);
  });
  it('an edit shows before the server answers and shares the rest', () => {
    const before = claim();
    const after = patched(before, 'roles.0.name', 'Chad');
    expect([after.roles[0]!.name, before.roles[0]!.name, after.time === before.time]).toEqual(['Chad', 'French forces', true]);
  });
});

describe('timeline', () => {
  const timeline: Timeline = { unit: 'day', earliest: '2013-01-10', latest: '2013-01-13', undated: 2, open: 1, bins: ['10', '11', '12', '13'].map((day, i) => ({ start: `2013-01-${day}`, end: `2013-01-${day}`, within: i + 1, across: i === 1 ? 2 : 0 })) };
  it('is brushed from the keyboard', async () => {
    const onrange = vi.fn();
    render(TimelineView, { timeline, from: '2013-01-11', to: '2013-01-12', onrange });
    const [from, to] = screen.getAllByRole('slider');
    expect(to!.getAttribute('aria-valuetext')).toBe('12 Jan 2013');
    to!.focus();
    await userEvent.keyboard('{ArrowRight}');
    expect(onrange).toHaveBeenLastCalledWith('2013-01-11', '2013-01-13');
    from!.focus();
    await userEvent.keyboard('{ArrowLeft}');
    expect(onrange).toHaveBeenLastCalledWith('2013-01-10', '2013-01-12');
    await userEvent.keyboard('{Escape}');
    expect(onrange).toHaveBeenLastCalledWith(null, null);
  });
  it('says what has no date', () => {
    render(TimelineView, { timeline });
    expect(screen.getByText('2 claims without any date')).toBeTruthy();
  });
  it.each([['2013-02', '28 Feb 2013'], ['2013-04', '30 Apr 2013'], ['2013-12', '31 Dec 2013'], ['2012', '31 Dec 2012']])('the end of %s is %s', (to, wanted) => {
    const wide: Timeline = { ...timeline, unit: 'month', bins: [{ start: '2012-01-01', end: '2012-12-31', within: 1, across: 0 }, { start: '2013-01-01', end: '2014-01-31', within: 1, across: 0 }] };
    render(TimelineView, { timeline: wide, from: '2012', to, onrange: () => undefined });
    expect(screen.getAllByRole('slider')[1]!.getAttribute('aria-valuetext')).toBe(wanted);
  });
});

it('the matrix tells agreement and contradiction in words too', () => {
  const cell = (value: string, group: number) => ({ how_many: [{ value, group, agree: 0, claims: ['c1'] }] });
  const row = (chain: string, value: string, group: number) => ({ chain, outlet: chain, report_id: chain, doc_id: chain, links: [chain], claims: ['c1'], denies: false, published: null, earliest: false, cells: cell(value, group) });
  render(MatrixView, { claims: [line()], matrix: { facets: ['how_many'], rows: [row('A', 'killed 2', 0), row('B', 'killed 2', 0), row('C', 'killed 16', 1)], values: {}, conflicts: [{ facet: 'how_many', kind: 'count', groups: [[0], [1]], sides: [], reason: '2 against 16' }] } });
  expect(screen.getByRole('columnheader', { name: /How many.*contradiction/ })).toBeTruthy();
  expect(screen.getAllByText(/said by 2 chains, contradicted/)).toHaveLength(2);
});

it('figures are one line a source and are never added up', () => {
  render(FiguresView, { claims: [line()], figures: [{ what: 'killed', victims: 'civilian', scope: 'incident', rows: [{ low: 2, best: 2, high: 2, text: 'two', who_says: 'A', claim_id: 'c1', factuality: 'CT+', published: null }, { low: 16, best: null, high: null, text: 'at least 16', who_says: 'B', claim_id: 'c1', factuality: 'CT+', published: null }] }] });
  expect(screen.getAllByRole('row').map((one) => one.textContent)).toEqual([expect.stringContaining('2 “two”'), expect.stringContaining('at least 16 “at least 16”')]);
  expect(screen.queryByText(/18/)).toBeNull();
});
