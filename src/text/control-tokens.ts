// Tokens with which chat templates mark turns, standing in the content itself: rendered for training they can end
// a turn and begin another that nobody said, a system prompt for example. Weak marks such as `</s>`, which is also
// HTML, or `Human:` count only where a template would put them.
import { collector, type Hidden } from './hidden.ts';
import { visible } from './visible.ts';

// Each alternative begins with a fixed character and has a bounded length: linear time.
const strong =
  /<[|｜][A-Za-z][\w▁ -]{1,40}[|｜]>|<(?:start|end)_of_turn>|\[\/?INST\]|<<\/?SYS>>|\[\/?(?:SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_RESULTS)\]/g;
const weak = /^<s>|<\/s>(?=\s{0,8}(?:$|<s>|\[INST\]))|\n\n(?:Human|Assistant):/g;

/** Every weak token holds one of these; to look for them is faster than to run the pattern. */
const weakParts = ['<s>', '</s>', '\n\nHuman:', '\n\nAssistant:'];
/** Every strong token holds one of these. */
const parts = ['<|', '<｜', '_of_turn>', 'INST]', 'SYS>>', '_PROMPT]', '_TOOLS]', 'TOOL_RESULTS]'];

/** Tokens that begin or end a turn, by which one can be forged. */
const turns =
  /im_start|im_end|eot_id|header_id|of_turn|INST|SYS|^<[|｜](?:user|assistant|system|human|bot|end|User|Assistant|start_of_role|end_of_role|turn|channel|message|begin▁of▁sentence|end▁of▁sentence)[|｜]>$/;

/** Whether there is anything to look for: over at once for plain text. */
export function mayHoldControlTokens(text: string): boolean {
  return (
    text.includes('<') || text.includes('[') || text.includes('\n\nHuman:') || text.includes('\n\nAssistant:')
  );
}

export function controlTokensIn(text: string): Hidden[] {
  const { found, put } = collector();
  const report = (match: RegExpExecArray, isStrong: boolean) => {
    const start = match.index + (match[0].startsWith('\n') ? 2 : 0);
    const end = match.index + match[0].length;
    put({
      kind: 'control-token',
      start,
      end,
      shown: `chat-template token ${visible(match[0].trim())}`,
      strong: isStrong,
      word: '',
    });
  };
  if (parts.some((part) => text.includes(part))) {
    for (const match of text.matchAll(strong)) report(match, turns.test(match[0]));
  }
  if (weakParts.some((part) => text.includes(part))) {
    for (const match of text.matchAll(weak)) report(match, false);
  }
  return found;
}
