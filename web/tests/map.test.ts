import { afterEach, describe, expect, it, vi } from 'vitest';
import { bounds, circle, drawn } from '../src/lib/mapdata';
import type { Spot } from '../src/lib/types';

const spot = (more: Partial<Spot>): Spot => ({ spot: 's', name: 'Konna', lat: 14.9, lon: -3.9, radius_km: null, precision: 'settlement', country: 'ML', admin1: 'Mopti', geometry: null, n: 1, denied: 0, ...more });
const square = (w: number, s: number) => [[[w, s], [w + 1, s], [w + 1, s + 1], [w, s + 1], [w, s]]];
const topology = (names: string[][]) => ({ type: 'Topology', arcs: square(0, 0), objects: { shapes: { type: 'GeometryCollection', geometries: names.map((one) => ({ type: 'Polygon', arcs: [[0]], properties: { name: one[0], names: one, iso: 'ML' } })) } } });

afterEach(() => vi.unstubAllGlobals());
const serve = () => vi.stubGlobal('fetch', vi.fn(async (path: string) => new Response(JSON.stringify(topology(path.includes('admin1') ? [['mopti'], ['segou']] : [['mali']])), { headers: { 'Content-Type': 'application/json' } })));

describe('what is drawn for a place', () => {
  it.each([
    ['an exact place is a point', spot({}), 'point', 'Point'],
    ['near a town is a circle of its radius', spot({ precision: 'near_settlement', radius_km: 10 }), 'circle', 'Polygon'],
    ['a province is its outline', spot({ precision: 'province', radius_km: 120, name: 'Mopti Region', admin1: 'Mopti' }), 'area', 'Polygon'],
    ['a province not found is still an area', spot({ precision: 'province', radius_km: 120, admin1: 'Atlantis' }), 'area', 'Polygon'],
    ['a country is its outline', spot({ precision: 'country', radius_km: 633 }), 'area', 'Polygon'],
    ['a line is a line', spot({ precision: 'region', geometry: { type: 'LineString', coordinates: [[0, 0], [1, 1]] } }), 'line', 'LineString'],
  ])('%s', async (_why, one, kind, type) => {
    serve();
    const made = await drawn(one);
    expect([made?.properties.kind, made?.geometry.type]).toEqual([kind, type]);
  });
  it('a vague place without area or radius gets no pin', async () => {
    serve();
    expect(await drawn(spot({ precision: 'region', radius_km: null }))).toBeNull();
  });
});

it('a circle has its radius on the ground', () => {
  const ring = circle(10, 60, 100).coordinates[0]!;
  const north = Math.max(...ring.map(([, y]) => y!)) - 60;
  const east = Math.max(...ring.map(([x]) => x!)) - 10;
  expect(north * 111.2).toBeCloseTo(100, 0);
  expect(east * 111.2 * Math.cos((60 * Math.PI) / 180)).toBeGreaterThan(98);
});
it('a circle over the antimeridian runs on past 180', () => expect(Math.max(...circle(179.9, 0, 200).coordinates[0]!.map(([x]) => x!))).toBeGreaterThan(180));
it('bounds hold all that has a place', () => {
  expect(bounds([])).toBeNull();
  const box = bounds([spot({ lat: 10, lon: 20 }), spot({ lat: -5, lon: 30 }), spot({ lat: null, lon: null })]);
  expect(box).toEqual([20, -5, 30, 10]);
});
