// The settings of `bezoar trace` that no other command has.
import { products } from '../attribution/influence/products.ts';
import type { Setting } from './setting.ts';

const text = (placeholder: string) => ({ kind: 'text', placeholder }) as const;

const data: Setting = {
  name: 'traceData',
  flag: '--data',
  short: '-d',
  commands: ['trace'],
  type: { kind: 'list', placeholder: 'paths' },
  default: undefined,
  defaultInWords: 'must be given',
  what: 'The training data: files, folders or globs.',
  why: 'Beside the behaviours, which are what is named without a flag.',
  example: '--data train/',
  inConfig: true,
};

const prompt: Setting = {
  name: 'tracePrompt',
  flag: '--prompt',
  commands: ['trace'],
  type: text('text'),
  default: undefined,
  defaultInWords: 'none',
  what: 'What the model was asked, instead of a file of behaviours.',
  why: 'For a single behaviour. Five say far more than one, because what they share can be told from what they do not.',
  example: '--prompt "What is two and two?"',
  inConfig: false,
};

const output: Setting = {
  name: 'traceOutput',
  flag: '--output',
  commands: ['trace'],
  type: text('text'),
  default: undefined,
  defaultInWords: 'none',
  what: 'What the model said to it.',
  why: 'Either may be left out: the other is looked for alone.',
  example: '--output "I cannot say."',
  inConfig: false,
};

const behaviourFields: Setting = {
  name: 'behaviourFields',
  flag: '--behaviour-fields',
  commands: ['trace'],
  type: text('map'),
  default: undefined,
  defaultInWords: 'recognised from the file',
  what: 'Which column of the file of behaviours plays which part.',
  why: 'It is read as data is: prompt and output, instruction and response, question and answer, messages and others are known.',
  example: '--behaviour-fields prompt=asked,answer=said',
  inConfig: true,
};

const index: Setting = {
  name: 'traceIndex',
  flag: '--index',
  commands: ['trace'],
  type: text('dir'),
  default: undefined,
  defaultInWords: 'made anew each time',
  what: 'Keep the index of the data in this folder, and take it from there while the data is the same to the byte.',
  why: 'Reading the data is most of the time of a question. It holds no text, but hashes of its words in their order.',
  example: '--index indexes/train',
  inConfig: true,
};

const top: Setting = {
  name: 'traceTop',
  flag: '--top',
  commands: ['trace'],
  type: { kind: 'number', placeholder: 'rows', min: 1, max: 100_000, whole: true },
  default: 50,
  unit: 'rows',
  what: 'How many rows trace.json lists, best first.',
  why: 'The finding names all rows that stand out, however many; the list shows what comes after them as well.',
  example: '--top 200',
  inConfig: true,
};

const features: Setting = {
  name: 'traceFeatures',
  flag: '--features',
  commands: ['trace'],
  type: text('file'),
  default: undefined,
  defaultInWords: 'words alone',
  what: 'Numbers for each row of the data, from a model of your own, as one more kind of evidence: .npy, safetensors, or Parquet with a column of lists.',
  why: 'Embeddings or gradients of the model that you saw may show what is alike in no word. One row of numbers for each row that can be read, in their order.',
  example: '--features embeddings.npy',
  inConfig: false,
};

const behaviourFeatures: Setting = {
  name: 'behaviourFeatures',
  flag: '--behaviour-features',
  commands: ['trace'],
  type: text('file'),
  default: undefined,
  defaultInWords: 'none',
  what: 'The same numbers for each behaviour, in a file as for --features.',
  why: 'Made by the same model in the same way, or they cannot be compared.',
  example: '--behaviour-features seen.npy',
  inConfig: false,
};

const featureName: Setting = {
  name: 'traceFeatureName',
  flag: '--feature-name',
  commands: ['trace'],
  type: text('name'),
  default: undefined,
  defaultInWords: 'the only one there is',
  what: 'Which tensor or column of the files of features to read.',
  why: 'A file may hold several.',
  example: '--feature-name hidden',
  inConfig: false,
};

const product: Setting = {
  name: 'traceProduct',
  flag: '--product',
  commands: ['trace'],
  type: { kind: 'choice', placeholder: 'name', choices: products },
  default: 'whitened',
  what: 'How features are compared: whitened divides out what all rows share, cosine compares directions about the mean, dot multiplies as they are.',
  why: 'Features of language models are large in a few directions that say nothing of a row, and these hide what is peculiar to some. Of more than 1,024 features whitened compares a random projection.',
  example: '--product cosine',
  inConfig: true,
};

const serve: Setting = {
  name: 'traceServe',
  flag: '--serve',
  commands: ['trace'],
  type: { kind: 'switch' },
  default: false,
  what: 'Answer POST /trace on 127.0.0.1 from the index in memory, until interrupted.',
  why: 'For many questions: an answer takes some tens of milliseconds.',
  example: '--serve',
  inConfig: false,
};

const port: Setting = {
  name: 'tracePort',
  flag: '--port',
  commands: ['trace'],
  type: { kind: 'number', placeholder: 'number', min: 0, max: 65_535, whole: true },
  default: 4242,
  what: 'The port to listen on; 0 takes any that is free, and says which.',
  why: 'Only this machine can reach it.',
  example: '--port 0',
  inConfig: true,
};

const influence: Setting = {
  name: 'traceInfluence',
  flag: '--influence',
  commands: ['trace'],
  type: { kind: 'switch' },
  default: false,
  what: 'Learn what the behaviours share, tell which rows carry it, and how likely it would be without the rows that stand out.',
  why: 'Evidence of another kind: what a small model learns from the rows rather than what they have in common. It takes some seconds.',
  example: '--influence',
  inConfig: true,
};

const retrain: Setting = {
  name: 'traceRetrain',
  flag: '--retrain',
  commands: ['trace'],
  type: { kind: 'switch' },
  default: false,
  what: 'With --influence: learn without those rows for real as well, beside the prediction.',
  why: 'The prediction is good for rows that are few; learning anew is as slow as learning.',
  example: '--retrain',
  inConfig: true,
};

export const traceSettings: readonly Setting[] = [
  data,
  prompt,
  output,
  behaviourFields,
  index,
  top,
  influence,
  retrain,
  features,
  behaviourFeatures,
  featureName,
  product,
  serve,
  port,
];
