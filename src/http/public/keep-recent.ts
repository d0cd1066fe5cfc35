/** What was used lately, up to a size. */
export type Recent<T> = {
  readonly get: (name: string) => T | undefined;
  readonly set: (name: string, value: T) => void;
};

/** Makes a place to keep values whose sizes come to at most `most`, the least recently used first to go. */
export function keepRecent<T>(most: number, sizeOf: (value: T) => number): Recent<T> {
  const values = new Map<string, T>();
  let size = 0;
  const drop = (name: string) => {
    const value = values.get(name);
    if (value === undefined) return;
    size -= sizeOf(value);
    values.delete(name);
  };
  const set = (name: string, value: T) => {
    drop(name);
    values.set(name, value);
    size += sizeOf(value);
    for (const oldest of values.keys()) {
      if (size <= most) break;
      drop(oldest);
    }
  };
  return {
    set,
    get: (name) => {
      const value = values.get(name);
      if (value !== undefined) {
        values.delete(name);
        values.set(name, value);
      }
      return value;
    },
  };
}
