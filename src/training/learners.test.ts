import { describe, expect, it } from 'vitest';
import { UsageError } from '../errors.ts';
import { conjugateGradients, norm } from '../math/conjugate-gradients.ts';
import { dotRow, rowCount, takeRows, type Dense, type Matrix } from '../math/matrix.ts';
import { random } from '../math/random.ts';
import type { Weighted } from '../math/weighted.ts';
import { classesBy, isMany, scoresOf, type Linear, type ManyLinear } from './learned.ts';
import { chancesOf, logistic, logisticCurvature } from './logistic.ts';
import { naiveBayes } from './naive-bayes.ts';
import { ridge } from './ridge.ts';
import { chancesOfClasses, softmax, softmaxCurvature } from './softmax.ts';
import { oneVersusRest, supportVectorMachine } from './support-vector-machine.ts';

/** Rows of which some columns speak for the class, one row in ten labelled at random. */
function made(n: number, classes: number, seed: number, size = 24) {
  const next = random(seed);
  const starts = new Int32Array(n + 1);
  const items: number[] = [];
  const y = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    const k = i < classes ? i : Math.floor(next() * classes);
    for (let j = 0; j < size; j++) if (next() < (j % classes === k ? 0.4 : 0.1)) items.push(j);
    starts[i + 1] = items.length;
    y[i] = next() < 0.1 && i >= classes ? Math.floor(next() * classes) : k;
  }
  const values = Float32Array.from(items, () => 0.5 + next());
  return { x: { starts, items: Int32Array.from(items), values, size } satisfies Weighted, y };
}

function dense(x: Weighted, kind: typeof Float32Array | typeof Float64Array = Float64Array): Dense {
  const rows = rowCount(x);
  const values = new kind(rows * x.size);
  for (let i = 0; i < rows; i++)
    for (let p = x.starts[i]; p < x.starts[i + 1]; p++) values[i * x.size + x.items[p]] = x.values[p];
  return { rows, size: x.size, values };
}

interface Task {
  readonly x: Matrix;
  readonly y: ArrayLike<number>;
  readonly weights?: ArrayLike<number>;
}

/** Every learner, as exact as it can be, on `classes` classes. */
const learners: Record<string, { readonly classes: number; learn(task: Task): Linear | ManyLinear }> = {
  'machine, hinge': {
    classes: 2,
    learn: (task) => supportVectorMachine(task, { loss: 'hinge', tolerance: 1e-9, maxRounds: 100_000 }),
  },
  'machine, squared hinge': {
    classes: 2,
    learn: (task) => supportVectorMachine(task, { tolerance: 1e-9, maxRounds: 100_000 }),
  },
  'machines of four': {
    classes: 4,
    learn: (task) => oneVersusRest(task, 4, { tolerance: 1e-9, maxRounds: 100_000 }),
  },
  logistic: { classes: 2, learn: (task) => logistic(task, { tolerance: 1e-10 }) },
  softmax: { classes: 4, learn: (task) => softmax(task, 4, { tolerance: 1e-10 }) },
  ridge: { classes: 2, learn: (task) => ridge(task) },
  multinomial: { classes: 3, learn: (task) => naiveBayes(task, 3) },
  bernoulli: {
    classes: 3,
    learn: ({ x, ...task }) =>
      naiveBayes(
        {
          ...task,
          x: { ...x, values: x.values.map((v) => (Number.isFinite(v) ? Math.sign(v) : v)) } as Matrix,
        },
        3,
        {
          events: 'bernoulli',
        },
      ),
  },
};

const flat = (model: Linear | ManyLinear): number[] =>
  isMany(model)
    ? [...model.weights.flatMap((own) => [...own]), ...model.bias]
    : [...model.weights, model.bias];

function expectNear(a: Linear | ManyLinear, b: Linear | ManyLinear, digits: number): void {
  const other = flat(b);
  flat(a).forEach((weight, j) => expect(weight).toBeCloseTo(other[j], digits));
}

const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof UsageError) return error.code;
    throw error;
  }
  return 'none';
};

