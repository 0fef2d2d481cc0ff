// A small grammar of what one does to a model with words: set its orders aside, speak to it, give it a part, keep
// things from its user, have its prompt told, speak of its training. Acts that meet make an order to a model likely;
// one alone seldom does.
import type { Lexed } from './instruction-lexer.ts';
import { knownWords } from './instruction-words.ts';
import { matchAt, mayMatch, wordPattern } from './word-patterns.ts';

export const acts = [
  'sets orders aside',
  'speaks to a model',
  'gives it a part',
  'tells it what to say',
  'keeps it from the user',
  'asks for its prompt',
  'speaks of training on this text',
  'imitates a system prompt',
  'imitates turns of a chat',
  'imitates a tool call',
] as const;
export type Act = (typeof acts)[number];

/** UTF-16 offsets; `weight` in points, see find-instructions.ts. */
export interface Sign {
  readonly act: Act;
  readonly weight: number;
  readonly start: number;
  readonly end: number;
}

/** What makes a verb a report or its opposite: `they ignore`, `do not forget`. */
const reports =
  '!-1:=i|=we|=they|=he|=she|=who|=people|=drivers|=users|=students|=many|=some|=often|=sometimes|=could|=would|=did|=that|=which !-2:not';
const which = 'before|given|everything|=your';

