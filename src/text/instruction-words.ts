// A table: what words are to a text that gives a model orders. English, and the commonest such words of German, French,
// Spanish, Italian, Portuguese and Russian. A word may be of several classes; classes are bits.

export const classes = {
  /** Verbs that set orders aside, as they stand in an order. */
  drop: 2 ** 0,
  /** Orders, as only people who give them to machines call them. */
  orders: 2 ** 1,
  /** Words for orders, and for what was said, that have many other uses. */
  said: 2 ** 2,
  /** What came before. */
  before: 2 ** 3,
  everything: 2 ** 4,
  model: 2 ** 5,
  train: 2 ** 6,
  text: 2 ** 7,
  not: 2 ** 8,
  tell: 2 ** 9,
  /** Whom a model speaks to. */
  user: 2 ** 10,
  show: 2 ** 11,
  inner: 2 ** 12,
  you: 2 ** 13,
  utter: 2 ** 14,
  must: 2 ** 15,
  follow: 2 ** 16,
  /** No longer in force. */
  over: 2 ** 17,
  given: 2 ** 18,
  role: 2 ** 19,
  fresh: 2 ** 20,
  hail: 2 ** 21,
  read: 2 ** 22,
  owner: 2 ** 23,
  learn: 2 ** 24,
  secret: 2 ** 25,
  notice: 2 ** 26,
} as const;
export type ClassName = keyof typeof classes;

const table: Readonly<Record<ClassName, string>> = {
  drop: 'ignore withdraw disregard forget override overrule bypass discard dismiss neglect abandon void nullify revoke supersede overwrite scrap cancel drop erase unlearn suspend ignoriere ignorieren missachte vergiss ignorez oubliez ignora ignorad ignoren olvida olvide olvidad omite dimentica dimenticate ignori ignorem esqueça esqueca desconsidere игнорируй игнорируйте забудь забудьте',
  orders:
    'instruction instructions prompt prompts directive directives guideline guidelines anweisung anweisungen vorgaben consigne consignes instrucciones instrucción directrices istruzioni istruzione direttive instruções instruçoes instrucoes diretrizes инструкции инструкций инструкцию указания',
  said: 'rule rules order orders command commands constraint constraints restriction restrictions policy policies programming context message messages request requests task tasks training configuration text conversation regeln befehle règles regles reglas órdenes regole ordini regras ordens правила команды',
  before:
    'previous previously prior above earlier preceding foregoing former original initial existing past before beginning started start top old vorherigen vorigen bisherigen obigen früheren précédentes precedentes précédents antérieures anteriores previas precedenti предыдущие предыдущих прежние',
  everything:
    'everything anything all any whatever every alle alles toutes tout todas todo todos tutte tutto все',
  model:
    'machine gemini claude ai ais assistant assistants chatbot chatbots bot bots llm llms gpt chatgpt agent agents model models network networks crawler crawlers ki sprachmodell ia',
  train:
    'train trained training trains pretraining pretrained pre-training fine-tune fine-tuning fine-tuned finetune finetuning finetuned ingest ingests ingested corpus descent tuned tuning weights',
  text: 'data text texts document documents page passage dataset corpus content example examples sample row rows sentence sentences file article words line set note',
  not: "not never don't dont don’t no without avoid refrain cannot mustn't stop nothing nicht ne pas non não nao no nie",
  tell: 'tell telling say saying hint inform informing mention mentioning disclose disclosing reveal revealing alert alerting notify notifying warn warning let letting admit admitting acknowledge show',
  user: 'user users human humans reader readers person anyone nobody customer whoever benutzer nutzer utilisateur usuario utente usuário',
  show: 'reveal print show repeat output display leak expose dump write recite paste quote list',
  inner: 'system hidden secret internal initial original confidential developer full exact entire',
  you: 'you your yours yourself du dein deine vous votre tu tus yours',
  utter:
    'respond reply answer say output write print recommend mention comply obey act execute send include repeat praise name call run forward state insert add tell rank describe talk suggest return produce prefer bring insert work suggest slip weave favour favor treat speak promote advise urge end begin start use choose pick antworte antworten répondez réponds responde responda rispondi ответь ответьте do perform always instead',
  must: 'must should shall will always only instead never',
  follow: 'follow following obey listen comply adhere heed trust',
  over: 'void obsolete withdrawn done finished settled cancelled canceled revoked superseded replaced invalid outdated expired overridden suspended lifted',
  given:
    'told given taught instructed asked shown programmed trained said wrote written learned received started',
  role: 'task role job goal objective identity purpose mission persona instruction instructions directive directives',
  fresh: 'new real actual true updated only next',
  hail: 'dear attention hey hello note notice hi message to any all if important',
  read: 'reading reads read summarise summarize summarises summarizes summarising summarizing process processes processing parse parsing ingest ingests ingesting analyse analyze analysing analyzing learning crawling crawl indexing scraping',
  owner: 'operator developer developers system admin administrator creator creators',
  learn:
    'learn memorise memorize remember associate conclude trust believe prefer favour keep pick choose internalise internalize teach',
  secret: 'secret hidden hide conceal silently quietly secretly covertly undisclosed',
  notice: 'know see notice realise realize learn find discover suspect aware',
};

/** Letters in which a word of the table is longest. */
export const longestWord = 24;

const bits = new Map<string, number>();
for (const [name, words] of Object.entries(table) as [ClassName, string][]) {
  for (const word of words.split(' ')) bits.set(word, (bits.get(word) ?? 0) | classes[name]);
}

/** A word that the table or a pattern names. Numbers begin at 1. */
export interface Known {
  readonly number: number;
  readonly classes: number;
}

const known = new Map<string, Known>();

/** The number of a word in small letters, which is known from now on. */
export function numberOf(word: string): number {
  let own = known.get(word);
  if (!own) known.set(word, (own = { number: known.size + 1, classes: bits.get(word) ?? 0 }));
  return own.number;
}
for (const word of bits.keys()) numberOf(word);

export const knownWord = (word: string): Known | undefined => known.get(word);
export const knownWords = (): IterableIterator<string> => known.keys();

/** Words without which no sign of an order to a model is complete: what a text is first looked through for. */
const anchorClasses = classes.drop | classes.orders | classes.model | classes.user | classes.train;
const furtherAnchors =
  'attention aside guidance automated system_message system_prompt system_note system developer operator administrator memorise memorize task message configuration tool_call tool_calls function_call function_calls tool_use invoke observation arguments';

export const anchors: readonly string[] = [
  ...[...bits].filter(([, own]) => (own & anchorClasses) !== 0).map(([word]) => word),
  ...furtherAnchors.split(' '),
];
