import { beforeEach, expect, it, vi } from 'vitest';
import { Judging } from '../src/lib/judging.svelte';
import type { JudgementBody } from '../src/lib/types';

type Answer = () => Response | Promise<Response>;
let sent: JudgementBody[] = [];
const json = (status: number, body: unknown) => new Response(JSON.stringify(body), { status });
const good = (n: number) => json(200, { judgement: { judgement_id: `j${n}` }, version: `v${n + 1}`, line: null, joining: false });

function serve(...answers: Answer[]): void {
  let n = 0;
  vi.stubGlobal('fetch', vi.fn(async (path: string, init: RequestInit) => {
    if (path.endsWith('/state')) return json(200, { head: 1 });
    sent.push(JSON.parse(String(init.body)) as JudgementBody);
    const answer = answers[Math.min(n, answers.length - 1)]!;
    n += 1;
    return answer();
  }));
}
const settled = () => vi.waitFor(() => undefined, { timeout: 20 });
const until = (test: () => boolean) => vi.waitFor(() => { if (!test()) throw new Error('not yet'); }, { timeout: 3000, interval: 5 });

beforeEach(() => { sent = []; vi.unstubAllGlobals(); });

it('shows at once, keeps until stored, then forgets', async () => {
  serve(() => good(1));
  const judging = new Judging();
  judging.judge({ by: 'A', kind: 'accept', on: 'c1', expected: 'v1' }, 'accepted');
  expect(judging.waiting).toHaveLength(1);
  expect(localStorage.getItem('whosays.waiting')).toContain('c1');
  await until(() => judging.saved === 1);
  expect(judging.waiting).toHaveLength(0);
  expect(localStorage.getItem('whosays.waiting')).toBeNull();
});

it('sends again under the same key when the desk is away, in order', async () => {
  vi.useFakeTimers();
  serve(() => { throw new TypeError('down'); }, () => good(1), () => good(2));
  const judging = new Judging();
  judging.judge({ by: 'A', kind: 'accept', on: 'c1' }, 'accepted');
  judging.judge({ by: 'A', kind: 'reject', on: 'c2' }, 'rejected');
  await vi.advanceTimersByTimeAsync(10);
  expect(judging.offline).toBe(true);
  await vi.advanceTimersByTimeAsync(2100);
  expect(judging.saved).toBe(2);
  expect(sent.map((one) => one.on)).toEqual(['c1', 'c1', 'c2']);
  expect(sent[0]!.key).toBe(sent[1]!.key);
});

it('what a visit before left unsent goes out at the next start', async () => {
  localStorage.setItem('whosays.waiting', JSON.stringify([{ key: 'k9', body: { by: 'A', kind: 'accept', on: 'c9', key: 'k9' }, says: 'accepted' }]));
  serve(() => good(1));
  const judging = new Judging();
  judging.start();
  await until(() => judging.saved === 1);
  expect(sent[0]!.key).toBe('k9');
});

it('a conflict stores nothing, is shown, and can be put on top', async () => {
  serve(() => json(409, { error: 'conflict', message: 'someone was faster', version: 'v7', line: null, judgements: [] }), () => good(7));
  const judging = new Judging();
  judging.judge({ by: 'A', kind: 'reject', on: 'c1', expected: 'v1' }, 'rejected');
  await until(() => judging.conflicts.length === 1);
  expect(judging.waiting).toHaveLength(0);
  const first = judging.conflicts[0]!;
  judging.insist(first);
  await until(() => judging.saved === 1);
  expect(sent[1]!.expected).toBe('v7');
  expect(sent[1]!.key).not.toBe(sent[0]!.key);
  expect(judging.conflicts).toHaveLength(0);
});

it('two edits in a row do not conflict with each other', async () => {
  serve(() => json(200, { judgement: { judgement_id: 'j1' }, version: 'v2', line: null, joining: false }), () => json(200, { judgement: { judgement_id: 'j2' }, version: 'v3', line: null, joining: false }));
  const judging = new Judging();
  judging.judge({ by: 'A', kind: 'edit', on: 'c1', field: 'type', to: 'siege', expected: 'v1' }, 'edited');
  judging.judge({ by: 'A', kind: 'accept', on: 'c1', expected: 'v1' }, 'accepted');
  await until(() => judging.saved === 2);
  expect(sent.map((one) => one.expected)).toEqual(['v1', 'v2']);
});

it('undo of a stored judgement withdraws it; of one still waiting drops it', async () => {
  serve(() => good(1), () => good(2));
  const judging = new Judging();
  const key = judging.judge({ by: 'A', kind: 'accept', on: 'c1' }, 'accepted');
  await until(() => judging.saved === 1);
  expect(await judging.undo(key, 'A')).toBe(true);
  await until(() => judging.saved === 2);
  expect(sent[1]).toMatchObject({ kind: 'withdraw', on: 'j1' });
  await settled();
});

it('what the ledger refuses is told and not sent again', async () => {
  serve(() => json(422, { error: 'refused', message: 'there is no claim type x' }));
  const judging = new Judging();
  judging.judge({ by: 'A', kind: 'edit', on: 'c1', field: 'type', to: 'x' }, 'edited');
  await until(() => judging.waiting.length === 0);
  expect(sent).toHaveLength(1);
});
