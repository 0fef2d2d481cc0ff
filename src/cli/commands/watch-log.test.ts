import { expect, test } from 'vitest';
import { watchLog } from './watch-log.ts';

test('reads no further once it is told to stop', async () => {
  let read = 0;
  async function* endless(): AsyncGenerator<readonly unknown[]> {
    for (;;) yield [{ step: read, row: `r${read++}`, loss: 1 }];
  }
  const { keeper, ended } = await watchLog(endless(), {
    onAlarm: () => undefined,
    onProgress: () => undefined,
    failFast: false,
    stopped: () => read === 5,
    otherwise: () => 'interrupted',
    stopAtEnd: false,
  });
  expect([keeper.now().entries, ended]).toEqual([5, 'interrupted']);
});
