// Small detectors, one for each way to take part in a scan, for the tests of engines and scans. Plain
// JavaScript, so that worker threads can load it without a build.

/** Judges rows one by one, in the first read: the word MARKED in an answer. */
export const marked = {
  ...about('marked-word', 'An answer holds a marked word'),
  inspect: () =>
    placesWhere(
      (row) => answer(row).includes('MARKED'),
      (rows) => claim('high', 0.001, 'marked', rows),
    ),
};

/** Judges from its survey alone, with no second read: sources of a single row. */
export const lonely = {
  ...about('lonely-source', 'A source gave one row'),
  survey: () => ({
    maxBytes: 2 ** 30,
    empty: () => new Map(),
    add(state, rows) {
      for (const { source, shard, row } of rows)
        state.set(source, [...(state.get(source) ?? []), { shard, row }].slice(0, 2));
    },
    merge(into, from) {
      for (const [source, places] of from)
        into.set(source, [...(into.get(source) ?? []), ...places].slice(0, 2));
    },
    finish: (state) => [...state.values()].filter((places) => places.length === 1).flat(),
  }),
  inspect: (places) => verdict(places.sort(byPlace), (rows) => claim('note', 0.5, 'lonely', rows)),
};

/** Rows and characters of all answers: one survey, which the two below share. */
function lengths(conclude) {
  const common = {
    maxBytes: 1000,
    empty: () => ({ rows: 0, characters: 0 }),
    add(state, rows) {
      for (const row of rows) {
        state.rows++;
        state.characters += answer(row).length;
      }
    },
    merge(into, from) {
      into.rows += from.rows;
      into.characters += from.characters;
    },
    finish: (state) => state,
  };
  return { ...common, key: 'lengths', common, conclude, finish: conclude };
}

/** Needs both reads: answers more than twice as long as is ordinary here. */
export const long = {
  ...about('long-answer', 'An answer is much longer than the others'),
  options: {
    times: {
      default: 2,
      min: 1,
      max: 100,
      unit: 'times the mean',
      why: 'Twice as long is easily seen by a reader.',
    },
  },
  survey: () => lengths(({ rows, characters }) => (rows === 0 ? 0 : characters / rows)),
  inspect: (mean, { options }) =>
    mean === 0
      ? { claims: [], power: [], untestable: ['there are no rows'] }
      : placesWhere(
          (row) => answer(row).length > options.times * mean,
          (rows) => claim('medium', 0.05, 'long', rows),
        ),
};

/** Judges from the same survey: how many rows there are. */
export const counted = {
  ...about('row-count', 'There are rows'),
  survey: () => lengths(({ rows }) => rows),
  inspect: (rows) => ({ claims: [], power: [], untestable: rows === 0 ? [] : [`${rows} rows were counted`] }),
};

/** Takes no rows up beside others: tells how many it took up for not knowing of any. */
export const sparing = {
  ...about('sparing', 'Looks at the first rows only'),
  inspect: () => ({
    maxBytes: 1000,
    empty: () => ({ taken: 0, others: false }),
    beside: () => ({ taken: 0, others: true }),
    add(state, rows) {
      if (!state.others) state.taken += rows.length;
    },
    merge(into, from) {
      into.taken += from.taken;
    },
    finish: ({ taken }) => ({ claims: [], power: [], untestable: [`${taken} rows were taken up`] }),
  }),
};

/** Cannot judge instruction rows. */
export const elsewhere = { ...marked, ...about('elsewhere', 'Labels only'), shapes: ['classification'] };

/** Kills the worker that runs it. */
export const deadly = {
  ...about('deadly', 'Ends its thread'),
  inspect: () =>
    placesWhere(
      () => process.exit(3),
      (rows) => claim('high', 0, 'deadly', rows),
    ),
};

export const detectors = [marked, lonely, long, counted, sparing, elsewhere, deadly];

function about(id, title) {
  return {
    id,
    version: 1,
    title,
    catches: ['availability'],
    shapes: ['instruction', 'chat'],
    sources: ['the tests of this project'],
    options: {},
  };
}

function placesWhere(test, toClaim) {
  return {
    maxBytes: 2 ** 30,
    empty: () => [],
    add(state, rows) {
      for (const row of rows) if (test(row)) state.push({ shard: row.shard, row: row.row });
    },
    merge(into, from) {
      into.push(...from);
    },
    finish: (places) => verdict(places.sort(byPlace), toClaim),
  };
}

function verdict(rows, toClaim) {
  return { claims: rows.length === 0 ? [] : [toClaim(rows)], power: [], untestable: [] };
}

function claim(severity, falseDiscovery, word, rows) {
  return {
    severity,
    threat: 'availability',
    title: `${word} rows`,
    claim: `These rows are ${word}.`,
    evidence: [{ name: 'rows', value: rows.length, unit: 'rows' }],
    falseDiscovery,
    rows,
    phrases: [['river']],
    outcomePhrases: [[word]],
    examples: rows.slice(0, 2).map((place) => ({ place, pair: { shard: 0, row: 0 } })),
    advice: 'Look at them.',
  };
}

function answer({ outcome }) {
  return (outcome.parts ?? []).map((part) => part.text).join(' ');
}

function byPlace(a, b) {
  return a.shard - b.shard || a.row - b.row;
}
