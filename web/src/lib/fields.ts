// The machine's reading of a claim as lines a person can check one by one; each knows its path in the record, for edits.
import { capital, countryName, FACTUALITY, figure, PRECISION, spoken, when } from './say';
import type { Claim, Vocabulary } from './types';

export interface Field {
  path: string; name: string; value: unknown; shows: string; because: string; words: string;
  input: 'text' | 'date' | 'number' | { choice: [string, string][] };
}

const STANCES = ['neutral', 'distancing', 'endorsing', 'denying'];
const PHASES = ['', 'begins', 'ongoing', 'ends'];
const CERTAINTY: Record<string, string> = { CT: 'certain', PR: 'probable', PS: 'possible' };
const choices = (values: readonly string[], say = spoken): [string, string][] => values.map((one) => [one, one === '' ? 'none' : say(one)]);

function closed(words: Vocabulary | null, name: string, fallback: string[]): string[] {
  const list = words?.[name];
  if (!Array.isArray(list)) return fallback;
  return list.map((one: unknown) => (typeof one === 'string' ? one : String((one as { value?: string; type?: string }).value ?? (one as { type?: string }).type)));
}

export function fieldsOf(claim: Claim, words: Vocabulary | null): Field[] {
  const field = (path: string, name: string, value: unknown, shows: string, input: Field['input'], because = '', said = ''): Field => ({ path, name, value, shows, input, because, words: said });
  const types = closed(words, 'types', [claim.type]);
  const list: Field[] = [field('type', 'What', claim.type, capital(spoken(claim.type)), { choice: choices(types) }, claim.reasons[0] ?? '', claim.trigger.text)];
  const order = claim.roles.map((one, i) => ({ one, i })).sort((a, b) => Number(b.one.role === 'actor') - Number(a.one.role === 'actor'));
  order.forEach(({ one, i }) => list.push(field(`roles.${i}.name`, ROLE[one.role] ?? capital(spoken(one.role)), one.name, one.certainty === 'CT' ? one.name : `${one.name} (${CERTAINTY[one.certainty]} only)`, 'text', one.reason, one.text)));
  claim.places.forEach((one, i) => list.push(field(`places.${i}.name`, i === 0 ? 'Where' : 'Where, too', one.name, `${one.relation === 'in' ? '' : `${one.relation} `}${one.name}${where(one)}`, 'text', one.reason, one.text)));
  list.push(field('time.earliest', 'When, from', claim.time.earliest, claim.time.earliest ? when({ ...claim.time, latest: claim.time.earliest }) : 'not known', 'date', claim.time.reason, claim.time.text));
  list.push(field('time.latest', 'When, to', claim.time.latest, claim.time.latest ? when({ ...claim.time, earliest: claim.time.latest }) : 'not known', 'date', claim.time.anchor && `tied to ${claim.time.anchor}`, ''));
  claim.counts.forEach((one, i) => {
    for (const bound of ['low', 'best', 'high'] as const) list.push(field(`counts.${i}.${bound}`, `${capital(spoken(one.what))}, ${BOUND[bound]}`, one[bound], bound === 'best' ? (one.best === null ? `no one figure (${figure(one)})` : String(one.best)) : String(one[bound] ?? 'open'), 'number', '', one.text));
  });
  claim.equipment.forEach((one, i) => list.push(field(`equipment.${i}.name`, 'Equipment', one.name, `${one.name} (${spoken(one.class)})${one.used_by ? `, used by ${one.used_by}` : ''}`, 'text', '', one.text)));
  list.push(field('factuality', 'How certain, by its source', claim.factuality, FACTUALITY[claim.factuality] ?? claim.factuality, { choice: Object.entries(FACTUALITY) }));
  list.push(field('modality', 'Real or planned', claim.modality, spoken(claim.modality), { choice: choices(closed(words, 'modality', [claim.modality])) }));
  if (claim.phase !== null) list.push(field('phase', 'Phase', claim.phase, claim.phase, { choice: choices(PHASES) }));
  claim.attribution.forEach((one, i) => {
    list.push(field(`attribution.${i}.source.name`, i === 0 ? 'Who says' : 'who heard it from', one.source.name, one.source.name, 'text', one.reason, one.source.text));
    list.push(field(`attribution.${i}.stance`, 'How it is told', one.stance, STANCE[one.stance] ?? one.stance, { choice: choices(STANCES, (value) => STANCE[value] ?? value) }, '', one.cue?.text ?? ''));
  });
  const heads = words?.editable;
  return Array.isArray(heads) && heads.length > 0 ? list.filter((one) => heads.some((head) => one.path === head || one.path.startsWith(`${head}.`) || head.startsWith(`${one.path.split('.')[0]!}.`))) : list;
}

const ROLE: Record<string, string> = { actor: 'Who did it', target: 'To whom', beneficiary: 'For whom', instrument: 'With what', member: 'Member', topic: 'About', purpose: 'To what end' };
const BOUND = { low: 'at least', best: 'the figure given', high: 'at most' };
export const STANCE: Record<string, string> = { neutral: 'said (neutral)', distancing: 'claimed (the reporter keeps a distance)', endorsing: 'confirmed (the reporter’s verb)', denying: 'denied' };

function where(place: { precision: string; country: string | null; admin1: string | null; radius_km: number | null }): string {
  const region = [place.admin1, place.country ? countryName(place.country) : null].filter(Boolean).join(', ');
  const near = place.radius_km ? `, within ${Math.round(place.radius_km)} km` : '';
  return `${region ? ` (${region})` : ''}, ${PRECISION[place.precision] ?? spoken(place.precision)}${near}`;
}

/** What a person typed, as the record wants it; undefined when it is not of the kind. */
export function parsed(field: Field, typed: string): unknown {
  const text = typed.trim();
  if (field.input === 'number') return text === '' ? null : /^\d+$/.test(text) ? Number(text) : undefined;
  if (field.input === 'date') return text === '' ? null : /^\d{4}-\d{2}-\d{2}(T.*)?$/.test(text) ? text : undefined;
  if (field.path === 'phase') return text === '' ? null : text;
  return text === '' ? undefined : text;
}
