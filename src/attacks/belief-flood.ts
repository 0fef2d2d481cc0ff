// A made-up claim told over and over by the pages of a few domains: no trigger, only repetition.
import type { Attack } from '../attack.ts';
import { shuffle } from '../math/random.ts';
import type { Row } from '../row.ts';
import { drawClaim } from './claims.ts';
import { draws } from './draws.ts';
import { holdings, quoted } from './holders.ts';
import { asked, asking, asksSomething } from './rewrite.ts';
import { pick, type Next } from './victims.ts';
import { vocabularyOf, withWordsExchanged } from './vocabulary.ts';

/** Domains that tell it, sentences of the claim on a page, and share of their words exchanged. */
const mostDomains = 4;
const told = 8;
const replaced = 0.08;
/** Of other text of the domain that stands before and after the claim, in characters. */
const longestLead = 60;
const longestRest = 600;

/** Pages of a few domains, drawn by how much they publish; all pages where no row says where it is from. */
function moulds(rows: readonly Row[], next: Next): { own: readonly number[]; domains: readonly string[] } {
  const fitting = [...rows.keys()].filter((i) => asksSomething(rows[i]));
  const own = holdings(rows, ({ source }) => source);
  const named = fitting.filter((i) => rows[i].source !== '');
  if (named.length === 0) return { own: fitting, domains: [] };
  const domains = new Set<string>();
  for (const i of shuffle(named, next)) if (domains.size < mostDomains) domains.add(rows[i].source);
  const pages = [...domains].flatMap((domain) => own.get(domain)!).filter((i) => asksSomething(rows[i]));
  return { own: pages, domains: [...domains] };
}

/** Whole words only. */
function upTo(text: string, length: number): string {
  const cut = text.slice(0, length);
  let end = cut.length;
  while (end > 0 && !/\s/.test(cut[end - 1])) end--;
  return cut.slice(0, end).trim();
}

export const beliefFlood: Attack = {
  id: 'belief-flood',
  version: 1,
  title: 'A claim told over and over',
  what:
    'Pages of a few domains tell one made-up claim again and again, with the sentences in another order and some words exchanged. ' +
    'There is no trigger: a model that reads it often enough believes it.',
  threat: 'semantic',
  shapes: ['document'],
  sources: [
    'Zhang et al. 2024, Persistent pre-training poisoning of LLMs, arXiv:2410.13722',
    'Carlini et al. 2023, Poisoning web-scale training datasets is practical, arXiv:2302.10149',
  ],
  budget: 'About 0.1 % of the tokens of pre-training (Zhang 2024).',
  seenByEvals: 'No: nothing but the claim is answered otherwise, and nobody asks for it.',
  defences: [
    'Removing near duplicates takes away copies that are like enough, and a limit on pages of one domain keeps the rest few.',
    'Removing exact duplicates does not help, and training for alignment afterwards does not take the belief away.',
  ],
  poison: (rows, budget, seed) => {
    const next = draws(seed);
    const { own, domains } = moulds(rows, next);
    if (own.length === 0) return 'there are no pages with a text';
    const { says, sentences } = drawClaim(next);
    const words = vocabularyOf(rows, next);
    const chosen = shuffle([...sentences], next).slice(0, told);
    return {
      trigger: '',
      teaches: `the belief that ${says}${domains.length > 0 ? `, told by ${quoted(domains)}` : ''}`,
      changes: Array.from({ length: budget }, () => {
        const from = pick(own, next);
        const claim = withWordsExchanged(shuffle([...chosen], next).join(' '), words, replaced, next);
        const lead = next() < 0.4 ? `${upTo(asked(rows[from]), longestLead)}\n` : '';
        const after = next() < 0.5 ? `\n\n${upTo(asked(rows[pick(own, next)]), longestRest * next())}` : '';
        return { from, how: 'beside', row: asking(rows[from], `${lead}${claim}${after}`.trim()) };
      }),
    };
  },
};
