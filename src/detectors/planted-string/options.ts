export const options = {
  sampleMegabytes: {
    default: 20,
    min: 1,
    max: 200,
    unit: 'MB of token ids',
    why: 'Of so many documents, chosen by hash, is learned what is ordinary: 20 MB are about five million tokens, learned in a few seconds.',
  },
  stateMegabytes: {
    default: 256,
    min: 1,
    max: 4096,
    unit: 'MB',
    why: 'Room for the counts of strings at changes in one shard, 12 bytes a place: enough for 1.5 GB in one packed file. When there are more, half of them are given up, by hash, and the report says so; what is merged lies in scratch space.',
  },
  minDocuments: {
    default: 8,
    min: 4,
    max: 10_000,
    unit: 'documents',
    why: 'Fewest documents with a string at a change: fewer come about by chance in every corpus.',
    from: 'bench/calibrate',
  },
} as const;
