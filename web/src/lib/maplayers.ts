// The map's style: sea, land, borders, provinces of the countries on view, areas of uncertainty (hatched where vague), circles, lines, points and clusters.
import type { LayerSpecification, StyleSpecification } from 'maplibre-gl';

export interface Paint { sea: string; land: string; border: string; ink: string; paper: string; accent: string; hatch: string; bad: string; force: string }

export function paintOf(element: Element): Paint {
  const style = getComputedStyle(element);
  const read = (name: string) => style.getPropertyValue(`--${name}`).trim() || '#888888';
  return { sea: read('sea'), land: read('land'), border: read('border'), ink: read('ink'), paper: read('sheet'), accent: read('accent'), hatch: read('hatch'), bad: read('bad'), force: read('force') };
}

const EMPTY = { type: 'FeatureCollection' as const, features: [] };
const FONT = ['sans-serif']; // drawn by the browser itself: no glyphs are fetched

export function style(paint: Paint): StyleSpecification {
  return {
    version: 8,
    sources: {
      world: { type: 'geojson', data: EMPTY },
      provinces: { type: 'geojson', data: EMPTY },
      areas: { type: 'geojson', data: EMPTY },
      labels: { type: 'geojson', data: EMPTY },
      points: { type: 'geojson', data: EMPTY, cluster: true, clusterRadius: 26, clusterMaxZoom: 9, clusterProperties: { claims: ['+', ['get', 'n']], denials: ['+', ['get', 'denied']] } },
    },
    layers: layers(paint),
  };
}

function layers(paint: Paint): LayerSpecification[] {
  const size: NonNullable<Extract<LayerSpecification, { type: 'circle' }>['paint']>['circle-radius'] = ['interpolate', ['linear'], ['sqrt', ['coalesce', ['get', 'claims'], ['get', 'n']]], 1, 5, 5, 11, 20, 20, 100, 34];
  return [
    { id: 'sea', type: 'background', paint: { 'background-color': paint.sea } },
    { id: 'land', type: 'fill', source: 'world', paint: { 'fill-color': paint.land, 'fill-antialias': true } },
    { id: 'province-lines', type: 'line', source: 'provinces', paint: { 'line-color': paint.border, 'line-width': 0.5, 'line-dasharray': [3, 2] } },
    { id: 'borders', type: 'line', source: 'world', paint: { 'line-color': paint.border, 'line-width': 1 } },
    { id: 'areas-fill', type: 'fill', source: 'areas', filter: ['==', ['get', 'vague'], true], paint: { 'fill-pattern': 'hatch', 'fill-opacity': ['case', ['==', ['get', 'broad'], true], 0.3, 0.75] } },
    { id: 'circles-fill', type: 'fill', source: 'areas', filter: ['all', ['==', ['get', 'vague'], false], ['!=', ['get', 'kind'], 'line']], paint: { 'fill-color': paint.accent, 'fill-opacity': 0.2 } },
    { id: 'areas-line', type: 'line', source: 'areas', filter: ['!=', ['get', 'kind'], 'line'], paint: { 'line-color': paint.hatch, 'line-width': 1.2, 'line-dasharray': [2, 2] } },
    { id: 'lines', type: 'line', source: 'areas', filter: ['==', ['get', 'kind'], 'line'], paint: { 'line-color': paint.accent, 'line-width': 4, 'line-opacity': 0.7 } },
    { id: 'area-names', type: 'symbol', source: 'labels', layout: { 'text-field': ['get', 'name'], 'text-font': FONT, 'text-size': 11.5, 'text-letter-spacing': 0.06, 'symbol-sort-key': ['-', ['get', 'n']] }, paint: { 'text-color': paint.hatch, 'text-halo-color': paint.land, 'text-halo-width': 1.6 } },
    { id: 'points', type: 'circle', source: 'points', paint: { 'circle-radius': size, 'circle-color': paint.accent, 'circle-opacity': 0.78, 'circle-stroke-color': ['case', ['>', ['coalesce', ['get', 'denials'], ['get', 'denied'], 0], 0], paint.force, paint.paper], 'circle-stroke-width': ['case', ['>', ['coalesce', ['get', 'denials'], ['get', 'denied'], 0], 0], 3, 1.2] } },
    { id: 'counts', type: 'symbol', source: 'points', filter: ['>=', ['coalesce', ['get', 'claims'], ['get', 'n']], 10], layout: { 'text-field': ['to-string', ['coalesce', ['get', 'claims'], ['get', 'n']]], 'text-font': FONT, 'text-size': 11, 'text-allow-overlap': true }, paint: { 'text-color': paint.paper } },
    { id: 'names', type: 'symbol', source: 'points', filter: ['!', ['has', 'point_count']], layout: { 'text-field': ['get', 'name'], 'text-font': FONT, 'text-size': 12, 'text-offset': [0, 1.1], 'text-anchor': 'top', 'text-optional': true }, paint: { 'text-color': paint.ink, 'text-halo-color': paint.land, 'text-halo-width': 1.4 } },
  ];
}

/** Diagonal strokes: "somewhere in here". */
export function hatch(colour: string): ImageData {
  const side = 12;
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = side;
  const pen = canvas.getContext('2d')!;
  pen.strokeStyle = colour;
  pen.lineWidth = 1.4;
  for (const shift of [-side, 0, side]) {
    pen.beginPath();
    pen.moveTo(shift - 1, side + 1);
    pen.lineTo(shift + side + 1, -1);
    pen.stroke();
  }
  return pen.getImageData(0, 0, side, side);
}
