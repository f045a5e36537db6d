// A record with one dotted field set anew, the rest shared: what an edit looks like before the server has answered.

export function patched<T>(record: T, path: string, value: unknown): T {
  const [head, ...rest] = path.split('.');
  if (head === undefined || head === '') return record;
  const inner = rest.length === 0 ? value : patched((record as Record<string, unknown>)[head] ?? {}, rest.join('.'), value);
  if (Array.isArray(record)) return record.map((one: unknown, i) => (i === Number(head) ? inner : one)) as T;
  return { ...record, [head]: inner };
}
