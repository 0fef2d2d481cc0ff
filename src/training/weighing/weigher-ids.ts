// The names of the methods of weighing, in the order in which help and docs list them: apart, so that no other command loads what they
// learn with.

export const weigherIds = [
  'robust-mean',
  'mcd',
  'sever',
  'loss',
  'centred-gradient',
  'huber',
  'early-loss',
  'residual-phrase',
] as const;

export type WeigherId = (typeof weigherIds)[number];
