// What was sent and is not yet taken, in order; whoever asks first waits.

export interface Inbox<T> {
  put(item: T): void;
  /** Gives up: whoever waits now or later for what is not there fails so. */
  fail(error: unknown): void;
  next(): Promise<T>;
}

export function inbox<T>(): Inbox<T> {
  const items: T[] = [];
  const waiting: { readonly resolve: (item: T) => void; readonly reject: (error: unknown) => void }[] = [];
  let failed: { readonly error: unknown } | undefined;
  return {
    put(item) {
      const first = waiting.shift();
      if (first) first.resolve(item);
      else items.push(item);
    },
    fail(error) {
      failed ??= { error };
      for (const { reject } of waiting.splice(0)) reject(error);
    },
    next() {
      if (items.length > 0) return Promise.resolve(items.shift() as T);
      if (failed) return Promise.reject(failed.error);
      return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
    },
  };
}
