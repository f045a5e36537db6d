// The one filter: the query string of the address bar, in the grammar of the API and the command line.

/** Keys that choose claims; everything else in the query string belongs to the page (its tab, its order). */
export const FILTER_KEYS = [
  'type', 'group', 'factuality', 'modality', 'judged', 'actor', 'participant', 'source', 'outlet', 'place', 'equipment', 'country', 'box',
  'from', 'to', 'report', 'incident', 'words', 'sure', 'superseded', 'case',
] as const;
export type FilterKey = (typeof FILTER_KEYS)[number];

/** Facets whose values are names: a chosen value must match exactly. */
const NAMED = new Set<string>(['actor', 'participant', 'source', 'outlet', 'place', 'equipment']);
const known = new Set<string>(FILTER_KEYS);

export function filterOf(query: URLSearchParams): URLSearchParams {
  return new URLSearchParams([...query].filter(([key, value]) => known.has(key) && value !== ''));
}

export function chosen(facet: string, value: string): string {
  return NAMED.has(facet) ? `=${value}` : value;
}

/** What a filter's value reads as to a person. */
export function shown(value: string): string {
  return value.startsWith('=') ? value.slice(1) : value;
}

export function toggled(query: URLSearchParams, key: string, value: string): URLSearchParams {
  const next = new URLSearchParams(query);
  const held = next.getAll(key);
  next.delete(key);
  const kept = held.includes(value) ? held.filter((one) => one !== value) : [...held, value];
  for (const one of kept) next.append(key, one);
  return next;
}

/** The query with these keys set anew; null or '' takes a key out. */
export function withKeys(query: URLSearchParams, changes: Record<string, string | null>): URLSearchParams {
  const next = new URLSearchParams(query);
  for (const [key, value] of Object.entries(changes)) {
    if (value === null || value === '') next.delete(key);
    else next.set(key, value);
  }
  return next;
}

/** The query without its filter: the page's own keys stay. */
export function unfiltered(query: URLSearchParams): URLSearchParams {
  return new URLSearchParams([...query].filter(([key]) => !known.has(key)));
}

export function href(path: string, query: URLSearchParams): string {
  const text = query.toString();
  return text === '' ? path : `${path}?${text}`;
}
