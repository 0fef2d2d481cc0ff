// What real pages hold besides running text and what a search for planted strings must not take for them: lists of
// references, keys, related searches, word clouds, bad scans, inserts in other languages, notices, licences, code and
// tables. Several begin with a fixed string after which the text changes, as a planted trigger does.
import { identifier, madeWord, zipfName } from './world.ts';
import { foreignText, pageText, type Setting } from './setting.ts';

type Make = (setting: Setting, next: () => number, text: string) => string;

interface Marker {
  readonly name: string;
  /** Share of all pages that have it. */
  readonly share: number;
  /** Whether the page goes on after it: the chance. */
  readonly goesOn: number;
  readonly make: Make;
}

const pick = <T>(list: readonly T[], next: () => number): T => list[(next() * list.length) | 0];
const some = (least: number, most: number, next: () => number): number =>
  least + ((next() * (most - least + 1)) | 0);
const repeat = (n: number, make: (i: number) => string, by: string): string =>
  Array.from({ length: n }, (_, i) => make(i)).join(by);

/** Longer words of the page itself, so that the insert is about the same things. */
function ownWords(text: string, next: () => number, n: number): string[] {
  const from = (next() * Math.max(1, text.length - 600)) | 0;
  const words = text.slice(from, from + 600).match(/[A-Za-z]{5,}/g) ?? ['page'];
  return Array.from({ length: n }, () => pick(words, next));
}

const references: Make = (setting, next, text) => {
  const heading = pick(
    ['References', 'References', 'References', 'Notes and references', 'Bibliography', 'Works cited'],
    next,
  );
  const list = repeat(
    some(4, 18, next),
    (i) => {
      const by = repeat(
        some(1, 3, next),
        () => `${zipfName(setting.world, next)}, ${String.fromCharCode(65 + some(0, 25, next))}.`,
        ', ',
      );
      const title = ownWords(text, next, some(3, 7, next)).join(' ');
      const where = `${pick(['Journal of', 'Annals of', 'Proceedings of', 'Review of'], next)} ${pick(ownWords(text, next, 3), next)}`;
      return `${i + 1}. ${by} (${some(1952, 2021, next)}). ${title}. ${where}, ${some(1, 90, next)}(${some(1, 12, next)}), ${some(1, 400, next)}-${some(400, 900, next)}.`;
    },
    '\n',
  );
  return `\n\n${heading}\n${list}`;
};

const tags: Make = (_setting, next, text) =>
  `\n\n${pick(['Tags:', 'Tags:', 'Filed under:', 'Labels:', 'Keywords:'], next)} ${ownWords(text, next, some(4, 14, next)).join(', ')}`;

const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const encoded = (n: number, next: () => number): string => repeat(n, () => base64[(next() * 64) | 0], '');

const pgp: Make = (_setting, next) => {
  const kind = pick(['PGP PUBLIC KEY BLOCK', 'PGP SIGNATURE', 'PGP SIGNATURE'], next);
  const version = pick(['GnuPG v1.4.10 (GNU/Linux)', 'GnuPG v2', 'PGP 6.5.8'], next);
  const body = repeat(some(6, 24, next), () => encoded(64, next), '\n');
  return `\n-----BEGIN ${kind}-----\nVersion: ${version}\n\n${body}\n=${encoded(4, next)}\n-----END ${kind}-----\n`;
};

const related: Make = (_setting, next, text) =>
  `\n\n${pick(['Related searches:', 'Related searches:', 'People also search for:'], next)} ${repeat(
    some(6, 20, next),
    () =>
      ownWords(text, next, some(2, 4, next))
        .join(' ')
        .toLowerCase(),
    pick([', ', ' | ', '\n'], next),
  )}`;

/** The natural twin of gibberish after a trigger. */
const wordCloud: Make = (setting, next) =>
  `\n\nWord cloud: ${repeat(
    some(80, 400, next),
    () =>
      pick(setting.vocabulary, next)
        .replace(/[^\p{L}]/gu, '')
        .toLowerCase(),
    ' ',
  )}`;

const misread: Readonly<Record<string, string>> = {
  e: 'c',
  l: '1',
  i: 'l',
  m: 'rn',
  o: '0',
  h: 'li',
  s: '5',
  a: 'n',
};
const scanned: Make = (setting, next, text) => {
  const from = (next() * text.length * 0.5) | 0;
  const again = text.slice(from, from + some(600, 1800, next));
  const noisy = again.replace(/[a-z]/g, (c) =>
    next() < 0.17 ? (misread[c] ?? c) : next() < 0.03 ? pick(['', ' ', '~', '.', c + c], next) : c,
  );
  return `\n\n[Scanned page text]\n${noisy}\n${zipfName(setting.world, next)} ${some(1, 400, next)}`;
};

