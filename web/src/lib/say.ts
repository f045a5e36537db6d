// Words for people: the contract's terms, dates and figures as they are read aloud. Nothing is made more exact than the record says.

export function spoken(term: string): string {
  return term.replaceAll('_', ' ');
}

export function capital(words: string): string {
  return words === '' ? '' : words[0]!.toUpperCase() + words.slice(1);
}

export const GROUP_NAMES: Record<string, string> = {
  force: 'Force', control: 'Control', posture: 'Posture', support: 'Support', organisation: 'Organisation', talk: 'Talk', unrest: 'Unrest', harm: 'Harm',
};

export const FACET_NAMES: Record<string, string> = {
  source: 'Who says', outlet: 'Outlet', type: 'What', group: 'Kind of act', actor: 'Who is said to have acted', country: 'Country', admin1: 'Province', place: 'Place',
  factuality: 'How certain', modality: 'Real or planned', judged: 'Checked by a person', equipment: 'Equipment', month: 'Month', participant: 'Involved', case: 'Case',
  report: 'Report', incident: 'Incident', words: 'Words', sure: 'Reading at least so sure', superseded: 'Older versions', from: 'From', to: 'To', box: 'Area on the map',
  what: 'What', who: 'Who did it', to_whom: 'To whom', when: 'When', where: 'Where', how_many: 'How many',
};

export const FACTUALITY: Record<string, string> = {
  'CT+': 'certain', 'PR+': 'probable', 'PS+': 'possible', 'CT-': 'denied', 'PR-': 'probably not', 'PS-': 'possibly not', UU: 'left open',
};

const JUDGED: Record<string, string> = {
  machine: 'not checked yet', accepted: 'accepted', edited: 'edited', added: 'added by a person', rejected: 'rejected',
};

export const HAPPENING: Record<string, string> = {
  reported: 'reported', planned: 'planned', predicted: 'predicted', only_denied: 'only denied',
};

export const PRECISION: Record<string, string> = {
  site: 'a site', settlement: 'a settlement', near_settlement: 'near a settlement', district: 'somewhere in a district', province: 'somewhere in a province',
  region: 'somewhere in a region', country: 'somewhere in a country', sea_air: 'at sea or in the air', unlocated: 'not located',
};

export function valueName(facet: string, value: string): string {
  if (facet === 'factuality') return FACTUALITY[value] ?? value;
  if (facet === 'judged') return JUDGED[value] ?? value;
  if (facet === 'group') return GROUP_NAMES[value] ?? value;
  if (facet === 'country') return countryName(value);
  if (facet === 'type' || facet === 'modality') return capital(spoken(value));
  return value;
}

export function countryName(iso: string): string {
  try {
    return new Intl.DisplayNames(['en'], { type: 'region' }).of(iso) ?? iso;
  } catch {
    return iso;
  }
}

export function languageName(code: string): string {
  if (code === 'und') return 'a language not recognised';
  try {
    return new Intl.DisplayNames(['en'], { type: 'language' }).of(code) ?? code;
  } catch {
    return code;
  }
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** An ISO date or date-time as "2 Feb 2009" ("14:05" kept); shorter dates as far as they go; the input itself when it is none. */
export function day(iso: string | null | undefined): string {
  if (!iso) return '';
  const found = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?:T(\d{2}:\d{2}))?/.exec(iso);
  if (!found) return iso;
  const [, year, month, date, clock] = found;
  const words = [date === undefined ? '' : String(Number(date)), month === undefined ? '' : (MONTHS[Number(month) - 1] ?? month), year].filter(Boolean).join(' ');
  return clock === undefined ? words : `${words}, ${clock}`;
}

export interface Interval { earliest: string | null; latest: string | null; time_precision?: string; precision?: string }

/** When, as exactly as it is known: one day, "between … and …", "by …", "from …", or that nothing tells. */
export function when(time: Interval): string {
  const { earliest, latest } = time;
  const precision = time.time_precision ?? time.precision;
  if (!earliest && !latest) return 'no date';
  if (!earliest) return `by ${day(latest)}`;
  if (!latest) return `from ${day(earliest)}`;
  if (earliest === latest) return day(earliest);
  if (precision === 'month' && earliest.slice(0, 7) === latest.slice(0, 7)) return day(earliest.slice(0, 7));
  if (precision === 'year' && earliest.slice(0, 4) === latest.slice(0, 4)) return earliest.slice(0, 4);
  if (precision === 'minute') return day(earliest);
  return range(earliest.slice(0, 10), latest.slice(0, 10));
}

function range(from: string, to: string): string {
  if (from.slice(0, 7) === to.slice(0, 7)) return `${Number(from.slice(8))}–${day(to)}`;
  if (from.slice(0, 4) === to.slice(0, 4)) return `${day(from).replace(/ \d{4}$/, '')} – ${day(to)}`;
  return `${day(from)} – ${day(to)}`;
}

/** Dates and ranges of dates in a sentence of the machine's, as people write them. */
export function dated(words: string): string {
  return words.replace(/\b(\d{4}-\d\d-\d\d)(?:\.\.(\d{4}-\d\d-\d\d))?(?![\dT-])/g, (_, first: string, last?: string) => when({ earliest: first, latest: last ?? first }));
}

/** A figure with its bounds: "at least 5", "3 to 12", "about a dozen" stays the text. */
export function figure(one: { low: number | null; best: number | null; high: number | null; text: string }): string {
  const { low, best, high } = one;
  if (best !== null && (low === null || low === best) && (high === null || high === best)) return number(best);
  if (best !== null) return `${number(best)} (${bounds(low, high)})`;
  if (low === null && high === null) return one.text;
  return bounds(low, high);
}

function bounds(low: number | null, high: number | null): string {
  if (low === null) return `at most ${number(high!)}`;
  if (high === null) return `at least ${number(low)}`;
  return low === high ? number(low) : `${number(low)} to ${number(high)}`;
}

export function number(n: number): string {
  return n.toLocaleString('en-GB');
}

export function many(n: number, one: string, more = `${one}s`): string {
  return `${number(n)} ${n === 1 ? one : more}`;
}

/** How many origins stand behind an account: always a range, never "independent". */
export function origins(range: { at_least: number; at_most: number }): string {
  if (range.at_least === range.at_most) return many(range.at_least, 'origin');
  return `${range.at_least} to ${range.at_most} origins`;
}

export function placeWords(place: { name: string; precision: string; relation?: string; country?: string | null; radius_km?: number | null } | null | undefined): string {
  if (!place) return 'place unknown';
  const before = place.relation && place.relation !== 'in' ? `${place.relation} ` : '';
  return `${before}${place.name}`;
}

/** An incident in a few words: what, and where if that is known; its date stands beside it. */
export function incidentName(line: { type: string; place: { name: string; precision: string } | null }): string {
  return line.place ? `${capital(spoken(line.type))}, ${placeWords(line.place)}` : capital(spoken(line.type));
}

/** The chain of who told whom, the outlet first. */
export function whoSays(line: { who_says: string; outlet: string | null; doc_id: string }): string[] {
  const chain = line.who_says === '' ? [] : line.who_says.split(' > ');
  const outlet = line.outlet ?? line.doc_id;
  return chain[0] === outlet ? chain : [outlet, ...chain];
}

export function clock(at: string): string {
  const time = new Date(at);
  return Number.isNaN(time.getTime()) ? at : time.toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
}
