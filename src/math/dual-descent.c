// The rounds of dual-descent.ts over sparse rows, for WebAssembly: the same numbers to the last bit.
// `npm run kernels` makes dual-descent-wasm.ts of it.
#include <stdint.h>

#define API(name) __attribute__((export_name(#name)))

/** A column and its value, side by side: one stream through memory. */
typedef struct {
  int32_t column;
  float value;
} cell;

extern uint8_t __heap_base;
/** Where the arrays may begin. */
API(heap) void *heap(void) { return &__heap_base; }

static double lastBias, lastGap;
static int32_t atRest;
API(bias) double bias(void) { return lastBias; }
API(gap) double gap(void) { return lastGap; }
API(reached) int32_t reached(void) { return atRest; }

static inline double next(uint32_t *state) {
  *state += 0x6d2b79f5u;
  uint32_t a = *state;
  uint32_t t = (a ^ (a >> 15)) * (1u | a);
  t = (t + (t ^ (t >> 7)) * (61u | t)) ^ t;
  return (double)(t ^ (t >> 14)) / 4294967296.0;
}

static inline double projected(double gradient, double before, double limit) {
  if (before == 0) return gradient > 0 ? 0 : gradient;
  return before == limit && gradient < 0 ? 0 : gradient;
}

/** Returns the rounds. `bias`: what the bias is at the start; `alpha` and `w` begin and end with what they hold. */
API(descend)
int32_t descend(int32_t n, const int32_t *rows, const int32_t *starts, const cell *cells, const double *squares,
                const double *cost, const int8_t *sign, double *alpha, int32_t *order, double *w, double bias,
                int32_t hinge, double tolerance, int32_t maxRounds, uint32_t seed) {
  const double infinity = __builtin_inf();
  double highest = infinity, lowest = -infinity, spread = 0;
  int32_t active = n, done = n == 0, round = 0;
  while (!done && round < maxRounds) {
    round++;
    double most = -infinity, least = infinity;
    for (int32_t i = 0; i < active; i++) {
      int32_t j = i + (int32_t)(next(&seed) * (double)(active - i));
      int32_t swap = order[i];
      order[i] = order[j];
      order[j] = swap;
    }
    for (int32_t at = 0; at < active; at++) {
      const int32_t i = order[at], row = rows[i];
      const double y = sign[i], before = alpha[i];
      const double soft = hinge ? 0 : 0.5 / cost[row];
      const double limit = hinge ? cost[row] : infinity;
      const cell *first = cells + starts[row], *end = cells + starts[row + 1];
      double sum = 0;
      for (const cell *c = first; c < end; c++) sum += (double)c->value * w[c->column];
      const double gradient = y * (sum + bias) - 1 + before * soft;
      if (before == 0 ? gradient > highest : before == limit && gradient < lowest) {
        active--;
        order[at] = order[active];
        order[active] = i;
        at--;
        continue;
      }
      const double own = projected(gradient, before, limit);
      if (own > most) most = own;
      if (own < least) least = own;
      if (__builtin_fabs(own) < 1e-12) continue;
      double after = before - gradient / (squares[row] + 1 + soft);
      if (!(after > 0)) after = 0;
      if (after > limit) after = limit;
      alpha[i] = after;
      const double step = (after - before) * y;
      if (step == 0) continue;
      for (const cell *c = first; c < end; c++) w[c->column] += step * (double)c->value;
      bias += step;
    }
    spread = active > 0 ? most - least : 0;
    if (spread <= tolerance) {
      done = active == n;
      active = n;
      highest = infinity;
      lowest = -infinity;
    } else {
      highest = most > 0 ? most : infinity;
      lowest = least < 0 ? least : -infinity;
    }
  }
  lastBias = bias;
  lastGap = spread;
  atRest = done;
  return round;
}
