// One thread that runs trials, one after another, with the attacks and detectors of this project.
import { parentPort, workerData } from 'node:worker_threads';
import { attacks } from '../attacks/index.ts';
import { detectors } from '../detectors/index.ts';
import { failureOf } from '../errors.ts';
import { runHere, type FromTrialWorker, type TrialTask, type WorkerStart } from './runner.ts';
import { subjectOf } from './subject.ts';

const { setup, detectors: wanted, index } = workerData as WorkerStart;
const port = parentPort!;
const looking = detectors.filter(({ id }) => wanted.includes(id));
const runner = subjectOf(setup.corpus, setup.rows).then((subject) =>
  runHere(subject, setup, attacks, looking, `worker-${index}`),
);
const say = (message: FromTrialWorker): void => port.postMessage(message);

port.on('message', (task: TrialTask) => {
  runner
    .then(({ run }) => run(task))
    .then(
      (result) => say({ kind: 'result', result }),
      (error: unknown) => say({ kind: 'failed', failure: failureOf(error) }),
    );
});