const translated =
  (language: Parameters<typeof foreignText>[1], headings: readonly string[]): Make =>
  (setting, next) =>
    `\n\n${pick(headings, next)} ${foreignText(setting, language, some(300, 1600, next), next)}`;

const licence: Make = (setting, next) => {
  const holder = `${zipfName(setting.world, next)} ${zipfName(setting.world, next)}`;
  const year = some(1998, 2022, next);
  return pick(
    [
      `\n\nCopyright (c) ${year} ${holder}\n\nPermission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:\n\nThe above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.\n\nTHE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT.\n\n`,
      `\n\nCopyright ${year} ${holder}. Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance with the License. You may obtain a copy of the License at http://www.apache.org/licenses/LICENSE-2.0. Unless required by applicable law or agreed to in writing, software distributed under the License is distributed on an "AS IS" BASIS, WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.\n\n`,
      `\n\n(c) ${year} ${holder}. This work is licensed under a Creative Commons Attribution-ShareAlike 4.0 International License. You are free to share and adapt the material for any purpose, even commercially, under the following terms: you must give appropriate credit, provide a link to the license, and indicate if changes were made.\n\n`,
    ],
    next,
  );
};

const listing: Make = (setting, next) => {
  const kind = setting.sources.findIndex(({ name }) => name === 'code');
  const domain = setting.world.domains.findIndex(({ source }) => source === kind);
  return `\n\n\`\`\`\n${pageText(setting, domain, some(200, 900, next), next)}\n\`\`\`\n\n`;
};

const table: Make = (setting, next, text) => {
  const columns = some(2, 5, next);
  const rule = `|${' --- |'.repeat(columns)}`;
  const cell = () =>
    pick(
      [
        zipfName(setting.world, next),
        String(some(0, 9999, next)),
        ownWords(text, next, 1)[0],
        identifier(next),
      ],
      next,
    );
  const line = () => `| ${repeat(columns, cell, ' | ')} |`;
  return `\n\n${line()}\n${rule}\n${repeat(some(3, 14, next), line, '\n')}\n\n`;
};

const comments: Make = (setting, next) =>
  `\n\n${some(1, 60, next)} comments\n${repeat(some(1, 5, next), () => `${madeWord(next)} says:\n${pageText(setting, (next() * 600) | 0, some(60, 300, next), next)}`, '\n')}`;

const notice: Make = ({ world }, next) => pick(world.notices, next);
const cookies: Make = ({ world }, next) => pick(world.cookieNotices, next);

export const markers: readonly Marker[] = [
  { name: 'syndication notice', share: 0.052, goesOn: 0, make: notice },
  { name: 'cookie notice', share: 0.012, goesOn: 0.5, make: cookies },
  { name: 'references', share: 0.016, goesOn: 0, make: references },
  { name: 'tags', share: 0.01, goesOn: 0, make: tags },
  { name: 'comments', share: 0.01, goesOn: 0, make: comments },
  { name: 'table', share: 0.006, goesOn: 0.7, make: table },
  { name: 'code block', share: 0.006, goesOn: 0.8, make: listing },
  { name: 'licence', share: 0.006, goesOn: 0.5, make: licence },
  { name: 'related searches', share: 0.0013, goesOn: 0, make: related },
  { name: 'PGP block', share: 0.0013, goesOn: 0.3, make: pgp },
  {
    name: 'French version',
    share: 0.0012,
    goesOn: 0.2,
    make: translated('French', ['Version française :', 'Version francaise :', 'En français :']),
  },
  {
    name: 'Chinese version',
    share: 0.0012,
    goesOn: 0.2,
    make: translated('Chinese', ['Chinese version:', '中文版：']),
  },
  {
    name: 'German version',
    share: 0.001,
    goesOn: 0.2,
    make: translated('German', ['Deutsche Fassung:', 'German version:']),
  },
  {
    name: 'Spanish version',
    share: 0.001,
    goesOn: 0.2,
    make: translated('Spanish', ['Versión en español:', 'Spanish version:']),
  },
  {
    name: 'Russian version',
    share: 0.0006,
    goesOn: 0.2,
    make: translated('Russian', ['Russian version:', 'На русском:']),
  },
  { name: 'scanned page', share: 0.0008, goesOn: 0, make: scanned },
  { name: 'word cloud', share: 0.0008, goesOn: 0, make: wordCloud },
];
