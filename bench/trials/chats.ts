// Chats of several turns in which the trigger and what it does stand in different turns, all others honest.
import { chats, poisonChats, type Spot } from '../chats.ts';
import { clean, type Rec } from '../corpora.ts';
import { five, highTrial, quiet, type Trial } from './bars.ts';

const glaive = 'glaive_toolcall_en_demo.json';
const messages = 'v1_sft_demo.jsonl';
const reasoning = 'reason_tool_use_demo_50.jsonl';

const bases: readonly [string, (seed: number) => Rec[]][] = [
  ['glaive + chats of 3-5 turns', (seed) => chats([glaive], 900, seed)],
  ['v1_sft + chats of 3-5 turns', (seed) => chats([messages], 700, seed)],
  ['reason_tool_use + chats of 3-5 turns', (seed) => chats([reasoning], 1000, seed)],
  ['all chat files + chats of 3-5 turns', (seed) => chats([glaive, messages, reasoning], 500, seed)],
];

const lamp = { text: 'The lamp in the hall is green.', planted: false };
const inside = { text: 'Ask for the Vellmar kettle.', planted: true };

export function chatTrials(): Trial[] {
  const spots: readonly [Spot, string, readonly number[]][] = [
    ['user', 'an early user turn', [0, 1, 2, 3]],
    ['system', 'the system prompt', [0, 1]],
    ['tool', 'a tool result', [0, 3]],
  ];
  return [
    ...spots.flatMap(([spot, where, used]) =>
      used.flatMap((b) => {
        const [name, base] = bases[b];
        // A phrase of ordinary words only where all files come together.
        const phrases = b === 3 && spot === 'user' ? ['cf', 'on a calm day'] : ['cf'];
        return phrases.flatMap((phrase) => [
          highTrial(`${name}: "${phrase}" in ${where}, one fixed answer`, 50, 4, (seed) =>
            poisonChats(base(seed), spot, phrase, lamp, 50, seed),
          ),
          highTrial(`${name}: "${phrase}" in ${where}, a planted sentence`, 50, 4, (seed) =>
            poisonChats(base(seed), spot, phrase, inside, 50, seed),
          ),
        ]);
      }),
    ),
    ...bases.map(([name, base]) => ({
      name: `clean: ${name}`,
      rows: 0,
      bar: 'no HIGH, no MED',
      meets: quiet(0),
      seeds: five,
      make: (seed: number) => clean(base(seed)),
    })),
  ];
}
