// A claim as one line to paste: the server makes the line, here it goes to the clipboard.
import { get } from './api';
import { session } from './session.svelte';
import type { Citation } from './types';

export async function copy(words: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(words);
    return true;
  } catch {
    return copyByHand(words);
  }
}

/** For browsers that give no clipboard to the page. */
function copyByHand(words: string): boolean {
  const field = document.createElement('textarea');
  field.value = words;
  field.setAttribute('readonly', '');
  field.className = 'unseen';
  document.body.append(field);
  field.select();
  const done = document.execCommand('copy');
  field.remove();
  return done;
}

export async function copyCitation(claim: string): Promise<void> {
  try {
    const cite = await get<Citation>(`claims/${claim}/cite`);
    if (await copy(cite.line)) session.tell(`Citation copied: ${cite.line}`, 'good');
    else session.tell(`This browser gives no clipboard. The citation: ${cite.line}`, 'bad');
  } catch (error) {
    session.tell(error instanceof Error ? error.message : String(error), 'bad');
  }
}
