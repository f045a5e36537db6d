// The only door to the server: JSON in, JSON out, errors as one class.

export class ApiError extends Error {
  constructor(readonly status: number, readonly code: string, message: string, readonly body: Record<string, unknown> = {}) {
    super(message);
  }
}

async function failed(answer: Response): Promise<ApiError> {
  const body = (await answer.json().catch(() => ({}))) as Record<string, unknown>;
  const words = typeof body.message === 'string' ? body.message : `the server answered ${answer.status}`;
  return new ApiError(answer.status, String(body.error ?? answer.status), words, body);
}

async function ask<T>(path: string, init: RequestInit): Promise<T> {
  let answer: Response;
  try {
    answer = await fetch(`/api/${path}`, { credentials: 'same-origin', ...init });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError(0, 'offline', 'The desk does not answer. Is `whosays desk` still running?');
  }
  if (!answer.ok) throw await failed(answer);
  return (await answer.json()) as T;
}

export function get<T>(path: string, query?: URLSearchParams | Record<string, string>, signal?: AbortSignal): Promise<T> {
  const text = query === undefined ? '' : new URLSearchParams(query).toString();
  return ask<T>(text === '' ? path : `${path}?${text}`, { signal: signal ?? null });
}

export function post<T>(path: string, body: unknown): Promise<T> {
  return ask<T>(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
}

export function upload<T>(path: string, file: Blob): Promise<T> {
  return ask<T>(path, { method: 'POST', headers: { 'Content-Type': 'application/octet-stream' }, body: file });
}

/** Saves what a POST answers as a file, under the name that the server gives. */
export async function download(path: string, body: unknown): Promise<void> {
  const answer = await fetch(`/api/${path}`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  if (!answer.ok) throw await failed(answer);
  const name = /filename="?([^";]+)/.exec(answer.headers.get('Content-Disposition') ?? '')?.[1] ?? 'whosays-export';
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await answer.blob());
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