describe.each(Object.entries(learners))('%s', (_, { classes, learn }) => {
  const { x, y } = made(240, classes, 7);

  it('comes to rest, and twice to the same numbers', () => {
    const model = learn({ x, y });
    expect(model.converged.reached).toBe(true);
    expect(flat(learn({ x, y }))).toEqual(flat(model));
  });

  it('tells the classes apart better than chance', () => {
    const model = learn({ x, y });
    const scores = scoresOf(model, x);
    const found = isMany(model) ? classesBy(scores, classes) : undefined;
    const right = [...y].filter((k, i) =>
      found ? found[i] === k : (k === 1) === scores[i] > (learn === learners.ridge.learn ? 0.5 : 0),
    );
    expect(right.length / y.length).toBeGreaterThan(0.75);
  });

  it('takes a weight of 3 for three rows, and of 0 for none', () => {
    const weights = Float64Array.from(y, (__, i) => i % 4);
    const rows = [...y.keys()].flatMap((i) => Array<number>(i % 4).fill(i));
    const repeated = learn({ x: takeRows(x, rows), y: rows.map((i) => y[i]) });
    expectNear(learn({ x, y, weights }), repeated, 6);
  });

  it('takes dense rows for sparse ones', () => {
    const sparse = learn({ x, y });
    expectNear(learn({ x: dense(x), y }), sparse, 6);
    expectNear(learn({ x: dense(x, Float32Array), y }), sparse, 6);
  });

  it('bears rows and columns without a value', () => {
    const empty = { ...x, starts: new Int32Array(x.starts.length) };
    expect(flat(learn({ x: empty, y })).every(Number.isFinite)).toBe(true);
    const none = {
      starts: new Int32Array(5),
      items: new Int32Array(0),
      values: new Float32Array(0),
      size: 0,
    };
    expect(flat(learn({ x: none, y: [0, 1, 1, 0] })).every(Number.isFinite)).toBe(true);
  });

  it('refuses what cannot be learned from', () => {
    const none = {
      starts: new Int32Array(1),
      items: new Int32Array(0),
      values: new Float32Array(0),
      size: 3,
    };
    expect(codeOf(() => learn({ x: none, y: [] }))).toBe('nothing-to-scan');
    expect(codeOf(() => learn({ x, y: y.subarray(1) }))).toBe('bad-option');
    expect(codeOf(() => learn({ x, y, weights: [1] }))).toBe('bad-option');
    expect(codeOf(() => learn({ x, y, weights: y.map(() => 0) }))).toBe('bad-option');
    expect(codeOf(() => learn({ x, y, weights: Float64Array.from(y, () => -1) }))).toBe('bad-option');
    expect(codeOf(() => learn({ x, y: [...y].fill(NaN, 5, 6) }))).toBe('bad-option');
    const bad = Float32Array.from(x.values);
    bad[3] = Infinity;
    expect(codeOf(() => learn({ x: { ...x, values: bad }, y }))).toBe('bad-option');
  });
});

describe('machines', () => {
  const { x, y } = made(200, 2, 3);

  it.each(['hinge', 'squared-hinge'] as const)('meet the conditions of the optimum: %s', (loss) => {
    const cost = 2;
    const { weights, bias, alpha } = supportVectorMachine(
      { x, y },
      { loss, cost, tolerance: 1e-9, maxRounds: 100_000 },
    );
    const sum = new Float64Array(x.size);
    let sumBias = 0;
    for (let i = 0; i < y.length; i++) {
      const sign = y[i] === 1 ? 1 : -1;
      const margin = sign * (dotRow(x, i, weights) + bias);
      for (let p = x.starts[i]; p < x.starts[i + 1]; p++) sum[x.items[p]] += alpha[i] * sign * x.values[p];
      sumBias += alpha[i] * sign;
      if (loss === 'squared-hinge') expect(alpha[i]).toBeCloseTo(2 * cost * Math.max(0, 1 - margin), 6);
      else if (alpha[i] === 0) expect(margin).toBeGreaterThan(1 - 1e-6);
      else if (alpha[i] === cost) expect(margin).toBeLessThan(1 + 1e-6);
      else expect(margin).toBeCloseTo(1, 6);
    }
    sum.forEach((weight, j) => expect(weight).toBeCloseTo(weights[j], 8));
    expect(sumBias).toBeCloseTo(bias, 8);
  });

  it('part what can be parted', () => {
    const apart: Dense = { rows: 4, size: 1, values: Float64Array.of(-2, -1, 1, 2) };
    const { weights, bias } = supportVectorMachine(
      { x: apart, y: [0, 0, 1, 1] },
      { loss: 'hinge', cost: 1e4, tolerance: 1e-9 },
    );
    expect(weights[0]).toBeCloseTo(1, 6);
    expect(bias).toBeCloseTo(0, 6);
  });

  it('begin where they are told', () => {
    const whole = supportVectorMachine({ x, y }, { tolerance: 1e-6 });
    const again = supportVectorMachine({ x, y }, { tolerance: 1e-5, alpha: whole.alpha });
    expect(again.converged.rounds).toBeLessThan(whole.converged.rounds / 2);
    expectNear(again, whole, 4);
  });

  it('bear weights next to nothing', () => {
    const weights = Float64Array.from(y, (_, i) => (i < 100 ? 1 : 1e-320));
    const rows = [...y.keys()].slice(0, 100);
    const without = supportVectorMachine({ x: takeRows(x, rows), y: y.slice(0, 100) });
    expectNear(supportVectorMachine({ x, y, weights }), without, 12);
  });

  it('refuse one class and unknown ones', () => {
    expect(codeOf(() => supportVectorMachine({ x, y: y.map(() => 1) }))).toBe('unsupported');
    expect(codeOf(() => supportVectorMachine({ x, y: y.map((k) => 2 * k) }))).toBe('bad-option');
    expect(codeOf(() => supportVectorMachine({ x, y }, { cost: NaN }))).toBe('bad-option');
  });

  it('say so when they did not come to rest', () => {
    expect(supportVectorMachine({ x, y }, { tolerance: 1e-9, maxRounds: 2 }).converged).toMatchObject({
      rounds: 2,
      reached: false,
    });
  });
});

