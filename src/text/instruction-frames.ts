// Frames that text can forge around an order: the head of a system prompt, turns of a chat, a call of a tool. Tokens of
// chat templates are control-tokens.ts's and are not reported here again.
import type { Act, Sign } from './instruction-acts.ts';

// Each pattern begins with a fixed character or word and has a bounded length: linear time.
const heads: readonly { readonly act: Act; readonly weight: number; readonly pattern: RegExp }[] = [
  {
    act: 'imitates a system prompt',
    weight: 2,
    pattern:
      /(?:^|[\n.!?]) {0,4}[#[<(* ]{0,6}system(?:[ _-](?:prompt|message|note|instructions?|override|command))?[\])>* ]{0,4}(?:[:\])>]|\*\*)|"role" ?: ?"system"/gi,
  },
  {
    act: 'imitates a system prompt',
    weight: 2,
    pattern:
      /\b(?:message|note|order|instructions?) from (?:the |your )?(?:developer|operator|system|administrator|creator)s?\b/gi,
  },
  {
    act: 'imitates a system prompt',
    weight: 2,
    pattern: /\bend of (?:the )?(?:document|context|prompt|data|page|input|user message)\b(?=[.:\]\- \n])/gi,
  },
  { act: 'imitates a system prompt', weight: 2, pattern: /(?:^|[\n.!? -])(?:operator|developer) ?:/gi },
  {
    act: 'imitates a tool call',
    weight: 3,
    pattern:
      /"(?:tool_calls?|function_calls?)" {0,2}:|<\/?(?:tool_calls?|function_calls?|tool_use)>|<invoke name=|\bAction: {0,2}\S{1,40}\s{1,3}Action Input:|"type" ?: ?"(?:tool_use|tool_call|function_call)"|"name" ?: ?"[\w.-]{1,64}", ?"(?:arguments|parameters)" ?:/g,
  },
];

/** The two sides of a chat, in any of the names that are given to them; a turn begins a line or a sentence. */
const turn =
  /(?:^|[\n.!?"”]) {0,4}(?:#{1,4} {0,2})?(?:(user|human|instruction|question from user)|(assistant|ai|chatbot|bot|response)) ?: ?(?=\S|\n)/gi;

/** Every frame holds one of these. */
const parts =
  /system|developer|operator|administrator|end of|tool_|function_call|invoke name|"name"|action input|assistant|response|\bai ?:|bot ?:/i;

/** `tools`: calls of tools are in order here. */
export function framesIn(text: string, from: number, to: number, tools: boolean): Sign[] {
  const piece = text.slice(from, to);
  if (!parts.test(piece)) return [];
  const found: Sign[] = [];
  const put = (act: Act, weight: number, match: RegExpExecArray): void => {
    const lead = match[0].length - match[0].replace(/^[\n.!?"” -]+/, '').length;
    found.push({ act, weight, start: from + match.index + lead, end: from + match.index + match[0].length });
  };
  for (const { act, weight, pattern } of heads) {
    if (tools && act === 'imitates a tool call') continue;
    for (const match of piece.matchAll(pattern)) put(act, weight, match);
  }
  const turns = [...piece.matchAll(turn)];
  // What a chat template writes itself is a control token; one side alone is a heading.
  if (turns.some((m) => m[1]) && turns.some((m) => m[2])) {
    for (const match of turns)
      if (!match[0].startsWith('\n') || piece[match.index - 1] !== '\n')
        put('imitates turns of a chat', 3, match);
  }
  return found;
}
