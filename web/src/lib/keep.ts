// What the browser keeps between visits: small strings and JSON under one prefix. A browser that refuses storage still works, for this visit.
const memory = new Map<string, string>();

export function kept(name: string): string | null {
  try {
    return localStorage.getItem(`whosays.${name}`);
  } catch {
    return memory.get(name) ?? null;
  }
}

export function keep(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`whosays.${name}`);
    else localStorage.setItem(`whosays.${name}`, value);
  } catch {
    if (value === null) memory.delete(name);
    else memory.set(name, value);
  }
}

export function keptJson<T>(name: string, fallback: T): T {
  const text = kept(name);
  if (text === null) return fallback;
  try {
    return JSON.parse(text) as T;
  } catch {
    return fallback;
  }
}
