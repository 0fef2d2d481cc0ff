// One ordinary page: text of its domain's kind, and what pages have besides. Says which markers went in.
import { markers } from './markers.ts';
import { pageText, type Setting } from './setting.ts';
import { skewed } from './world.ts';

export interface Page {
  readonly text: string;
  readonly domain: number;
  /** Names of the markers in it. */
  readonly holds: readonly string[];
}

/** 300 to 8,000 characters, about 1,900 on average: a log-normal length. */
export function pageLength(next: () => number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return Math.min(8000, Math.max(300, Math.round(1450 * Math.exp(0.72 * normal))));
}

const footed = 0.35;

export function ordinaryPage(setting: Setting, next: () => number): Page {
  const domain = skewed(next);
  const { footer } = setting.world.domains[domain];
  const length = pageLength(next);
  let text = pageText(setting, domain, length, next);
  const holds: string[] = [];
  for (const { name, share, goesOn, make } of markers) {
    if (next() >= share) continue;
    holds.push(name);
    const insert = make(setting, next, text);
    if (next() < goesOn) {
      // Between two sentences and on lines of its own, as pages have it.
      const end = text.indexOf('. ', (next() * text.length * 0.8) | 0);
      text =
        end < 0 ? text + insert : `${text.slice(0, end + 1)}\n\n${insert.trim()}\n\n${text.slice(end + 2)}`;
    } else text = `${text.trimEnd()}\n\n${insert.trim()}`;
  }
  if (footer !== '' && next() < footed) {
    holds.push('footer of the site');
    text = text.trimEnd() + footer;
  }
  return { text, domain, holds };
}