describe('logistic', () => {
  const { x, y } = made(200, 2, 3);
  const anchor = Float64Array.from({ length: x.size }, (_, j) => Math.sin(j));

  it.each([{ cost: 1 }, { cost: 100 }, { cost: 10, anchor }, { cost: 1e-3 }])(
    'has no slope left: %o',
    (options) => {
      const model = logistic({ x, y }, { ...options, tolerance: 1e-10 });
      expect(model.converged.reached).toBe(true);
      const p = chancesOf(model, x);
      const slope = Float64Array.from(model.weights, (w, j) => w - ('anchor' in options ? anchor[j] : 0));
      let free = 0;
      for (let i = 0; i < y.length; i++) {
        const e = options.cost * (p[i] - y[i]);
        free += e;
        for (let q = x.starts[i]; q < x.starts[i + 1]; q++) slope[x.items[q]] += e * x.values[q];
      }
      expect(norm(slope)).toBeLessThan(1e-6 * options.cost);
      expect(Math.abs(free)).toBeLessThan(1e-6 * options.cost);
    },
  );

  it('comes to the same from anywhere', () => {
    const a = logistic({ x, y }, { tolerance: 1e-10 });
    const start = { weights: anchor.map((each) => 5 * each), bias: -3 };
    expectNear(logistic({ x, y }, { tolerance: 1e-10, start }), a, 8);
    expect(logistic({ x, y }, { tolerance: 1e-9, start: a }).converged.rounds).toBe(0);
  });

  it('stays finite where the classes can be parted', () => {
    const apart: Dense = { rows: 4, size: 1, values: Float64Array.of(-2, -1, 1, 2) };
    const model = logistic({ x: apart, y: [0, 0, 1, 1] }, { cost: 1e6 });
    expect(model.weights[0]).toBeGreaterThan(1);
    expect(model.converged.reached).toBe(true);
  });

  it('refuses one class and labels that are none', () => {
    expect(codeOf(() => logistic({ x, y: y.map(() => 1) }))).toBe('unsupported');
    expect(codeOf(() => logistic({ x, y: y.map((k) => 2 * k) }))).toBe('bad-option');
  });

  it('knows by its curvature what a row less would change', () => {
    const cost = 5;
    const model = logistic({ x, y }, { cost, tolerance: 1e-10 });
    const p = chancesOf(model, x);
    const { apply, diagonal } = logisticCurvature(
      x,
      p.map((each) => each * (1 - each)),
      1 / cost,
    );
    const i = 17;
    const row = new Float64Array(x.size + 1);
    for (let q = x.starts[i]; q < x.starts[i + 1]; q++) row[x.items[q]] = x.values[q];
    row[x.size] = 1;
    const { solution, reached } = conjugateGradients(apply, row, {
      tolerance: 1e-10,
      maxRounds: 500,
      diagonal,
    });
    expect(reached).toBe(true);
    // A hundredth of the row less: small enough that the first order is all.
    const weights = Float64Array.from(y, (_, at) => (at === i ? 0.99 : 1));
    const without = logistic({ x, y, weights }, { cost, tolerance: 1e-10, start: model });
    const step = 0.01 * (p[i] - y[i]);
    const real = norm(without.weights.map((w, j) => w - model.weights[j]));
    const off = norm(without.weights.map((w, j) => w - model.weights[j] - step * solution[j]));
    expect(off / real).toBeLessThan(0.01);
  });
});

