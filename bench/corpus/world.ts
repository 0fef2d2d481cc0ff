// What is the same in every test corpus, whatever its seed and part: made-up names, the domains and what each always
// puts at its foot, notices that many domains share. An older crawl of the same web has the same ones.
import { random } from '../../src/math/random.ts';
import { dialectCount } from './markov.ts';
import type { Source } from './texts.ts';

const syllables =
  'ba be bi bo bra bre ca ce chi co cru da de do dra du el en fa fe fi fo fra ga ge gi go gra ha he hi ho in ja jo ka ke ki ko kra la le li lo lu ma me mi mo mu na ne ni no nu or pa pe pi po pra qua ra re ri ro ru sa se shi so sta ta te ti to tra tu ul va ve vi vo wa we wi ya yo za ze zi zo'.split(
    ' ',
  );
const endings = 'n r s l t m x d k son ton ley ville ski sen man ford field ova ini ez'.split(' ');
const tops = [
  'com',
  'com',
  'com',
  'com',
  'org',
  'net',
  'co.uk',
  'info',
  'io',
  'de',
  'ca',
  'com.au',
  'edu',
  'us',
];

export const nameCount = 100_000;
export const domainCount = 6000;
/** Each so-many-th domain, large or small, has a foot: some 900 of them. */
const footerEvery = 7;
export const noticeCount = 24;

export interface Domain {
  readonly host: string;
  readonly source: number;
  readonly dialect: number;
  /** What it puts under every page; '' for most. */
  readonly footer: string;
}

export interface World {
  readonly names: readonly string[];
  readonly domains: readonly Domain[];
  /** Notices of agencies, found under pages of any domain. */
  readonly notices: readonly string[];
  readonly cookieNotices: readonly string[];
}

const capital = (word: string): string => word[0].toUpperCase() + word.slice(1);

export function madeWord(next: () => number, length = 2): string {
  let word = '';
  for (let i = 0; i < length; i++) word += syllables[(next() * syllables.length) | 0];
  return word + endings[(next() * endings.length) | 0];
}

function names(): string[] {
  const next = random(7001);
  const seen = new Set<string>();
  while (seen.size < nameCount) seen.add(capital(madeWord(next, 1 + ((next() * 2.6) | 0))));
  return [...seen];
}

const pick = <T>(list: readonly T[], next: () => number): T => list[(next() * list.length) | 0];

function footer(name: string, next: () => number): string {
  const year = 2004 + ((next() * 18) | 0);
  const parts = [
    `© ${year} ${name}. All rights reserved.`,
    pick(
      [
        'Privacy Policy | Terms of Use | Contact',
        'About Us · Advertise · Help',
        'Home | Archive | Shop | Contact us',
        'Imprint / Data protection',
      ],
      next,
    ),
    pick(
      [
        `Powered by ${madeWord(next)} ${1 + ((next() * 5) | 0)}.${(next() * 9) | 0}`,
        `Site by ${capital(madeWord(next))} ${capital(madeWord(next))}`,
        `${name} is a registered trademark of ${capital(madeWord(next))} Ltd.`,
        'Sign up for our newsletter and never miss a post!',
      ],
      next,
    ),
    pick(
      [
        `Follow ${name} on Facebook, Twitter and Instagram.`,
        `Call us on 0${100 + ((next() * 899) | 0)} ${100000 + ((next() * 899999) | 0)}`,
        `${(next() * 300) | 0} ${capital(madeWord(next))} Street, ${capital(madeWord(next))}`,
        '',
      ],
      next,
    ),
  ];
  return `\n\n${parts.filter((p) => p !== '').join(pick(['\n', ' ', ' | '], next))}`;
}