/** Points and pattern; of an act the strongest one in a place counts. */
const grammar: Readonly<Partial<Record<Act, readonly (readonly [number, string])[]>>> = {
  'sets orders aside': [
    [3, `drop ${reports} +9:orders ~5:${which}`],
    [2, `drop ${reports} +9:orders`],
    [2, `drop ${reports} +7:said ~5:before|given`],
    [3, `drop ${reports} +3:everything|=what|=whatever +4:you|owner|before +5:given`],
    [2, `drop ${reports} +2:everything +3:before`],
    [2, `drop ${reports} +1:=the +1:=above|=preceding|=foregoing !+1:text`],
    [3, `follow -3:not +8:orders|said ~6:${which}`],
    [3, `=attention -1:=no +9:orders|said ~5:${which}`],
    [3, `=attention -1:=no +3:everything|=what|=whatever +3:you|owner +5:given`],
    [3, `=aside -1:=set|=put|=leave|=lay|=cast +8:orders ~5:${which}`],
    [3, `=aside -1:=set|=put|=leave|=lay|=cast +3:everything|=what|=whatever +3:you|owner +5:given`],
    [3, `orders|=guidance ~5:before|given|=your +10:over !-1:not`],
    [3, '=you|owner +4:given +7:=longer|not +2:=apply|=matter|=count|=hold'],
    [3, `orders ~7:before|given|=your +7:=longer|=don't|=not +2:=apply|=valid|=count|=matter|=hold|=bind`],
  ],
  'speaks to a model': [
    [2, 'model -4:=dear|=attention|=listen|=hey|=hello|=note|=notice|=hi|=message|=memo !-1:=from'],
    [2, 'model -4:=if|=any|=every|=all|=to|=whichever|=whatever +4:read'],
    [2, 'model -4:=if|=any|=every|=all|=you|=whichever|=whatever|=resulting +6:train'],
    [
      2,
      'model +1:=reading|=processing|=summarising|=summarizing|=parsing|=ingesting|=crawling|=indexing !-3:=of|=for',
    ],
    [3, 'model +1:=that|=which|=who +1:read +2:=this|=these'],
    [3, '=note|=message|=notice|=memo +1:=to|=for +3:model'],
    [2, 'model -2:=are|=being -3:=if'],
    [2, '=when|=once|=if|=should +3:model +1:read +2:=this|=these|=it'],
    [2, 'read +1:=this|=these -12:model +14:must|utter'],
    [2, 'model !-1:any +1:utter'],
    [2, 'model !-2:any +3:=only'],
    [2, 'model -3:=listen|=you !-1:=are'],
    [2, 'model !-2:any +8:=reply|=answer|=response +6:must|=is'],
    [1, '=automated +1:=readers|=systems'],
    [2, 'model -3:=you|=the -4:=to|=for +12:you'],
  ],
  'gives it a part': [
    [1, 'model -4:=are|=be -1:=you'],
    [1, '=you +1:=are|=re +1:=now|=no'],
    [2, '=you +1:=are|=re +1:=now +4:model'],
    [3, '=you +1:=are|=re +1:=no +1:=longer +3:model'],
    [1, '=you -1:=now|=on|=forward|=onwards|=onward -4:=from|=point'],
    [1, '=you -3:=henceforth|=hereafter'],
    [2, '=your|=ton|=deine|=tu +2:=new|=real|=actual|=true|=updated +1:role'],
    [2, '=new +1:orders'],
  ],
  'tells it what to say': [
    [1, '=you +2:must|=are|=have|=need +4:utter'],
    [1, 'model +2:must|=is|=has|=ought +4:utter|learn'],
    [1, 'utter -1:=and|=please|=only|=just|=then|=instead|=always|=must|=shall'],
    [1, 'utter +8:=instead'],
    [1, 'utter !-1:any'],
    [1, 'model +2:=answers|=replies|=says|=writes'],
    [
      1,
      '=reply|=answer|=response|=output|=summary -1:=your|=the|=correct +3:must|=has|=is|=contain|=includes',
    ],
    [1, 'learn +6:=that'],
  ],
  'keeps it from the user': [
    [2, 'tell -3:not +4:user'],
    [2, 'tell -3:not +4:orders'],
    [2, 'tell -3:not +4:=this|=these +1:=message|=note|=request|=text|=order|=orders'],
    [2, 'user +4:not +3:notice'],
    [2, 'tell -1:=let|=make -3:not +2:user'],
    [2, 'tell +1:=nobody|=none +4:=this|=these|=you|=that'],
    [2, 'secret|=quiet +3:=about +3:=this|=these'],
    [2, '=without +1:tell +4:user'],
    [2, 'secret +3:=from +5:user'],
    [2, '=hide|=keep|=conceal +5:=from +5:user'],
  ],
  'asks for its prompt': [
    [3, 'orders -3:inner -6:show !-3:not'],
    [3, '=message|=configuration|=setup -3:inner -6:show !-3:not'],
    [2, 'orders -2:=your -6:show !-3:not'],
  ],
  'speaks of training on this text': [
    [2, 'train +1:=on|=from|=with|=set|=data +2:=this|=these|=it +2:text'],
    [2, 'train +3:=this|=these +2:text'],
    [2, 'train -5:=this|=these|=your'],
    [2, 'train -4:=being|=be|=are -5:=you'],
    [2, '=learning|=learns|=learn -4:model +2:=from +2:=this|=these'],
    [2, 'train -4:=will|=are|=being -3:=you +4:=on|=from|=with'],
    [2, '=descent -1:=gradient'],
  ],
};

const patterns = Object.entries(grammar).flatMap(([act, list]) =>
  list.map(([weight, written]) => ({ act: act as Act, weight, pattern: wordPattern(written) })),
);

const mostNumbers = [...knownWords()].length + 1;

export function actsIn(lexed: Lexed): Sign[] {
  const { classes, numbers, starts, ends } = lexed;
  const found: Sign[] = [];
  const vocabulary = { classes: 0, numbers: new Uint8Array(mostNumbers) };
  const marked: number[] = [];
  for (let i = 0; i < numbers.length; i++) {
    if (numbers[i] === 0) continue;
    vocabulary.classes |= classes[i];
    vocabulary.numbers[numbers[i]] = 1;
    marked.push(i);
  }
  for (const { act, weight, pattern } of patterns) {
    if (!mayMatch(vocabulary, pattern)) continue;
    const { mask, named } = pattern[0];
    for (const i of marked) {
      if ((classes[i] & mask) === 0 && !named.includes(numbers[i])) continue;
      const fit = matchAt(lexed, i, pattern);
      if (fit) found.push({ act, weight, start: starts[fit[0]], end: ends[fit[1]] });
    }
  }
  return found;
}
