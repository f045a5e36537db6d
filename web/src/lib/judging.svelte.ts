// Judgements on their way: shown at once, kept in the browser until the server has them on its disk, sent again as often as needed under the same key.
import { ApiError, post } from './api';
import { keep, keptJson } from './keep';
import { session } from './session.svelte';
import type { ClaimLine, JudgementAnswer, JudgementBody, JudgementLine } from './types';

const RETRY = 2_000; // milliseconds before a judgement that found no server is sent again

export interface Sent { key: string; body: JudgementBody; says: string }
export interface Conflict { sent: Sent; message: string; version: string; line: ClaimLine | null; judgements: JudgementLine[] }

export class Judging {
  waiting = $state<Sent[]>(keptJson<Sent[]>('waiting', []));
  conflicts = $state<Conflict[]>([]);
  saved = $state(0);
  offline = $state(false);
  #sending = false;
  #answers = new Map<string, JudgementAnswer>();
  /** "record version" -> the version my own judgement made of it: the next one, queued before the answer came, expects that. */
  #mine = new Map<string, string>();
  #listeners = new Set<(sent: Sent, answer: JudgementAnswer) => void>();

  /** Judgements that a visit before left unsent go out now. */
  start(): void {
    void this.#drain();
  }

  onSaved(listener: (sent: Sent, answer: JudgementAnswer) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Takes a judgement; returns its key at once. `says` is what a person did, for notices. */
  judge(body: JudgementBody, says: string): string {
    const key = body.key ?? crypto.randomUUID();
    this.waiting = [...this.waiting, { key, body: { ...body, key }, says }];
    this.#store();
    void this.#drain();
    return key;
  }

  /** Takes a judgement back: one not sent yet is dropped, one that is stored is withdrawn. */
  async undo(key: string, by: string): Promise<boolean> {
    const queued = this.waiting.findIndex((one) => one.key === key);
    if (queued > 0 || (queued === 0 && !this.#sending)) {
      this.waiting = this.waiting.filter((one) => one.key !== key);
      this.#store();
      return true;
    }
    const answer = await this.#answer(key);
    if (answer === null) return false;
    this.judge({ by, kind: 'withdraw', on: answer.judgement.judgement_id }, 'undone');
    return true;
  }

  answerOf(key: string): JudgementAnswer | undefined {
    return this.#answers.get(key);
  }

  /** A person read what the other did and wants their own word on top of it. */
  insist(conflict: Conflict): void {
    this.settle(conflict);
    const body = { ...conflict.sent.body, expected: conflict.version };
    delete body.key;
    this.judge(body, conflict.sent.says);
  }

  settle(conflict: Conflict): void {
    this.conflicts = this.conflicts.filter((one) => one !== conflict);
  }

  async #answer(key: string): Promise<JudgementAnswer | null> {
    for (let i = 0; i < 100; i++) {
      const found = this.#answers.get(key);
      if (found) return found;
      if (!this.waiting.some((one) => one.key === key)) return null;
      await new Promise((done) => setTimeout(done, 50));
    }
    return null;
  }

  async #drain(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    try {
      while (this.waiting.length > 0) {
        if (!(await this.#send(this.waiting[0]!))) break;
      }
    } finally {
      this.#sending = false;
    }
    if (this.waiting.length > 0) setTimeout(() => void this.#drain(), RETRY);
  }

  /** Whether the queue may go on: false when the server is away or busy and the same judgement must go again. */
  async #send(sent: Sent): Promise<boolean> {
    try {
      const expected = this.#newest(sent.body);
      const answer = await post<JudgementAnswer>('judgements', { ...sent.body, ...(expected === undefined ? {} : { expected }) });
      if (expected !== undefined) this.#mine.set(`${sent.body.on} ${expected}`, answer.version);
      this.#answers.set(sent.key, answer);
      this.saved += 1;
      this.offline = false;
      this.#done(sent);
      for (const listener of this.#listeners) listener(sent, answer);
      void session.look();
      return true;
    } catch (error) {
      return this.#failed(sent, error);
    }
  }

  #newest(body: JudgementBody): string | undefined {
    let version = body.expected;
    for (let next = version; next !== undefined; next = this.#mine.get(`${body.on} ${next}`)) {
      if (next === this.#mine.get(`${body.on} ${next}`)) return next;
      version = next;
    }
    return version;
  }

  #failed(sent: Sent, error: unknown): boolean {
    if (!(error instanceof ApiError)) throw error;
    if (error.status === 0 || error.status === 503 || error.status >= 500) {
      this.offline = true;
      return false;
    }
    this.#done(sent);
    if (error.status === 409) this.conflicts = [...this.conflicts, { sent, message: error.message, ...(error.body as unknown as Omit<Conflict, 'sent' | 'message'>) }];
    else session.tell(`Not stored (${sent.says}): ${error.message}`, 'bad');
    return true;
  }

  #done(sent: Sent): void {
    this.waiting = this.waiting.filter((one) => one.key !== sent.key);
    this.#store();
  }

  #store(): void {
    keep('waiting', this.waiting.length === 0 ? null : JSON.stringify(this.waiting));
  }
}

export const judging = new Judging();
