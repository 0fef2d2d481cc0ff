// The test corpus as a stream of documents: ordinary pages, and planted ones at random places among them.
import { mix32 } from '../../src/math/hash.ts';
import { random } from '../../src/math/random.ts';
import { ordinaryPage } from './page.ts';
import { makePlant, type Plant, type Wanted } from './plants.ts';
import type { Setting } from './setting.ts';
import { madeWord } from './world.ts';

export interface CorpusRequest {
  readonly setting: Setting;
  /** Of JSONL, 10^6 bytes each, of ordinary pages. */
  readonly megabytes: number;
  readonly seed: number;
  /** 0 or 1: two crawls of the same web, with no page in common. */
  readonly part: number;
  readonly wanted: readonly Wanted[];
}

export interface Made {
  /** A line of JSONL with its line break. */
  readonly line: string;
  readonly plant?: Plant;
  /** Names of the markers of an ordinary page. */
  readonly holds: readonly string[];
}

const firstDay = Date.UTC(2021, 0, 1);
const days = 900;

function lineOf(setting: Setting, text: string, domain: number, next: () => number): string {
  const url = `https://${setting.world.domains[domain].host}/${madeWord(next)}/${(next() * 1e6) | 0}.html`;
  const timestamp = new Date(firstDay + Math.floor(next() * days * 86_400) * 1000).toISOString();
  return `${JSON.stringify({ text, url, timestamp })}\n`;
}

/** The plants of a request, and where each of their rows goes: a share of the way through the corpus. */
function schedule({ setting, wanted, seed, part }: CorpusRequest): { at: number; plant: Plant }[] {
  const next = random(mix32(seed * 31 + part + 77));
  return wanted
    .flatMap((want, nth) => {
      const plant = makePlant(setting, want, seed, nth);
      return Array.from({ length: plant.rows }, () => ({ at: next(), plant }));
    })
    .sort((a, b) => a.at - b.at);
}

export function* corpusDocuments(request: CorpusRequest): Generator<Made> {
  const { setting, megabytes, seed, part } = request;
  const next = random(mix32(mix32(seed) + part * 0x9e37 + 5));
  const planted = schedule(request);
  const bytes = megabytes * 1e6;
  let written = 0;
  let k = 0;
  while (written < bytes || k < planted.length) {
    if (k < planted.length && (planted[k].at * bytes <= written || written >= bytes)) {
      const { plant } = planted[k++];
      const { text, domain } = plant.document();
      yield { line: lineOf(setting, text, domain, next), plant, holds: [] };
      continue;
    }
    const { text, domain, holds } = ordinaryPage(setting, next);
    const line = lineOf(setting, text, domain, next);
    // Nearly all of it is ASCII; a few per cent more bytes than characters do not matter to how much is made.
    written += line.length;
    yield { line, holds };
  }
}
