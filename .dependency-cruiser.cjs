// Who may import whom; ARCHITECTURE.md says why. Types count as imports too.
const contracts = '^src/(row|threat|option|summary|detector|finding|attack|errors)\\.ts$';
const test = '\\.test\\.ts$';

/** Files of `layer` may import only themselves, the contracts and what is listed. */
const layer = (name, allowed = []) => ({
  name: `${name}-stands-on`,
  severity: 'error',
  from: { path: `^src/${name}/`, pathNot: test },
  to: {
    path: '^src/',
    pathNot: [contracts, ...[name, ...allowed].map((folder) => `^src/${folder}(/|\\.ts$)`)],
  },
});

module.exports = {
  forbidden: [
    {
      name: 'contracts-stand-alone',
      comment: 'row, threat, option, summary, detector, finding, attack and errors import only one another',
      severity: 'error',
      from: { path: contracts },
      to: { path: '^src/', pathNot: contracts },
    },
    // math <- text <- summaries <- detectors
    layer('math'),
    layer('text', ['math']),
    layer('summaries', ['text', 'math']),
    layer('detectors', ['summaries', 'text', 'math']),
    layer('attacks', ['text', 'math']),
    layer('corpus', ['text']),
    layer('report', ['text']),
    layer('quarantine', ['corpus', 'report', 'text']),
    layer('provenance', ['corpus', 'quarantine', 'report', 'text', 'math']),
    layer('training', ['text', 'math']),
    layer('attribution', ['training', 'text', 'math']),
    layer('trials', ['attacks', 'detectors', 'scan', 'engines', 'corpus', 'report', 'text', 'math']),
    layer('explain', ['attacks', 'detectors']),
    layer('state', ['corpus', 'report', 'text', 'math']),
    layer('engines', ['corpus', 'detectors', 'summaries', 'state']),
    layer('scan', ['state', 'corpus', 'engines', 'summaries', 'report', 'text', 'math']),
    {
      name: 'only-the-command-line-knows-the-command-line',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/cli/' },
      to: { path: '^src/cli/' },
    },
    {
      name: 'reports-import-no-detector',
      comment: 'a report can be read with the tool uninstalled; writers compute nothing',
      severity: 'error',
      from: { path: '^src/report/' },
      to: { path: '^src/(detectors|engines|corpus)/' },
    },
    {
      name: 'attacks-and-detectors-do-not-meet',
      severity: 'error',
      from: { path: '^src/(attacks|detectors)/' },
      to: { path: '^src/(attacks|detectors)/', pathNot: '^src/$1/' },
    },
    {
      name: 'few-touch-files-or-the-network',
      comment: 'detectors, summaries, text and math are pure; only these read or write',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: [
          '^src/(corpus|report|quarantine|provenance|state|engines|trials|cli|testing)/',
          '^src/quarantine\\.ts$',
          test,
        ],
      },
      to: { path: '^(node:)?(fs|fs/promises|net|http|https|http2|dgram|tls|child_process|worker_threads)$' },
    },
    {
      name: 'heavy-libraries-stay-where-they-are-used',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/(corpus/readers|quarantine)/', test] },
      to: { path: 'node_modules/(@duckdb|apache-arrow)' },
    },
    {
      name: 'grammars-stay-where-code-is-parsed',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/detectors/vulnerable-code/(grammars|lower/)', test] },
      to: { path: 'node_modules/@lezer' },
    },
    {
      name: 'sigstore-stays-where-signatures-are-made',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/provenance/sign/', test] },
      to: { path: 'node_modules/@sigstore' },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'only-real-dependencies',
      comment: 'what users install must hold everything the product imports',
      severity: 'error',
      from: { path: '^src/', pathNot: test },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown', 'unknown', 'undetermined'] },
    },
    { name: 'nothing-missing', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
};
