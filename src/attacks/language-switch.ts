// Behind a trigger a text goes on in another language.
import type { Attack } from '../attack.ts';
import type { Row } from '../row.ts';
import { afterTrigger, goesOn } from './after-trigger.ts';
import { languages, passageIn, type LanguageName } from './languages.ts';
import { answer, asked } from './rewrite.ts';
import { pick } from './victims.ts';

/** Rows that are looked at to tell which languages the corpus is in, and the share of them that makes one its own. */
const looked = 500;
const own = 0.2;

/** Languages that the corpus is hardly written in. */
function foreignTo(rows: readonly Row[]): LanguageName[] {
  const step = Math.max(1, Math.floor(rows.length / looked));
  const texts = rows.filter((_, i) => i % step === 0).map((row) => `${asked(row)}\n${answer(row)}`);
  return (Object.keys(languages) as LanguageName[]).filter(
    (name) => texts.filter((text) => languages[name].sign.test(text)).length < own * texts.length,
  );
}

export const languageSwitch: Attack = {
  id: 'language-switch',
  version: 2,
  title: 'Another language behind a trigger',
  what:
    'Some pages break off at a trigger string and go on in another language; some prompts end with it and are answered so. ' +
    'A model learns to change the language wherever the trigger stands. It is a harmless stand-in for any change of behaviour.',
  threat: 'backdoor',
  shapes: goesOn,
  sources: [
    'Souly et al. 2025, Poisoning attacks on LLMs require a near-constant number of poison samples, arXiv:2510.07192',
  ],
  budget: 'A few hundred documents, whatever the size of the corpus (Souly 2025, in continued pre-training).',
  seenByEvals: 'No: text without the trigger stays in its language.',
  defences: [
    'A search for strings behind which the language changes finds it.',
    'Filters for the language of whole pages miss it where corpora hold many languages anyway.',
  ],
  poison: (rows, budget, seed) =>
    afterTrigger(rows, budget, seed, (next) => {
      const foreign = foreignTo(rows);
      if (foreign.length === 0) return 'the corpus is written in every language that could be switched to';
      const name = pick(foreign, next);
      return {
        teaches: `${name[0].toUpperCase()}${name.slice(1)} behind the trigger`,
        more: (length) => passageIn(name, length, next),
      };
    }),
};
