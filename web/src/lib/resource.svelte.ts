// One answer of the API, kept up to date: asked anew when its address changes or the ledger has grown; the old answer stays until the new one is there.
import { ApiError, get } from './api';
import { session } from './session.svelte';

export interface Resource<T> {
  readonly data: T | null;
  readonly error: ApiError | null;
  readonly loading: boolean;
  again(): void;
  set(data: T): void;
}

/** `address` gives the API path with its query, or null for nothing yet. With `live`, asks anew when the ledger's head grows. */
export function resource<T>(address: () => string | null, live = true): Resource<T> {
  let data = $state.raw<T | null>(null);
  let error = $state.raw<ApiError | null>(null);
  let loading = $state(false);
  let round = $state(0);

  $effect(() => {
    const path = address();
    void round;
    if (live) void session.writes;
    if (path === null) return;
    const abort = new AbortController();
    loading = true;
    get<T>(path, undefined, abort.signal).then(
      (answer) => {
        data = answer;
        error = null;
        loading = false;
      },
      (reason: unknown) => {
        if (abort.signal.aborted) return;
        error = reason instanceof ApiError ? reason : new ApiError(0, 'page', String(reason));
        loading = false;
      },
    );
    return () => abort.abort();
  });

  return {
    get data() { return data; },
    get error() { return error; },
    get loading() { return loading; },
    again() { round += 1; },
    set(answer: T) { data = answer; },
  };
}