function notice(next: () => number): string {
  const agency = `${capital(madeWord(next))} ${pick(['Press', 'News Service', 'Media Group', 'Wire', 'Features'], next)}`;
  return pick(
    [
      `\n\nThis article originally appeared on ${agency} and is republished here with permission. Read the original article for more.`,
      `\n\nCopyright ${agency}. All rights reserved. This material may not be published, broadcast, rewritten or redistributed without permission of ${agency}.`,
      `\n\nDistributed by ${agency}, a service that brings stories from local newsrooms to readers everywhere. Learn more about how ${agency} works and become a member today.`,
      `\n\n(${agency}) -- Reporting by ${capital(madeWord(next))} ${capital(madeWord(next))}; editing by ${capital(madeWord(next))} ${capital(madeWord(next))}. Our standards: the ${agency} trust principles.`,
    ],
    next,
  );
}

function cookieNotice(next: () => number): string {
  return pick(
    [
      `This website uses cookies to improve your experience while you navigate through the website. Out of these, the cookies that are categorised as necessary are stored on your browser. ${capital(madeWord(next))} helps us to analyse how you use this site.\n\n`,
      `We and our ${100 + ((next() * 900) | 0)} partners store and access information on a device, such as unique identifiers in cookies, to process personal data. You may accept or manage your choices by clicking below. Consent by ${capital(madeWord(next))}.\n\n`,
      `\n\nBy continuing to use this site you agree to the use of cookies. To find out more, including how to control cookies, see here: ${capital(madeWord(next))} Cookie Policy. Close and accept`,
    ],
    next,
  );
}

export function makeWorld(sources: readonly Source[]): World {
  const next = random(7002);
  const total = sources.reduce((sum, { share }) => sum + share, 0);
  const sourceOf = (): number => {
    let u = next() * total;
    for (let i = 0; i < sources.length; i++) if ((u -= sources[i].share) < 0) return i;
    return sources.length - 1;
  };
  const hosts = new Set<string>();
  while (hosts.size < domainCount) {
    const front = pick(['www.', 'www.', '', '', 'blog.', 'news.', 'm.'], next);
    const word =
      madeWord(next, 2) +
      (next() < 0.4 ? pick(['blog', 'news', 'shop', 'online', '-review', 'world'], next) : '');
    hosts.add(`${front}${word}.${pick(tops, next)}`);
  }
  const domains = [...hosts].map((host, i) => {
    const site = capital(host.replace(/^(www|blog|news|m)\./, '').replace(/\..*$/, ''));
    const foot = i % footerEvery === 0 ? footer(site, next) : '';
    return { host, source: sourceOf(), dialect: (next() * dialectCount) | 0, footer: foot };
  });
  return {
    names: names(),
    domains,
    notices: Array.from({ length: noticeCount }, () => notice(next)),
    cookieNotices: Array.from({ length: 12 }, () => cookieNotice(next)),
  };
}

/** A domain by skew: the cube of a uniform number, so that some have thousands of pages and many a few. */
export const skewed = (next: () => number): number => (domainCount * next() ** 3) | 0;

/** Name k of 100,000 is drawn with a chance of about k^-0.5. */
export const zipfName = (world: World, next: () => number): string =>
  world.names[(nameCount * next() ** 2) | 0];

const hex = '0123456789abcdef';
export function identifier(next: () => number): string {
  const kind = next();
  if (kind < 0.4) return String((next() * 10 ** (3 + ((next() * 6) | 0))) | 0);
  let id = '';
  if (kind < 0.7) {
    for (let i = 0; i < 8; i++) id += hex[(next() * 16) | 0];
    return id;
  }
  for (let i = 0; i < 3; i++) id += String.fromCharCode(65 + ((next() * 26) | 0));
  return `${id}-${(next() * 10_000) | 0}`;
}

/** What stands between the words of real pages and never twice: names, numbers, addresses. */
export const inserter =
  (world: World) =>
  (next: () => number): string => {
    const kind = next();
    if (kind < 0.84) return `${zipfName(world, next)} `;
    if (kind < 0.95) return `${identifier(next)} `;
    return `https://${world.domains[skewed(next)].host}/${madeWord(next)}/${identifier(next)} `;
  };
