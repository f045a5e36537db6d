// Where the stemma's nodes stand: one box an origin, its reports as an outline from the original down; boxes flow in rows.
import type { MatrixRow, StemmaDrawing, StemmaEdge, StemmaNode } from './types';

export const NODE = 46; // height of a report's two lines, px
export const LEAF = 17; // height of a source's line below its report
export const WIDE = 212; // width of an origin's box
export const GAP = 34; // between boxes
const HEAD = 24;
const INDENT = 16;

export interface PlacedNode { node: StemmaNode; x: number; y: number; depth: number; parent: string | null }
export interface Box { origin: string; x: number; y: number; height: number; nodes: PlacedNode[] }
export interface Drawing { boxes: Box[]; width: number; height: number; at: Map<string, PlacedNode>; between: StemmaEdge[] }

/** The node from which another took over, inside one origin: along a directed edge, `from` took from `to`. */
function parents(keys: Set<string>, edges: readonly StemmaEdge[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const one of edges) {
    if (!keys.has(one.from) || !keys.has(one.to) || found.has(one.from) || !one.directed) continue;
    if (!climbs(found, one.to, one.from)) found.set(one.from, one.to);
  }
  return found;
}

function climbs(found: Map<string, string>, start: string, wanted: string): boolean {
  for (let at: string | undefined = start; at !== undefined; at = found.get(at)) if (at === wanted) return true;
  return false;
}

function outline(keys: readonly string[], nodes: Map<string, StemmaNode>, edges: readonly StemmaEdge[]): { key: string; depth: number; parent: string | null }[] {
  const above = parents(new Set(keys), edges);
  const order = (a: string, b: string) => (nodes.get(a)?.published ?? '~').localeCompare(nodes.get(b)?.published ?? '~') || a.localeCompare(b);
  const lines: { key: string; depth: number; parent: string | null }[] = [];
  const visit = (key: string, depth: number, parent: string | null) => {
    lines.push({ key, depth, parent });
    for (const child of keys.filter((one) => above.get(one) === key).sort(order)) visit(child, depth + 1, key);
  };
  for (const root of keys.filter((one) => !above.has(one)).sort(order)) visit(root, 0, null);
  return lines;
}

/** `leaves` tells how many lines a report wants below it for the sources that it names. */
export function arrange(stemma: StemmaDrawing, width: number, leaves: (node: StemmaNode) => number = () => 0): Drawing {
  const nodes = new Map(stemma.nodes.map((one) => [one.key, one]));
  const columns = Math.max(1, Math.floor((width + GAP) / (WIDE + GAP)));
  const at = new Map<string, PlacedNode>();
  const boxes: Box[] = [];
  let top = 0;
  for (let i = 0; i < stemma.origins.length; i += columns) {
    const row = stemma.origins.slice(i, i + columns).map((one, column) => {
      const x = column * (WIDE + GAP);
      let y = top + HEAD;
      const placed = outline(one.keys.filter((key) => nodes.has(key)), nodes, stemma.edges).map((line) => {
        const node = nodes.get(line.key)!;
        const at = { node, x: x + 10 + line.depth * INDENT, y, depth: line.depth, parent: line.parent };
        y += NODE + leaves(node) * LEAF;
        return at;
      });
      for (const node of placed) at.set(node.node.key, node);
      return { origin: String(one.origin), x, y: top, height: y - top + 6, nodes: placed };
    });
    boxes.push(...row);
    top += Math.max(...row.map((one) => one.height)) + GAP;
  }
  const home = new Map(boxes.flatMap((box) => box.nodes.map((one) => [one.node.key, box.origin] as const)));
  const between = stemma.edges.filter((one) => home.has(one.from) && home.has(one.to) && home.get(one.from) !== home.get(one.to));
  return { boxes, width: Math.min(columns, boxes.length) * (WIDE + GAP) - GAP, height: Math.max(0, top - GAP), at, between };
}

/** By report, the innermost sources of its chains: whom it names, itself left out. */
export function sourcesOf(rows: readonly MatrixRow[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const row of rows) {
    const name = row.links.at(-1);
    const held = found.get(row.report_id) ?? [];
    if (name && name !== row.outlet && !held.includes(name)) held.push(name);
    found.set(row.report_id, held);
  }
  return found;
}
