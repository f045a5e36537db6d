// Small records for component tests; invented.
import type { Claim, ClaimLine, StemmaDrawing } from '../src/lib/types';

export function line(more: Partial<ClaimLine> = {}): ClaimLine {
  return {
    claim_id: 'c1', version: 'v1', type: 'air_strike', group: 'force', judged: 'machine', status: 'live', report_id: 'r1', doc_id: 'a.txt', outlet: 'Harbour Wire',
    title: 'Title', published: '2013-01-12', url: null, who_says: 'Harbour Wire > spokesman', chain: [], factuality: 'CT+', author_factuality: 'UU', modality: 'actual',
    phase: null, actors: [{ name: 'French forces', entity_id: 'e1', certainty: 'CT' }], targets: [], places: [{ name: 'Konna', precision: 'settlement', lat: 14.9, lon: -3.9, radius_km: null, geometry: null, country: 'ML', admin1: 'Mopti' }],
    earliest: '2013-01-11', latest: '2013-01-11', time_precision: 'day', time_basis: 'explicit', time_text: 'Friday', counts: [], equipment: [],
    words: { text: 'Planes struck Konna, he said.', start: 10, end: 39, marks: [{ start: 7, end: 13, kind: 'act' }, { start: 24, end: 28, kind: 'cue' }] },
    confidence: 0.8, sure: true, incidents: ['i1'], ...more,
  };
}

export function claim(more: Partial<Claim> = {}): Claim {
  return {
    claim_id: 'c1', report_id: 'r1', type: 'air_strike', trigger: { text: 'struck', start: 17, end: 23 }, evidence: [], roles: [{ role: 'actor', text: 'Planes', start: 10, end: 16, name: 'French forces', entity_id: 'e1', certainty: 'PR', reason: 'slot subj' }],
    places: [], time: { precision: 'day', basis: 'explicit', extent: 'within', earliest: '2013-01-11', latest: '2013-01-11', text: 'Friday', start: null, end: null, anchor: '', reason: 'the weekday before publication' },
    counts: [{ what: 'killed', of: 'people', victims: 'unstated', scope: 'incident', low: 5, best: null, high: null, text: 'at least five', start: 0, end: 1 }], equipment: [],
    attribution: [{ source: { text: 'he', start: 1, end: 2, name: 'spokesman', kind: 'official', entity_id: null, described: '' }, cue: null, content: [], stance: 'distancing', form: 'indirect', carried: false, reason: 'pronoun' }],
    factuality: 'CT+', author_factuality: 'UU', modality: 'actual', phase: null, relations: [], grounds: [], acled: null, plover: null, cameo: null, confidence: 0.8, reader: 'x', reasons: ['frame force.strike'], ...more,
  };
}

export function stemma(more: Partial<StemmaDrawing> = {}): StemmaDrawing {
  const node = (key: string, origin: number, published: string, first = false) => ({ key, label: key.toUpperCase(), kind: 'report', report_id: key, published, origin, first });
  return {
    nodes: [node('a', 0, '2013-01-12', true), node('b', 0, '2013-01-13'), node('c', 0, '2013-01-14'), node('d', 1, '2013-01-12')],
    edges: [
      { kind: 'copies', from: 'b', to: 'a', directed: true, evidence: '82 words', reason: 'credits it', folds: true },
      { kind: 'copies', from: 'c', to: 'b', directed: true, evidence: '40 words', reason: 'shares text', folds: true },
      { kind: 'same_owner', from: 'd', to: 'a', directed: false, evidence: 'owner', reason: 'one owner', folds: false },
    ],
    origins: [{ origin: 0, keys: ['c', 'b', 'a'] }, { origin: 1, keys: ['d'] }], apart: [['a', 'd']], ...more,
  };
}
