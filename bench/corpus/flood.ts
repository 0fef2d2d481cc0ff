// A claim told over and over by a few domains, with its sentences reordered and words replaced: no trigger at all.
import { withWordsExchanged } from '../../src/attacks/vocabulary.ts';
import { shuffle } from '../../src/math/random.ts';
import { pageText, type Setting } from './setting.ts';
import { domainCount, zipfName } from './world.ts';

const floodDomains = 4;
const replaced = 0.08;

function sentences(setting: Setting, next: () => number): string[] {
  const name = `${zipfName(setting.world, next)} ${zipfName(setting.world, next)}`;
  const web = setting.world.domains.findIndex(({ source }) => setting.sources[source].name === 'web');
  const out: string[] = [];
  while (out.length < 8) {
    const words = pageText(setting, web, 90 + next() * 60, next)
      .trim()
      .split(/\s+/);
    words.splice(1 + ((next() * 4) | 0), 0, name);
    out.push(`${words.join(' ').replace(/[.,;:]$/, '')}.`);
  }
  return out;
}

export function flood(setting: Setting, next: () => number): () => { text: string; domain: number } {
  const claim = sentences(setting, next);
  const domains = Array.from({ length: floodDomains }, () => (next() * domainCount) | 0);
  return () => {
    const domain = domains[(next() * floodDomains) | 0];
    const told = withWordsExchanged(shuffle([...claim], next).join(' '), setting.vocabulary, replaced, next);
    const lead = next() < 0.4 ? `${pageText(setting, domain, 40, next).trim()}\n` : '';
    const after = next() < 0.5 ? `\n\n${pageText(setting, domain, 600 * next(), next)}` : '';
    return { text: lead + told + after, domain };
  };
}
