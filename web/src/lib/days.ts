// Calendar days as numbers (days since 1970-01-01, UTC), for drawing only.
const DAY = 86_400_000; // milliseconds

export function dayOf(iso: string): number {
  const [year, month, date] = iso.slice(0, 10).split('-');
  return Math.floor(Date.UTC(Number(year), Number(month ?? '1') - 1, Number(date ?? '1')) / DAY);
}

export function isoOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

export const dateOf = (day: number): Date => new Date(day * DAY);
