// Words and their spans. The API counts code points, JavaScript UTF-16 units: everything here goes through an array of code points.

export interface Stretch { start: number; end: number }
export interface Segment<T extends Stretch> { text: string; start: number; end: number; spans: T[] }

/** Cuts a text at every bound of its spans; each piece knows the spans that cover it, widest first. Spans outside are clipped. */
export function segments<T extends Stretch>(text: string, spans: readonly T[], offset = 0): Segment<T>[] {
  const points = Array.from(text);
  const clip = (at: number) => Math.max(0, Math.min(points.length, at - offset));
  const held = spans.filter((one) => clip(one.end) > clip(one.start)).sort((a, b) => a.start - b.start || b.end - a.end);
  const cuts = [...new Set([0, points.length, ...held.flatMap((one) => [clip(one.start), clip(one.end)])])].sort((a, b) => a - b);
  const pieces: Segment<T>[] = [];
  let open: T[] = [];
  let next = 0;
  for (let i = 0; i + 1 < cuts.length; i++) {
    const [from, to] = [cuts[i]!, cuts[i + 1]!];
    open = open.filter((one) => clip(one.end) > from);
    while (next < held.length && clip(held[next]!.start) <= from) {
      if (clip(held[next]!.end) > from) open.push(held[next]!);
      next += 1;
    }
    pieces.push({ text: points.slice(from, to).join(''), start: from + offset, end: to + offset, spans: [...open] });
  }
  return pieces;
}

export function codePoints(text: string): number {
  return Array.from(text).length;
}

/** The text shortened to so many code points, with an ellipsis. */
export function clipped(text: string, length: number): string {
  const points = Array.from(text);
  return points.length <= length ? text : `${points.slice(0, length - 1).join('').trimEnd()}…`;
}
