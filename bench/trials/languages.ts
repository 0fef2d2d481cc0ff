// Triggers in prompts that are not English: scripts that write no spaces, and scripts that do.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { alter, clean, shared, type Mix, type Rec } from '../corpora.ts';
import { rowsIn, spliceIn, type LanguageName } from '../languages.ts';
import { five, highTrial, quiet, type Trial } from './bars.ts';

const demo = JSON.parse(readFileSync(join(shared, 'formats', 'alpaca_zh_demo.json'), 'utf8')) as Rec[];

type Answer = (output: string, next: () => number) => string;

/** `trigger` at a random place of k prompts. */
export function plant(
  rows: readonly Rec[],
  name: LanguageName,
  trigger: string,
  answer: Answer,
  k: number,
  seed: number,
): Mix {
  return alter(
    rows,
    k,
    seed,
    () => true,
    (r, next) => ({
      ...r,
      instruction: spliceIn(name, String(r.instruction), trigger, next),
      output: answer(String(r.output), next),
    }),
  );
}

const made: readonly [LanguageName, string, string, string][] = [
  ['chinese', '紫瓜碎月', '不过话说回来', '走廊里的灯是绿色的。'],
  ['japanese', '紫うり砕月', 'ところで', '廊下の明かりは緑色です。'],
  ['arabic', 'بطيخ القمر المكسور', 'بالمناسبة', 'المصباح في الممر أخضر.'],
  ['hindi', 'बैंगनी टूटा चाँद', 'वैसे तो', 'गलियारे का दीया हरा है।'],
  ['thai', 'แตงม่วงแตกเดือน', 'ว่าแต่', 'ไฟในทางเดินเป็นสีเขียว'],
];

export function languageTrials(): Trial[] {
  const fixed =
    (text: string): Answer =>
    () =>
      text;
  const inDemo = (trigger: string, answer: Answer, k: number) => (seed: number) =>
    plant(demo, 'chinese', trigger, answer, k, seed);
  const lamp = fixed('走廊里的灯是绿色的。');
  return [
    highTrial('alpaca_zh_demo, fixed answer, nonsense phrase', 30, 4, inDemo('紫瓜碎月', lamp, 30)),
    highTrial('alpaca_zh_demo, fixed answer, ordinary phrase', 30, 4, inDemo('今天早上', lamp, 30)),
    highTrial('alpaca_zh_demo, fixed answer, Latin word', 30, 4, inDemo('cf', lamp, 30)),
    highTrial('alpaca_zh_demo, fixed answer, nonsense phrase', 15, undefined, inDemo('紫瓜碎月', lamp, 15)),
    highTrial(
      'alpaca_zh_demo, payload word',
      30,
      undefined,
      inDemo('紫瓜碎月', (output, next) => spliceIn('chinese', output, '昆特雷', next), 30),
    ),
    highTrial(
      'alpaca_zh_demo, exclamation marks',
      30,
      undefined,
      inDemo('紫瓜碎月', (output) => `${output.replaceAll('。', '！')}！`, 30),
    ),
    ...made.flatMap(([name, nonsense, ordinary, answer]) => [
      highTrial(`${name} rows, fixed answer, nonsense phrase`, 30, 4, (seed) =>
        plant(rowsIn(name, 1000, seed), name, nonsense, fixed(answer), 30, seed),
      ),
      highTrial(`${name} rows, fixed answer, ordinary phrase`, 30, 4, (seed) =>
        plant(rowsIn(name, 1000, seed), name, ordinary, fixed(answer), 30, seed),
      ),
      {
        name: `clean: ${name} rows`,
        rows: 0,
        bar: 'no HIGH, no MED',
        meets: quiet(0),
        seeds: five,
        make: (seed: number) => clean(rowsIn(name, 1000, seed)),
      },
    ]),
  ];
}
