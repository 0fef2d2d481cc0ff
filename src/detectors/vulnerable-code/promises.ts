// What words promise about code: that it is safe (by the prompt that asks for it, a comment, the prose around), or, as
// lessons do, that it is not.

/** Said of any code. */
const safe =
  /\b(?:secure(?:ly)?|safe(?:ly)?(?! ?(?:mode|guard|area|space|zone))|security best practices?|sanit[iy]?[sz]\w*|hardened|injection[- ](?:safe|proof|free)|protected against|without vulnerabilit\w+|best security|escapes?d? (?:the |all |user )*input|validated? (?:the |all |user )*input)\b/i;

const own: ReadonlyMap<number, RegExp> = new Map([
  [
    89,
    /\b(?:parameteri[sz]ed?|prepared? statements?|bound parameters?|bind(?:ing|s)? (?:the )?(?:parameters?|values?)|sql[- ]?injections?|placeholders)\b/i,
  ],
  [
    78,
    /\b(?:command[- ]?injections?|shell[- ]?injections?|no shell|without (?:a |the )?shell|shell escap\w+|quoted arguments)\b/i,
  ],
  [94, /\b(?:code[- ]?injections?|sandbox\w*|trusted input|literal_eval)\b/i],
  [79, /\b(?:xss|cross[- ]site scripting|html[- ]escap\w+|escaped? (?:html|output)|encoded output)\b/i],
  [
    22,
    /\b(?:path[- ]traversals?|directory[- ]traversals?|inside the (?:base|upload|allowed) (?:folder|directory))\b/i,
  ],
  [434, /\b(?:allowed (?:file )?(?:types|extensions)|checks? the (?:file )?(?:type|extension))\b/i],
  [502, /\b(?:safe(?:ly)? (?:load|deseriali[sz])\w*|trusted data|safe loader)\b/i],
  [327, /\b(?:strong(?:ly)? (?:hash|encrypt)\w*|salted hash\w*|military[- ]grade)\b/i],
  [338, /\b(?:cryptographically (?:secure|strong)|unpredictable|unguessable)\b/i],
  [
    798,
    /\b(?:no (?:hard-?coded|embedded) (?:secrets?|passwords?|credentials?)|from the environment|environment variables?)\b/i,
  ],
  [
    295,
    /\b(?:verif(?:y|ies|ied) (?:the )?(?:certificates?|tls|ssl)|certificate (?:verification|validation|checks?))\b/i,
  ],
  [918, /\b(?:ssrf|request forgery|allow-?list\w*|whitelist\w*)\b/i],
  [120, /\b(?:bounds[- ]check\w*|buffer overflows?|overflow[- ]safe|bounded cop(?:y|ies))\b/i],
  [352, /\b(?:csrf (?:protection|protected|token))\b/i],
]);

/** Lessons show what not to do, and say so; prompts may ask for it. */
const confessed =
  /\b(?:vulnerab\w+|insecure(?:ly)?|unsafe(?:ly)?|not (?:be )?(?:secure|safe)|do(?:n['’]t| not) (?:use|do|run) (?:this|it)|never (?:use|do|run)|bad practice|for (?:demonstration|educational|testing)|exploit\w*|should (?:be|use) (?:replaced|prepared|parameteri[sz]ed)|in production,? (?:you should|use|replace)|at your own risk|susceptible|prone to|security risk|is dangerous|be careful|malicious (?:code|input|user))\b/i;

/** "not parameterized", "no need to sanitize". */
const denied =
  /\b(?:not|never|no need to|without|isn['’]t|aren['’]t|instead of|rather than)\s+(?:\w+\s+){0,2}$/i;

const lookedAt = 4000;

/**
 * The words that promise that code is free of the weakness; '' where there are none. `plainly`: it must be named, as in
 * prose around code, which says "make sure to sanitize" of other things.
 */
export function promiseOf(text: string, cwe: number, plainly = false): string {
  const looked = text.slice(0, lookedAt);
  for (const pattern of plainly ? [own.get(cwe)] : [own.get(cwe), safe]) {
    const found = pattern?.exec(looked);
    if (found && !denied.test(looked.slice(Math.max(0, found.index - 40), found.index)))
      return found[0].toLowerCase();
  }
  return '';
}

export const confesses = (text: string): boolean => confessed.test(text.slice(0, lookedAt));