describe('softmax', () => {
  const { x, y } = made(200, 4, 3);

  it('has no slope left, and its biases add up to 0', () => {
    const model = softmax({ x, y }, 4, { cost: 10, tolerance: 1e-10 });
    const p = chancesOfClasses(model, x);
    for (let k = 0; k < 4; k++) {
      const slope = model.weights[k].slice();
      for (let i = 0; i < y.length; i++)
        for (let q = x.starts[i]; q < x.starts[i + 1]; q++)
          slope[x.items[q]] += 10 * (p[4 * i + k] - (y[i] === k ? 1 : 0)) * x.values[q];
      expect(norm(slope)).toBeLessThan(1e-5);
    }
    expect(model.bias.reduce((sum, each) => sum + each, 0)).toBeCloseTo(0, 10);
  });

  it('of two classes is logistic with half the penalty', () => {
    const two = made(150, 2, 5);
    const many = softmax(two, 2, { cost: 1, tolerance: 1e-10 });
    const one = logistic(two, { cost: 2, tolerance: 1e-10 });
    one.weights.forEach((w, j) => expect(many.weights[1][j] - many.weights[0][j]).toBeCloseTo(w, 6));
    expect(many.bias[1] - many.bias[0]).toBeCloseTo(one.bias, 6);
  });

  it('has products of its second derivative that are those of its slope', () => {
    const model = softmax({ x, y }, 4, { tolerance: 1e-10 });
    const d = x.size;
    const v = Float64Array.from({ length: 4 * (d + 1) }, (_, j) => Math.sin(1 + j));
    const slopeAt = (step: number) => {
      const weights = model.weights.map((own, k) => own.map((w, j) => w + step * v[4 * j + k]));
      const bias = model.bias.map((b, k) => b + step * v[4 * d + k]);
      const p = chancesOfClasses({ ...model, weights, bias }, x);
      const slope = new Float64Array(4 * (d + 1));
      for (let k = 0; k < 4; k++) {
        for (let j = 0; j < d; j++) slope[4 * j + k] = weights[k][j];
        for (let i = 0; i < y.length; i++) {
          const e = p[4 * i + k] - (y[i] === k ? 1 : 0);
          slope[4 * d + k] += e;
          for (let q = x.starts[i]; q < x.starts[i + 1]; q++) slope[4 * x.items[q] + k] += e * x.values[q];
        }
      }
      return slope;
    };
    const [a, b] = [slopeAt(-1e-5), slopeAt(1e-5)];
    const out = new Float64Array(v.length);
    softmaxCurvature(x, chancesOfClasses(model, x), 4, new Float64Array(y.length).fill(1), 1).apply(v, out);
    out.forEach((each, j) => expect(each).toBeCloseTo((b[j] - a[j]) / 2e-5, 5));
  });
});

describe('ridge', () => {
  it('is the same by a factor and by conjugate gradients', () => {
    const { x, y } = made(100, 2, 4, 40);
    // The same rows among 2,000 columns without a value are beyond what is factored.
    expectNear(
      { ...ridge({ x, y }) },
      ((wide) => ({ ...wide, weights: wide.weights.slice(0, 40) }))(
        ridge({ x: { ...x, size: 2000 }, y }, { tolerance: 1e-12 }),
      ),
      7,
    );
  });
});

describe('a class without rows', () => {
  const { x, y } = made(200, 3, 3);

  it('is never the highest', () => {
    for (const model of [oneVersusRest({ x, y }, 4), softmax({ x, y }, 4), naiveBayes({ x, y }, 4)]) {
      expect(model.converged.reached).toBe(true);
      expect(flat(model).every(Number.isFinite)).toBe(true);
      expect(classesBy(scoresOf(model, x), 4)).not.toContain(3);
    }
  });

  it('is refused where it is the only one', () => {
    expect(codeOf(() => softmax({ x, y: y.map(() => 2) }, 3))).toBe('unsupported');
    expect(codeOf(() => oneVersusRest({ x, y: y.map(() => 2) }, 3))).toBe('unsupported');
    expect(codeOf(() => softmax({ x, y }, 2))).toBe('bad-option');
  });
});

it('columns that there are not are our mistake', () => {
  const { x, y } = made(20, 2, 1);
  expect(() => supportVectorMachine({ x: { ...x, size: 5 }, y })).toThrow('there is no column');
});
