import { render, screen } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import { arrange } from '../src/lib/stemma';
import StemmaView from '../src/parts/StemmaView.svelte';
import { stemma } from './records';

it('a copy hangs below what it copies, the original on top', () => {
  const { at, boxes } = arrange(stemma(), 900);
  expect(boxes).toHaveLength(2);
  expect(boxes[0]!.nodes.map((one) => one.node.key)).toEqual(['a', 'b', 'c']);
  expect([at.get('a')!.depth, at.get('b')!.depth, at.get('c')!.depth]).toEqual([0, 1, 2]);
});
it('ties that do not fold are drawn between the boxes', () => expect(arrange(stemma(), 900).between.map((one) => one.kind)).toEqual(['same_owner']));
it('a narrow page puts boxes below each other', () => {
  const { boxes } = arrange(stemma(), 200);
  expect(boxes[1]!.y).toBeGreaterThan(boxes[0]!.y);
});
it('a ring of copies ends', () => {
  const ring = stemma();
  ring.edges.push({ kind: 'copies', from: 'a', to: 'c', directed: true, evidence: '', reason: '', folds: true });
  expect(arrange(ring, 900).boxes[0]!.nodes.map((one) => one.node.key).sort()).toEqual(['a', 'b', 'c']);
});
it('says each tie in words, and that none found is no proof', () => {
  render(StemmaView, { stemma: stemma() });
  expect(screen.getByText(/credits it/)).toBeTruthy();
  expect(screen.getByText(/no proof of independence/)).toBeTruthy();
  expect(screen.queryByText(/verified/)).toBeNull();
});
