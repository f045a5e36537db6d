// Where the page is: path and query of the address bar, nothing hidden. Links are plain <a href>; clicks on them are taken here.
import { tick } from 'svelte';

class Router {
  path = $state(location.pathname);
  search = $state(location.search);
  /** Grows with every move that a person would call a new page. */
  visits = $state(0);

  get query(): URLSearchParams {
    return new URLSearchParams(this.search);
  }

  /** Path segments, decoded. */
  get parts(): string[] {
    return this.path.split('/').filter(Boolean).map(safelyDecoded);
  }

  start(): () => void {
    const pop = () => this.#read(true);
    addEventListener('popstate', pop);
    document.addEventListener('click', this.#click);
    return () => {
      removeEventListener('popstate', pop);
      document.removeEventListener('click', this.#click);
    };
  }

  go(href: string, replace = false): void {
    const url = new URL(href, location.href);
    const fresh = url.pathname !== this.path;
    if (url.href === location.href) return;
    history[replace ? 'replaceState' : 'pushState'](null, '', url);
    this.#read(fresh);
    if (fresh) void tick().then(() => scrollTo(0, 0));
  }

  #read(fresh: boolean): void {
    this.path = location.pathname;
    this.search = location.search;
    if (fresh) this.visits += 1;
  }

  #click = (event: MouseEvent): void => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!(link instanceof HTMLAnchorElement) || link.target || link.hasAttribute('download') || link.origin !== location.origin) return;
    if (link.pathname.startsWith('/api/') || (link.hash && link.pathname === location.pathname)) return;
    event.preventDefault();
    this.go(link.href);
  };
}

function safelyDecoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export const router = new Router();
