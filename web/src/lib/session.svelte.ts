// What every page shares: the ledger's state (polled), who is at the desk, the theme, notices, and the vocabulary.
import { ApiError, get } from './api';
import { keep, kept } from './keep';
import type { State, Vocabulary } from './types';

const POLL = 5_000; // milliseconds between two looks at the ledger's head, as the API's notes ask
export type Theme = 'system' | 'light' | 'dark';
export interface Notice { id: number; words: string; kind: 'plain' | 'good' | 'bad'; act?: { words: string; run: () => void } }

class Session {
  state = $state.raw<State | null>(null);
  /** Grows when the ledger has grown since the page first looked. */
  writes = $state(0);
  vocabulary = $state.raw<Vocabulary | null>(null);
  error = $state.raw<ApiError | null>(null);
  by = $state(kept('by') ?? '');
  theme = $state<Theme>((kept('theme') as Theme | null) ?? 'system');
  notices = $state<Notice[]>([]);
  /** Read to screen readers without being seen. */
  said = $state('');
  help = $state(false);
  asking = $state(false);
  #next = 1;

  get head(): number {
    return this.state?.head ?? 0;
  }

  get group(): Map<string, string> {
    return new Map(this.vocabulary?.types.map((one) => [one.type, one.group]) ?? []);
  }

  start(): () => void {
    this.paint();
    void this.look();
    get<Vocabulary>('vocabulary').then((words) => (this.vocabulary = words), () => undefined);
    const timer = setInterval(() => void (document.hidden ? undefined : this.look()), POLL);
    const seen = () => void (document.hidden ? undefined : this.look());
    document.addEventListener('visibilitychange', seen);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', seen);
    };
  }

  async look(): Promise<void> {
    try {
      const state = await get<State>('state');
      this.error = null;
      if (this.by === '' && state.user) this.signAs(state.user);
      if (this.state !== null && state.head !== this.state.head) this.writes += 1;
      if (JSON.stringify(state) !== JSON.stringify(this.state)) this.state = state;
    } catch (error) {
      this.error = error instanceof ApiError ? error : new ApiError(0, 'page', String(error));
    }
  }

  signAs(name: string): void {
    this.by = name.trim();
    keep('by', this.by === '' ? null : this.by);
  }

  setTheme(theme: Theme): void {
    this.theme = theme;
    keep('theme', theme === 'system' ? null : theme);
    this.paint();
  }

  paint(): void {
    document.documentElement.dataset.theme = this.theme;
  }

  tell(words: string, kind: Notice['kind'] = 'plain', act?: Notice['act']): void {
    const id = this.#next++;
    this.notices = [...this.notices.slice(-3), act ? { id, words, kind, act } : { id, words, kind }];
    if (kind !== 'bad') setTimeout(() => this.untell(id), act ? 8_000 : 4_000);
  }

  untell(id: number): void {
    this.notices = this.notices.filter((one) => one.id !== id);
  }
}

export const session = new Session();
