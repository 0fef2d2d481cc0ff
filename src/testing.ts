// Contract tests for people who write detectors, summaries and engines. They need no test framework: each throws
// a ContractViolation that says which law was broken, and returns nothing when all hold.
export { ContractViolation } from './testing/violation.ts';
export { checkSummary, type SummaryCheck } from './testing/check-summary.ts';
export { checkDetector, type DetectorExamples } from './testing/check-detector.ts';
export { checkAttack, type AttackExamples } from './testing/check-attack.ts';
export { checkEngine } from './testing/check-engine.ts';
