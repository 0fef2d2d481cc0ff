import { expect, it } from 'vitest';
import { orders } from './drill-orders.ts';

it('holds at least a dozen different orders, each about its word and in plain ASCII', () => {
  const all = orders.flat();
  expect(new Set(all).size).toBe(all.length);
  expect(all.length).toBeGreaterThanOrEqual(12);
  for (const order of all) expect(order).toMatch(/^(?=.*\{p\})[ -~]+$/);
});
