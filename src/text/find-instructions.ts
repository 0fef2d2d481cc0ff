// Stretches of a text that give orders to a model, with what each does to it. Signs count where they stand together;
// the more different acts meet, the likelier it is that a model is meant and not a reader.
import { framesIn } from './instruction-frames.ts';
import { actsIn, type Act, type Sign } from './instruction-acts.ts';
import { lex, reach, stretches } from './instruction-lexer.ts';

export interface Instruction {
  /** Of the text's strongest place: points of each act that meets there, summed. */
  readonly points: number;
  readonly acts: readonly Act[];
  /** UTF-16 offsets, in order and apart. */
  readonly marks: readonly { readonly start: number; readonly end: number; readonly act: Act }[];
}

/** Han and kana write no spaces: an order to set orders aside in their own words, within a sentence. */
const unspaced =
  /(?:忽略|无视|無視|忘记|忘掉|忘れ|不要理会)[^。！？\n]{0,20}(?:指令|指示|提示|规则|規則|命令|说明)|(?:指令|指示|提示|规则|命令)[^。！？\n]{0,12}(?:忽略|无视|無視|忘れ)/g;

/** The likeliest order to a model in `text`, or none. `tools`: calls of tools are in order here. */
export function instructionsIn(text: string, tools = false): Instruction | undefined {
  let best: Sign[] = [];
  let points = 0;
  const consider = (group: Sign[]): void => {
    const own = pointsOf(group);
    if (own <= points) return;
    points = own;
    best = group;
  };
  for (const [from, to] of stretches(text)) {
    const lexed = lex(text, from, to);
    const signs = [...actsIn(lexed), ...framesIn(text, from, to, tools)].sort(
      (a, b) => a.start - b.start || a.end - b.end || b.weight - a.weight,
    );
    let group: Sign[] = [];
    for (const sign of signs) {
      if (group.length > 0 && sign.start - group[group.length - 1].end > reach) {
        consider(group);
        group = [];
      }
      group.push(sign);
    }
    consider(group);
  }
  if (/[\u3040-\u9fff]/.test(text)) {
    for (const { 0: said, index } of text.matchAll(unspaced))
      consider([{ act: 'sets orders aside', weight: 3, start: index, end: index + said.length }]);
  }
  if (points === 0) return undefined;
  return { points, acts: [...new Set(best.map(({ act }) => act))].sort(), marks: apart(best) };
}

function pointsOf(group: readonly Sign[]): number {
  const of = new Map<Act, number>();
  for (const { act, weight } of group) of.set(act, Math.max(of.get(act) ?? 0, weight));
  let sum = 0;
  for (const weight of of.values()) sum += weight;
  return sum;
}

function apart(signs: readonly Sign[]): { start: number; end: number; act: Act }[] {
  const found: { start: number; end: number; act: Act }[] = [];
  for (const { start, end, act } of signs) {
    const last = found.at(-1);
    // What overlaps is one thing said, of the kind that begins it.
    if (last && start < last.end) last.end = Math.max(last.end, end);
    else found.push({ start, end, act });
  }
  return found;
}
