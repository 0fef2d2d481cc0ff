// The settings of `bezoar weigh`.
import { weigherIds } from '../training/weighing/weigher-ids.ts';
import type { Setting } from './setting.ts';

const text = (placeholder: string) => ({ kind: 'text', placeholder }) as const;

const weighTo: Setting = {
  name: 'weighTo',
  flag: '--out',
  short: '-o',
  commands: ['weigh'],
  type: text('dir'),
  default: 'bezoar-weights',
  what: 'Folder for the weights or the certificate, and the report.',
  why: 'A folder of its own, so that nothing lands between the data.',
  example: '--out weights/july',
  inConfig: true,
};

const method: Setting = {
  name: 'method',
  flag: '--method',
  commands: ['weigh'],
  type: { kind: 'choice', placeholder: 'name', choices: weigherIds },
  default: 'robust-mean',
  what: 'How rows are weighed.',
  why: 'The filter leaves clean data alone where its rows spread as ordinary ones do; docs/weigh.md says which method is for which threat.',
  example: '--method mcd',
  inConfig: true,
};

const features: Setting = {
  name: 'features',
  flag: '--features',
  commands: ['weigh'],
  type: text('file'),
  default: undefined,
  defaultInWords: 'words and pairs of words of the rows',
  what: 'Numbers for each row, from a model of your own: .npy, safetensors, or Parquet with a column of lists.',
  why: 'Embeddings or gradients of the model that you train show what it would learn; words serve where there are none.',
  example: '--features embeddings.npy',
  inConfig: false,
};

const featureName: Setting = {
  name: 'featureName',
  flag: '--feature-name',
  commands: ['weigh'],
  type: text('name'),
  default: undefined,
  defaultInWords: 'the only one there is',
  what: 'Which tensor or column of the file of features to read.',
  why: 'A file may hold several.',
  example: '--feature-name hidden',
  inConfig: false,
};

const labelFile: Setting = {
  name: 'labelFile',
  flag: '--labels',
  commands: ['weigh'],
  type: text('file'),
  default: undefined,
  defaultInWords: 'the labels of the data, if it has any',
  what: 'A number for each row, its class or with --loss squared what is to be predicted, in a file as for --features.',
  why: 'Rows are held against their own class: a row that is ordinary among all may be far from those it claims to be one of.',
  example: '--labels labels.npy',
  inConfig: false,
};

const part: Setting = {
  name: 'part',
  flag: '--part',
  commands: ['weigh'],
  type: { kind: 'number', placeholder: 'share', min: 0.0001, max: 0.49, whole: false },
  default: 0.03,
  unit: 'share of the rows',
  what: 'How many rows may be poisoned.',
  why: 'What attacks on quality need: fewer change little, and more are seen otherwise. A filter takes at most twice as much.',
  example: '--part 0.01',
  inConfig: true,
};

const loss: Setting = {
  name: 'loss',
  flag: '--loss',
  commands: ['weigh'],
  type: { kind: 'choice', placeholder: 'name', choices: ['hinge', 'logistic', 'squared'] },
  default: undefined,
  defaultInWords: 'that of the method',
  what: 'For methods that learn: the loss of a row. With squared, --labels are numbers to predict instead of classes.',
  why: 'Rows are judged by how they pull at a model; the nearer its loss is to that of yours, the more that says.',
  example: '--loss logistic',
  inConfig: true,
};

const cost: Setting = {
  name: 'cost',
  flag: '--cost',
  commands: ['weigh'],
  type: { kind: 'number', placeholder: 'number', min: 1e-9, max: 1e9, whole: false },
  default: undefined,
  defaultInWords: '1',
  what: "For methods that learn: the price of a row's loss beside half the squared length of the weights.",
  why: 'Features longer than 1 want less; 1 divided by a hundredth to a tenth of the rows is usual where each row has a length near the square root of its columns.',
  example: '--cost 0.01',
  inConfig: true,
};

const testFeatures: Setting = {
  name: 'testFeatures',
  flag: '--test-features',
  commands: ['weigh'],
  type: text('file'),
  default: undefined,
  defaultInWords: 'nothing is tested',
  what: 'Features of rows that are surely clean, made as those of --features: say what a model learns with each defence, and without one.',
  why: 'Whether a defence helps shows on rows that nobody could poison; published attacks come with such rows.',
  example: '--test-features test.npy',
  inConfig: false,
};

const testLabels: Setting = {
  name: 'testLabels',
  flag: '--test-labels',
  commands: ['weigh'],
  type: text('file'),
  default: undefined,
  defaultInWords: 'nothing is tested',
  what: 'The class of each row of --test-features, named as in --labels.',
  why: 'Errors are counted against these.',
  example: '--test-labels test-labels.npy',
  inConfig: false,
};

const dimensions: Setting = {
  name: 'dimensions',
  flag: '--dimensions',
  commands: ['weigh'],
  type: { kind: 'number', placeholder: 'number', min: 32, max: 512, whole: true },
  default: 32,
  unit: 'columns',
  what: 'Features with more columns are projected to so many; rounded up to a multiple of 32.',
  why: 'A spread in many directions needs many rows of each class, and time with the square of them.',
  example: '--dimensions 64',
  inConfig: true,
};

const certify: Setting = {
  name: 'certify',
  flag: '--certify',
  commands: ['weigh'],
  type: { kind: 'number', placeholder: 'partitions', min: 2, max: 100_000, whole: true },
  default: undefined,
  defaultInWords: 'weights instead',
  unit: 'partitions',
  what: 'Instead of weights: let so many small models vote, and say for each row how many poisoned rows cannot change the vote.',
  why: 'More partitions withstand more poisoned rows and are right less often; 50 to 100 for some thousands of rows.',
  example: '--certify 50',
  inConfig: true,
};

const testFile: Setting = {
  name: 'testFile',
  flag: '--test',
  commands: ['weigh'],
  type: text('file'),
  default: undefined,
  defaultInWords: 'each fifth of the data, held out',
  what: 'Certify what is said of the rows of this file, after learning from all of the data.',
  why: 'Rows that nobody could poison are the best to ask about.',
  example: '--test test.jsonl',
  inConfig: false,
};

const keyFile: Setting = {
  name: 'keyFile',
  flag: '--key',
  commands: ['weigh'],
  type: text('file'),
  default: undefined,
  defaultInWords: 'drawn at random and left in certificate.key',
  what: 'The bytes of this file are the key of the hash that parts the rows; 16 or more.',
  why: 'The radius holds against who knows the key too, but beyond the radius the key is what is in their way: keep it.',
  example: '--key certificate.key',
  inConfig: false,
};

export const weighSettings: readonly Setting[] = [
  weighTo,
  method,
  features,
  featureName,
  labelFile,
  part,
  loss,
  cost,
  dimensions,
  testFeatures,
  testLabels,
  certify,
  testFile,
  keyFile,
];
