// For people who write detectors, summaries, engines and attacks. Contract tests need no test framework: each throws
// a ContractViolation that says which law was broken, and returns nothing when all hold.
export { ContractViolation } from './testing/violation.ts';
export { checkSummary, type SummaryCheck } from './testing/check-summary.ts';
export { checkDetector, type DetectorExamples } from './testing/check-detector.ts';
export { checkEngine } from './testing/check-engine.ts';
export { checkAttack, type AttackExamples } from './testing/check-attack.ts';

// What a detector catches of the published attacks, from how few rows.
export { drill } from './testing/drill.ts';
export { writeDrillReport } from './report/drill/write.ts';
export type { DrillCell, DrillReport } from './report/drill/schema.ts';
export type { DrillProgress, DrillRequest } from './trials/drill.ts';
