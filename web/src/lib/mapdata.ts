// Shapes for the map: Natural Earth by country, fetched when needed; areas of uncertainty made from what a claim's place says.
import type { Feature, FeatureCollection, Geometry, MultiPolygon, Polygon, Position } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import type { Spot } from './types';

export type Area = Polygon | MultiPolygon;
export interface ShapeProperties { name: string; iso?: string | null; names?: string[] }
export type Shapes = FeatureCollection<Area, ShapeProperties>;
export type Kind = 'area' | 'circle' | 'line' | 'point';
export interface SpotProperties { spot: string; name: string; n: number; denied: number; kind: Kind; vague: boolean; broad: boolean }

const fetched = new Map<string, Promise<Shapes>>();
const NONE: Shapes = { type: 'FeatureCollection', features: [] };

async function load(name: string): Promise<Shapes> {
  const answer = await fetch(`/map/${name}.json`);
  if (!answer.ok || !(answer.headers.get('Content-Type') ?? '').includes('json')) return NONE; // a country without provinces
  const topology = (await answer.json()) as Topology<{ shapes: GeometryCollection<ShapeProperties> }>;
  return feature(topology, topology.objects.shapes) as Shapes;
}

function once(name: string): Promise<Shapes> {
  const found = fetched.get(name) ?? load(name).catch(() => NONE);
  fetched.set(name, found);
  return found;
}

export const world = (): Promise<Shapes> => once('world');
export const countries = (): Promise<Shapes> => once('countries');
export const provinces = (iso: string): Promise<Shapes> => (/^[A-Z]{2}$/.test(iso) ? once(`admin1/${iso}`) : Promise.resolve(NONE));

export type Index = Record<string, { name: string; box: [number, number, number, number] }>;
let index: Promise<Index> | null = null;
export function countryIndex(): Promise<Index> {
  index ??= fetch('/map/index.json').then((answer) => answer.json() as Promise<Index>);
  return index;
}

const EARTH = 6371.0088; // km, mean radius
const STEPS = 48;
const SMALL = 40; // km; a circle below that is drawn with half the corners

/** A circle on the ground, `radius` in km; longitudes run on past 180 rather than break. */
export function circle(lon: number, lat: number, radius: number): Polygon {
  const [x, y] = [(lon * Math.PI) / 180, (lat * Math.PI) / 180];
  const reach = radius / EARTH;
  const ring: Position[] = [];
  const steps = radius < SMALL ? STEPS / 2 : STEPS;
  for (let i = 0; i <= steps; i++) {
    const turn = (2 * Math.PI * i) / steps;
    const north = Math.asin(Math.sin(y) * Math.cos(reach) + Math.cos(y) * Math.sin(reach) * Math.cos(turn));
    const east = x + Math.atan2(Math.sin(turn) * Math.sin(reach) * Math.cos(y), Math.cos(reach) - Math.sin(y) * Math.sin(north));
    ring.push([(east * 180) / Math.PI, (north * 180) / Math.PI]);
  }
  return { type: 'Polygon', coordinates: [ring] };
}

export const fold = (name: string): string => name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

const VAGUE = new Set(['district', 'province', 'region', 'country', 'sea_air']);
export const vague = (spot: { precision: string }): boolean => VAGUE.has(spot.precision);

/** How closely a person looks: finer borders, and of which countries the provinces may be fetched. */
export interface Detail { fine: boolean; provinces: (country: string) => boolean }

/** The province's or country's own outline where a place is no more exact than that. */
async function outline(spot: Spot, detail: Detail): Promise<Area | null> {
  if (spot.country === null) return null;
  if (spot.precision === 'country') {
    const found = (await (detail.fine ? countries() : world())).features.find((one) => one.properties.iso === spot.country);
    return found?.geometry ?? null;
  }
  if (spot.precision !== 'province' || !detail.provinces(spot.country)) return null;
  const wanted = fold(spot.admin1 ?? spot.name);
  const found = (await provinces(spot.country)).features.find((one) => one.properties.names?.includes(wanted));
  return found?.geometry ?? null;
}

/** What is drawn for a place: its own geometry, an outline (a finer one for a closer view), a circle of its radius; a bare point only where the place is exact. */
export async function drawn(spot: Spot, detail: Detail = { fine: false, provinces: () => true }): Promise<Feature<Geometry, SpotProperties> | null> {
  const properties = { spot: spot.spot, name: spot.name, n: spot.n, denied: spot.denied, vague: vague(spot), broad: spot.precision === 'country' || spot.precision === 'region' };
  if (spot.geometry) {
    const kind: Kind = spot.geometry.type.endsWith('LineString') ? 'line' : 'area';
    return { type: 'Feature', properties: { ...properties, kind }, geometry: spot.geometry };
  }
  const area = await outline(spot, detail);
  if (area) return { type: 'Feature', properties: { ...properties, kind: 'area' }, geometry: area };
  if (spot.lat === null || spot.lon === null) return null;
  if (spot.radius_km !== null && spot.radius_km > 0) {
    return { type: 'Feature', properties: { ...properties, kind: vague(spot) ? 'area' : 'circle' }, geometry: circle(spot.lon, spot.lat, spot.radius_km) };
  }
  if (vague(spot)) return null; // never a pin for a vague place
  return { type: 'Feature', properties: { ...properties, kind: 'point' }, geometry: { type: 'Point', coordinates: [spot.lon, spot.lat] } };
}

/** [west, south, east, north] around what is known of these places; null for none. */
export function bounds(spots: readonly Spot[]): [number, number, number, number] | null {
  let box: [number, number, number, number] | null = null;
  for (const spot of spots) {
    if (spot.lat === null || spot.lon === null) continue;
    const tall = Math.min(spot.radius_km ?? 0, 900) / 111.2;
    const wide = tall / Math.max(0.2, Math.cos((spot.lat * Math.PI) / 180));
    const own: [number, number, number, number] = [spot.lon - wide, spot.lat - tall, spot.lon + wide, spot.lat + tall];
    box = box === null ? own : [Math.min(box[0], own[0]), Math.min(box[1], own[1]), Math.max(box[2], own[2]), Math.max(box[3], own[3])];
  }
  return box;
}
