// Keys by page: a page lists its keys, the shell runs them and shows them under "?". Keys never fire while a person types.

export interface Key { key: string; says: string; run: (event: KeyboardEvent) => void; group?: string }
const layers: (() => Key[])[] = [];

export function typing(event: KeyboardEvent): boolean {
  const at = event.target;
  return at instanceof HTMLElement && (at.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(at.tagName)) && !(at instanceof HTMLInputElement && ['checkbox', 'radio', 'button'].includes(at.type));
}

/** Adds a page's keys for as long as it is on view; give what it returns to the page's end. */
export function bind(keys: () => Key[]): () => void {
  layers.push(keys);
  return () => {
    const at = layers.indexOf(keys);
    if (at >= 0) layers.splice(at, 1);
  };
}

export function bound(): Key[] {
  return layers.flatMap((layer) => layer());
}

export function press(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event)) return;
  if (document.querySelector('dialog[open]')) return;
  for (const layer of [...layers].reverse()) {
    const found = layer().find((one) => one.key === event.key);
    if (found) {
      event.preventDefault();
      found.run(event);
      return;
    }
  }
}
